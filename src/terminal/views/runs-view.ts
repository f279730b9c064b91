import type { HopReport } from '../../domain/run.js';
import type { RunRow } from '../../ports/store.js';
import { span } from '../time.js';
import type { View } from '../view.js';
import { firstLine, paintRunStatus } from './run-view.js';

export interface Runs {
  readonly runs: readonly PastRun[];
}

type PastRun = Omit<RunRow, 'document'> & { readonly integrations: readonly HopReport[] };

/** Past runs, newest first. */
export const runsView: View<Runs> = {
  text: ({ runs }, screen) => {
    if (runs.length === 0) return 'No run yet. Start with: trilink sync plan';
    return screen.table(runs, {
      columns: [
        { header: 'Run', value: (run) => run.id },
        { header: 'What', value: what },
        { header: 'Started', value: (run) => screen.time(run.startedAt) },
        { header: 'Took', value: took, align: 'right' },
        {
          header: 'Ended',
          value: (run) => run.status,
          paint: (text, run) => paintRunStatus(screen)(text, run.status),
        },
        { header: 'Written', value: (run) => String(written(run.integrations)), align: 'right' },
        { header: 'Why', value: (run) => firstLine(run.reason ?? ''), shrinkTo: 6 },
      ],
    });
  },
  json: ({ runs }) => ({ schema: 'runs/1', runs: runs.map(asJson) }),
  rows: ({ runs }) =>
    runs.map(({ integrations, ...run }) => ({
      ...asJson({ ...run, integrations }),
      integrations: integrations.map((hop) => `${hop.id} ${hop.status}`),
    })),
};

function asJson({ startedAt, finishedAt, ...run }: PastRun): Record<string, unknown> {
  const iso = (ms: number | null) => (ms === null ? null : new Date(ms).toISOString());
  return { ...run, startedAt: iso(startedAt), finishedAt: iso(finishedAt) };
}

/** A plan never writes: only of what could have, it is worth saying that it did not. */
function what({ kind, dryRun }: PastRun): string {
  if (!dryRun || kind === 'plan') return kind;
  return kind === 'sync' ? 'dry run' : `${kind} (dry run)`;
}

function took(run: PastRun): string {
  return run.finishedAt === null ? '' : span(run.finishedAt - run.startedAt);
}

function written(hops: readonly HopReport[]): number {
  return hops.reduce((sum, { changes }) => sum + changes.created + changes.updated + changes.archived, 0);
}

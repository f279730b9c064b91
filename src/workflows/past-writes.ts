import type { IntegrationId } from '../domain/estate/systems.js';
import type { MadeChange } from '../domain/reconcile/undo.js';
import type { Session } from '../ports/session.js';
import { lastAttempts } from './tally.js';

const mostRuns = 100_000;

/**
 * Every change of an integration that landed on one of these records or on what hangs on it, oldest first. Looks
 * through the log only when trilink remembers writing to any of them.
 */
export async function pastWrites(
  session: Session,
  integration: IntegrationId,
  targetIds: ReadonlySet<string>,
): Promise<readonly MadeChange[]> {
  const { journal, runs } = session.store;
  const written = await journal.written(integration.split(':')[1] ?? '');
  const ids = new Set([...targetIds].filter((id) => written.has(id)));
  if (ids.size === 0) return [];
  const made: MadeChange[] = [];
  for (const run of [...(await runs.list(mostRuns))].reverse()) {
    if (run.dryRun || run.kind === 'plan') continue;
    for (const row of lastAttempts(await journal.ofRun(run.id))) {
      const { change, targetId } = row;
      if (row.state !== 'done' || targetId === null || change.integration !== integration) continue;
      if (!ids.has(targetId) && !ids.has(change.target.parent?.id ?? '')) continue;
      made.push({ runId: run.id, change, targetId, echoed: row.echoed ?? row.after });
    }
  }
  return made;
}

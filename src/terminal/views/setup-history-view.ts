import { type FindingSummary, ruleOf, type StepChange, statusLabels } from '../../domain/setup/index.js';
import type { Screen } from '../screen.js';
import type { View } from '../view.js';
import { indented } from './indented.js';

export interface HistoryPage {
  readonly checks: readonly CheckEntry[];
}

/** `changes` since the check before; `null` when there is none to compare with. `at` in epoch ms. */
interface CheckEntry {
  readonly at: number;
  readonly summary: FindingSummary;
  readonly unseen: readonly string[];
  readonly changes: readonly StepChange[] | null;
}

const mostChanges = 12;

/** Check by check, newest first, with what moved since the one before. */
export const historyView: View<HistoryPage> = {
  text: ({ checks }, screen) => {
    if (checks.length === 0) return 'No check was made yet. Make the first one with: trilink setup check';
    return checks.map((check) => entry(check, screen)).join('\n\n');
  },
  json: ({ checks }) => ({
    schema: 'setup-history/1',
    checks: checks.map(({ at, ...check }) => ({ at: iso(at), ...check })),
  }),
  rows: ({ checks }) =>
    checks.flatMap(({ at, changes }) => (changes ?? []).map((change) => ({ at: iso(at), ...change }))),
};

function entry({ at, summary, unseen, changes }: CheckEntry, screen: Screen): string {
  const gone = unseen.length > 0 ? ` (not seen: ${unseen.join(', ')})` : '';
  const head = `${screen.paint.bold(screen.time(at))}  ${summary.line}${gone}`;
  if (changes === null) return `${head}\n  nothing to compare it with`;
  if (changes.length === 0) return `${head}\n  as before`;
  const hidden = changes.length - mostChanges;
  return [
    head,
    ...changes.slice(0, mostChanges).map((change) => line(change, screen)),
    ...(hidden > 0 ? [`  and ${hidden} more (--json has all)`] : []),
  ].join('\n');
}

function line(change: StepChange, screen: Screen): string {
  const { paint } = screen;
  const width = Number.isFinite(screen.width) ? screen.width - 1 : screen.width;
  const from = change.from === null ? 'not there' : statusLabels[change.from];
  const to = change.to === null ? 'gone' : statusLabels[change.to];
  const title = ruleOf(change.step)?.title ?? change.subject;
  const moved = change.from === change.to ? change.detail : `${from}, now ${to}: ${change.detail}`;
  const text = indented(`${title}: ${moved}`, width, 16, `  ${change.change.padEnd(6)}  ${change.step}`);
  const isWorse = change.change === 'worse' || change.change === 'new';
  const word = isWorse ? paint.red(change.change) : paint.green(change.change);
  return text.replace(change.change, word);
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}

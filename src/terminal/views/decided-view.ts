import type { Decision } from '../../domain/matching/verdict.js';
import type { PublishedItem } from '../../ports/store.js';
import type { Screen } from '../screen.js';
import type { View } from '../view.js';

export interface DecidedLine {
  readonly item: PublishedItem;
  readonly decision: Omit<Decision, 'sequence'>;
  readonly targetName: string | null;
  readonly stored: boolean;
  readonly unchanged: boolean;
}

export interface DecidedPage {
  readonly dryRun: boolean;
  readonly decided: readonly DecidedLine[];
  /** For a decision about many: how many were left, by reason. */
  readonly skipped?: Readonly<Record<string, number>>;
  /** For an import: lines that said what held already, and lines without a decision. */
  readonly unchanged?: number;
  readonly undecided?: number;
}

const mostLines = 50;

/** One line an item for people; for programs every decision as it was stored. */
export const decidedView: View<DecidedPage> = {
  text: (page, screen) => {
    const shown = page.decided.slice(0, mostLines).map((one) => sentence(one, page.dryRun));
    const hidden = page.decided.length - shown.length;
    const more = hidden > 0 ? [screen.paint.dim(`${screen.unicode ? '…' : '...'} ${hidden} more`)] : [];
    return [...shown, ...more, ...totals(page, screen)].join('\n');
  },
  json: ({ dryRun, decided, ...counts }) => ({
    schema: 'decided/1',
    dryRun,
    decided: decided.map(document),
    ...counts,
  }),
  rows: ({ decided }) => decided.map(document),
};

function sentence({ item, decision, targetName, unchanged }: DecidedLine, dryRun: boolean): string {
  if (unchanged && decision.verb === 'forget') return `${item.name}: nothing is decided about it`;
  const { verb, targetId, oldTargetId, note } = decision;
  const target = targetId === null ? '' : ` to ${named(targetName, targetId)}`;
  const old = oldTargetId === null ? '' : oldWords(verb, targetName, oldTargetId);
  const why = note === null ? '' : ` ("${note}")`;
  const when = unchanged ? ', as decided before' : dryRun ? ' (dry run: nothing was stored)' : '';
  return `${item.name}: ${pastOf[verb]}${target}${old}${why}${when}`;
}

function named(name: string | null, id: string): string {
  return name === null || name === id ? id : `${name} (${id})`;
}

/** What becomes of the old record. */
function oldWords(verb: Decision['verb'], targetName: string | null, oldTargetId: string): string {
  if (verb === 'match') return `; what trilink wrote to ${oldTargetId} is put back with the next sync`;
  return `, and ${named(targetName, oldTargetId)} archived`;
}

const pastOf: Readonly<Record<Decision['verb'], string>> = {
  match: 'matched',
  create: 'a new record is made with the next sync',
  ignore: 'ignored',
  forget: 'what was decided is withdrawn; it is decided anew with the next run',
  move: 'a new record is made with the next sync',
  replace: 'a new record is made with the next sync',
};

function totals(
  { decided, skipped, unchanged, undecided, dryRun }: DecidedPage,
  screen: Screen,
): readonly string[] {
  if (skipped === undefined && unchanged === undefined) return [];
  const fresh = decided.filter((one) => !one.unchanged).length;
  const verb = skipped === undefined ? 'imported' : 'accepted';
  const left = Object.entries(skipped ?? {}).filter(([, count]) => count > 0);
  const lines = [
    `${fresh} ${verb}${dryRun ? ' (dry run: nothing was stored)' : ''}`,
    ...(unchanged ? [`${unchanged} as decided before`] : []),
    ...(undecided ? [`${undecided} without a decision`] : []),
    ...left.map(([reason, count]) => `${count} left: ${skipWords[reason] ?? reason}`),
  ];
  return [lines.map((line, i) => (i === 0 ? screen.paint.bold(line) : line)).join('\n')];
}

const skipWords: Readonly<Record<string, string>> = {
  'below-confidence': 'below the confidence asked for',
  contradiction: 'something speaks against it',
  rival: 'another record fits about as well',
  'name-only': 'only the name speaks for it (--name-only admits these)',
  taken: 'another item has the record, or would get it too',
};

function document({ item, decision, targetName, stored, unchanged }: DecidedLine): Record<string, unknown> {
  const { verb, targetId, oldTargetId, by, who, note, at } = decision;
  const [, target = ''] = item.integration.split(':');
  return {
    item: `${item.integration}/${item.kind}/${item.sourceId}`,
    name: item.name,
    decision: verb,
    target: targetId === null ? null : { system: target, id: targetId, name: targetName },
    oldTargetId,
    ...{ by, who, note, at: new Date(at).toISOString(), stored, unchanged },
  };
}

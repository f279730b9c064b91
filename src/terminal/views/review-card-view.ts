import type { RecordKind } from '../../domain/estate/systems.js';
import type { ComparedField, Relation } from '../../domain/matching/compare.js';
import type { Candidate, Decision, Evidence } from '../../domain/matching/verdict.js';
import type { PublishedItem } from '../../ports/store.js';
import type { Screen } from '../screen.js';
import type { Column } from '../table.js';
import type { View } from '../view.js';
import { percent, speaksAgainst, speaksFor, weighedWords } from './evidence-words.js';
import { paintStatus } from './status-paint.js';
import { wrap } from './wrap.js';

interface CardCandidate extends Candidate {
  readonly compared: readonly ComparedField[];
  readonly archived: boolean;
  readonly heldBy: string | null;
}

export interface CardPage {
  readonly item: PublishedItem;
  readonly position: number;
  readonly total: number;
  readonly facts: Readonly<Record<string, string | null>>;
  readonly candidates: readonly CardCandidate[];
  readonly decision: Decision | null;
}

/** One item beside what it could be: field by field what agrees and what differs, then what speaks for and against. */
export const reviewCardView: View<CardPage> = {
  text: (card, screen) => {
    const parts = [
      heading(card, screen),
      comparison(card, screen),
      evidence(card, screen),
      notes(card, screen),
    ];
    return `\n${parts.filter((part) => part !== '').join('\n\n')}\n`;
  },
  json: (card) => ({ schema: 'review-card/1', ...card }),
};

function heading({ item, position, total, decision }: CardPage, screen: Screen): string {
  const place =
    item.kind === 'site'
      ? item.integration
      : `at ${item.siteName ?? item.siteId ?? '?'}, ${item.integration}`;
  const kind = item.kind === 'site' ? 'Site' : 'Device';
  const title = `${kind} ${position} of ${total}: ${item.name}`;
  const status = paintStatus(screen)(item.status, item.status);
  const reason = item.reason ? `: ${item.reason.text}` : '';
  const said = decision ? wrap(`decided: ${decisionWords(decision)}`, room(screen)) : '';
  const lines = [screen.paint.bold(wrap(title, room(screen))), screen.paint.dim(place)];
  return [...lines, wrap(`${status}${reason}`, room(screen) + status.length - item.status.length), said]
    .filter((line) => line !== '')
    .join('\n');
}

function decisionWords({ verb, targetId, by, who, note }: Decision): string {
  const target = targetId === null ? '' : ` ${targetId}`;
  return `${verb}${target} by ${who ?? by}${note === null ? '' : ` ("${note}")`}`;
}

interface Row {
  readonly field: string;
  readonly source: string | null;
  readonly cells: readonly (ComparedField | undefined)[];
}

/** Side by side as many candidates as fit; without any, what is known of the item. */
function comparison(card: CardPage, screen: Screen): string {
  const shown = card.candidates.slice(0, fitting(screen)).filter((one) => one.compared.length > 0);
  const rows = rowsOf(card, shown).filter(
    (row) => row.source !== null || row.cells.some((cell) => cell?.target),
  );
  if (rows.length === 0) return 'Its record is no longer in the source.';
  const [source = '', target = ''] = card.item.integration.split(':');
  const columns: Column<Row>[] = [
    { header: '', value: (row) => row.field },
    { header: source, value: (row) => row.source ?? '-', shrinkTo: 12 },
    ...shown.map((one, i) => candidateColumn(`${target} ${i + 1} (${percent(one.confidence)})`, i, screen)),
  ];
  return screen.table(rows, { columns });
}

function fitting({ width }: Screen): number {
  return Math.max(1, Math.min(3, Math.floor((width - 14) / 22) - 1));
}

function rowsOf(card: CardPage, shown: readonly CardCandidate[]): readonly Row[] {
  const [first] = shown;
  if (!first) return Object.entries(card.facts).map(([field, source]) => ({ field, source, cells: [] }));
  const fields = first.compared.map(({ field, source }) => {
    const cells = shown.map((one) => one.compared.find((line) => line.field === field));
    return { field, source, cells };
  });
  const ids = shown.map(
    (one): ComparedField => ({ field: 'id', source: null, target: one.id, relation: 'beside' }),
  );
  return [...fields, { field: 'id', source: card.item.sourceId, cells: ids }];
}

function candidateColumn(header: string, index: number, screen: Screen): Column<Row> {
  const marks: Readonly<Record<Relation, string>> = {
    agrees: '=',
    differs: screen.unicode ? '≠' : '!',
    beside: ' ',
  };
  return {
    header,
    value: ({ cells }) => {
      const cell = cells[index];
      return cell?.target ? `${marks[cell.relation]} ${cell.target}` : '  -';
    },
    shrinkTo: 14,
    paint: (text, { cells }) => painter(screen, cells[index]?.relation)(text),
  };
}

function painter({ paint }: Screen, relation: Relation | undefined): (text: string) => string {
  if (relation === 'agrees') return paint.green;
  return relation === 'differs' ? paint.red : (text) => text;
}

function evidence({ item, candidates }: CardPage, screen: Screen): string {
  return candidates.map((one, i) => candidateLines(item.kind, one, i + 1, screen)).join('\n');
}

function candidateLines(kind: RecordKind, one: CardCandidate, number: number, screen: Screen): string {
  const words = (evidence: Evidence) => weighedWords(kind, evidence);
  const pro = speaksFor(one.evidence).map(words).join(', ') || 'nothing';
  const contra = speaksAgainst(one.evidence).map(words).join(', ');
  const marks = [
    one.archived ? 'archived' : '',
    one.heldBy === null ? '' : `matched to ${one.heldBy} already`,
  ];
  const title = [`${number} ${one.name} (${one.id})`, ...marks.filter((mark) => mark !== '')].join(', ');
  return [
    wrap(title, room(screen), 4),
    screen.paint.green(wrap(`    for: ${pro}`, room(screen), 9)),
    ...(contra === '' ? [] : [screen.paint.red(wrap(`    against: ${contra}`, room(screen), 13))]),
  ].join('\n');
}

function notes({ item }: CardPage, screen: Screen): string {
  return item.findings
    .map(({ detail, fix }) => screen.paint.yellow(wrap(`${detail}. ${fix}`, room(screen))))
    .join('\n');
}

/** Long lines are hard to read on wide screens too. */
function room({ width }: Screen): number {
  return Math.min(width, 110) - 1;
}

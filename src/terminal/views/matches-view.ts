import type { PublishedItem } from '../../ports/store.js';
import type { Screen } from '../screen.js';
import type { View } from '../view.js';
import { itemColumns } from './item-table.js';

export interface Matches {
  readonly what: 'sites' | 'devices';
  readonly items: readonly PublishedItem[];
  /** How many there are of each status, shown or not. */
  readonly counts: Readonly<Record<string, number>>;
  /** Epoch ms of the last publication. */
  readonly asOf: number | null;
  /** Rows at a terminal. */
  readonly limit: number;
}

/** Items with their best guess and the deciding evidence. */
export const matchesView: View<Matches> = {
  text: (matches, screen) => {
    const { items, limit, what } = matches;
    if (items.length === 0) return nothing(matches);
    const more = (hidden: number) =>
      `${screen.unicode ? '…' : '...'} ${hidden} more, see trilink match list ${what} --limit 0`;
    return `${screen.table(items, { columns: itemColumns(items, screen), limit, more })}\n${footer(matches, screen)}`;
  },
  json: ({ items }) => ({ schema: 'matches/1', items: items.map(itemDocument) }),
  rows: ({ items }) => items.map(itemDocument),
};

function nothing({ what, counts, asOf }: Matches): string {
  if (asOf === null) return 'Nothing has been matched yet. Look first, without writing: trilink sync plan';
  const parts = Object.entries(counts).map(([status, count]) => `${count} ${status}`);
  return parts.length === 0 ? `There are no ${what}.` : `No ${what} to show. There are ${parts.join(', ')}.`;
}

function footer({ items, counts, asOf }: Matches, screen: Screen): string {
  const all = Object.entries(counts).map(([status, count]) => `${count} ${status}`);
  const when = asOf === null ? '' : `, as of ${screen.time(asOf)}`;
  return screen.paint.dim(`${items.length} listed; in all: ${all.join(', ')}${when}`);
}

/** One item as `matches/1` has it. */
export function itemDocument(item: PublishedItem): Record<string, unknown> {
  const { integration, kind, sourceId } = item;
  const [source = '', target = ''] = integration.split(':');
  return {
    item: `${integration}/${kind}/${sourceId}`,
    kind,
    integration,
    source: { system: source, id: sourceId, name: item.name, siteId: kind === 'site' ? null : item.siteId },
    status: item.status,
    decidedBy: item.decidedBy,
    target: item.targetId === null ? null : { system: target, id: item.targetId, name: item.targetName },
    candidates: item.candidates.map(({ id, name, confidence, evidence }) => ({
      id,
      name,
      confidence,
      evidence,
    })),
    reason: item.reason?.text ?? null,
    reasonCode: item.reason?.code ?? null,
    findings: item.findings,
  };
}

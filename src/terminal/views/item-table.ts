import { hopOf } from '../../domain/setup/applies.js';
import type { PublishedItem } from '../../ports/store.js';
import type { Screen } from '../screen.js';
import type { Column } from '../table.js';
import { paintStatus, statusOrder } from './status-paint.js';
import { why } from './why.js';

const OPEN_ROWS = 12;
const SETTLED_ROWS = 4;

/** Items with the deciding evidence in one column: what waits for a person first, a few of the settled ones last. */
export function itemTable(items: readonly PublishedItem[], screen: Screen): string {
  const sorted = [...items].sort((a, b) => rank(a) - rank(b));
  if (!screen.interactive) return screen.table(sorted, { columns: itemColumns(items, screen) });
  const open = sorted.filter((item) => !isSettled(item));
  const shown = [...open.slice(0, OPEN_ROWS), ...sorted.filter(isSettled).slice(0, SETTLED_ROWS)];
  const table = screen.table(shown, { columns: itemColumns(items, screen) });
  const hidden = items.length - shown.length;
  if (hidden === 0) return table;
  const kind = `${items[0]?.kind ?? 'device'}s`;
  return `${table}\n${screen.paint.dim(`${screen.unicode ? '…' : '...'} ${hidden} more, see trilink match list ${kind}`)}`;
}

/** The columns of every list of items. The site stands beside devices only, the hop's letter where there are several. */
export function itemColumns(items: readonly PublishedItem[], screen: Screen): Column<PublishedItem>[] {
  const paint = paintStatus(screen);
  const areSites = items.every((item) => item.kind === 'site');
  const site: Column<PublishedItem> = { header: 'Site', value: (item) => item.siteName ?? '-', shrinkTo: 8 };
  const hop: Column<PublishedItem> = {
    header: 'Hop',
    value: (item) => hopOf(item.integration) ?? item.integration,
  };
  const isOneHop = new Set(items.map((item) => item.integration)).size < 2;
  return [
    ...(isOneHop ? [] : [hop]),
    { header: areSites ? 'Site' : 'Device', value: (item) => item.name, shrinkTo: 15 },
    ...(areSites ? [] : [site]),
    { header: 'Status', value: (item) => item.status, paint: (text, item) => paint(text, item.status) },
    { header: areSites ? 'Organization' : 'Configuration', value: target, shrinkTo: 14 },
    { header: 'Why', value: why, shrinkTo: 25 },
  ];
}

/** What it is joined to, or the best guess behind its confidence. */
export function target(item: PublishedItem): string {
  if (item.targetId !== null) return item.targetName ?? item.targetId;
  const [best] = item.candidates;
  if (!best) return '-';
  const isSame = best.name.toLowerCase() === item.name.toLowerCase();
  return `${best.confidence.toFixed(2)} ${isSame ? 'same name' : best.name}`;
}

export function isSettled(item: PublishedItem): boolean {
  return item.status === 'matched' || item.status === 'ignored';
}

function rank(item: PublishedItem): number {
  return statusOrder.indexOf(item.status);
}

import type { IntegrationId, SystemId } from '../../domain/estate/systems.js';
import type { Change } from '../../domain/reconcile/plan.js';
import type { PublishedItem } from '../../ports/store.js';
import type { Screen } from '../screen.js';
import type { View } from '../view.js';
import { changeTables } from './change-tables.js';
import { isSettled, itemTable } from './item-table.js';
import { countLine } from './status-paint.js';

/** One integration as a person sees it before anything is asked: what is what, and what would be written. */
export interface HopOverview {
  readonly integration: IntegrationId;
  readonly mode: 'audit' | 'sync';
  readonly target: SystemId;
  readonly sites: readonly PublishedItem[];
  readonly devices: readonly PublishedItem[];
  readonly changes: readonly Change[];
}

export const hopView: View<HopOverview> = {
  text: (hop, screen) => `${page(hop, screen)}\n`,
  json: (hop) => ({ schema: 'hop/1', ...hop }),
};

function page(hop: HopOverview, screen: Screen): string {
  const mode = hop.mode === 'audit' ? 'audit: nothing is written' : 'sync';
  return [
    screen.paint.bold(`${hop.integration} (${mode})`),
    items('Sites', hop.sites, screen),
    items('Devices', hop.devices, screen),
    changeTables(hop.changes, screen),
  ].join('\n\n');
}

/** Piped, the settled ones are counted only: a mail from cron should say what waits. */
function items(heading: string, all: readonly PublishedItem[], screen: Screen): string {
  const waiting = all.filter((item) => item.status === 'waiting');
  const settled = all.filter(isSettled);
  const open = all.filter((item) => item.status !== 'waiting' && !isSettled(item));
  const shown = screen.interactive ? [...open, ...settled] : open;
  return [
    `${screen.paint.bold(heading)} ${countLine(all.map((item) => item.status))}`,
    ...(shown.length > 0 ? [itemTable(shown, screen)] : []),
    ...(waiting.length > 0 ? [waitingLine(waiting)] : []),
  ].join('\n');
}

/** A device that waits for its site needs nobody by itself: the sites are named instead. */
function waitingLine(waiting: readonly PublishedItem[]): string {
  const sites = new Map<string, number>();
  for (const { siteName } of waiting) sites.set(siteName ?? '-', (sites.get(siteName ?? '-') ?? 0) + 1);
  const [first = '-'] = sites.keys();
  const others = sites.size > 1 ? ` and ${sites.size - 1} more sites` : '';
  return `${waiting.length} devices wait until ${first}${others} ${sites.size > 1 ? 'are' : 'is'} settled`;
}

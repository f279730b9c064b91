import type { IntegrationId, SystemId } from '../../domain/estate/systems.js';
import type { Change } from '../../domain/reconcile/plan.js';
import type { PublishedItem } from '../../ports/store.js';
import type { Screen } from '../screen.js';
import type { View } from '../view.js';
import { changeTables } from './change-tables.js';
import { itemTable } from './item-table.js';
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
  const open = all.filter((item) => item.status !== 'matched' && item.status !== 'ignored');
  const shown = screen.interactive ? all : open;
  const title = `${screen.paint.bold(heading)} ${countLine(all.map((item) => item.status))}`;
  return shown.length === 0 ? title : `${title}\n${itemTable(shown, screen)}`;
}

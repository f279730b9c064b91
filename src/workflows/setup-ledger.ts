import type { IntegrationId } from '../domain/estate/systems.js';
import { hopOf, type Ledger, ledgerOf, type RunHop } from '../domain/setup/index.js';
import type { Session } from '../ports/session.js';
import type { PublishedItem } from '../ports/store.js';
import { applyDecisions } from './decided-since.js';

/** What trilink has matched, by hop, with the decisions made since. A hop that was never matched is absent. */
export async function ledgers(session: Session): Promise<Partial<Record<RunHop, Ledger>>> {
  const items = await applyDecisions(session, await session.store.matches.published());
  const byIntegration = new Map<IntegrationId, PublishedItem[]>();
  for (const item of items) {
    const own = byIntegration.get(item.integration);
    if (own) own.push(item);
    else byIntegration.set(item.integration, [item]);
  }
  const found: Partial<Record<RunHop, Ledger>> = {};
  for (const [integration, own] of byIntegration) {
    const hop = hopOf(integration);
    if (hop)
      found[hop] = ledgerOf(
        own,
        own.reduce((latest, item) => Math.max(latest, item.at), 0),
      );
  }
  return found;
}

import type { IntegrationId } from '../domain/estate/systems.js';
import { allHops, findHop } from '../domain/hops/index.js';
import { deviceVotes } from '../domain/matching/devices/device-votes.js';
import { matchDevices } from '../domain/matching/devices/match-devices.js';
import type { DeviceMatchInput, SiteMatchInput } from '../domain/matching/inputs.js';
import { matchSites } from '../domain/matching/sites/match-sites.js';
import type { Verdict } from '../domain/matching/verdict.js';
import type { Session } from '../ports/session.js';
import type { PublishedItem } from '../ports/store.js';
import { noPsa, type PsaKnowledge } from './match-hop.js';
import { recall } from './memory.js';
import { psaKnowledge } from './psa-knowledge.js';
import type { RememberedEstate } from './remembered-estate.js';

/** What matching says of every site by what the store remembers. Asks no vendor. Site id → its item. */
export async function rematchSites(
  session: Session,
  estate: RememberedEstate,
  items: readonly PublishedItem[],
): Promise<ReadonlyMap<string, PublishedItem>> {
  const verdicts = matchSites(await siteInput(session, estate));
  const nameOf = (id: string) => ({
    targetName: estate.organizations.get(id)?.name ?? null,
    organizationId: null,
  });
  return itemsOf(items, 'site', verdicts, nameOf);
}

/**
 * What matching says of every device by what the store remembers, with sites settled as `items` have them. Asks no
 * vendor. Device id → its item.
 */
export async function rematchDevices(
  session: Session,
  estate: RememberedEstate,
  items: readonly PublishedItem[],
): Promise<ReadonlyMap<string, PublishedItem>> {
  const verdicts = matchDevices(await deviceInput(session, estate, items));
  return itemsOf(items, 'device', verdicts, (id) => {
    const record = estate.configurations.get(id);
    return { targetName: record?.name ?? null, organizationId: record?.organizationId ?? null };
  });
}

function itemsOf(
  items: readonly PublishedItem[],
  kind: 'site' | 'device',
  verdicts: readonly Verdict[],
  endOf: (targetId: string) => Pick<PublishedItem, 'targetName' | 'organizationId'>,
): ReadonlyMap<string, PublishedItem> {
  const known = new Map(items.filter((item) => item.kind === kind).map((item) => [item.sourceId, item]));
  return new Map(
    verdicts.flatMap((verdict) => {
      const item = known.get(verdict.sourceId);
      return item
        ? [[verdict.sourceId, { ...item, ...verdict, ...endOf(verdict.targetId ?? '') }] as const]
        : [];
    }),
  );
}

/** What decides the sites of a remembered estate. */
export async function siteInput(session: Session, estate: RememberedEstate): Promise<SiteMatchInput> {
  const { integration, sites, organizations, configurations, complete } = estate;
  const memory = await recall(session, { id: integration, target: integration.split(':')[1] ?? '' });
  const psa = await psaOffline(session, integration);
  const devices = [...estate.devices.values()].map(psa.lender(configurations.values()));
  return {
    integration,
    sites: [...sites.values()],
    organizations: [...organizations.values()],
    decisions: memory.decisions,
    rules: memory.rules,
    standing: memory.standing,
    ledger: psa.ledger,
    activeCompanies: psa.activeCompanies,
    votes: complete ? deviceVotes(devices, [...configurations.values()]) : new Map(),
    complete,
    orphanedFirst: findHop(allHops, integration)?.orphanedFirst ?? false,
  };
}

/** What decides the devices of a remembered estate, with sites settled as `items` have them. */
export async function deviceInput(
  session: Session,
  estate: RememberedEstate,
  items: readonly PublishedItem[],
): Promise<DeviceMatchInput> {
  const { integration, configurations, complete } = estate;
  const hop = findHop(allHops, integration);
  const memory = await recall(session, { id: integration, target: integration.split(':')[1] ?? '' });
  const psa = await psaOffline(session, integration);
  const sites = items.filter((item) => item.kind === 'site' && item.integration === integration);
  return {
    integration,
    devices: [...estate.devices.values()].map(psa.lender(configurations.values())),
    configurations: [...configurations.values()],
    organizationOf: new Map(
      sites.flatMap((site) =>
        site.status === 'matched' && site.targetId !== null ? [[site.sourceId, site.targetId] as const] : [],
      ),
    ),
    ignoredSites: new Set(sites.filter((site) => site.status === 'ignored').map((site) => site.sourceId)),
    decisions: memory.decisions,
    rules: memory.rules,
    standing: memory.standing,
    complete,
    needsDetail: hop?.needsDetail ?? false,
    nowMs: session.clock.now(),
    orphanedFirst: hop?.orphanedFirst ?? false,
  };
}

async function psaOffline(session: Session, integration: IntegrationId): Promise<PsaKnowledge> {
  const hop = findHop(allHops, integration);
  return hop ? psaKnowledge(session, hop, { offline: true }) : noPsa;
}

import { isRecent } from '../domain/age.js';
import type { Device, Identifier } from '../domain/estate/source.js';
import type { IntegrationId } from '../domain/estate/systems.js';
import type { Configuration, Organization } from '../domain/estate/target.js';
import type { Hop } from '../domain/hops/hop.js';
import { foldName } from '../domain/hops/name-mapping.js';
import type { Session } from '../ports/session.js';
import type { Observation } from '../ports/store.js';
import { noPsa, type PsaKnowledge } from './match-hop.js';
import { observe } from './observe.js';

const psa = 'autotask';
const ledgerHop: IntegrationId = 'autotask:it-glue';
/** Younger reads of the PSA are believed; hop A and B of the same run have just made them. */
const freshForMs = 12 * 3_600_000;

/**
 * What the PSA and trilink's own hop B know that an RMM hop can use: which companies are alive, which organization each
 * became, and the serial and MACs of items, which spare per-device requests to the RMM. Nothing when no PSA is
 * connected or the hop matches by sites.
 *
 * @param options `offline` asks the PSA nothing: what was read last is all that is known.
 */
export async function psaKnowledge(
  session: Session,
  hop: Hop,
  options: { readonly offline?: boolean } = {},
): Promise<PsaKnowledge> {
  const connected = session.connections.some((connection) => connection.system === psa);
  if (hop.target === psa) return { ...noPsa, lender: lenderOfSerials };
  if (hop.letter !== 'C' || !connected || session.settings(hop.id).matchBy === 'sites') return noPsa;
  const { offline = false } = options;
  if (offline && (await session.store.observations.lastRead(psa, 'organization')) === null) return noPsa;
  const [companies, items, ledger] = await Promise.all([
    recent(session, 'organization', offline),
    recent(session, 'configuration', offline),
    session.store.matches.standing(ledgerHop),
  ]);
  const lend = lendingOf(
    items.map((one) => {
      const item = JSON.parse(one.body) as Configuration;
      return { item, identifiers: allIn(item, one.lastSeenAt) };
    }),
  );
  const active = companies.map((one) => JSON.parse(one.body) as Organization).filter((one) => one.active);
  return {
    ledger: new Map(ledger.filter((one) => one.kind === 'site').map((one) => [one.sourceId, one.targetId])),
    activeCompanies: new Set(active.map((one) => one.id)),
    companyNames: new Set(active.map((one) => foldName(one.name))),
    lender: () => lend,
  };
}

/** In the PSA itself the item that bears a device's uid tells the serial, and spares the device's own record. */
function lenderOfSerials(records: Iterable<Configuration>): (device: Device) => Device {
  return lendingOf(
    [...records].map((item) => ({ item, identifiers: serialIn(item, item.provenance.updatedAt) })),
  );
}

/** Records of the PSA as a read of the last hours saw them; reads them now when there is none. */
async function recent(
  session: Session,
  type: 'organization' | 'configuration',
  offline: boolean,
): Promise<readonly Observation[]> {
  const last = await session.store.observations.lastRead(psa, type);
  const isFresh = last?.complete === true && isRecent(last.finishedAt, session.clock.now(), freshForMs);
  if (!isFresh && !offline) {
    const target = await session.target(psa);
    if (type === 'organization') await observe(session.store, await target.organizations(), () => null);
    else await observe(session.store, await target.configurations('all'), (one) => one.organizationId);
  }
  const seen = await session.store.observations.list(psa, type);
  const newest = Math.max(0, ...seen.map((one) => one.lastSeenAt));
  return seen.filter((one) => one.lastSeenAt === newest);
}

/**
 * Gives each device what the one live item with its uid says of it. An item lends nothing when another live one claims
 * the same device: one of the two is wrong, and nobody can tell which.
 */
function lendingOf(
  items: readonly { readonly item: Configuration; readonly identifiers: readonly Identifier[] }[],
): (device: Device) => Device {
  const lent = new Map<string, readonly Identifier[] | null>();
  for (const { item, identifiers } of items) {
    if (item.rmmUid === null || item.archived) continue;
    lent.set(item.rmmUid, lent.has(item.rmmUid) ? null : identifiers);
  }
  return (device) => {
    const identifiers = lent.get(device.id);
    return identifiers ? { ...device, lent: [...device.lent, ...identifiers] } : device;
  };
}

function serialIn(item: Configuration, asOf: number | null): readonly Identifier[] {
  return identifier('serial', item.serial, asOf);
}

function allIn(item: Configuration, asOf: number | null): readonly Identifier[] {
  const macs = [item.mac, ...item.interfaces.map((one) => one.mac)];
  return [
    ...serialIn(item, asOf),
    ...macs.flatMap((mac) => identifier('mac', mac, asOf)),
    ...identifier('psa-id', item.id, asOf),
  ];
}

function identifier(
  kind: Identifier['kind'],
  value: string | null,
  asOf: number | null,
): readonly Identifier[] {
  return value === null || value === '' ? [] : [{ kind, value, from: psa, asOf }];
}

import { withDetail } from '../domain/estate/detail.js';
import type { Device, Site } from '../domain/estate/source.js';
import type { IntegrationId, SystemId } from '../domain/estate/systems.js';
import type { Configuration, Organization } from '../domain/estate/target.js';
import type { Session } from '../ports/session.js';
import type { Observation } from '../ports/store.js';

/** Both sides of a hop as the store remembers them: what the last reads saw, and nothing that is gone since. */
export interface RememberedEstate {
  readonly integration: IntegrationId;
  readonly sites: ReadonlyMap<string, Site>;
  readonly devices: ReadonlyMap<string, Device>;
  readonly organizations: ReadonlyMap<string, Organization>;
  readonly configurations: ReadonlyMap<string, Configuration>;
  /** Whether the last reads saw all of both sides: only then can it be said that something is gone or elsewhere. */
  readonly complete: boolean;
}

/** Loads both sides of a hop, details included. Asks no vendor, so that it works offline. */
export async function rememberedEstate(
  session: Session,
  integration: IntegrationId,
): Promise<RememberedEstate> {
  const [source = '', target = ''] = integration.split(':');
  const [sites, devices, organizations, configurations, details] = await Promise.all([
    records<Site>(session, source, 'site'),
    records<Device>(session, source, 'device'),
    records<Organization>(session, target, 'organization'),
    records<Configuration>(session, target, 'configuration'),
    session.store.observations.details(source),
  ]);
  const known = [...devices.values()].map((device) => {
    const detail = details.get(device.id);
    return [
      device.id,
      withDetail(device, detail?.detailKey === device.detailKey ? detail : undefined),
    ] as const;
  });
  const unseen = await madeSinceTheLastRead(session, { target, organizations, configurations });
  const { observations } = session.store;
  const reads = await Promise.all([
    ...[observations.lastRead(source, 'site'), observations.lastRead(source, 'device')],
    ...[observations.lastRead(target, 'organization'), observations.lastRead(target, 'configuration')],
  ]);
  const complete = !unseen && reads.every((read) => read?.complete === true && read.scope === 'all');
  return { integration, sites, devices: new Map(known), organizations, configurations, complete };
}

/** Whether trilink made records that no read has seen yet: of what is not remembered nothing can be said to be gone. */
async function madeSinceTheLastRead(
  session: Session,
  {
    target,
    organizations,
    configurations,
  }: Pick<RememberedEstate, 'organizations' | 'configurations'> & { target: SystemId },
): Promise<boolean> {
  const { journal } = session.store;
  const made = await Promise.all([
    journal.createdByUs(target, 'organization'),
    journal.createdByUs(target, 'configuration'),
  ]);
  const [ofOrganizations, ofConfigurations] = made.map((found) => [...found.keys()]);
  return (
    (ofOrganizations ?? []).some((id) => !organizations.has(id)) ||
    (ofConfigurations ?? []).some((id) => !configurations.has(id))
  );
}

async function records<T>(session: Session, system: SystemId, type: string): Promise<ReadonlyMap<string, T>> {
  const present = await presentRecords(session, system, type);
  return new Map(present.map((seen) => [seen.id, JSON.parse(seen.body) as T]));
}

/** Every record of a type but those that a complete read of their site or organization did not see any more. */
export async function presentRecords(
  session: Session,
  system: SystemId,
  type: string,
): Promise<readonly Observation[]> {
  const { observations } = session.store;
  const seen = await observations.list(system, type);
  const last = await observations.lastRead(system, type);
  if (last?.complete && last.scope === 'all') return seen.filter((one) => one.lastSeenAt >= last.finishedAt);
  const goneBefore = new Map<string, number>();
  for (const [scope, times] of timesByScope(seen)) {
    goneBefore.set(scope, await goneLine(session, system, type, scope, times));
  }
  return seen.filter((one) => one.lastSeenAt > (goneBefore.get(one.scopeId ?? '') ?? -1));
}

function timesByScope(seen: readonly Observation[]): ReadonlyMap<string, readonly number[]> {
  const times = new Map<string, Set<number>>();
  for (const { scopeId, lastSeenAt } of seen) {
    const scope = times.get(scopeId ?? '') ?? new Set<number>();
    times.set(scopeId ?? '', scope.add(lastSeenAt));
  }
  return new Map([...times].map(([scope, set]) => [scope, [...set].sort((a, b) => b - a)]));
}

/** The newest time after which a complete read of the scope came: what was seen last then or earlier is gone. */
async function goneLine(
  session: Session,
  system: SystemId,
  type: string,
  scope: string,
  newestFirst: readonly number[],
): Promise<number> {
  for (const time of newestFirst) {
    const reads = await session.store.observations.completeReads(system, type, scope, time);
    if (reads.length > 0) return time;
  }
  return -1;
}

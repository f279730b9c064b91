import { withDetail } from '../domain/estate/detail.js';
import type { Device, Site } from '../domain/estate/source.js';
import type { SystemId } from '../domain/estate/systems.js';
import type { Listed } from '../domain/setup/index.js';
import type { Session } from '../ports/session.js';
import type { SetupInputs } from '../ports/setup.js';
import { leanListerOf, listerOf } from '../ports/setup.js';
import type { Reading, SourcePort, TargetPort } from '../ports/system.js';
import { observe } from './observe.js';
import type { ListProgress } from './setup-list-progress.js';

/** A list, or a part of one, that was asked for and did not come. */
export interface Gap {
  readonly what: string;
  readonly why: string;
}

export interface SystemReading<Inputs> {
  readonly inputs: Inputs;
  readonly gaps: readonly Gap[];
}

/**
 * Sites and devices of an RMM, with the details that earlier runs have stored: none is read again. `lean`: a PSA tells
 * adapters too, so they are left out where they cost requests; such a list is less than a sync wants, and not stored.
 */
export async function readRmm<S extends 'datto-rmm' | 'syncro'>(
  session: Session,
  system: S,
  source: SourcePort,
  wants: { readonly lean: boolean },
  lists: ListProgress,
): Promise<SystemReading<SetupInputs[S]>> {
  // One after the other: whoever lists devices site by site does not have to ask for the sites again.
  lists.expect(2);
  const sites = await lists.arrived(source.sites());
  const seenSites = await observe(session.store, sites, () => null);
  const lister = wants.lean ? leanListerOf(source) : null;
  const [devices, more] = await Promise.all([
    lists.arrived(lister ? lister.devicesWithoutAdapters() : source.devices('all')),
    furtherLists(system, source, lists),
  ]);
  const { outcome } = lister ? devices : await observeDevices(session, devices);
  const detailed = { records: await detailedDevices(session, system, devices.records), outcome };
  return {
    inputs: { ...more.inputs, sites: listed<Site>(seenSites), devices: listed<Device>(detailed) },
    gaps: [...gapsOf(seenSites, 'sites'), ...gapsOf(detailed, 'devices'), ...more.gaps],
  };
}

function observeDevices(session: Session, devices: Reading<Device>): Promise<Reading<unknown>> {
  const named = devices.records.map((device) => ({ ...device, name: device.hostname }));
  return observe(session.store, { ...devices, records: named }, (device) => device.siteId);
}

/** A list without adapters has another key than the one that a detail was stored under: then the detail stands. */
async function detailedDevices(
  session: Session,
  system: SystemId,
  devices: readonly Device[],
): Promise<readonly Device[]> {
  const stored = await session.store.observations.details(system);
  return devices.map((device) => {
    const detail = stored.get(device.id);
    const fits = detail?.detailKey === device.detailKey || device.nics === null;
    return withDetail(device, fits ? detail : undefined);
  });
}

/** Organizations and configurations with their links; locations only where there is something to compare them with. */
export async function readDocumentation(
  session: Session,
  target: TargetPort,
  wants: { readonly locations: boolean },
  lists: ListProgress,
): Promise<SystemReading<SetupInputs['it-glue']>> {
  const asksLocations = wants.locations && target.attachments !== undefined;
  lists.expect(asksLocations ? 3 : 2);
  const [organizations, configurations, locations, more] = await Promise.all([
    lists.arrived(target.organizations()),
    lists.arrived(target.configurations('all')),
    asksLocations ? lists.arrived(target.attachments?.('location', 'all')) : undefined,
    furtherLists('it-glue', target, lists),
  ]);
  const seen = {
    organizations: await observe(session.store, organizations, () => null),
    configurations: await observe(session.store, configurations, (one) => one.organizationId),
  };
  const places = locations && (await observe(session.store, locations, (one) => one.organizationId));
  return {
    inputs: {
      ...more.inputs,
      organizations: listed(seen.organizations),
      configurations: listed(seen.configurations),
      ...(places ? { locations: listed(places) } : {}),
    },
    gaps: [
      ...gapsOf(seen.organizations, 'organizations'),
      ...gapsOf(seen.configurations, 'configurations'),
      ...(places ? gapsOf(places, 'locations') : []),
      ...more.gaps,
    ],
  };
}

/** The lists of a PSA, as far as its client offers them. */
export async function readPsa(
  port: object,
  lists: ListProgress,
): Promise<SystemReading<SetupInputs['autotask']>> {
  if (listerOf('autotask', port)) return furtherLists('autotask', port, lists);
  return { inputs: {}, gaps: [{ what: 'lists', why: 'this version does not read them' }] };
}

async function furtherLists<S extends keyof SetupInputs>(
  system: S,
  port: object,
  progress: ListProgress,
): Promise<SystemReading<Partial<SetupInputs[S]>>> {
  const lists = await listerOf(system, port)?.setupLists(progress.following());
  const missing = Object.entries((lists?.missing ?? {}) as Readonly<Record<string, string>>);
  return { inputs: lists?.inputs ?? {}, gaps: missing.map(([what, why]) => ({ what, why })) };
}

function listed<T>({ records, outcome }: Reading<T>): Listed<T> {
  return { records, complete: outcome.complete, readAt: outcome.finishedAt };
}

function gapsOf({ outcome }: Reading<unknown>, what: string): Gap[] {
  if (outcome.complete) return [];
  const [failure] = outcome.failures;
  const [scope] = outcome.incomplete;
  const why = failure ? `${failure.request}: ${failure.why}` : (scope?.why ?? 'not read to the end');
  return [{ what, why }];
}

import type { Device, Site } from '../../estate/source.js';
import type { Configuration } from '../../estate/target.js';
import type { FactValues, Settlement } from '../catalogue.js';
import { groupBy } from './derive.js';
import { companyIdOf, type EstateIndex, foldedName, sharesMac, sitesWithDevices } from './estate-index.js';
import type { Ledger } from './inputs.js';
import type { RmmTies } from './rmm-ties.js';

/** The sites and devices of one RMM, and how they stand in IT Glue. */
export interface SettlementReader {
  readonly sites: { readonly value: FactValues['sitesSettled']; readonly examples: string[] };
  readonly devices: { readonly value: FactValues['devicesSettled']; readonly examples: string[] };
  readonly ladder: FactValues['deviceLadder'];
  /** The organization of a site: by the id chain through the PSA, by trilink's match, or by name. */
  organizationOf(site: Site): string | null;
}

export interface RmmEstate {
  readonly sites: readonly Site[];
  readonly devices: readonly Device[];
  readonly ledger: Ledger | undefined;
}

export function readSettlement(index: EstateIndex, rmm: RmmEstate, ties: RmmTies): SettlementReader {
  const organizationOf = organizationFinder(index, rmm.ledger);
  const places = sitesWithDevices(rmm.sites, rmm.devices);
  const isNative = nativeMatch(index, organizationOf);
  const native = places.filter(isNative);
  const active = rmm.devices.filter((device) => device.active);
  return {
    sites: settledSites(places, native, rmm.ledger),
    devices: settledDevices(active, { native, ties, ledger: rmm.ledger }),
    ladder: ladder(active, rmm.sites, index, organizationOf),
    organizationOf,
  };
}

function organizationFinder(index: EstateIndex, ledger: Ledger | undefined): (site: Site) => string | null {
  const byName = new Map([...index.organizations.values()].map((one) => [foldedName(one.name), one.id]));
  return (site) => {
    const company = companyIdOf(site);
    const chained = company === null ? undefined : index.organizationOf.get(company)?.id;
    return chained ?? ledger?.sites.get(site.id) ?? byName.get(foldedName(site.name)) ?? null;
  };
}

/**
 * A site counts as matched natively when an organization names it among its RMM companies. What that record's name
 * holds is not established, so any RMM company or RMM data under the site's own organization counts too.
 */
function nativeMatch(
  index: EstateIndex,
  organizationOf: (site: Site) => string | null,
): (site: Site) => boolean {
  const names = new Set([...index.organizations.values()].flatMap((one) => one.rmmCompanies.map(foldedName)));
  return (site) => {
    if ([site.name, site.psaCompanyName ?? ''].some((name) => name !== '' && names.has(foldedName(name))))
      return true;
    const id = organizationOf(site);
    if (id === null) return false;
    const shown = index.liveByOrganization.get(id) ?? [];
    return (
      (index.organizations.get(id)?.rmmCompanies.length ?? 0) > 0 ||
      shown.some((one) => one.rmmRecords.length > 0)
    );
  };
}

function settle(of: number, matched: number, ignored: number): Settlement {
  return { of, matched, ignored, open: of - matched - ignored };
}

/** What a person ignored in trilink counts as settled on the native side too: there it is not shown. */
function settledSites(
  places: readonly Site[],
  native: readonly Site[],
  ledger: Ledger | undefined,
): SettlementReader['sites'] {
  const isIgnored = (site: Site) => ledger?.ignored.has(site.id) === true;
  const matchedNatively = new Set(native);
  const ignored = places.filter((site) => isIgnored(site) && !matchedNatively.has(site)).length;
  const own = places.filter((site) => ledger?.sites.has(site.id));
  const ownIgnored = places.filter((site) => isIgnored(site) && !ledger?.sites.has(site.id)).length;
  const open = places.filter(
    (site) => !matchedNatively.has(site) && !isIgnored(site) && !ledger?.sites.has(site.id),
  );
  return {
    value: {
      native: settle(places.length, native.length, ignored),
      ledger: ledger ? settle(places.length, own.length, ownIgnored) : null,
    },
    examples: open.map((site) => site.name),
  };
}

function settledDevices(
  devices: readonly Device[],
  seen: { native: readonly Site[]; ties: RmmTies; ledger: Ledger | undefined },
): SettlementReader['devices'] {
  const { ties, ledger } = seen;
  const nativeSites = new Set(seen.native.map((site) => site.id));
  const at = devices.filter((device) => nativeSites.has(device.siteId));
  const matched = at.filter((device) => ties.configurationOf(device) !== null);
  const shown = new Set(matched);
  const isIgnored = (device: Device) => ledger?.ignored.has(device.id) === true;
  const ignored = at.filter((device) => isIgnored(device) && !shown.has(device)).length;
  const ownAt = devices.filter((device) => ledger?.sites.has(device.siteId));
  const own = ownAt.filter((device) => ledger?.devices.has(device.id));
  const ownIgnored = ownAt.filter((device) => isIgnored(device) && !ledger?.devices.has(device.id)).length;
  const open = at.filter(
    (device) => !shown.has(device) && !isIgnored(device) && !ledger?.devices.has(device.id),
  );
  return {
    value: {
      native: settle(at.length, matched.length, ignored),
      ledger: ledger ? settle(ownAt.length, own.length, ownIgnored) : null,
    },
    examples: open.map((device) => device.hostname),
  };
}

type Rung = keyof FactValues['deviceLadder'];

function ladder(
  devices: readonly Device[],
  sites: readonly Site[],
  index: EstateIndex,
  organizationOf: (site: Site) => string | null,
): FactValues['deviceLadder'] {
  const counts: Record<Rung, number> = { both: 0, mac: 0, serial: 0, name: 0, none: 0 };
  const homes = new Map(sites.map((site) => [site.id, organizationOf(site)]));
  const shelves = new Map<string, Shelf>();
  for (const device of devices) {
    const home = homes.get(device.siteId);
    if (!home) continue;
    const shelf = shelves.get(home) ?? shelve(index.liveByOrganization.get(home) ?? [], index);
    shelves.set(home, shelf);
    counts[bestRung(device, shelf, index)] += 1;
  }
  return counts;
}

/** The configurations of one organization by what can tie a device to them. */
interface Shelf {
  readonly bySerial: ReadonlyMap<string, readonly Configuration[]>;
  readonly macs: ReadonlySet<number>;
  readonly names: ReadonlySet<string>;
}

function shelve(configurations: readonly Configuration[], index: EstateIndex): Shelf {
  return {
    bySerial: groupBy(configurations, (one) => index.keysOf(one).serial),
    macs: new Set(configurations.flatMap((one) => [...index.keysOf(one).macs])),
    names: new Set(
      configurations
        .flatMap((one) => [one.name, one.hostname ?? ''])
        .map((name) => name.trim().toLowerCase()),
    ),
  };
}

function bestRung(device: Device, shelf: Shelf, index: EstateIndex): Rung {
  const { serial, macs } = index.keysOfDevice(device);
  const sameSerial = serial === null ? [] : (shelf.bySerial.get(serial) ?? []);
  if (sameSerial.some((one) => sharesMac(macs, index.keysOf(one).macs))) return 'both';
  if (sharesMac(macs, shelf.macs)) return 'mac';
  if (sameSerial.length > 0) return 'serial';
  return shelf.names.has(device.hostname.trim().toLowerCase()) ? 'name' : 'none';
}

import type { Device, Site } from '../../estate/source.js';
import type { Configuration, RmmRecord } from '../../estate/target.js';
import { groupOf } from '../../hops/hop.js';
import type { FactValues } from '../catalogue.js';
import type { FactTable } from '../fact.js';
import { derive, groupBy, type Sources, youngest } from './derive.js';
import { type EstateIndex, foldedName, sharesMac, sitesWithDevices } from './estate-index.js';
import type { SettlementReader } from './settlement.js';

type Facts = Pick<
  FactTable,
  | 'syncroCustomers'
  | 'syncroPush'
  | 'syncroTypes'
  | 'syncroNames'
  | 'syncroNewAssets'
  | 'syncroSitesSettled'
  | 'syncroDevicesSettled'
  | 'syncroStale'
>;

/** What Syncro's customers and assets tell, with their configurations. */
export function syncroFacts(index: EstateIndex, settlement: SettlementReader): Facts {
  const { syncro, itGlue } = index.inputs;
  const own: Sources = { 'the customers of Syncro': syncro?.sites, 'the assets of Syncro': syncro?.devices };
  const organizations: Sources = { ...own, 'the organizations of IT Glue': itGlue?.organizations };
  const all: Sources = { ...organizations, 'the configurations of IT Glue': itGlue?.configurations };
  const finder = configurationFinder(index, settlement);
  return {
    syncroCustomers: derive('syncroCustomers', own, () => ({ value: customers(index) })),
    syncroPush: derive('syncroPush', all, () => ({ value: push(index, settlement, all) })),
    syncroTypes: derive('syncroTypes', all, () => ({ value: types(index, finder) })),
    syncroNames: derive('syncroNames', organizations, () => names(index)),
    syncroNewAssets: derive('syncroNewAssets', all, () => newAssets(index, finder)),
    syncroSitesSettled: derive('syncroSitesSettled', all, () => settlement.sites),
    syncroDevicesSettled: derive('syncroDevicesSettled', all, () => settlement.devices),
    syncroStale: derive('syncroStale', all, () => stale(index, settlement)),
  };
}

const sitesOf = (index: EstateIndex): readonly Site[] => index.inputs.syncro?.sites?.records ?? [];
const assetsOf = (index: EstateIndex): readonly Device[] => index.inputs.syncro?.devices?.records ?? [];
const filledOf = (index: EstateIndex): Site[] => sitesWithDevices(sitesOf(index), assetsOf(index));

function customers(index: EstateIndex): FactValues['syncroCustomers'] {
  const withAssets = filledOf(index).length;
  const places = sitesOf(index).filter((site) => site.skip === null && site.active);
  return { withAssets, empty: places.length - withAssets, assets: assetsOf(index).length };
}

type Finder = (device: Device) => Configuration | null;

/** The configuration of an asset: trilink's match, else the one of its organization with its serial, MAC or exact name. */
function configurationFinder(index: EstateIndex, settlement: SettlementReader): Finder {
  const ledger = index.inputs.ledger?.S;
  const byId = new Map(index.live.map((one) => [one.id, one]));
  const homes = new Map(sitesOf(index).map((site) => [site.id, settlement.organizationOf(site)]));
  return (device) => {
    const matched = byId.get(ledger?.devices.get(device.id) ?? '');
    if (matched) return matched;
    const keys = index.keysOfDevice(device);
    const near = index.liveByOrganization.get(homes.get(device.siteId) ?? '') ?? [];
    const bySerial = near.find((one) => keys.serial !== null && index.keysOf(one).serial === keys.serial);
    const byMac = () => near.find((one) => sharesMac(index.keysOf(one).macs, keys.macs));
    return bySerial ?? byMac() ?? near.find((one) => one.name === device.hostname) ?? null;
  };
}

function push(index: EstateIndex, settlement: SettlementReader, sources: Sources): FactValues['syncroPush'] {
  const homes = new Set(filledOf(index).flatMap((site) => settlement.organizationOf(site) ?? []));
  const held = [...homes].flatMap((id) => index.liveByOrganization.get(id) ?? []);
  const times = held.flatMap((one) => one.provenance.updatedAt ?? []);
  return {
    customers: [...homes].filter((id) => index.liveByOrganization.has(id)).length,
    newestAt: times.length > 0 ? times.reduce((a, b) => Math.max(a, b)) : null,
    readAt: youngest(sources) ?? index.inputs.nowMs,
  };
}

function types(index: EstateIndex, finder: Finder): FactValues['syncroTypes'] {
  const typed = assetsOf(index).flatMap((device) => {
    const deviceClass = groupOf(device);
    const name = finder(device)?.typeName ?? null;
    const isMapped = deviceClass === 'desktop' || deviceClass === 'laptop' || deviceClass === 'server';
    return name !== null && isMapped ? [{ deviceClass, name }] : [];
  });
  return [...groupBy(typed, (one) => one.deviceClass)].map(([deviceClass, rows]) => ({
    deviceClass,
    types: [...groupBy(rows, (row) => row.name)].map(([name, held]) => ({ name, count: held.length })),
  }));
}

function names(index: EstateIndex): { value: FactValues['syncroNames']; examples: string[] } {
  const exact = new Set([...index.organizations.values()].map((one) => one.name));
  const joined = new Set(
    [...index.organizations.values()].flatMap((one) => one.rmmCompanies.map(foldedName)),
  );
  const ledger = index.inputs.ledger?.S;
  const filled = filledOf(index);
  const open = filled.filter((site) => !exact.has(site.name));
  const unmet = open.filter(
    (site) =>
      !joined.has(foldedName(site.name)) && !ledger?.sites.has(site.id) && !ledger?.ignored.has(site.id),
  );
  return {
    value: {
      of: filled.length,
      exact: filled.length - open.length,
      matchedOtherwise: open.length - unmet.length,
      open: unmet.map((site) => site.name),
    },
    examples: unmet.map((site) => site.name),
  };
}

const dayMs = 86_400_000;

/** An asset of today may still be on its way, and one of last year says nothing about now. */
function newAssets(
  index: EstateIndex,
  finder: Finder,
): { value: FactValues['syncroNewAssets']; examples: string[] } {
  const { nowMs } = index.inputs;
  const fresh = assetsOf(index).filter((device) => {
    const age = device.createdAt === null ? null : nowMs - device.createdAt;
    return age !== null && age > dayMs && age <= 30 * dayMs;
  });
  const missing = fresh.filter((device) => finder(device) === null);
  return {
    value: { count: fresh.length - missing.length, of: fresh.length },
    examples: missing.map((device) => device.hostname),
  };
}

/** RMM records do not say whose they are, so with a second RMM beside Syncro nothing is called stale. */
function stale(
  index: EstateIndex,
  settlement: SettlementReader,
): { value: FactValues['syncroStale']; examples: string[] } {
  if (index.inputs.dattoRmm?.devices) return { value: { count: 0 }, examples: [] };
  const homes = new Set(sitesOf(index).flatMap((site) => settlement.organizationOf(site) ?? []));
  const present = presentKeys(index);
  const gone = index.live.filter(
    (one) =>
      homes.has(one.organizationId) &&
      one.rmmRecords.length > 0 &&
      one.rmmRecords.every((record) => !recordMarks(record, index).some((mark) => present.has(mark))),
  );
  return { value: { count: gone.length }, examples: gone.map((one) => one.name) };
}

function presentKeys(index: EstateIndex): Set<string | number> {
  return new Set(
    assetsOf(index).flatMap((device): (string | number)[] => {
      const { serial, macs } = index.keysOfDevice(device);
      return [...(serial ? [serial] : []), ...macs, device.hostname.trim().toLowerCase()];
    }),
  );
}

function recordMarks(record: RmmRecord, index: EstateIndex): (string | number)[] {
  const { serial, macs } = index.keysOfRecord(record);
  return [...(serial ? [serial] : []), ...macs, (record.hostname ?? record.name ?? '').trim().toLowerCase()];
}

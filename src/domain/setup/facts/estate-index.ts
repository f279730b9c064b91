import type { Device, Site } from '../../estate/source.js';
import type { Configuration, Organization, RmmRecord } from '../../estate/target.js';
import { classifyMac, parseMac, SerialReader } from '../../matching/identifiers/index.js';
import { splitName } from '../../matching/names/split.js';
import { lockOf } from '../../reconcile/lock.js';
import { groupBy } from './derive.js';
import type { AutotaskCompany, AutotaskItem, FactInputs } from './inputs.js';

/** What several facts look up, made once for all of them. */
export interface EstateIndex {
  readonly inputs: FactInputs;
  readonly companies: ReadonlyMap<string, AutotaskCompany>;
  /** Active items that are linked to an RMM. */
  readonly rmmItems: readonly AutotaskItem[];
  readonly itemByUid: ReadonlyMap<string, AutotaskItem>;
  readonly itemsBySerial: ReadonlyMap<string, AutotaskItem[]>;
  /** Company id → the organization that IT Glue has linked to it. */
  readonly organizationOf: ReadonlyMap<string, Organization>;
  readonly organizations: ReadonlyMap<string, Organization>;
  /** Configurations that are not archived. */
  readonly live: readonly Configuration[];
  readonly liveByOrganization: ReadonlyMap<string, Configuration[]>;
  /** Identifiers of a record; each record is read once. */
  readonly keysOf: (configuration: Configuration) => RecordKeys;
  readonly keysOfDevice: (device: Device) => RecordKeys;
  readonly keysOfRecord: (record: RmmRecord) => RecordKeys;
  /** Canonical form of a serial that can be evidence, or `null`. */
  readonly goodSerial: (text: string | null | undefined) => string | null;
}

/** Identifiers that are evidence: a canonical serial, and MACs as 48-bit numbers. */
export interface RecordKeys {
  readonly serial: string | null;
  readonly macs: ReadonlySet<number>;
}

export function indexEstate(inputs: FactInputs): EstateIndex {
  const items = inputs.autotask?.items?.records ?? [];
  const rmmItems = items.filter((item) => item.active && item.rmmUid !== null);
  const organizations = inputs.itGlue?.organizations?.records ?? [];
  const live = (inputs.itGlue?.configurations?.records ?? []).filter(
    (configuration) => !configuration.archived,
  );
  const goodSerial = serialReading();
  const itemByUid = new Map(rmmItems.map((item) => [item.rmmUid ?? '', item]));
  return {
    inputs,
    companies: new Map((inputs.autotask?.companies?.records ?? []).map((company) => [company.id, company])),
    rmmItems,
    itemByUid,
    itemsBySerial: groupBy(
      items.filter((item) => item.active),
      (item) => goodSerial(item.serial),
    ),
    goodSerial,
    organizationOf: linkedOrganizations(organizations),
    organizations: new Map(organizations.map((organization) => [organization.id, organization])),
    live,
    liveByOrganization: groupBy(live, (configuration) => configuration.organizationId),
    keysOf: onceEach((configuration) => configurationKeys(configuration, goodSerial)),
    keysOfDevice: onceEach((device) => deviceKeys(device, itemByUid.get(device.id), goodSerial)),
    keysOfRecord: onceEach((record) => ({ serial: goodSerial(record.serial), macs: goodMacs(record.macs) })),
  };
}

function linkedOrganizations(organizations: readonly Organization[]): Map<string, Organization> {
  const byCompany = new Map<string, Organization>();
  for (const organization of organizations) {
    if (!isLinked(organization)) continue;
    for (const id of organization.provenance.psaIds) if (!byCompany.has(id)) byCompany.set(id, organization);
  }
  return byCompany;
}

/** Held by the PSA's sync now; an orphaned or disabled link is none. */
export const isLinked = (record: { readonly provenance: Organization['provenance'] }): boolean =>
  lockOf(record.provenance) === 'locked';

/** Remembers what `read` said of each record, by identity. */
function onceEach<K extends object, V>(read: (record: K) => V): (record: K) => V {
  const known = new Map<K, V>();
  return (record) => {
    const before = known.get(record);
    if (before !== undefined) return before;
    const value = read(record);
    known.set(record, value);
    return value;
  };
}

type GoodSerial = EstateIndex['goodSerial'];

/** One reader for all serials of an estate: it keeps its room. */
function serialReading(): GoodSerial {
  const reader = new SerialReader();
  return (text) => {
    if (!text) return null;
    const kind = reader.readText(text);
    return kind === 'ok' || kind === 'weak' ? reader.room.text() : null;
  };
}

/** MACs that stand for one adapter of one machine: no virtual, dock, shared or made-up ones. */
function goodMacs(texts: Iterable<string | null>): Set<number> {
  const macs = new Set<number>();
  for (const text of texts) {
    const mac = parseMac(text);
    if (mac !== null && classifyMac(mac).class === 'ok') macs.add(mac);
  }
  return macs;
}

function configurationKeys(configuration: Configuration, goodSerial: GoodSerial): RecordKeys {
  const macs = [configuration.mac, ...configuration.interfaces.map((nic) => nic.mac)];
  return { serial: goodSerial(configuration.serial), macs: goodMacs(macs) };
}

/** What the device itself does not tell, its item in the PSA may: the RMM wrote it there. */
function deviceKeys(device: Device, item: AutotaskItem | undefined, goodSerial: GoodSerial): RecordKeys {
  const lent = (kind: 'serial' | 'mac') =>
    device.lent.filter((one) => one.kind === kind).map((one) => one.value);
  const serial = goodSerial(device.serial) ?? goodSerial(lent('serial')[0]) ?? goodSerial(item?.serial);
  const own = device.nics?.map((nic) => nic.mac) ?? item?.macs ?? [];
  return { serial, macs: goodMacs([...own, ...lent('mac')]) };
}

export const sharesMac = (a: ReadonlySet<number>, b: ReadonlySet<number>): boolean => {
  for (const mac of a) if (b.has(mac)) return true;
  return false;
};

/** Names as "equal folded name" compares them: case, accents and punctuation do not count, legal forms do. */
export const foldedName = (name: string): string =>
  splitName(name)
    .map((word) => word.text)
    .join(' ');

/** The company a site is mapped to, or `null`. Autotask's company 0 is the MSP itself: as good as unmapped. */
export function companyIdOf(site: Site): string | null {
  const id = site.psaCompanyId?.trim() ?? '';
  return id === '' || id === '0' ? null : id;
}

/** Sites that are a client's place and hold devices: IT Glue lists no others. */
export function sitesWithDevices(sites: readonly Site[], devices: readonly Device[]): Site[] {
  const counted = groupBy(
    devices.filter((device) => device.active),
    (device) => device.siteId,
  );
  return sites.filter((site) => {
    if (site.skip !== null || !site.active) return false;
    return (site.deviceCount ?? counted.get(site.id)?.length ?? 0) > 0;
  });
}

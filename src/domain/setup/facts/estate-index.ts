import type { Device, Site } from '../../estate/source.js';
import type { Configuration, Organization } from '../../estate/target.js';
import { classifyMac, formatMac, goodSerial, parseMac } from '../../matching/identifiers/index.js';
import { parseName } from '../../matching/names/parse.js';
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
  readonly keysOf: (configuration: Configuration) => RecordKeys;
}

/** Identifiers that are evidence, in canonical form. */
export interface RecordKeys {
  readonly serial: string | null;
  readonly macs: ReadonlySet<string>;
}

export function indexEstate(inputs: FactInputs): EstateIndex {
  const items = inputs.autotask?.items?.records ?? [];
  const rmmItems = items.filter((item) => item.active && item.rmmUid !== null);
  const organizations = inputs.itGlue?.organizations?.records ?? [];
  const live = (inputs.itGlue?.configurations?.records ?? []).filter(
    (configuration) => !configuration.archived,
  );
  const keys = new Map<Configuration, RecordKeys>();
  return {
    inputs,
    companies: new Map((inputs.autotask?.companies?.records ?? []).map((company) => [company.id, company])),
    rmmItems,
    itemByUid: new Map(rmmItems.map((item) => [item.rmmUid ?? '', item])),
    itemsBySerial: groupBy(
      items.filter((item) => item.active),
      (item) => goodSerial(item.serial),
    ),
    organizationOf: linkedOrganizations(organizations),
    organizations: new Map(organizations.map((organization) => [organization.id, organization])),
    live,
    liveByOrganization: groupBy(live, (configuration) => configuration.organizationId),
    keysOf: (configuration) => {
      const known = keys.get(configuration) ?? configurationKeys(configuration);
      keys.set(configuration, known);
      return known;
    },
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

/** MACs that stand for one adapter of one machine, canonical: no virtual, dock, shared or made-up ones. */
export function goodMacs(texts: Iterable<string | null>): Set<string> {
  const macs = new Set<string>();
  for (const text of texts) {
    const mac = parseMac(text);
    if (mac !== null && classifyMac(mac).class === 'ok') macs.add(formatMac(mac));
  }
  return macs;
}

function configurationKeys(configuration: Configuration): RecordKeys {
  const macs = [configuration.mac, ...configuration.interfaces.map((nic) => nic.mac)];
  return { serial: goodSerial(configuration.serial), macs: goodMacs(macs) };
}

export function deviceKeys(device: Device): RecordKeys {
  const lent = (kind: 'serial' | 'mac') =>
    device.lent.filter((one) => one.kind === kind).map((one) => one.value);
  const serial = goodSerial(device.serial) ?? goodSerial(lent('serial')[0]);
  return { serial, macs: goodMacs([...(device.nics ?? []).map((nic) => nic.mac), ...lent('mac')]) };
}

export const sharesMac = (a: ReadonlySet<string>, b: ReadonlySet<string>): boolean => {
  for (const mac of a) if (b.has(mac)) return true;
  return false;
};

/** Names as "equal folded name" compares them: case, accents and punctuation do not count, legal forms do. */
export const foldedName = (name: string): string => parseName(name).folded;

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

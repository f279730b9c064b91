import { type ComparedField, compareDevice, compareSite } from '../domain/matching/compare.js';
import { foldedHostName } from '../domain/matching/identifiers/host-name.js';
import { parseMac } from '../domain/matching/identifiers/mac.js';
import { goodSerial } from '../domain/matching/identifiers/serial.js';
import type { PublishedItem } from '../ports/store.js';
import type { RememberedEstate } from './remembered-estate.js';

/** A record that could be the same thing, with what makes it so. */
export interface NearRecord {
  readonly id: string;
  readonly name: string;
  /** 0 to 1 for candidates of the matching; `null` for what merely shares something. */
  readonly confidence: number | null;
  /** `suggested by matching`, or what agrees: `same serial, in Alder Dental`. */
  readonly why: string;
}

/** Finds what should be looked at before a new record is made for an item. `home` is the organization of a device. */
export type FindNear = (item: PublishedItem, home: string | null) => readonly NearRecord[];

const mostShown = 8;
/** What makes a record worth a look before another one like it is made. */
const telling = new Set(['name', 'serial', 'mac', 'rmm id', 'psa id', 'domain']);

/**
 * Indexes a remembered estate once, and answers for any item: its candidates, then records that share an identifier
 * with it, in other organizations too, or its name in its own. Best first.
 */
export function nearFinder(estate: RememberedEstate): FindNear {
  const sharers = indexOf(estate);
  return (item, home) => {
    const candidates = item.candidates.map(({ id, name, confidence }) => ({
      ...{ id, name, confidence },
      why: 'suggested by matching',
    }));
    const taken = new Set(candidates.map((one) => one.id));
    const ids = [...new Set(keysOfItem(estate, item).flatMap((key) => sharers.get(key) ?? []))];
    const near = ids.flatMap((id) => (taken.has(id) ? [] : (nearOf(estate, item, id, home) ?? [])));
    near.sort((a, b) => b.strength - a.strength || (a.record.id < b.record.id ? -1 : 1));
    return [...candidates, ...near.slice(0, mostShown).map((one) => one.record)];
  };
}

function indexOf({
  organizations,
  configurations,
}: RememberedEstate): ReadonlyMap<string, readonly string[]> {
  const sharers = new Map<string, string[]>();
  const add = (key: string, id: string) => {
    const list = sharers.get(key);
    if (list) list.push(id);
    else sharers.set(key, [id]);
  };
  for (const one of organizations.values()) {
    for (const name of [one.name, one.shortName, ...one.otherNames])
      if (name) add(`site name ${folded(name)}`, one.id);
    for (const domain of one.domains) add(`domain ${folded(domain)}`, one.id);
    for (const id of one.provenance.psaIds) add(`psa ${id}`, one.id);
  }
  for (const one of configurations.values()) {
    const macs = [one.mac, ...one.interfaces.map((adapter) => adapter.mac)];
    for (const key of identifierKeys([one.name, one.hostname], one.serial, macs)) add(key, one.id);
    for (const id of [one.rmmUid, one.assetTag]) if (id) add(`rmm ${id}`, one.id);
  }
  return sharers;
}

function keysOfItem({ sites, devices }: RememberedEstate, item: PublishedItem): readonly string[] {
  const site = item.kind === 'site' ? sites.get(item.sourceId) : undefined;
  if (site) {
    const names = [site.name, ...site.otherNames].map((name) => `site name ${folded(name)}`);
    return [
      ...names,
      ...site.domains.map((domain) => `domain ${folded(domain)}`),
      `psa ${site.psaCompanyId}`,
    ];
  }
  const device = item.kind === 'device' ? devices.get(item.sourceId) : undefined;
  if (!device) return [];
  const lent = device.lent.filter((identifier) => identifier.kind === 'serial').map((one) => one.value);
  const macs = (device.nics ?? []).map((nic) => nic.mac);
  return [
    ...identifierKeys([device.hostname], device.serial ?? lent[0] ?? null, macs),
    ...[device.id, ...device.otherIds].map((id) => `rmm ${id}`),
  ];
}

function identifierKeys(
  names: readonly (string | null)[],
  serial: string | null,
  macs: readonly (string | null)[],
): readonly string[] {
  const good = goodSerial(serial);
  return [
    ...names.flatMap((name) => foldedHostName(name) ?? []).map((name) => `name ${name}`),
    ...macs.flatMap((mac) => parseMac(mac) ?? []).map((mac) => `mac ${mac}`),
    ...(good === null ? [] : [`serial ${good}`]),
  ];
}

/** A name alone is worth a look at home only: every client has a PC-01. */
function nearOf(
  estate: RememberedEstate,
  item: PublishedItem,
  id: string,
  home: string | null,
): { readonly record: NearRecord; readonly strength: number } | null {
  const { sites, devices, organizations, configurations } = estate;
  const [site, organization] = [sites.get(item.sourceId), organizations.get(id)];
  if (item.kind === 'site')
    return site && organization ? near(organization, compareSite(site, organization), '') : null;
  const [device, record] = [devices.get(item.sourceId), configurations.get(id)];
  if (!device || !record) return null;
  const isHome = record.organizationId === home;
  const where = isHome
    ? ''
    : `, in ${organizations.get(record.organizationId)?.name ?? 'another organization'}`;
  const found = near(record, compareDevice(device, record), `${where}${record.archived ? ', archived' : ''}`);
  return found && (isHome || found.strength > 1) ? found : null;
}

function near(
  record: { readonly id: string; readonly name: string },
  fields: readonly ComparedField[],
  where: string,
) {
  const agreeing = fields.filter((one) => one.relation === 'agrees' && telling.has(one.field));
  if (agreeing.length === 0) return null;
  const strength = agreeing.reduce((sum, one) => sum + (one.field === 'name' ? 1 : 3), 0);
  const why = `same ${agreeing.map((one) => one.field).join(', ')}${where}`;
  return { record: { id: record.id, name: record.name, confidence: null, why }, strength };
}

function folded(text: string): string {
  return text.normalize('NFKC').trim().replace(/\s+/g, ' ').toLowerCase();
}

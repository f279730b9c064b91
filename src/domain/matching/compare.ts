import type { Device, Site } from '../estate/source.js';
import type { Configuration, Organization } from '../estate/target.js';
import { foldedHostName } from './identifiers/host-name.js';
import { classifyMac, formatMac, parseMac } from './identifiers/mac.js';
import { goodSerial } from './identifiers/serial.js';

/** `beside` is shown without a judgement: it may differ for good reasons, or only one side has it. */
export type Relation = 'agrees' | 'differs' | 'beside';

/** One line of two records laid side by side. `null` is nothing there. */
export interface ComparedField {
  readonly field: string;
  readonly source: string | null;
  readonly target: string | null;
  readonly relation: Relation;
}

/** What of a device and a configuration agrees and what differs, field by field, always in the same order. */
export function compareDevice(device: Device, record: Configuration): readonly ComparedField[] {
  const seen = deviceFacts(device);
  const names = [record.name, record.hostname].filter((name) => name !== null && name !== '');
  const same = (a: string | null | undefined, b: string | null | undefined) =>
    judged(folded(a), folded(b), folded(a) === folded(b));
  return [
    line('name', seen.name, record.name, sameName(device.hostname, names)),
    line('serial', seen.serial, record.serial, sameSerial(seen.serial, record.serial)),
    line('mac', seen.mac, macsOf(record).join(', ') || null, sameMacs(device, record)),
    line(
      'manufacturer',
      seen.manufacturer,
      record.manufacturer,
      same(device.manufacturer, record.manufacturer),
    ),
    line('model', seen.model, record.model, same(device.model, record.model)),
    line('type', seen.type, record.typeName, 'beside'),
    line('address', seen.address, record.primaryIp, sameOrBeside(seen.address, record.primaryIp)),
    line('rmm id', seen['rmm id'], record.rmmUid ?? record.assetTag, sameRmmId(device, record)),
    line('seen', seen.seen, dayOf(record.provenance.updatedAt), 'beside'),
    line('state', seen.state, record.archived ? 'archived' : null, record.archived ? 'differs' : 'beside'),
    line('native RMM', null, nativeOf(record), 'beside'),
  ];
}

/** What of a site and an organization agrees and what differs, field by field, always in the same order. */
export function compareSite(site: Site, record: Organization): readonly ComparedField[] {
  const seen = siteFacts(site);
  const names = [site.name, ...site.otherNames].map(folded);
  const nameAgrees = [record.name, record.shortName, ...record.otherNames].some((name) =>
    names.includes(folded(name)),
  );
  const psaIds = record.provenance.psaIds;
  const company = site.psaCompanyId;
  return [
    line('name', seen.name, record.name, nameAgrees ? 'agrees' : 'differs'),
    line(
      'psa id',
      seen['psa id'],
      psaIds.join(', ') || null,
      judged(company, psaIds[0], psaIds.includes(company ?? '')),
    ),
    line(
      'domain',
      seen.domain,
      record.domains.join(', ') || null,
      sharedOf(site.domains, record.domains, folded),
    ),
    line('phone', seen.phone, record.phones.join(', ') || null, sharedOf(site.phones, record.phones, digits)),
    line('type', null, [record.typeName, record.statusName].filter(Boolean).join(', ') || null, 'beside'),
    line('state', seen.state, record.active ? null : 'inactive', record.active ? 'beside' : 'differs'),
    line('devices', seen.devices, null, 'beside'),
    line('native RMM', null, record.rmmCompanies.join(', ') || null, nativeAgrees(site, record)),
  ];
}

type DeviceField =
  | 'name'
  | 'serial'
  | 'mac'
  | 'manufacturer'
  | 'model'
  | 'type'
  | 'address'
  | 'rmm id'
  | 'seen'
  | 'state';
type SiteField = 'name' | 'psa id' | 'domain' | 'phone' | 'state' | 'devices';

/** What is known of a device, in words. */
export function deviceFacts(device: Device): Readonly<Record<DeviceField, string | null>> {
  const lent = device.lent.find((identifier) => identifier.kind === 'serial');
  const address = device.facts['internal-ip'];
  return {
    name: device.hostname || null,
    serial: device.serial ?? lent?.value ?? null,
    mac: sourceMacs(device).join(', ') || null,
    manufacturer: device.manufacturer,
    model: device.model,
    type: device.deviceType ?? device.deviceClass,
    address: typeof address === 'string' && address !== '' ? address : null,
    'rmm id': device.otherIds[0] ?? device.id,
    seen: dayOf(device.lastSeenAt),
    state: device.active ? null : 'inactive',
  };
}

/** What is known of a site, in words. */
export function siteFacts(site: Site): Readonly<Record<SiteField, string | null>> {
  return {
    name: site.name,
    'psa id': [site.psaCompanyId, site.psaCompanyName].filter(Boolean).join(' ') || null,
    domain: site.domains.join(', ') || null,
    phone: site.phones.join(', ') || null,
    state: site.active ? null : 'inactive',
    devices: site.deviceCount === null ? null : String(site.deviceCount),
  };
}

function line(
  field: string,
  source: string | null,
  target: string | null,
  relation: Relation,
): ComparedField {
  return { field, source, target, relation };
}

/** A judgement needs both sides. */
function judged(a: string | null | undefined, b: string | null | undefined, agrees: boolean): Relation {
  if (!a || !b) return 'beside';
  return agrees ? 'agrees' : 'differs';
}

function sameName(hostname: string, names: readonly (string | null)[]): Relation {
  const own = foldedHostName(hostname);
  const theirs = names.map((name) => foldedHostName(name)).filter((name) => name !== null);
  return judged(own, theirs[0], theirs.includes(own ?? ''));
}

function sameSerial(own: string | null, theirs: string | null): Relation {
  const [a, b] = [goodSerial(own), goodSerial(theirs)];
  return judged(a, b, a === b);
}

function sameOrBeside(a: string | null, b: string | null): Relation {
  return a !== null && a === b ? 'agrees' : 'beside';
}

function sameRmmId(device: Device, record: Configuration): Relation {
  const ids = [device.id, ...device.otherIds];
  const stored = [record.rmmUid, record.assetTag].filter((id) => id !== null);
  return stored.some((id) => ids.includes(id)) ? 'agrees' : 'beside';
}

/** Addresses that say nothing about a machine (shared, made up, a dock's) agree with nobody's. */
function sameMacs(device: Device, record: Configuration): Relation {
  const [own, theirs] = [sourceMacs(device), macsOf(record)].map((macs) => macs.filter(tells)) as [
    string[],
    string[],
  ];
  return judged(
    own[0],
    theirs[0],
    own.some((mac) => theirs.includes(mac)),
  );
}

function tells(mac: string): boolean {
  const bits = parseMac(mac);
  if (bits === null) return false;
  const kind = classifyMac(bits).class;
  return kind === 'ok' || kind === 'virtual';
}

function sourceMacs(device: Device): readonly string[] {
  return spelled([...(device.nics ?? []).map((nic) => nic.mac), ...lentMacs(device)]);
}

function lentMacs(device: Device): readonly string[] {
  return device.lent.filter((identifier) => identifier.kind === 'mac').map((identifier) => identifier.value);
}

function macsOf(record: Configuration): readonly string[] {
  return spelled([record.mac, ...record.interfaces.map((one) => one.mac)]);
}

function spelled(macs: readonly (string | null)[]): readonly string[] {
  const formatted = macs.flatMap((mac) => {
    const bits = parseMac(mac);
    return bits === null ? [] : [formatMac(bits)];
  });
  return [...new Set(formatted)];
}

function nativeOf(record: Configuration): string | null {
  const natives = record.rmmRecords.map((native) => native.hostname ?? native.name ?? native.id);
  return natives.join(', ') || null;
}

function nativeAgrees(site: Site, record: Organization): Relation {
  const names = [site.name, site.psaCompanyName, ...site.otherNames].map(folded);
  return record.rmmCompanies.some((company) => names.includes(folded(company))) ? 'agrees' : 'beside';
}

function sharedOf(a: readonly string[], b: readonly string[], key: (text: string) => string): Relation {
  const own = new Set(a.map(key));
  return judged(
    a[0],
    b[0],
    b.some((text) => own.has(key(text))),
  );
}

function folded(text: string | null | undefined): string {
  return (text ?? '').normalize('NFKC').trim().replace(/\s+/g, ' ').toLowerCase();
}

function digits(text: string): string {
  return text.replace(/\D/g, '');
}

function dayOf(ms: number | null): string | null {
  return ms === null ? null : new Date(ms).toISOString().slice(0, 10);
}

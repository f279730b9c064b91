import { type Catalogues, stamps } from './catalogues.js';
import type { CustomerSite } from './customers.js';
import type { AttributeValue, DocumentationRecord } from './documentation.js';
import { beyondDoubles, type Draft } from './draft.js';
import type { PsaItem, RmmDevice } from './estate.js';
import { deck, type Random } from './random.js';
import { trapTexts } from './trap-texts.js';

/** How a device is documented in its customer's organization. */
const documentedWeights = {
  settled: 38,
  blanks: 30,
  'name-only': 8,
  twice: 3,
  missing: 15,
  archived: 2,
  elsewhere: 2,
  'serial-typo': 2,
} as const;

type Documented = keyof typeof documentedWeights;

interface Scene {
  readonly draft: Draft;
  readonly catalogues: Catalogues;
  readonly random: Random;
  readonly owner: CustomerSite;
  readonly organizationId: string;
}

/**
 * At most so many configurations hold a host name that has changed since, whatever the estate's size: the guard lets
 * a hundred overwrites pass in one run, and a demonstration that it refuses at once would show nothing.
 */
const STALE_AT_MOST = 40;

/** Writes what the organization's documentation holds about each device of its sites. */
export function documentDevices(
  draft: Draft,
  catalogues: Catalogues,
  owners: readonly (readonly [CustomerSite, readonly RmmDevice[]])[],
  skipped: ReadonlySet<string>,
): void {
  let stale = 0;
  const all = owners.flatMap(([, devices]) => devices).length;
  const staleQuota = Math.min(STALE_AT_MOST, Math.max(3, Math.round(all * 0.06)));
  for (const [owner, devices] of owners) {
    if (owner.organization === null) continue;
    const random = draft.random.fork(`documentation ${owner.site.uid}`);
    const scene: Scene = { draft, catalogues, random, owner, organizationId: owner.organization.id };
    const living = devices.filter(({ uid }) => !skipped.has(uid));
    const cards = deck(random, living.length, documentedWeights);
    living.forEach((device, index) => {
      const card = cards[index] ?? 'missing';
      const record = documentDevice(scene, device, card, owners);
      const item = makeItem(scene, device, record);
      if (record !== null) link(scene, record, device, item);
      if (
        record !== null &&
        (card === 'settled' || card === 'blanks') &&
        stale < staleQuota &&
        random.chance(owner.governed ? 0.06 : 0.3)
      ) {
        stale += 1;
        becomeStale(record, device, stale);
      }
    });
    addOrphans(scene, living.length);
  }
}

function documentDevice(
  scene: Scene,
  device: RmmDevice,
  card: Documented,
  owners: readonly (readonly [CustomerSite, readonly RmmDevice[]])[],
): DocumentationRecord | null {
  const full = describe(scene, device);
  switch (card) {
    case 'missing':
      return null;
    case 'settled':
      return addConfiguration(scene, full);
    case 'blanks':
      return addConfiguration(scene, { ...full, ...blanked(scene.random, full) });
    case 'archived':
      return addConfiguration(scene, {
        ...full,
        archived: true,
        'configuration-status-id': scene.catalogues.statuses.get('Inactive') ?? null,
      });
    case 'name-only':
      return addConfiguration(scene, {
        ...full,
        'serial-number': null,
        'mac-address': null,
        'primary-ip': null,
        hostname: null,
      });
    case 'serial-typo':
      return addConfiguration(scene, {
        ...full,
        'serial-number': oneEditApart(device.hardware.serial),
        'mac-address': null,
      });
    case 'twice': {
      // Two records of one machine, both alive: nobody can tell which one is right.
      addConfiguration(scene, { ...full, name: `${full.name} (old)` });
      return addConfiguration(scene, full);
    }
    case 'elsewhere': {
      const other = owners.find(
        ([owner]) => owner.organization !== null && owner.organization.id !== scene.organizationId,
      )?.[0];
      if (other?.organization == null) return null;
      addConfiguration({ ...scene, owner: other, organizationId: other.organization.id }, full);
      return null;
    }
  }
}

/** The attributes of a configuration that knows the device completely. */
function describe(
  { random, catalogues, organizationId, draft }: Scene,
  device: RmmDevice,
): Record<string, AttributeValue> {
  const { hardware } = device;
  const primary =
    hardware.nics.find((nic) => nic.ipv4 !== null && nic.ipv4 === device.internalIp) ?? hardware.nics[0];
  const manufacturer = manufacturerName(hardware.manufacturer);
  const manufacturerId = catalogues.manufacturers.get(manufacturer) ?? null;
  const audited = device.deviceClass !== 'rmmnetworkdevice' && device.deviceClass !== 'unknown';
  return {
    'organization-id': organizationId,
    name: device.hostname,
    hostname: device.hostname,
    'primary-ip': device.internalIp,
    'mac-address': primary?.mac == null ? null : spellMac(random, primary.mac),
    'default-gateway': device.internalIp?.replace(/\d+$/, '1') ?? null,
    'serial-number': audited ? hardware.serial : null,
    'asset-tag': null,
    position: null,
    'installed-by': null,
    'purchased-by': null,
    notes: draft.canary('configuration-notes') ?? random.pick([null, null, '', '<p>Under the desk</p>']),
    'operating-system-notes': device.operatingSystem,
    'warranty-expires-at': device.warranty,
    'installed-at': null,
    'purchased-at': null,
    'mitp-device-expiration-date': null,
    'mitp-end-of-life-date': null,
    restricted: false,
    archived: false,
    'configuration-type-id': catalogues.types.get(typeName(device)) ?? null,
    'configuration-status-id': catalogues.statuses.get('Active') ?? null,
    'manufacturer-id': manufacturerId,
    'model-id': catalogues.models.get(`${manufacturer}/${hardware.model}`) ?? null,
    'operating-system-id':
      catalogues.operatingSystems.get(operatingSystemName(device.operatingSystem)) ?? null,
    'location-id': null,
    'contact-id': null,
    'my-glue': false,
    'psa-integration': null,
    ...stamps(draft, random.between(100, 900), random.between(1, 60)),
  };
}

/** Some of what a person leaves out: a device still has its serial or its MAC to be known by. */
function blanked(random: Random, full: Record<string, AttributeValue>): Record<string, AttributeValue> {
  const blanks: Record<string, AttributeValue> = { 'operating-system-notes': random.pick([null, '']) };
  for (const key of [
    'hostname',
    'primary-ip',
    'warranty-expires-at',
    'model-id',
    'manufacturer-id',
    'operating-system-id',
  ]) {
    if (random.chance(0.6)) blanks[key] = null;
  }
  const serial = full['serial-number'];
  if (typeof serial === 'string' && random.chance(0.4)) blanks['mac-address'] = null;
  return blanks;
}

function addConfiguration(scene: Scene, attributes: Record<string, AttributeValue>): DocumentationRecord {
  const { draft, random } = scene;
  const count = draft.estate.documentation.collections.configurations.size;
  const pair = beyondDoubles(100 + Math.floor(count / 2));
  const isBeyond = count % 40 < 2;
  return draft.record('configurations', attributes, isBeyond ? { id: pair[count % 2] ?? random.hex(4) } : {});
}

/** What Autotask holds of the device: most have an item, some are missing there or have not yet synced. */
function makeItem(
  { draft, random, owner }: Scene,
  device: RmmDevice,
  record: DocumentationRecord | null,
): PsaItem | null {
  if (owner.company === null || random.chance(record === null ? 0.5 : 0.08)) return null;
  const item: PsaItem = {
    id: String(draft.number('psa-item', 41_877)),
    companyId: owner.company.id,
    locationId: null,
    title: device.hostname,
    number: random.chance(0.8) ? String(device.id) : null,
    serial: random.chance(0.8) ? device.hardware.serial : null,
    type: random.chance(0.9) ? typeName(device) : null,
    product: device.hardware.model,
    active: true,
    rmmDeviceId: device.id,
    rmmDeviceUid: device.uid,
    warranty: device.warranty,
    created: device.created,
    modified: draft.estate.madeAt - random.between(1, 60) * 86_400_000,
  };
  draft.estate.psa.items.set(item.id, item);
  return item;
}

/** In a governed organization most configurations came from Autotask and are locked; a few are orphaned or of their own. */
function link(
  { draft, random, owner }: Scene,
  record: DocumentationRecord,
  device: RmmDevice,
  item: PsaItem | null,
): void {
  const { attributes } = record;
  if (!owner.governed) {
    if (random.chance(0.05)) delete attributes['psa-integration'];
    return;
  }
  const fate = random.next();
  if (item === null || fate < 0.12) {
    attributes['psa-integration'] = fate < 0.05 ? 'orphaned' : null;
  } else {
    record.psaIds = [item.id];
    attributes['asset-tag'] = item.number;
    if (fate < 0.16) delete attributes['psa-integration'];
    else attributes['psa-integration'] = 'enabled';
  }
  if (random.chance(0.35)) overlay(draft, random, record, device);
}

/** A record of the native RMM integration. It is laid over the configuration and never changes it. */
function overlay(draft: Draft, random: Random, record: DocumentationRecord, device: RmmDevice): void {
  const { attributes } = record;
  const mac = attributes['mac-address'];
  draft.record('rmm-records', {
    '_configuration-id': record.id,
    // Which form `filter[rmm_id]` takes is not established: both are found.
    '_rmm-ids': [String(device.id), device.uid],
    name: attributes.name ?? null,
    hostname: attributes.hostname ?? null,
    'device-type': 'Workstation',
    'serial-number': attributes['serial-number'] ?? null,
    'mac-addresses': typeof mac === 'string' ? [mac.replace(/:/g, '-')] : [],
    'ip-addresses': attributes['primary-ip'] == null ? [] : [attributes['primary-ip']],
    'last-seen-online': draft.daysAgo(random.between(0, 10)),
    'last-login-user': null,
    'last-reboot': null,
    cpu: null,
    disks: [],
    'memory-total': 17_179_869_184,
    'operating-system': attributes['operating-system-notes'] ?? null,
    'external-url': random.chance(0.5) ? `https://example.invalid/device/${device.id}` : null,
    'patches-applied': 211,
    'patches-total': 214,
  });
}

/** The machine was renamed, or got another network card, and nobody told the documentation. */
function becomeStale(record: DocumentationRecord, device: RmmDevice, nth: number): void {
  record.attributes.hostname = `OLD-${device.hostname}`.slice(0, 60);
  if (nth % 3 === 0 && record.attributes['serial-number'] !== null)
    record.attributes['mac-address'] = `F8:B1:56:0D:E${nth % 10}:0${nth % 7}`;
}

/** Documentation without a device: what was never in the RMM, or has left it. */
function addOrphans(scene: Scene, devices: number): void {
  const { random, catalogues, draft } = scene;
  for (let index = 0; index < Math.ceil(devices * 0.08); index += 1) {
    const type = random.pick(['UPS', 'Wireless Access Point', 'NAS', 'Printer', 'Desktop']);
    const record = addConfiguration(scene, {
      'organization-id': scene.organizationId,
      name:
        index % 3 === 0
          ? (trapTexts[random.between(0, trapTexts.length - 1)] ?? '')
          : `${scene.owner.client.code}-${type.slice(0, 3).toUpperCase()}-${index + 1}`,
      ...nothingElse,
      'configuration-type-id': catalogues.types.get(type) ?? null,
      'configuration-status-id': catalogues.statuses.get(random.pick(['Active', 'Inactive'])) ?? null,
      archived: random.chance(0.25),
      ...stamps(draft, random.between(300, 1600), random.between(100, 300)),
    });
    if (scene.owner.governed)
      record.attributes['psa-integration'] = random.pick(['orphaned', 'enabled', null]);
  }
}

const nothingElse: Record<string, AttributeValue> = {
  hostname: null,
  'primary-ip': null,
  'mac-address': null,
  'default-gateway': null,
  'serial-number': null,
  'asset-tag': null,
  position: null,
  'installed-by': null,
  'purchased-by': null,
  notes: null,
  'operating-system-notes': null,
  'warranty-expires-at': null,
  'installed-at': null,
  'purchased-at': null,
  'mitp-device-expiration-date': null,
  'mitp-end-of-life-date': null,
  restricted: false,
  archived: false,
  'manufacturer-id': null,
  'model-id': null,
  'operating-system-id': null,
  'location-id': null,
  'contact-id': null,
  'my-glue': false,
  'psa-integration': null,
};

export function blankConfiguration(): Record<string, AttributeValue> {
  return { ...nothingElse };
}

function typeName({ category, type, deviceClass }: RmmDevice): string {
  if (deviceClass === 'esxihost') return 'Hypervisor';
  if (category === 'Laptop' || category === 'Desktop' || category === 'Server') return category;
  return type === 'Switch' || type === 'Firewall' || type === 'Router' || type === 'Printer'
    ? type
    : 'Network Device';
}

/** As a person picks it from the list: mostly, not always, what the firmware says. */
function manufacturerName(reported: string | null): string {
  return reported === 'LENOVO' ? 'Lenovo' : (reported ?? '');
}

function operatingSystemName(reported: string | null): string {
  if (reported === null) return '';
  if (reported.startsWith('VMware ESXi')) return 'VMware ESXi';
  return reported.replace('Microsoft ', '').replace(/ \d+\.\d+\.\d+$/, '');
}

/** Stored by hand or by a script: colons, dashes or bare. */
function spellMac(random: Random, mac: string): string {
  const pairs = mac.match(/../g) ?? [];
  const style = random.next();
  if (style < 0.7) return pairs.join(':');
  return style < 0.85 ? pairs.join('-') : mac.toLowerCase();
}

function oneEditApart(serial: string | null): string | null {
  if (serial === null || serial.length < 5) return serial;
  const middle = Math.floor(serial.length / 2);
  return `${serial.slice(0, middle)}${serial.charAt(middle) === '8' ? 'B' : '8'}${serial.slice(middle + 1)}`;
}

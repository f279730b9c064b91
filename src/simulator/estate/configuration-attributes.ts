import { stamps } from './catalogues.js';
import type { AttributeValue } from './documentation.js';
import type { RmmDevice } from './estate.js';
import type { Random } from './random.js';
import type { Scene } from './scene.js';

/** The attributes of a configuration that knows the device completely. */
export function describe(
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
export function blanked(
  random: Random,
  full: Record<string, AttributeValue>,
): Record<string, AttributeValue> {
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

/** The configuration type that a technician picks for such a device. */
export function typeName({ category, type, deviceClass }: RmmDevice): string {
  if (deviceClass === 'esxihost') return 'Hypervisor';
  if (category === 'Laptop' || category === 'Desktop' || category === 'Server') return category;
  return type === 'Switch' || type === 'Firewall' || type === 'Router' || type === 'Printer'
    ? type
    : 'Network Device';
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

/** A serial typed by hand, with one letter wrong. */
export function oneEditApart(serial: string | null): string | null {
  if (serial === null || serial.length < 5) return serial;
  const middle = Math.floor(serial.length / 2);
  return `${serial.slice(0, middle)}${serial.charAt(middle) === '8' ? 'B' : '8'}${serial.slice(middle + 1)}`;
}

import { createHash } from 'node:crypto';
import type { Device, DeviceDetail, Nic, SourceAttachment } from '../../domain/estate/source.js';
import type { Entry } from './lists.js';
import { personName } from './lists.js';
import { macsIn } from './macs.js';
import { providerOf } from './map-configuration.js';
import type { FieldTable } from './metadata.js';
import { dateAt, flagAt, idAt, type Row, textAt, timeAt } from './row.js';

/** What a device's row refers to. */
export interface DeviceContext {
  readonly product: (id: string) => Entry | null;
  readonly typeName: (id: string) => string | null;
  readonly locationName: (id: string) => string | null;
  readonly contactName: (id: string) => string | null;
  readonly resourceName: (id: string) => string | null;
  readonly address: (id: string) => string | null;
  readonly fields: FieldTable;
}

/** A configuration item as a device: what the PSA knows of a machine that somebody once registered there. */
export function toDevice(row: Row, context: DeviceContext): Device {
  const id = idAt(row, 'id') ?? '';
  const number = textAt(row, 'referenceNumber');
  const product = through(row, 'productID', context.product);
  const deviceType = through(row, 'configurationItemType', context.typeName);
  const serial = textAt(row, 'serialNumber');
  const hostname = textAt(row, 'referenceTitle') ?? product?.name ?? id;
  const nics = nicsOf(row);
  return {
    id,
    otherIds: number === null ? [] : [number],
    siteId: idAt(row, 'companyID') ?? '',
    hostname,
    description: null,
    deviceClass: 'device',
    deviceType,
    lastSeenAt: null,
    createdAt: timeAt(row, 'createDate'),
    active: flagAt(row, 'isActive') !== false,
    nics,
    serial,
    manufacturer: product === null ? null : textAt(product.row, 'manufacturerName'),
    model: product === null ? null : textAt(product.row, 'manufacturerProductName'),
    lent: lentBy(row, id),
    detail: 'not-applicable',
    detailReadAt: null,
    detailKey: keyOf([hostname, serial, deviceType, ...nics.map(({ mac }) => mac)]),
    url: context.address(id),
    facts: factsOf(row, context),
  };
}

/** The answer to asking for the detail of a device: the list has told everything. */
export function detailOf(device: Device, readAt: number): DeviceDetail {
  return {
    deviceId: device.id,
    state: 'not-applicable',
    readAt,
    detailKey: device.detailKey,
    serial: device.serial,
    manufacturer: device.manufacturer,
    model: device.model,
    nics: device.nics ?? [],
    facts: {},
  };
}

function factsOf(row: Row, context: DeviceContext): Device['facts'] {
  const location = through(row, 'companyLocationID', context.locationName);
  const installedBy =
    through(row, 'installedByID', context.resourceName) ??
    through(row, 'installedByContactID', context.contactName);
  return {
    'reference-number': textAt(row, 'referenceNumber'),
    'installed-at': dateAt(row, 'installDate'),
    'installed-by': installedBy,
    warranty: dateAt(row, 'warrantyExpirationDate'),
    notes: textAt(row, 'notes'),
    location: location ?? textAt(row, 'location'),
    contact: through(row, 'contactID', context.contactName),
    provider: providerOf(row, context.fields),
    'rmm-device-type': context.fields.label(
      'rmmDeviceAuditDeviceTypeID',
      idAt(row, 'rmmDeviceAuditDeviceTypeID'),
    ),
  };
}

/** The ids by which the RMM knows the item, and its own, which other systems store. */
function lentBy(row: Row, id: string): Device['lent'] {
  const uid = textAt(row, 'rmmDeviceUID');
  const number = textAt(row, 'rmmDeviceID');
  const asOf = timeAt(row, 'lastModifiedTime');
  return [
    { kind: 'psa-id', value: id, from: 'autotask', asOf },
    ...(uid === null ? [] : [{ kind: 'rmm-uid' as const, value: uid, from: 'autotask', asOf }]),
    ...(number === null ? [] : [{ kind: 'rmm-id' as const, value: number, from: 'autotask', asOf }]),
  ];
}

/** The item says one address for all its adapters, so it is told only where there is one. */
function nicsOf(row: Row): readonly Nic[] {
  const macs = macsIn(textAt(row, 'rmmDeviceAuditMacAddress'));
  const address = macs.length === 1 ? textAt(row, 'rmmDeviceAuditIPAddress') : null;
  const ipv4 = address !== null && /^\d{1,3}(\.\d{1,3}){3}$/.test(address) ? address : null;
  return macs.map((mac) => ({ name: null, mac, ipv4, ipv6: null }));
}

function through<T>(row: Row, field: string, find: (id: string) => T | null): T | null {
  const id = idAt(row, field);
  return id === null ? null : find(id);
}

function keyOf(parts: readonly (string | null)[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 16);
}

export function toLocation(row: Row, countryName: (id: string) => string | null): SourceAttachment {
  const country = idAt(row, 'countryID');
  const name = textAt(row, 'name') ?? '';
  return {
    kind: 'location',
    id: idAt(row, 'id') ?? '',
    siteId: idAt(row, 'companyID') ?? '',
    name,
    active: flagAt(row, 'isActive') !== false,
    facts: {
      name,
      'address-1': textAt(row, 'address1'),
      'address-2': textAt(row, 'address2'),
      city: textAt(row, 'city'),
      region: textAt(row, 'state'),
      'postal-code': textAt(row, 'postalCode'),
      country: country === null ? null : countryName(country),
      phone: textAt(row, 'phone'),
      fax: textAt(row, 'fax'),
      primary: flagAt(row, 'isPrimary') === true,
    },
  };
}

export function toContact(row: Row, locationName: (id: string) => string | null): SourceAttachment {
  return {
    kind: 'contact',
    id: idAt(row, 'id') ?? '',
    siteId: idAt(row, 'companyID') ?? '',
    name: personName(row) ?? '',
    active: flagAt(row, 'isActive') !== false,
    facts: {
      'first-name': textAt(row, 'firstName'),
      'last-name': textAt(row, 'lastName'),
      title: textAt(row, 'title'),
      email: textAt(row, 'emailAddress'),
      phone: textAt(row, 'phone') ?? textAt(row, 'mobilePhone'),
      location: through(row, 'companyLocationID', locationName),
    },
  };
}

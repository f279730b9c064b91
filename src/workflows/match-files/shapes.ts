import type { LineShape } from './json-line.js';

/** Which file of the three, as messages name it. */
export type FileRole = 'devices' | 'configurations';

/** The fields of a device line that matter, and their places. */
export const deviceShape: LineShape = {
  fields: ['uid', 'siteId', 'hostname', 'serialNumber', 'lastSeen'],
  list: 'macAddresses',
  itemKey: null,
};

export const DeviceField = { uid: 0, siteId: 1, hostname: 2, serialNumber: 3, lastSeen: 4 } as const;

/** The fields of a configuration line that matter, and their places. */
export const configurationShape: LineShape = {
  fields: ['id', 'organization_id', 'name', 'hostname', 'serial_number', 'mac_address', 'archived', 'psa'],
  list: 'interfaces',
  itemKey: 'mac_address',
};

export const ConfigurationField = {
  id: 0,
  organizationId: 1,
  name: 2,
  hostname: 3,
  serialNumber: 4,
  macAddress: 5,
  archived: 6,
  psa: 7,
} as const;

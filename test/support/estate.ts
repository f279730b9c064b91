import type { Device, Site } from '../../src/domain/estate/source.js';
import type { Catalogue, Configuration, Organization, Provenance } from '../../src/domain/estate/target.js';

/** Records with plain defaults, so that a test says only what it is about. */

export function site(changes: Partial<Site> = {}): Site {
  return {
    id: 'site-1',
    otherIds: [],
    name: 'Larkspur Dental',
    otherNames: [],
    psaCompanyId: null,
    psaCompanyName: null,
    deviceCount: 1,
    domains: [],
    phones: [],
    skip: null,
    active: true,
    url: null,
    createdAt: null,
    facts: {},
    ...changes,
  };
}

export function device(changes: Partial<Device> = {}): Device {
  return {
    id: 'device-1',
    otherIds: [],
    siteId: 'site-1',
    hostname: 'LD-FRONT-02',
    description: null,
    deviceClass: 'device',
    deviceType: 'Laptop',
    lastSeenAt: 1_000_000,
    createdAt: null,
    active: true,
    nics: [],
    serial: '7K2QXW3',
    manufacturer: 'Dell Inc.',
    model: 'Latitude 5440',
    lent: [],
    detail: 'read',
    detailReadAt: 1_000_000,
    detailKey: 'k',
    url: null,
    facts: {
      hostname: 'LD-FRONT-02',
      'internal-ip': '10.20.4.31',
      'operating-system': 'Microsoft Windows 11 Pro 10.0.22631',
      warranty: '2027-03-31',
    },
    ...changes,
  };
}

export function provenance(changes: Partial<Provenance> = {}): Provenance {
  return { createdAt: null, updatedAt: null, psaState: 'none', psaIds: [], provider: null, ...changes };
}

export function organization(changes: Partial<Organization> = {}): Organization {
  return {
    id: 'org-1',
    name: 'Larkspur Dental',
    shortName: null,
    otherNames: [],
    active: true,
    primary: false,
    typeName: null,
    statusName: null,
    domains: [],
    phones: [],
    rmmCompanies: [],
    provenance: provenance(),
    url: null,
    fields: {},
    ...changes,
  };
}

/** A configuration whose `fields` agree with its other members unless told otherwise. */
export function configuration(changes: Partial<Configuration> = {}): Configuration {
  const base = {
    id: 'conf-1',
    organizationId: 'org-1',
    name: 'LD-FRONT-02',
    hostname: 'LD-FRONT-02',
    typeName: 'Laptop',
    manufacturer: 'Dell Inc.',
    model: 'Latitude 5440',
    serial: '7K2QXW3',
    mac: null,
    primaryIp: '10.20.4.31',
    assetTag: null,
    rmmUid: null,
    interfaces: [],
    rmmRecords: [],
    archived: false,
    provenance: provenance(),
    url: null,
    ...changes,
  };
  return {
    ...base,
    fields: {
      name: base.name,
      hostname: base.hostname,
      'primary-ip': base.primaryIp,
      'mac-address': base.mac,
      'serial-number': base.serial,
      manufacturer: base.manufacturer,
      model: base.model,
      'configuration-type': base.typeName,
      'operating-system': 'Windows 11 Pro',
      'operating-system-notes': 'Microsoft Windows 11 Pro 10.0.22631',
      'warranty-expires-at': '2027-03-31',
      ...changes.fields,
    },
  };
}

export const catalogue: Catalogue = {
  configurationTypes: [
    { id: '1', name: 'Laptop' },
    { id: '2', name: 'Workstation' },
    { id: '3', name: 'Server' },
    { id: '4', name: 'Switch' },
  ],
  configurationStatuses: [{ id: '1', name: 'Active' }],
  manufacturers: [
    { id: '10', name: 'Dell Inc.' },
    { id: '11', name: 'Lenovo' },
  ],
  models: [
    { id: '100', name: 'Latitude 5440', manufacturerId: '10' },
    { id: '101', name: 'ThinkPad T14', manufacturerId: '11' },
  ],
  operatingSystems: [
    { id: '20', name: 'Windows 11' },
    { id: '21', name: 'Windows 11 Pro' },
    { id: '22', name: 'Windows Server 2022' },
  ],
  organizationTypes: [],
  organizationStatuses: [],
};

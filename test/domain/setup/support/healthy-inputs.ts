import type { Device, Site } from '../../../../src/domain/estate/source.js';
import type { Attachment, Configuration, Organization } from '../../../../src/domain/estate/target.js';
import type {
  AutotaskCompany,
  AutotaskItem,
  FactInputs,
  Listed,
} from '../../../../src/domain/setup/facts/inputs.js';
import { configuration, device, organization, provenance, site } from '../../../support/estate.js';
import { dayMs, nowMs, readAt } from './healthy-facts.js';

export function listed<T>(records: readonly T[], complete = true): Listed<T> {
  return { records, complete, readAt };
}

const clients = [
  { company: '101', name: 'Larkspur Dental LLC', site: 'Larkspur Dental - Main', org: '4101' },
  { company: '102', name: 'Elm Legal', site: 'Elm Legal', org: '4102' },
  { company: '103', name: 'Oak Foundry', site: 'Oak Foundry', org: '4103' },
];

const kinds = ['Laptop', 'Laptop', 'Desktop', 'Server'] as const;
const perSite = 4;
const hex = (value: number) => value.toString(16).padStart(2, '0');

/** The records of a small estate in which everything is as it should be; each list can be changed before use. */
export interface Estate {
  sites: Site[];
  devices: Device[];
  companies: AutotaskCompany[];
  items: AutotaskItem[];
  organizations: Organization[];
  configurations: Configuration[];
  locations: Attachment[];
}

export function healthyEstate(): Estate {
  const machines = clients.flatMap((client, at) =>
    kinds.map((kind, nth) => ({
      client,
      kind,
      number: at * perSite + nth,
      serial: `PF3K9Q${hex(at * perSite + nth + 16).toUpperCase()}`,
    })),
  );
  return {
    sites: [
      ...clients.map((client, at) =>
        site({
          id: `site-${at + 1}`,
          name: client.site,
          psaCompanyId: client.company,
          psaCompanyName: client.name,
          deviceCount: perSite,
        }),
      ),
      site({ id: 'site-9', name: 'Empty Barn', deviceCount: 0 }),
      site({ id: 'site-10', name: 'Deleted Devices', skip: 'a system site', deviceCount: 3 }),
    ],
    devices: machines.map(({ client, kind, number, serial }) =>
      device({
        id: `uid-${number}`,
        otherIds: [`74${1000 + number}`],
        siteId: `site-${clients.indexOf(client) + 1}`,
        hostname: `PC-${number}`,
        deviceType: kind,
        serial,
        nics: [{ name: 'Ethernet', mac: `A4:5E:60:11:0C:${hex(number + 16)}`, ipv4: '10.0.0.5', ipv6: null }],
        lastSeenAt: readAt - 60_000,
        createdAt: readAt - 300 * dayMs,
      }),
    ),
    companies: clients.map((client) => ({
      id: client.company,
      name: client.name,
      type: 'Customer',
      classification: null,
      active: true,
    })),
    items: machines.map(({ client, kind, number, serial }) => ({
      id: `${41_000 + number}`,
      companyId: client.company,
      productId: `p-${kind}`,
      typeId: kind === 'Server' ? 't-2' : 't-1',
      categoryId: 'c-1',
      locationId: 'l-1',
      title: `PC-${number}`,
      number: `74${1000 + number}`,
      serial,
      active: true,
      rmmUid: `uid-${number}`,
      rmmId: `74${1000 + number}`,
      rmmHostname: `PC-${number}`,
      rmmDeviceType: kind,
      vendor: 'Datto RMM',
      createdById: '1',
      createdAt: readAt - 300 * dayMs,
      filledUdfs: ['BitLocker'],
      maskedUdfs: 0,
    })),
    organizations: clients.map((client) =>
      organization({
        id: client.org,
        name: client.name,
        rmmCompanies: [client.name],
        url: `https://larkspur.eu.itglue.com/${client.org}`,
        provenance: provenance({
          psaState: 'enabled',
          psaIds: [client.company],
          createdAt: readAt - 250 * dayMs,
        }),
      }),
    ),
    configurations: machines.map(({ client, kind, number, serial }) =>
      configuration({
        id: `88${number}`,
        organizationId: client.org,
        name: `PC-${number}`,
        hostname: `PC-${number}`,
        typeName: kind === 'Server' ? 'Server' : 'Workstation',
        serial,
        mac: `A4-5E-60-11-0C-${hex(number + 16)}`,
        assetTag: `74${1000 + number}`,
        provenance: provenance({
          psaState: 'enabled',
          psaIds: [`${41_000 + number}`],
          createdAt: readAt - 200 * dayMs,
          updatedAt: readAt - dayMs,
        }),
        rmmRecords: [
          {
            id: `r-${number}`,
            name: `PC-${number}`,
            hostname: `PC-${number}`,
            serial,
            macs: [`A4:5E:60:11:0C:${hex(number + 16)}`],
            url: null,
            lastSeenAt: readAt - 3_600_000,
          },
        ],
      }),
    ),
    locations: clients.map((client) => ({
      type: 'location',
      id: `loc-${client.org}`,
      organizationId: client.org,
      name: 'Main',
      archived: false,
      provenance: provenance({ psaState: 'enabled' }),
      url: null,
      fields: {},
    })),
  };
}

/** The estate as a collector would hand it over. `rest` replaces whole systems. */
export function inputsOf(estate: Estate, rest: Partial<FactInputs> = {}): FactInputs {
  return {
    nowMs,
    dattoRmm: {
      sites: listed(estate.sites),
      devices: listed(estate.devices),
      users: listed([{ name: 'itglue api' }, { name: 'Mina Reyes' }]),
      apiHost: 'concord-api.centrastage.net',
      keyAccepted: true,
    },
    autotask: {
      companies: listed(estate.companies),
      items: listed(estate.items),
      products: listed(
        ['Laptop', 'Desktop', 'Server', 'Printer'].map((kind) => ({
          id: `p-${kind}`,
          name: `RMM_${kind}`,
          active: true,
          billingCodeId: 'b-1',
        })),
      ),
      billingCodes: listed([{ id: 'b-1', name: 'Hardware', active: true, material: true }]),
      itemTypes: listed([
        { id: 't-1', name: 'Workstation', active: true },
        { id: 't-2', name: 'Server', active: true },
      ]),
      resources: listed([
        { id: '1', name: 'Datto RMM', apiOnly: true },
        { id: '2', name: 'IT Glue', apiOnly: true },
        { id: '3', name: 'trilink', apiOnly: true },
        { id: '4', name: 'Mina Reyes', apiOnly: false },
      ]),
      locations: listed(clients.map((client) => ({ companyId: client.company, active: true }))),
      contacts: listed([]),
      access: [{ entity: 'ConfigurationItems', query: 'all', create: 'all', update: 'all' }],
      categories: listed([{ id: 'c-1', name: 'Standard', udfs: ['BitLocker'] }]),
      rmmTicketCount: 2,
    },
    itGlue: {
      organizations: listed(estate.organizations),
      configurations: listed(estate.configurations),
      locations: listed(estate.locations),
      region: { name: 'EU', answers: true },
      configuredSubdomain: 'larkspur',
      software: { typeName: 'Datto RMM Software', records: 8, archived: 0 },
      configurationPasswordCount: 3,
    },
    certificates: [{ host: 'concord-api.centrastage.net', trusted: true }],
    addressRefusals: 0,
    wantedItemTypes: ['Workstation', 'Server', 'skip'],
    ...rest,
  };
}

/** One record of a list, for copies of it. */
export function nth<T>(list: readonly T[], at: number): T {
  const record = list[at];
  if (record === undefined) throw new Error(`no record ${at}`);
  return record;
}

/** Changes one record of a list in place; `at` counts from 0. */
export function alter<T>(list: T[], at: number, changes: Partial<T>): void {
  list[at] = { ...nth(list, at), ...changes };
}

import type { Draft } from './draft.js';

/** The named lists of an IT Glue account, as an Autotask-led MSP has them. Ids by name. */
export interface Catalogues {
  readonly types: ReadonlyMap<string, string>;
  readonly statuses: ReadonlyMap<string, string>;
  readonly manufacturers: ReadonlyMap<string, string>;
  /** Keyed `manufacturer/model`. */
  readonly models: ReadonlyMap<string, string>;
  readonly operatingSystems: ReadonlyMap<string, string>;
  readonly organizationTypes: ReadonlyMap<string, string>;
  readonly organizationStatuses: ReadonlyMap<string, string>;
  readonly contactTypes: ReadonlyMap<string, string>;
  readonly passwordCategories: ReadonlyMap<string, string>;
}

const configurationTypes: readonly (readonly [name: string, kind: string | null])[] = [
  ['Workstation', 'workstation'],
  ['Desktop', 'workstation'],
  ['Laptop', 'laptop'],
  ['Server', 'server'],
  ['Hypervisor', 'server'],
  ['Printer', 'printer'],
  ['Switch', 'switch'],
  ['Firewall', 'firewall'],
  ['Router', 'router'],
  ['Wireless Access Point', 'wireless'],
  ['NAS', 'storage'],
  ['UPS', null],
  ['Network Device', null],
  ['Autotask Default', null],
];

/** Manufacturers as a person once typed them: some as the firmware says it, some not. */
const manufacturersAndModels: Readonly<Record<string, readonly string[]>> = {
  Dell: [],
  'Dell Inc.': ['Latitude 5440', 'Latitude 7420', 'OptiPlex 7010', 'PowerEdge R650', 'PowerEdge R740'],
  HP: ['HP EliteBook 840 14 inch G10 Notebook PC', 'HP ProDesk 600 G5 SFF', 'HP LaserJet M507'],
  Lenovo: ['21HMCTO1WW'],
  HPE: ['ProLiant DL360 Gen10'],
  'Microsoft Corporation': ['Surface Laptop 5', 'Virtual Machine'],
  'VMware, Inc.': ['VMware Virtual Platform'],
  Brother: ['HL-L6200DW'],
  Ubiquiti: ['USW-48-PoE'],
  SonicWall: ['TZ470'],
  Cisco: [],
};

const operatingSystems = [
  ...['Windows 10 Pro', 'Windows 11 Pro', 'Windows 11 Enterprise', 'Windows Server 2016 Standard'],
  ...['Windows Server 2019 Standard', 'Windows Server 2022 Standard', 'macOS', 'Ubuntu', 'VMware ESXi'],
];

export function makeCatalogues(draft: Draft): Catalogues {
  const named = (type: Parameters<Draft['record']>[0], names: readonly string[]): Map<string, string> =>
    new Map(names.map((name) => [name, draft.record(type, { name, ...stamps(draft) }).id]));

  const platform = draft.record('platforms', { name: 'Windows', ...stamps(draft) });
  const models = new Map<string, string>();
  const manufacturers = new Map<string, string>();
  for (const [name, modelNames] of Object.entries(manufacturersAndModels)) {
    const manufacturer = draft.record('manufacturers', { name, ...stamps(draft) });
    manufacturers.set(name, manufacturer.id);
    for (const model of modelNames) {
      const attributes = { 'manufacturer-id': manufacturer.id, name: model, ...stamps(draft) };
      models.set(`${name}/${model}`, draft.record('models', attributes).id);
    }
  }

  return {
    manufacturers,
    models,
    types: new Map(
      configurationTypes.map(([name, kind]) => [
        name,
        draft.record('configuration-types', { name, _kind: kind, ...stamps(draft) }).id,
      ]),
    ),
    statuses: named('configuration-statuses', ['Active', 'Inactive']),
    operatingSystems: new Map(
      operatingSystems.map((name) => [
        name,
        draft.record('operating-systems', {
          name,
          'platform-id': platform.id,
          'platform-name': 'Windows',
          ...stamps(draft),
        }).id,
      ]),
    ),
    organizationTypes: named('organization-types', ['Customer', 'Prospect', 'Vendor', 'Partner', 'Internal']),
    organizationStatuses: named('organization-statuses', ['Active', 'Inactive']),
    contactTypes: named('contact-types', ['Decision Maker', 'End User', 'Technical']),
    passwordCategories: named('password-categories', ['Administrator', 'Network', 'Application']),
  };
}

export function stamps(
  draft: Draft,
  createdDaysAgo = 400,
  updatedDaysAgo = 30,
): { 'created-at': string; 'updated-at': string } {
  return { 'created-at': draft.daysAgo(createdDaysAgo), 'updated-at': draft.daysAgo(updatedDaysAgo) };
}

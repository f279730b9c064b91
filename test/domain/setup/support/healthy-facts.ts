import type { StepAttestation } from '../../../../src/domain/setup/attestation.js';
import { type FactId, type FactValues, factIds } from '../../../../src/domain/setup/catalogue.js';
import { type FactTable, known, unknown } from '../../../../src/domain/setup/fact.js';
import { defaultThresholds, type SetupScope } from '../../../../src/domain/setup/rule.js';
import { allRules } from '../../../../src/domain/setup/rules/index.js';

export const dayMs = 86_400_000;
/** When the healthy readings ended. */
export const readAt = Date.UTC(2026, 10, 30, 8);
export const nowMs = readAt + 3_600_000;

const oneEach = (deviceType: string, name: string) => ({
  deviceType,
  devices: 10,
  values: [{ id: name, name, active: true, devices: 10 }],
  blank: 0,
});

/** A three-way set-up, with Syncro beside it, in which nothing is wrong. */
export const healthyValues: FactValues = {
  apiUsers: { count: 3 },
  ownAccess: [{ entity: 'ConfigurationItems', query: 'all', create: 'all', update: 'all' }],
  protectedValues: { masked: 0, seen: 12 },
  rmmItems: { count: 20 },
  rmmItemVendors: [{ label: 'Datto RMM', count: 20 }],
  untypedItems: { count: 0, of: 20, byDeviceType: [], byProduct: [] },
  defaultTyped: { count: 0, of: 20 },
  productsByDeviceType: [oneEach('Laptop', 'RMM_Laptop'), oneEach('Server', 'RMM_Server')],
  typesByDeviceType: [oneEach('Laptop', 'Workstation'), oneEach('Server', 'Server')],
  namesFollowed: { count: 20, of: 20 },
  numbersFollowed: { count: 20, of: 20 },
  materialCodes: [{ name: 'Hardware', active: true, material: true, products: 2 }],
  rmmProducts: [
    { name: 'RMM_Laptop', exists: true, active: true, devices: 10 },
    { name: 'RMM_Server', exists: true, active: true, devices: 10 },
  ],
  itemTypes: { active: 2, wanted: 2, missing: [] },
  devicesInAutotask: { of: 20, native: 20, either: 20 },
  twoWayTraces: { items: 0, contacts: 0, newestAt: null },
  rmmTickets: { count: 4 },
  udfMapping: { fields: ['BitLocker'], itemsWithValues: 20 },
  udfAssociations: { categories: 1, missing: [] },
  mappedSites: { count: 3, of: 3 },
  siteCompanyTypes: { of: 3, others: [] },
  deadCompanies: [],
  emptySites: { count: 1 },
  siteNames: { exact: 2, near: 1, none: 0 },
  dattoUsers: { forItGlue: 1, of: 4 },
  dattoApiAccess: { works: true },
  dattoPlatform: { name: 'Concord' },
  itGlueSubdomain: { seen: 'larkfield', configured: 'larkfield' },
  itGlueRegion: { region: 'EU', answers: true },
  orphanedRecords: { organizations: 0, configurations: 0, of: 23 },
  preConnection: {
    items: 20,
    willMatch: 20,
    willDuplicate: 0,
    withoutSerial: 0,
    withoutType: 0,
    withoutLocation: 0,
    companiesWithoutOrganization: 0,
  },
  psaLinks: { organizations: 3, configurations: 20 },
  syncedKinds: [
    { kind: 'account type', name: 'Customer', members: 3, inactive: 0 },
    { kind: 'configuration type', name: 'Workstation', members: 10, inactive: 1 },
  ],
  locationsSync: { companiesWithLocations: 3, linkedLocations: 3 },
  organizationCoverage: { of: 3, native: 3, either: 3 },
  itemCoverage: { of: 20, native: 20, either: 20, sampled: false },
  firstSeen: {
    itemAt: readAt - 300 * dayMs,
    linkedConfigurationAt: readAt - 200 * dayMs,
    rmmConfigurationAt: readAt - 200 * dayMs,
  },
  unowned: {
    native: { inPsa: 0, notInPsa: 0, newestTwinAt: null },
    either: { inPsa: 0, notInPsa: 0, newestTwinAt: null },
  },
  rmmRecords: { count: 20, of: 20 },
  rmmRecordRecency: { newestAt: readAt - 3_600_000, readAt, deviceSeenAt: readAt - 60_000 },
  matchMode: { byCompany: 1, bySite: 0, splitCompanies: 0 },
  sitesSettled: {
    native: { of: 3, matched: 3, ignored: 0, open: 0 },
    ledger: { of: 3, matched: 3, ignored: 0, open: 0 },
  },
  devicesSettled: {
    native: { of: 20, matched: 20, ignored: 0, open: 0 },
    ledger: { of: 20, matched: 20, ignored: 0, open: 0 },
  },
  deviceLadder: { both: 18, mac: 1, serial: 1, name: 0, none: 0 },
  duplicateOrganizations: [],
  duplicateConfigurations: [],
  wrongMatches: [],
  softwareAssets: { typeName: 'Datto RMM Software', records: 30, archived: 1 },
  configurationPasswords: { count: 5 },
  certificates: [
    { host: 'concord-api.centrastage.net', trusted: true },
    { host: 'larkfield.syncromsp.com', trusted: true },
  ],
  addressRefusals: { count: 0 },
  syncroCustomers: { withAssets: 2, empty: 1, assets: 8 },
  syncroPush: { customers: 2, newestAt: readAt - dayMs, readAt },
  syncroTypes: [{ deviceClass: 'laptop', types: [{ name: 'Workstation', count: 8 }] }],
  syncroNames: { of: 2, exact: 2, matchedOtherwise: 0, open: [] },
  syncroNewAssets: { count: 1, of: 1 },
  syncroSitesSettled: { native: { of: 2, matched: 2, ignored: 0, open: 0 }, ledger: null },
  syncroDevicesSettled: { native: { of: 8, matched: 8, ignored: 0, open: 0 }, ledger: null },
  syncroStale: { count: 0 },
};

export type Patch = Partial<FactValues>;

/** The healthy table with some values put in the place of the healthy ones, and some facts not read. */
export function factsWith(patch: Patch = {}, unread: readonly FactId[] = []): FactTable {
  const values: FactValues = { ...healthyValues, ...patch };
  const entries = factIds.map((id) => [
    id,
    unread.includes(id)
      ? unknown(id, `${id} was not read`)
      : known<unknown>(id, values[id], { asOf: readAt }),
  ]);
  return Object.fromEntries(entries) as unknown as FactTable;
}

export function scopeWith(
  modes: SetupScope['modes'] = {},
  connected: readonly string[] = ['datto-rmm', 'autotask', 'it-glue', 'syncro'],
): SetupScope {
  return { connected: new Set(connected), modes, thresholds: defaultThresholds };
}

export function attestation(step: string, at: number, rest: Partial<StepAttestation> = {}): StepAttestation {
  return { step, by: 'Mina', note: null, at, expiresAt: at + 365 * dayMs, ...rest };
}

/** Somebody confirmed every step that can be confirmed, shortly before the readings. */
export const everythingAttested: readonly StepAttestation[] = allRules
  .filter((rule) => rule.decide === 'attestation' || rule.decide === 'evidence')
  .map((rule) => attestation(rule.id, readAt - 60_000));

import { describe, expect, test } from 'vitest';
import { evaluateSetup } from '../../../src/domain/setup/evaluate.js';
import type { Finding, FindingStatus } from '../../../src/domain/setup/finding.js';
import { orderRules } from '../../../src/domain/setup/order.js';
import type { HopMode, RunHop } from '../../../src/domain/setup/rule.js';
import { allRules } from '../../../src/domain/setup/rules/index.js';
import {
  dayMs,
  factsWith,
  healthyValues,
  nowMs,
  type Patch,
  readAt,
  scopeWith,
} from './support/healthy-facts.js';

type Modes = Partial<Record<RunHop, HopMode>>;

/** One rule alone, so that nothing else blocks it. */
function statusOf(
  step: string,
  patch: Patch,
  modes: Modes = {},
  unread: Parameters<typeof factsWith>[1] = [],
): Finding[] {
  const rule = allRules.find((one) => one.id === step);
  if (!rule) throw new Error(`no rule ${step}`);
  const evaluation = { facts: factsWith(patch, unread), attestations: [], scope: scopeWith(modes), nowMs };
  return [...evaluateSetup(evaluation, orderRules([rule])).findings];
}

const group = (deviceType: string, names: readonly string[], active = true) => ({
  deviceType,
  devices: 10,
  values: names.map((name) => ({ id: name, name, active, devices: 5 })),
  blank: 0,
});
const open = {
  native: { of: 3, matched: 2, ignored: 0, open: 1 },
  ledger: { of: 3, matched: 2, ignored: 0, open: 1 },
};
const untyped = {
  count: 2,
  of: 20,
  byDeviceType: [{ deviceType: 'Laptop', count: 2 }],
  byProduct: [{ product: 'RMM_Laptop', untyped: 2, of: 2 }],
};
const twins = { inPsa: 1, notInPsa: 0, newestTwinAt: readAt - dayMs };
const twice = [{ by: 'name' as const, value: 'larkfield', members: ['Larkfield (1)', 'Larkfield. (2)'] }];

describe('what each rule says of good, bad and missing facts', () => {
  // step, good facts give, bad facts, bad facts give, because
  const table: readonly [string, FindingStatus, Patch | null, FindingStatus, string][] = [
    [
      'X-01',
      'pass',
      { firstSeen: { itemAt: readAt, linkedConfigurationAt: readAt - dayMs, rmmConfigurationAt: null } },
      'fail',
      'a linked configuration is older than the first device in Autotask',
    ],
    [
      'A-01',
      'pass',
      { apiUsers: { count: 0 } },
      'unknown',
      'API users may not be listed, so none seen proves nothing',
    ],
    [
      'A-02',
      'unknown',
      { ownAccess: [{ entity: 'Companies', query: 'restricted', create: 'all', update: 'all' }] },
      'fail',
      'a restricted user gets no rows',
    ],
    [
      'A-03',
      'pass',
      { rmmItemVendors: [{ label: 'Other RMM', count: 20 }] },
      'fail',
      'devices came under another identifier',
    ],
    [
      'A-05',
      'unknown',
      { protectedValues: { masked: 3, seen: 12 } },
      'unknown',
      "our own user's masks say nothing of Datto RMM's user",
    ],
    ['A-06', 'pass', { mappedSites: { count: 0, of: 3 } }, 'fail', 'no site is mapped'],
    ['A-07', 'pass', { mappedSites: { count: 0, of: 3 } }, 'fail', 'no site is mapped'],
    [
      'A-08',
      'pass',
      { siteCompanyTypes: { of: 3, others: [{ site: 'Main', company: 'Elm', type: 'Lead' }] } },
      'fail',
      'a lead is mapped',
    ],
    ['A-09', 'pass', { mappedSites: { count: 0, of: 3 } }, 'unknown', 'the first sync cannot be seen'],
    ['A-10', 'pass', { mappedSites: { count: 0, of: 3 } }, 'fail', 'no site is mapped'],
    [
      'A-11',
      'not-applicable',
      { typesByDeviceType: [group('Laptop', []), group('Server', [])] },
      'fail',
      'devices came before any type was mapped',
    ],
    [
      'A-12',
      'pass',
      {
        materialCodes: [
          ...healthyValues.materialCodes,
          { name: 'Service', active: true, material: true, products: 1 },
        ],
      },
      'fail',
      'two material codes',
    ],
    ['A-13', 'pass', { namesFollowed: { count: 18, of: 20 } }, 'fail', '90 % is below 95 %'],
    ['A-14', 'pass', { numbersFollowed: { count: 18, of: 20 } }, 'fail', '90 % is below 95 %'],
    [
      'A-15',
      'pass',
      { productsByDeviceType: [group('Laptop', ['RMM_Laptop', 'Old laptop'])] },
      'fail',
      'two products for one device type',
    ],
    [
      'A-16',
      'pass',
      { typesByDeviceType: [group('Laptop', ['Workstation'], false)] },
      'fail',
      'the type is inactive',
    ],
    [
      'A-17',
      'pass',
      { itemTypes: { active: 2, wanted: 3, missing: ['Printer'] } },
      'fail',
      'a wanted type is missing',
    ],
    ['A-18', 'pass', { untypedItems: untyped }, 'fail', 'two devices have no type'],
    ['A-19', 'pass', { rmmProducts: [] }, 'unknown', 'no product was found'],
    [
      'A-21',
      'pass',
      { rmmProducts: [{ name: 'RMM_Laptop', exists: true, active: false, devices: 3 }] },
      'fail',
      'a product in use is inactive',
    ],
    ['A-22', 'not-applicable', null, 'not-applicable', 'only something to know'],
    ['A-23', 'unknown', { untypedItems: untyped }, 'fail', 'a product leaves all its devices untyped'],
    [
      'A-24',
      'pass',
      { devicesInAutotask: { of: 20, native: 10, either: 10 } },
      'fail',
      'half of the devices are there',
    ],
    [
      'B-01',
      'pass',
      { orphanedRecords: { organizations: 1, configurations: 4, of: 23 } },
      'fail',
      'five orphans',
    ],
    [
      'B-03',
      'not-applicable',
      {
        psaLinks: { organizations: 0, configurations: 0 },
        preConnection: { ...healthyValues.preConnection, willDuplicate: 2 },
      },
      'fail',
      'two would be duplicated',
    ],
    [
      'B-05',
      'unknown',
      { itGlueSubdomain: { seen: 'larkfield', configured: 'elmfield' } },
      'fail',
      'record addresses say another subdomain',
    ],
    ['B-06', 'pass', { itGlueRegion: { region: 'EU', answers: false } }, 'fail', 'no answer in that region'],
    ['B-08', 'pass', { apiUsers: { count: 1 } }, 'unknown', 'users may not be listed'],
    ['B-09', 'pass', { psaLinks: { organizations: 0, configurations: 0 } }, 'fail', 'nothing is linked'],
    ['B-10', 'pass', { psaLinks: { organizations: 0, configurations: 0 } }, 'fail', 'nothing is linked'],
    [
      'B-11',
      'pass',
      { syncedKinds: [{ kind: 'account type', name: 'Vendor', members: 4, inactive: 0 }] },
      'fail',
      'vendors are synced',
    ],
    [
      'B-12',
      'pass',
      { locationsSync: { companiesWithLocations: 3, linkedLocations: 0 } },
      'fail',
      'no location came',
    ],
    [
      'B-13',
      'unknown',
      { twoWayTraces: { items: 1, contacts: 0, newestAt: readAt - dayMs } },
      'fail',
      'IT Glue made an item in Autotask',
    ],
    ['B-15', 'pass', { psaLinks: { organizations: 0, configurations: 0 } }, 'fail', 'nothing is linked'],
    [
      'B-17',
      'pass',
      { organizationCoverage: { of: 10, native: 5, either: 5 } },
      'fail',
      'half of the companies are there',
    ],
    [
      'C-01',
      'pass',
      { organizationCoverage: { of: 10, native: 5, either: 5 } },
      'fail',
      'it ran on incomplete data',
    ],
    ['C-02', 'pass', { dattoUsers: { forItGlue: 0, of: 4 } }, 'unknown', 'the keys may hang on another user'],
    ['C-03', 'pass', { dattoApiAccess: { works: false } }, 'fail', 'keys are refused'],
    ['C-05', 'pass', { rmmRecords: { count: 0, of: 20 } }, 'fail', 'no RMM data'],
    ['C-06', 'pass', null, 'pass', 'a known platform is the answer'],
    [
      'C-07',
      'pass',
      { matchMode: { byCompany: 0, bySite: 2, splitCompanies: 0 } },
      'fail',
      "sites' names are used",
    ],
    [
      'C-10',
      'unknown',
      { itGlueSubdomain: { seen: 'larkfield', configured: 'elmfield' } },
      'fail',
      'record addresses say another subdomain',
    ],
    ['C-11', 'pass', { itGlueRegion: { region: 'EU', answers: false } }, 'fail', 'no answer in that region'],
    ['C-14', 'unknown', { addressRefusals: { count: 2 } }, 'fail', 'we were refused ourselves'],
    [
      'C-15',
      'pass',
      { rmmRecordRecency: { newestAt: readAt - 5 * dayMs, readAt, deviceSeenAt: readAt } },
      'fail',
      'five days behind the RMM',
    ],
    [
      'C-16',
      'pass',
      { rmmRecordRecency: { newestAt: readAt - 5 * dayMs, readAt, deviceSeenAt: readAt } },
      'fail',
      'five days behind the RMM',
    ],
    ['C-18', 'not-applicable', null, 'not-applicable', 'only something to know'],
    ['C-19', 'not-applicable', null, 'not-applicable', 'only something to know'],
    ['C-20', 'pass', { sitesSettled: open }, 'fail', 'a site is not settled'],
    ['C-21', 'pass', { duplicateOrganizations: twice }, 'fail', 'an organization exists twice'],
    ['C-22', 'pass', { sitesSettled: open }, 'fail', 'a site is not settled'],
    ['C-23', 'not-applicable', null, 'not-applicable', 'only something to know'],
    [
      'C-24',
      'pass',
      { devicesSettled: { native: { of: 20, matched: 10, ignored: 0, open: 10 }, ledger: null } },
      'fail',
      'half of the devices have no RMM data',
    ],
    ['C-25', 'pass', { duplicateConfigurations: twice }, 'fail', 'two configurations share a serial'],
    [
      'C-26',
      'pass',
      { unowned: { native: twins, either: twins } },
      'fail',
      'Autotask has the device, IT Glue holds it twice',
    ],
    [
      'C-27',
      'pass',
      { wrongMatches: [{ configuration: 'PC-1', by: 'serial', detail: 'other serial' }] },
      'fail',
      "another machine's data",
    ],
    [
      'C-28',
      'pass',
      { softwareAssets: { typeName: null, records: 0, archived: 0 } },
      'unknown',
      'software is optional',
    ],
    [
      'C-29',
      'pass',
      { softwareAssets: { typeName: 'Software', records: 10, archived: 9 } },
      'fail',
      'nearly all are archived',
    ],
    ['C-32', 'not-applicable', null, 'not-applicable', 'only something to know'],
    [
      'C-33',
      'pass',
      { certificates: [{ host: 'rmm.example', trusted: false }] },
      'fail',
      'a certificate is not trusted',
    ],
    [
      'C-36',
      'pass',
      { deadCompanies: [{ site: 'Main', companyId: '9', state: 'inactive', candidate: null }] },
      'fail',
      'the company is inactive',
    ],
    ['P-01', 'pass', { rmmTickets: { count: 0 } }, 'unknown', 'there may have been no alert'],
    ['P-04', 'pass', { udfMapping: { fields: [], itemsWithValues: 0 } }, 'unknown', 'mapping is optional'],
    [
      'P-05',
      'pass',
      { udfAssociations: { categories: 1, missing: [{ category: 'Default', udf: 'BitLocker' }] } },
      'fail',
      'a filled field is not shown',
    ],
    ['P-09', 'pass', { configurationPasswords: { count: 0 } }, 'unknown', 'the key may not see passwords'],
    ['S-01', 'pass', { unowned: { native: twins, either: twins } }, 'fail', 'Syncro came before the PSA'],
    [
      'S-02',
      'pass',
      { certificates: [{ host: 'x.syncromsp.com', trusted: false }] },
      'fail',
      'a certificate is not trusted',
    ],
    [
      'S-11',
      'pass',
      { syncroPush: { customers: 2, newestAt: readAt - 100 * dayMs, readAt } },
      'fail',
      'nothing changed for longer than a key lives',
    ],
    ['S-12', 'pass', { syncroPush: { customers: 0, newestAt: null, readAt } }, 'fail', 'nothing came'],
    [
      'S-13',
      'pass',
      {
        syncroTypes: [
          {
            deviceClass: 'laptop',
            types: [
              { name: 'Workstation', count: 4 },
              { name: 'Laptop', count: 4 },
            ],
          },
        ],
      },
      'fail',
      'two types for one class',
    ],
    [
      'S-14',
      'pass',
      { syncroNames: { of: 2, exact: 1, matchedOtherwise: 0, open: ['Elm'] } },
      'fail',
      'a customer meets nothing',
    ],
    ['S-15', 'pass', { syncroNewAssets: { count: 0, of: 3 } }, 'fail', 'no new asset came'],
    [
      'S-20',
      'pass',
      { syncroCustomers: { withAssets: 0, empty: 3, assets: 0 } },
      'unknown',
      'our token may see nothing',
    ],
    ['S-21', 'pass', { rmmRecords: { count: 0, of: 20 } }, 'fail', 'no RMM data'],
    [
      'S-22',
      'pass',
      { rmmRecordRecency: { newestAt: readAt - 5 * dayMs, readAt, deviceSeenAt: null } },
      'fail',
      'five days old',
    ],
    [
      'S-23',
      'pass',
      { syncroSitesSettled: { native: { of: 2, matched: 1, ignored: 0, open: 1 }, ledger: null } },
      'fail',
      'a customer is not settled',
    ],
    ['S-24', 'pass', { duplicateOrganizations: twice }, 'fail', 'an organization exists twice'],
    [
      'S-25',
      'pass',
      { syncroSitesSettled: { native: { of: 2, matched: 1, ignored: 0, open: 1 }, ledger: null } },
      'fail',
      'a customer is not settled',
    ],
    ['S-26', 'pass', { duplicateConfigurations: twice }, 'fail', 'two configurations share a serial'],
    ['S-27', 'pass', { unowned: { native: twins, either: twins } }, 'fail', 'Autotask has the device'],
    ['S-28', 'not-applicable', null, 'not-applicable', 'only something to know'],
    ['S-29', 'pass', { syncroStale: { count: 2 } }, 'fail', 'two stale ones look active'],
  ];

  test.each(table)('%s is %s on healthy facts', (step, good) => {
    expect(statusOf(step, {}).map((finding) => finding.status)).toEqual([good]);
  });

  test.each(
    table.filter((row) => row[2] !== null),
  )('%s (healthy: %s) changes on bad facts %j to %s: %s', (step, _good, bad, expected) => {
    const statuses = statusOf(step, bad ?? {}).map((finding) => finding.status);
    expect(statuses.length).toBeGreaterThan(0);
    expect(new Set(statuses)).toEqual(new Set([expected]));
  });

  test.each(
    table.filter((row) => row[1] !== 'not-applicable'),
  )('%s is unknown, with the reason, when a fact it needs was not read', (step) => {
    const needs = allRules.find((rule) => rule.id === step)?.check?.needs ?? [];
    expect(needs.length).toBeGreaterThan(0);
    for (const need of needs) {
      const [finding] = statusOf(step, {}, {}, [need]);
      expect(finding?.status).toBe('unknown');
      expect(finding?.detail).toContain(`${need} was not read`);
    }
  });

  test('every rule with a check has its row', () => {
    const rows = new Set(table.map(([step]) => step));
    expect(allRules.filter((rule) => rule.check && !rows.has(rule.id)).map((rule) => rule.id)).toEqual([]);
  });
});

describe('finer points of single rules', () => {
  const details = (step: string, patch: Patch, modes: Modes = {}) =>
    statusOf(step, patch, modes).map((one) => `${one.status}: ${one.detail}`);

  test.each([
    ['A-11', { rmmItems: { count: 0 } }, 'pass: no device has been mapped', 'nothing has come, so it is off'],
    [
      'A-12',
      { materialCodes: [{ name: null, active: false, material: null, products: 2 }] },
      'fail: 2 RMM products without a material code',
      'a blank code is one too',
    ],
    [
      'A-12',
      { materialCodes: [{ name: 'Old', active: false, material: true, products: 2 }] },
      'fail: the material code of the RMM products, Old, is inactive',
      'inactive',
    ],
    [
      'A-12',
      { materialCodes: [{ name: 'Remote', active: true, material: false, products: 2 }] },
      'fail: Remote, the code',
      'another kind',
    ],
    ['A-12', { materialCodes: [] }, 'unknown', 'nothing to see'],
    ['A-13', { namesFollowed: { count: 19, of: 20 } }, 'pass', '95 % is enough'],
    ['A-13', { namesFollowed: { count: 0, of: 0 } }, 'unknown', 'nothing to compare'],
    ['A-15', { productsByDeviceType: [] }, 'unknown', 'no device type is told'],
    [
      'A-16',
      { typesByDeviceType: [group('Laptop', [])] },
      'fail: none of its 10 devices has',
      'a type that was never mapped',
    ],
    [
      'A-17',
      { itemTypes: { active: 0, wanted: 0, missing: [] } },
      'fail: Autotask has no active',
      'not done at all',
    ],
    [
      'A-18',
      { defaultTyped: { count: 3, of: 20 } },
      'fail: 3 configurations in IT Glue of type Autotask Default',
      'IT Glue shows it',
    ],
    [
      'A-18',
      { untypedItems: { count: 0, of: 0, byDeviceType: [], byProduct: [] } },
      'unknown',
      'nothing has come yet',
    ],
    [
      'A-23',
      { untypedItems: { ...untyped, byProduct: [{ product: 'P', untyped: 1, of: 1 }] } },
      'unknown',
      'one device says nothing about its product',
    ],
    ['A-24', { devicesInAutotask: { of: 20, native: 0, either: 0 } }, 'fail: none of the 20', 'not done'],
    ['A-24', { devicesInAutotask: { of: 20, native: 18, either: 18 } }, 'pass', '90 % is enough'],
    ['B-03', { psaLinks: { organizations: 0, configurations: 0 } }, 'pass', 'nothing would be duplicated'],
    [
      'B-03',
      {
        psaLinks: { organizations: 0, configurations: 0 },
        preConnection: { ...healthyValues.preConnection, withoutSerial: 3 },
      },
      'fail',
      'more than one in ten has no serial',
    ],
    [
      'B-11',
      { syncedKinds: [{ kind: 'configuration type', name: 'Fax', members: 2, inactive: 2 }] },
      'fail: every linked member is inactive',
      'nobody manages it',
    ],
    [
      'B-11',
      { syncedKinds: [{ kind: 'configuration type', name: 'NAS', members: 1, inactive: 0 }] },
      'pass: 1 kind of record with active members; few members: NAS',
      'few is a hint, not a fault',
    ],
    ['B-12', { psaLinks: { organizations: 0, configurations: 0 } }, 'unknown', 'not connected yet'],
    [
      'B-12',
      { locationsSync: { companiesWithLocations: 0, linkedLocations: 0 } },
      'unknown',
      'there is nothing to sync',
    ],
    [
      'B-17',
      { itemCoverage: { of: 20, native: 5, either: 5, sampled: true } },
      'fail: only 5 of 20 devices',
      'devices count as well',
    ],
    [
      'B-17',
      {
        organizationCoverage: { of: 10, native: 0, either: 0 },
        itemCoverage: { of: 20, native: 0, either: 0, sampled: false },
      },
      'fail: no customer company',
      'not run',
    ],
    [
      'C-01',
      { rmmRecords: { count: 0, of: 20 }, organizationCoverage: { of: 10, native: 1, either: 1 } },
      'unknown',
      'it has not run, so it is not too early',
    ],
    ['C-07', { matchMode: { byCompany: 0, bySite: 0, splitCompanies: 0 } }, 'unknown', 'no name differs'],
    [
      'C-07',
      { matchMode: { byCompany: 3, bySite: 0, splitCompanies: 1 } },
      'fail: 1 company with several sites',
      'one company in two organizations',
    ],
    ['C-15', { rmmRecords: { count: 0, of: 20 } }, 'fail: no configuration shows RMM data', 'not done'],
    [
      'C-16',
      { rmmRecordRecency: { newestAt: null, readAt, deviceSeenAt: readAt } },
      'unknown',
      'no time is told',
    ],
    [
      'C-16',
      { rmmRecordRecency: { newestAt: readAt - 5 * dayMs, readAt, deviceSeenAt: readAt - 4 * dayMs } },
      'pass',
      'the RMM itself has seen nothing since',
    ],
    [
      'C-20',
      { sitesSettled: { native: { of: 3, matched: 0, ignored: 0, open: 3 }, ledger: null } },
      'unknown',
      'the native integration has not begun',
    ],
    [
      'C-22',
      { sitesSettled: { native: { of: 3, matched: 2, ignored: 1, open: 0 }, ledger: null } },
      'pass',
      'ignored is settled',
    ],
    [
      'C-24',
      { devicesSettled: { native: { of: 20, matched: 19, ignored: 0, open: 1 }, ledger: null } },
      'pass',
      'what was ignored natively does not show',
    ],
    ['S-15', { syncroNewAssets: { count: 0, of: 0 } }, 'unknown', 'no asset is new'],
  ] as const)('%s on %j says "%s": %s', (step, patch, expected, because) => {
    expect(details(step, patch as Patch).join('\n'), because).toContain(expected);
  });

  test.each([
    ['A-05', { protectedValues: { masked: 1, seen: 4 } }, { A: 'sync' }, 'fail', 'our own user writes there'],
    [
      'A-24',
      { devicesInAutotask: { of: 20, native: 0, either: 20 } },
      { A: 'sync' },
      'pass',
      "trilink's own matches count",
    ],
    [
      'A-24',
      { devicesInAutotask: { of: 20, native: 0, either: 20 } },
      { A: 'audit' },
      'fail',
      'there they are only an opinion',
    ],
    ['B-08', { apiUsers: { count: 2 } }, { A: 'sync' }, 'pass', 'Datto RMM needs no user of its own'],
    ['B-13', {}, { B: 'sync' }, 'not-applicable', 'one way by design'],
    [
      'B-13',
      { twoWayTraces: { items: 1, contacts: 0, newestAt: null } },
      { B: 'sync' },
      'fail',
      'the native one is still on',
    ],
    [
      'B-17',
      {
        organizationCoverage: { of: 3, native: 0, either: 3 },
        itemCoverage: { of: 20, native: 0, either: 20, sampled: false },
      },
      { B: 'sync' },
      'pass',
      "trilink's own matches count",
    ],
    [
      'C-20',
      { sitesSettled: { native: { of: 3, matched: 3, ignored: 0, open: 0 }, ledger: null } },
      { C: 'sync' },
      'unknown',
      'trilink has not matched yet',
    ],
    [
      'C-24',
      {
        devicesSettled: {
          native: { of: 20, matched: 20, ignored: 0, open: 0 },
          ledger: { of: 20, matched: 19, ignored: 0, open: 1 },
        },
      },
      { C: 'sync' },
      'fail',
      'in our own ledger one open device shows',
    ],
    [
      'C-26',
      { unowned: { native: { inPsa: 0, notInPsa: 0, newestTwinAt: null }, either: twins } },
      { C: 'sync' },
      'fail',
      'matched by trilink, unknown to the PSA',
    ],
    [
      'C-26',
      { unowned: { native: { inPsa: 0, notInPsa: 0, newestTwinAt: null }, either: twins } },
      { C: 'audit' },
      'pass',
      'no native match',
    ],
  ] as const)('%s on %j with %j is %s: %s', (step, patch, modes, expected, because) => {
    expect(
      statusOf(step, patch as Patch, modes).map((one) => one.status),
      because,
    ).toEqual([expected]);
  });

  test('names each device type that is wrong in a finding of its own', () => {
    const findings = statusOf('A-15', {
      productsByDeviceType: [group('Laptop', ['P1', 'P2']), group('Server', ['P1', 'P3'])],
    });
    expect(findings.map((finding) => [finding.id, finding.subject])).toEqual([
      ['A-15:laptop', 'Laptop'],
      ['A-15:server', 'Server'],
    ]);
  });

  test('names the company to map a site to instead of a dead one', () => {
    const [finding] = statusOf('C-36', {
      deadCompanies: [
        {
          site: 'Main',
          companyId: '9',
          state: 'missing',
          candidate: { id: '7', name: 'Elm Ltd', devices: 4 },
        },
      ],
    });
    expect(finding?.subject).toBe('Main');
    expect(finding?.detail).toBe('is mapped to Autotask company 9, which does not exist');
    expect(finding?.evidence).toContainEqual({
      kind: 'candidate',
      value: 'Elm Ltd (7) holds 4 of its devices',
    });
  });
});

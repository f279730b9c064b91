import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { scopeOf } from '../../../src/domain/setup/applies.js';
import { factIds } from '../../../src/domain/setup/catalogue.js';
import { evaluateSetup } from '../../../src/domain/setup/evaluate.js';
import type { SetupCheck } from '../../../src/domain/setup/finding.js';
import type { SetupScope, StepId } from '../../../src/domain/setup/rule.js';
import { allRules } from '../../../src/domain/setup/rules/index.js';
import {
  dayMs,
  everythingAttested,
  factsWith,
  healthyValues,
  nowMs,
  type Patch,
  readAt,
  scopeWith,
} from './support/healthy-facts.js';

function check(patch: Patch = {}, scope: SetupScope = scopeWith(), attested = true): SetupCheck {
  return evaluateSetup({
    facts: factsWith(patch),
    attestations: attested ? everythingAttested : [],
    scope,
    nowMs,
  });
}

const failing = (result: SetupCheck): string[] =>
  [
    ...new Set(result.findings.filter((finding) => finding.status === 'fail').map((finding) => finding.step)),
  ].sort();

const native = (matched: number, of: number) => ({ of, matched, ignored: 0, open: of - matched });
const product = (name: string, active: boolean) => ({ name, exists: true, active, devices: 10 });
const [laptops, servers] = healthyValues.typesByDeviceType;
const [laptopProducts, serverProducts] = healthyValues.productsByDeviceType;
if (!laptops || !servers || !laptopProducts || !serverProducts)
  throw new Error('the healthy facts have two device types');
const bareLaptops = { ...laptops, values: [], blank: 10 };
const stale = { newestAt: readAt - 9 * dayMs, readAt, deviceSeenAt: readAt };
const twin = { inPsa: 1, notInPsa: 0, newestTwinAt: readAt + 120_000 };

// what is planted, in which facts, the steps that may say so
const faults: readonly [string, Patch, readonly StepId[]][] = [
  [
    'our own Autotask user may not read companies',
    { ownAccess: [{ entity: 'Companies', query: 'none', create: 'none', update: 'none' }] },
    ['A-02'],
  ],
  ['devices came under another identifier', { rmmItemVendors: [{ label: 'Other', count: 20 }] }, ['A-03']],
  ['hop A was never connected', { mappedSites: { count: 0, of: 3 } }, ['A-06', 'A-07', 'A-10']],
  [
    'a vendor is mapped to a site',
    { siteCompanyTypes: { of: 3, others: [{ site: 'Main', company: 'Elm', type: 'Vendor' }] } },
    ['A-08'],
  ],
  [
    'a second material code',
    {
      materialCodes: [
        ...healthyValues.materialCodes,
        { name: 'Other', active: true, material: true, products: 1 },
      ],
    },
    ['A-12'],
  ],
  ['stale reference names', { namesFollowed: { count: 10, of: 20 } }, ['A-13']],
  ['stale reference numbers', { numbersFollowed: { count: 10, of: 20 } }, ['A-14']],
  [
    'laptops on two products',
    {
      productsByDeviceType: [
        {
          ...laptopProducts,
          values: [...laptopProducts.values, { id: '9', name: 'Old', active: true, devices: 1 }],
        },
        serverProducts,
      ],
    },
    ['A-15'],
  ],
  [
    'laptops of two types',
    {
      typesByDeviceType: [
        { ...laptops, values: [...laptops.values, { id: '9', name: 'Old', active: true, devices: 1 }] },
        servers,
      ],
    },
    ['A-16'],
  ],
  ['a wanted type is missing', { itemTypes: { active: 1, wanted: 2, missing: ['Server'] } }, ['A-17']],
  [
    'one untyped device',
    {
      untypedItems: {
        count: 1,
        of: 20,
        byDeviceType: [{ deviceType: 'Laptop', count: 1 }],
        byProduct: [{ product: 'RMM_Laptop', untyped: 1, of: 10 }],
      },
    },
    ['A-18'],
  ],
  [
    'no laptop has a type',
    {
      typesByDeviceType: [bareLaptops, servers],
      untypedItems: {
        count: 10,
        of: 20,
        byDeviceType: [{ deviceType: 'Laptop', count: 10 }],
        byProduct: [{ product: 'RMM_Laptop', untyped: 10, of: 10 }],
      },
    },
    ['A-16', 'A-18', 'A-23'],
  ],
  [
    'a product in use was switched off',
    { rmmProducts: [product('RMM_Laptop', false), product('RMM_Server', true)] },
    ['A-21'],
  ],
  ['devices stopped reaching Autotask', { devicesInAutotask: { of: 20, native: 12, either: 12 } }, ['A-24']],
  ['orphans of a former PSA', { orphanedRecords: { organizations: 0, configurations: 3, of: 23 } }, ['B-01']],
  ['another subdomain', { itGlueSubdomain: { seen: 'larkfield', configured: 'elm' } }, ['B-05', 'C-10']],
  ['another region', { itGlueRegion: { region: 'US', answers: false } }, ['B-06', 'C-11']],
  [
    'leads are synced',
    { syncedKinds: [{ kind: 'account type', name: 'Lead', members: 2, inactive: 0 }] },
    ['B-11'],
  ],
  ['locations do not sync', { locationsSync: { companiesWithLocations: 3, linkedLocations: 0 } }, ['B-12']],
  [
    'two-way sync wrote after it was attested',
    { twoWayTraces: { items: 1, contacts: 0, newestAt: readAt + 120_000 } },
    ['B-13'],
  ],
  [
    'half of the companies are missing in IT Glue',
    { organizationCoverage: { of: 4, native: 2, either: 2 } },
    ['B-17', 'C-01'],
  ],
  [
    'half of the devices are missing in IT Glue',
    { itemCoverage: { of: 20, native: 10, either: 10, sampled: false } },
    ['B-17', 'C-01'],
  ],
  ['Datto RMM refuses keys', { dattoApiAccess: { works: false } }, ['C-03']],
  ['matched to sites', { matchMode: { byCompany: 0, bySite: 2, splitCompanies: 0 } }, ['C-07']],
  ['an address list refuses us', { addressRefusals: { count: 1 } }, ['C-14']],
  ['the RMM key in IT Glue has expired', { rmmRecordRecency: stale }, ['C-15', 'C-16', 'S-22']],
  ['a site is not settled', { sitesSettled: { native: native(2, 3), ledger: null } }, ['C-20', 'C-22']],
  [
    'an organization exists twice',
    { duplicateOrganizations: [{ by: 'name', value: 'elm', members: ['Elm (1)', 'ELM (2)'] }] },
    ['C-21', 'S-24'],
  ],
  ['devices are not settled', { devicesSettled: { native: native(10, 20), ledger: null } }, ['C-24']],
  [
    'two configurations of one serial',
    { duplicateConfigurations: [{ by: 'serial', value: 'X', members: ['a', 'b'] }] },
    ['C-25', 'S-26'],
  ],
  [
    'the RMM came before the PSA',
    { unowned: { native: twin, either: twin } },
    ['C-26', 'S-01', 'S-27', 'X-01'],
  ],
  [
    'RMM data of another machine',
    { wrongMatches: [{ configuration: 'PC', by: 'serial', detail: 'other' }] },
    ['C-27'],
  ],
  [
    'Auto-Create was turned off',
    { softwareAssets: { typeName: 'Software', records: 4, archived: 4 } },
    ['C-29'],
  ],
  [
    'an untrusted certificate',
    { certificates: [{ host: 'x.syncromsp.com', trusted: false }] },
    ['C-33', 'S-02'],
  ],
  [
    'a site on a dead company',
    { deadCompanies: [{ site: 'Main', companyId: '9', state: 'missing', candidate: null }] },
    ['C-36'],
  ],
  [
    'a filled field is hidden',
    { udfAssociations: { categories: 1, missing: [{ category: 'Default', udf: 'X' }] } },
    ['P-05'],
  ],
  [
    'the Syncro push stopped',
    { syncroPush: { customers: 2, newestAt: readAt - 120 * dayMs, readAt } },
    ['S-11'],
  ],
  [
    'Syncro laptops of two types',
    {
      syncroTypes: [
        {
          deviceClass: 'laptop',
          types: [
            { name: 'A', count: 1 },
            { name: 'B', count: 1 },
          ],
        },
      ],
    },
    ['S-13'],
  ],
  [
    'a Syncro customer meets nothing',
    { syncroNames: { of: 2, exact: 1, matchedOtherwise: 0, open: ['Elm'] } },
    ['S-14'],
  ],
  ['new Syncro assets stay away', { syncroNewAssets: { count: 0, of: 3 } }, ['S-15']],
  [
    'a Syncro customer is not settled',
    { syncroSitesSettled: { native: native(1, 2), ledger: null } },
    ['S-23', 'S-25'],
  ],
  ['configurations of deleted assets', { syncroStale: { count: 1 } }, ['S-29']],
];

describe('a healthy set-up', () => {
  test('has nothing wrong, and nothing open once everything is attested', () => {
    const statuses = check().findings.map((finding) => finding.status);
    expect(statuses).not.toContain('fail');
    expect(statuses).not.toContain('unknown');
  });

  test('has nothing wrong before anybody attested anything', () => {
    const result = check({}, scopeWith(), false);
    expect(failing(result)).toEqual([]);
    expect(result.findings.filter((finding) => finding.blockedBy.length > 0)).toEqual([]);
  });

  test('has nothing wrong whatever could not be read: not knowing never accuses', () => {
    fc.assert(
      fc.property(fc.subarray(factIds), (unread) => {
        const evaluation = { facts: factsWith({}, unread), attestations: [], scope: scopeWith(), nowMs };
        return evaluateSetup(evaluation).findings.every((finding) => finding.status !== 'fail');
      }),
      { numRuns: 100 },
    );
  });

  test('has one finding for every step of the papers', () => {
    expect(
      check()
        .findings.map((finding) => finding.step)
        .sort(),
    ).toEqual(allRules.map((rule) => rule.id).sort());
  });
});

describe('a planted fault', () => {
  test.each(
    faults,
  )('%s: is named by its step or its evidence group and by nothing else', (_fault, patch, expected) => {
    const named = failing(check(patch));
    expect(named.length).toBeGreaterThan(0);
    for (const step of named) expect(expected).toContain(step);
    if (expected.length > 1) expect(shareEvidence(expected)).toBe(true);
  });

  test.each(faults)('%s: leaves every other step as it was, or waiting for it', (_fault, patch, expected) => {
    const before = new Map(check({}, scopeWith(), false).findings.map((finding) => [finding.id, finding]));
    const after = check(patch, scopeWith(), false).findings;
    for (const finding of after) {
      if (expected.includes(finding.step)) continue;
      if (finding.status === 'unknown' && finding.blockedBy.length > 0) {
        expect(expected).toContain(finding.blockedBy[0]);
        continue;
      }
      expect([finding.id, finding.status]).toEqual([finding.id, before.get(finding.id)?.status]);
    }
  });

  test('covers every step that can fail', () => {
    const covered = new Set(faults.flatMap(([, , steps]) => steps));
    const cannot = [
      'A-01',
      'A-05',
      'A-09',
      'A-11',
      'A-19',
      'B-03',
      'B-08',
      'B-09',
      'B-10',
      'B-15',
      'C-02',
      'C-05',
      'C-06',
      'C-28',
      'P-01',
      'P-04',
      'P-09',
      'S-12',
      'S-20',
      'S-21',
    ];
    const open = allRules
      .filter((rule) => rule.check && rule.decide !== 'none' && !covered.has(rule.id))
      .map((rule) => rule.id);
    expect(open.sort()).toEqual(cannot.sort());
  });
});

function shareEvidence(steps: readonly StepId[]): boolean {
  const groups = steps.map((step) => allRules.find((rule) => rule.id === step)?.sharesEvidence ?? []);
  return (groups[0] ?? []).some((group) => groups.every((own) => own.includes(group)));
}

describe('a set-up that is not finished', () => {
  const nothingYet: Patch = {
    mappedSites: { count: 0, of: 3 },
    siteCompanyTypes: { of: 0, others: [] },
    rmmItems: { count: 0 },
    rmmItemVendors: [],
    untypedItems: { count: 0, of: 0, byDeviceType: [], byProduct: [] },
    productsByDeviceType: [],
    typesByDeviceType: [],
    namesFollowed: { count: 0, of: 0 },
    numbersFollowed: { count: 0, of: 0 },
    materialCodes: [],
    rmmProducts: [],
    devicesInAutotask: { of: 0, native: 0, either: 0 },
    psaLinks: { organizations: 0, configurations: 0 },
    organizationCoverage: { of: 3, native: 0, either: 0 },
    itemCoverage: { of: 0, native: 0, either: 0, sampled: false },
    syncedKinds: [],
    preConnection: { ...healthyValues.preConnection, items: 0, willMatch: 0 },
    rmmRecords: { count: 0, of: 0 },
    sitesSettled: { native: native(0, 3), ledger: null },
    devicesSettled: { native: native(0, 0), ledger: null },
    firstSeen: { itemAt: null, linkedConfigurationAt: null, rmmConfigurationAt: null },
  };
  const threeWay = scopeWith({}, ['datto-rmm', 'autotask', 'it-glue']);

  test('fails at its first missing step alone; all later ones wait for it', () => {
    const result = check(nothingYet, threeWay, false);
    expect(failing(result)).toEqual(['A-06']);
    const later = result.findings.filter((finding) =>
      ['B-09', 'B-17', 'C-05', 'A-24'].includes(finding.step),
    );
    expect(later.map((finding) => [finding.status, finding.blockedBy])).toEqual(
      later.map(() => ['unknown', ['A-06']]),
    );
    expect(result.summary.next).toBe('A-06');
  });

  test('fails at hop B when hop A is done', () => {
    const {
      psaLinks,
      organizationCoverage,
      itemCoverage,
      syncedKinds,
      rmmRecords,
      sitesSettled,
      devicesSettled,
      firstSeen,
    } = nothingYet;
    const result = check(
      {
        psaLinks,
        organizationCoverage,
        itemCoverage,
        syncedKinds,
        rmmRecords,
        sitesSettled,
        devicesSettled,
        firstSeen,
      } as Patch,
      threeWay,
    );
    expect(failing(result)).toEqual(['B-09']);
  });

  test('names the untyped device as the cause, and lets what is open in hop B wait for it', () => {
    const untypedItems = {
      count: 1,
      of: 20,
      byDeviceType: [{ deviceType: 'Laptop', count: 1 }],
      byProduct: [],
    };
    const result = check({ untypedItems }, threeWay, false);
    const open = result.findings.find((finding) => finding.step === 'B-04');
    expect([open?.status, open?.blockedBy]).toEqual(['unknown', ['A-18']]);
  });
});

describe('what does not apply', () => {
  const statusOf = (result: SetupCheck, step: string) =>
    result.findings.find((finding) => finding.step === step)?.status;

  test.each([
    [
      { A: 'sync' },
      ['A-03', 'A-06', 'A-11', 'A-13', 'A-14', 'A-19', 'P-01'],
      ['A-08', 'A-12', 'A-15', 'A-16', 'A-18', 'A-24'],
    ],
    [{ B: 'sync' }, ['B-03', 'B-04', 'B-06', 'B-09', 'B-11', 'B-12', 'B-18', 'P-07'], ['B-01', 'B-17']],
    [
      { C: 'sync' },
      ['C-02', 'C-05', 'C-07', 'C-09', 'C-11', 'C-15', 'C-16', 'C-28', 'C-33', 'P-02'],
      ['C-01', 'C-20', 'C-21', 'C-22', 'C-24', 'C-25', 'C-26', 'C-27', 'C-36'],
    ],
    [
      { S: 'sync' },
      ['S-10', 'S-11', 'S-15', 'S-21', 'S-22', 'S-29'],
      ['S-01', 'S-13', 'S-14', 'S-23', 'S-24', 'S-26', 'S-27'],
    ],
  ] as const)('with %j the settings of the native integration do not matter, the data does', (modes, silent, speaking) => {
    const result = check({}, scopeWith(modes));
    for (const step of silent) expect([step, statusOf(result, step)]).toEqual([step, 'not-applicable']);
    for (const step of speaking) expect([step, statusOf(result, step)]).not.toEqual([step, 'not-applicable']);
  });

  test('a hop that is off is left alone, except where another one rests on it', () => {
    const result = check({}, scopeWith({ A: 'off' }));
    expect(statusOf(result, 'A-15')).toBe('not-applicable');
    expect(statusOf(result, 'A-18')).toBe('pass');
    expect(statusOf(result, 'C-36')).toBe('pass');
  });

  test('without Autotask its hops and the match by companies do not apply', () => {
    const result = check({}, scopeWith({}, ['datto-rmm', 'it-glue']));
    for (const step of ['A-18', 'B-17', 'C-01', 'C-07', 'C-26', 'X-01'])
      expect([step, statusOf(result, step)]).toEqual([step, 'not-applicable']);
    expect(result.findings.find((finding) => finding.step === 'B-17')?.detail).toBe('Autotask not connected');
    expect(statusOf(result, 'C-05')).toBe('pass');
  });

  test('integrations are known by their ids, and others are none of its business', () => {
    const scope = scopeOf(
      ['it-glue'],
      { 'datto-rmm:it-glue': 'sync', 'other:it-glue': 'off' },
      { coverage: 0.5 },
    );
    expect(scope).toEqual({
      connected: new Set(['it-glue']),
      modes: { C: 'sync' },
      thresholds: { names: 0.95, coverage: 0.5 },
    });
  });

  test('Syncro alone has its own steps and no others', () => {
    const result = check({}, scopeWith({}, ['syncro', 'it-glue']));
    const applying = result.findings
      .filter((finding) => finding.status !== 'not-applicable')
      .map((finding) => finding.step);
    expect(applying.filter((step) => !step.startsWith('S-'))).toEqual(['C-21', 'C-25']);
  });
});

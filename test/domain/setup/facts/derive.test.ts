import { describe, expect, test } from 'vitest';
import type { Verdict } from '../../../../src/domain/matching/verdict.js';
import { factIds } from '../../../../src/domain/setup/catalogue.js';
import { evaluateSetup } from '../../../../src/domain/setup/evaluate.js';
import type { FactTable } from '../../../../src/domain/setup/fact.js';
import { deriveFacts } from '../../../../src/domain/setup/facts/index.js';
import { type FactInputs, ledgerOf } from '../../../../src/domain/setup/facts/inputs.js';
import { unidentifiedSites } from '../../../../src/domain/setup/facts/worth-asking.js';
import { configuration, device, organization, provenance, site } from '../../../support/estate.js';
import { dayMs, nowMs, readAt, scopeWith } from '../support/healthy-facts.js';
import { alter, type Estate, healthyEstate, inputsOf, listed, nth } from '../support/healthy-inputs.js';

function factsOf(plant: (estate: Estate) => void = () => {}, rest: Partial<FactInputs> = {}): FactTable {
  const estate = healthyEstate();
  plant(estate);
  return deriveFacts(inputsOf(estate, rest));
}

describe('deriveFacts', () => {
  test('gives a table of unknowns, each with its reason, when nothing was read', () => {
    const facts = deriveFacts({ nowMs });
    expect(Object.keys(facts).sort()).toEqual([...factIds].sort());
    for (const id of factIds) {
      expect([id, facts[id].id, facts[id].known]).toEqual([id, id, false]);
      expect(facts[id].why).toMatch(/not|no host|no record/);
    }
  });

  test('lets a set-up of which nothing was read be unknown and never good or wrong', () => {
    const evaluation = { facts: deriveFacts({ nowMs }), attestations: [], scope: scopeWith(), nowMs };
    const statuses = new Set(evaluateSetup(evaluation).findings.map((finding) => finding.status));
    expect(statuses).toEqual(new Set(['unknown', 'not-applicable']));
  });

  test('gives the same table for the same records in another order', () => {
    const turned = healthyEstate();
    for (const list of [turned.sites, turned.devices, turned.companies, turned.organizations]) list.reverse();
    const facts = deriveFacts(inputsOf(turned));
    expect(facts.sitesSettled).toEqual(factsOf().sitesSettled);
    expect(facts.organizationCoverage).toEqual(factsOf().organizationCoverage);
    expect(facts.deviceLadder).toEqual(factsOf().deviceLadder);
  });

  test('is as old as the youngest list it rests on', () => {
    expect(factsOf().organizationCoverage.asOf).toBe(readAt);
  });
});

describe('a list that was not read to its end', () => {
  const cut = (plant: (estate: Estate) => void = () => {}) => {
    const estate = healthyEstate();
    plant(estate);
    const inputs = inputsOf(estate);
    return deriveFacts({ ...inputs, autotask: { ...inputs.autotask, items: listed(estate.items, false) } });
  };

  test('proves no absence', () => {
    expect(cut().untypedItems).toMatchObject({
      known: false,
      why: 'the configuration items of Autotask were not read to their end',
    });
    expect(cut().itemCoverage.known).toBe(false);
  });

  test('proves what it shows', () => {
    expect(cut((e) => alter(e.items, 0, { typeId: null })).untypedItems).toMatchObject({
      known: true,
      value: { count: 1 },
    });
    expect(cut((e) => alter(e.items, 0, { vendor: 'IT Glue' })).twoWayTraces).toMatchObject({
      known: true,
      value: { items: 1 },
    });
  });
});

describe('single facts', () => {
  test('untyped devices come with their device types, products and names', () => {
    const fact = factsOf((e) => alter(e.items, 3, { typeId: null })).untypedItems;
    expect(fact.value).toEqual({
      count: 1,
      of: 12,
      byDeviceType: [{ deviceType: 'Server', count: 1 }],
      byProduct: [{ product: 'RMM_Server', untyped: 1, of: 3 }],
    });
    expect(fact.examples).toEqual(['PC-3 (Larkspur Dental LLC)']);
  });

  test('inactive items and items of no RMM count nowhere', () => {
    const fact = factsOf((e) => {
      alter(e.items, 0, { typeId: null, active: false });
      alter(e.items, 1, { typeId: null, rmmUid: null });
    }).untypedItems;
    expect(fact.value).toMatchObject({ count: 0, of: 10 });
  });

  test('empty and system sites are not missed', () => {
    const facts = factsOf();
    expect(facts.mappedSites.value).toEqual({ count: 3, of: 3 });
    expect(facts.emptySites).toMatchObject({ value: { count: 1 }, examples: ['Empty Barn'] });
  });

  test('company 0 is the MSP itself and no mapping', () => {
    expect(factsOf((e) => alter(e.sites, 0, { psaCompanyId: '0' })).mappedSites.value).toEqual({
      count: 2,
      of: 3,
    });
  });

  test.each([
    ['same text', {}, { exact: 2, near: 0, none: 1 }],
    ['another case', { name: 'ELM LEGAL' }, { exact: 1, near: 1, none: 1 }],
    ['another name', { name: 'Ash' }, { exact: 1, near: 0, none: 2 }],
  ])('site names against organizations: %s', (_what, changes, expected) => {
    expect(factsOf((e) => alter(e.sites, 1, changes)).siteNames.value).toEqual(expected);
  });

  test.each([
    [['Larkspur Dental LLC'], { byCompany: 1, bySite: 0, splitCompanies: 0 }],
    [['Larkspur Dental - Main'], { byCompany: 0, bySite: 1, splitCompanies: 0 }],
    [[], { byCompany: 0, bySite: 0, splitCompanies: 0 }],
  ])('the match mode shows where names differ: %j', (rmmCompanies, expected) => {
    expect(factsOf((e) => alter(e.organizations, 0, { rmmCompanies })).matchMode.value).toEqual(expected);
  });

  test('one company over two organizations is split', () => {
    const facts = factsOf((e) => {
      e.sites.push(
        site({
          id: 'site-4',
          name: 'Larkspur Dental - North',
          psaCompanyId: '101',
          psaCompanyName: 'Larkspur Dental LLC',
          deviceCount: 1,
        }),
      );
      e.organizations.push(
        organization({ id: '4104', name: 'Larkspur North', rmmCompanies: ['Larkspur Dental - North'] }),
      );
    });
    expect(facts.matchMode.value?.splitCompanies).toBe(1);
  });

  test('link records that carry no item ids are made up for by reference number or serial', () => {
    const facts = factsOf((e) => {
      for (const [at, one] of e.configurations.entries()) {
        alter(e.configurations, at, { provenance: { ...one.provenance, psaIds: [] } });
      }
    });
    expect(facts.itemCoverage.value).toEqual({ of: 12, native: 12, either: 12, sampled: false });
  });

  test.each([
    [
      [true, false],
      { of: 12, native: 6, either: 6, sampled: true },
      'half of the sample, so half of the rest',
    ],
    [[false, false], { of: 12, native: 0, either: 0, sampled: false }, 'the lists were right'],
    [[], { of: 12, native: 0, either: 0, sampled: false }, 'nobody looked'],
  ] as const)('look-ups that found %j stand for the items no list shows: %j', (found, expected, because) => {
    const estate = healthyEstate();
    estate.configurations = [];
    const inputs = inputsOf(estate);
    const itemSample = found.map((one, at) => ({ itemId: `${41_000 + at}`, found: one }));
    const facts = deriveFacts({ ...inputs, itGlue: { ...inputs.itGlue, itemSample } });
    expect(facts.itemCoverage.value, because).toEqual(expected);
  });

  test('a device without an identifier of its own is known by what its item in Autotask says', () => {
    const estate = healthyEstate();
    estate.devices = estate.devices.map((one) => ({ ...one, serial: null, nics: null }));
    estate.items = estate.items.map((item, at) => ({
      ...item,
      macs: [`A4:5E:60:11:0C:${(at + 16).toString(16)}`],
    }));
    expect(deriveFacts(inputsOf(estate)).deviceLadder.value).toMatchObject({ both: 12 });
    expect(unidentifiedSites(inputsOf(estate))).toEqual([]);
    alter(estate.items, 0, { serial: null, macs: [] });
    expect(unidentifiedSites(inputsOf(estate))).toEqual(['site-1']);
  });

  test('orphaned and disabled links are no coverage', () => {
    const facts = factsOf((e) => {
      alter(e.organizations, 0, { provenance: provenance({ psaState: 'orphaned', psaIds: ['101'] }) });
      alter(e.organizations, 1, { provenance: provenance({ psaState: 'disabled', psaIds: ['102'] }) });
    });
    expect(facts.organizationCoverage).toMatchObject({
      value: { of: 3, native: 1 },
      examples: ['Larkspur Dental LLC', 'Elm Legal'],
    });
    expect(facts.orphanedRecords.value).toMatchObject({ organizations: 1 });
  });

  test("trilink's own matches count as coverage beside the vendor's", () => {
    const ledger = {
      A: { sites: new Map(), devices: new Map([['uid-0', '1']]), ignored: new Set<string>(), asOf: null },
      B: {
        sites: new Map([['101', '4101']]),
        devices: new Map([['41000', '880']]),
        ignored: new Set<string>(),
        asOf: null,
      },
    };
    const estate = healthyEstate();
    estate.items.splice(0, 1);
    alter(estate.organizations, 0, { provenance: provenance() });
    const facts = deriveFacts(inputsOf(estate, { ledger }));
    expect(facts.devicesInAutotask.value).toEqual({ of: 12, native: 11, either: 12 });
    expect(facts.organizationCoverage.value).toEqual({ of: 3, native: 2, either: 3 });
  });

  const mac = 'A4-5E-60-11-0C-99';
  const virtual = '00:50:56:11:22:33';
  test.each([
    ['a virtual MAC', { mac: virtual, serial: null }, { mac: virtual, serial: null }, 0],
    ['one MAC and two serials', { mac }, { mac, serial: 'TWO12345' }, 0],
    ['one MAC and one serial', { mac }, { mac, serial: null }, 1],
    ['a placeholder', { serial: 'To be filled by O.E.M.' }, { serial: 'To Be Filled By O.E.M.' }, 0],
    ['one serial in two spellings', {}, { serial: ' pf3k9q10 ' }, 1],
  ])('two configurations with %s: %j and %j make %d duplicates', (_what, first, second, expected) => {
    const facts = factsOf((e) => {
      alter(e.configurations, 0, first);
      e.configurations.push(configuration({ id: '999', organizationId: '4102', name: 'OTHER', ...second }));
    });
    expect(facts.duplicateConfigurations.value).toHaveLength(expected);
  });

  test('an identifier that many share is a poor one and makes no duplicates', () => {
    const facts = factsOf((e) => {
      for (let copy = 0; copy < 6; copy += 1) {
        e.configurations.push(
          configuration({
            id: `9${copy}`,
            organizationId: '4102',
            name: `CLONE-${copy}`,
            serial: 'CLONE7788',
          }),
        );
      }
    });
    expect(facts.duplicateConfigurations.value).toEqual([]);
  });

  test('archived configurations count nowhere', () => {
    const facts = factsOf((e) =>
      e.configurations.push(configuration({ ...nth(e.configurations, 0), id: '999', archived: true })),
    );
    expect(facts.duplicateConfigurations.value).toEqual([]);
    expect(facts.rmmRecords.value).toEqual({ count: 12, of: 12 });
  });

  test('RMM data contradicts by MAC only where serials are silent', () => {
    const other = [
      {
        id: 'r',
        name: 'X',
        hostname: 'X',
        serial: null,
        macs: ['A4:5E:60:99:99:99'],
        url: null,
        lastSeenAt: readAt,
      },
    ];
    const facts = factsOf((e) => alter(e.configurations, 0, { rmmRecords: other, serial: null }));
    expect(facts.wrongMatches.value).toMatchObject([{ by: 'MAC' }]);
  });

  test.each([
    ['https://larkspur.itglue.com/1', 'larkspur'],
    ['https://larkspur.au.itglue.com/1', 'larkspur'],
    ['https://evil.example/itglue.com', null],
    [null, null],
  ])('the subdomain in %s is %s', (url, expected) => {
    const facts = factsOf((e) => {
      for (const [at] of e.organizations.entries()) alter(e.organizations, at, { url });
    });
    expect(facts.itGlueSubdomain.value?.seen ?? null).toBe(expected);
  });

  test.each([
    ['concord-api.centrastage.net', 'Concord'],
    ['127.0.0.1', null],
  ])('the platform of %s is %s', (apiHost, expected) => {
    expect(factsOf(() => {}, { dattoRmm: { apiHost } }).dattoPlatform.value?.name ?? null).toBe(expected);
  });
});

describe('the facts of Syncro', () => {
  function syncroEstate(plant: (estate: Estate) => void = () => {}): FactTable {
    const estate = healthyEstate();
    alter(estate.sites, 0, { name: 'Larkspur Dental LLC' });
    for (const [at] of estate.sites.entries())
      alter(estate.sites, at, { psaCompanyId: null, psaCompanyName: null });
    plant(estate);
    const inputs = inputsOf(estate);
    const { dattoRmm, itGlue } = inputs;
    return deriveFacts({
      nowMs,
      itGlue: itGlue ?? {},
      syncro: {
        ...(dattoRmm?.sites ? { sites: dattoRmm.sites } : {}),
        ...(dattoRmm?.devices ? { devices: dattoRmm.devices } : {}),
      },
    });
  }

  test('a healthy one has nothing wrong', () => {
    const scope = scopeWith({}, ['syncro', 'it-glue']);
    const result = evaluateSetup({ facts: syncroEstate(), attestations: [], scope, nowMs });
    expect(result.findings.filter((finding) => finding.status === 'fail')).toEqual([]);
  });

  test.each([
    ['S-13', (e: Estate) => alter(e.configurations, 0, { typeName: 'Tablet' })],
    ['S-14', (e: Estate) => alter(e.organizations, 1, { name: 'Elmfield', rmmCompanies: ['x'] })],
    [
      'S-15',
      (e: Estate) => {
        e.devices.push(
          device({
            id: 'new',
            siteId: 'site-1',
            hostname: 'NEW',
            serial: 'NEW88123',
            nics: [],
            createdAt: readAt - 5 * dayMs,
          }),
        );
      },
    ],
    ['S-29', (e: Estate) => e.devices.splice(0, 1)],
  ] as const)('%s is named when its fault is planted', (step, plant) => {
    const scope = scopeWith({}, ['syncro', 'it-glue']);
    const result = evaluateSetup({ facts: syncroEstate(plant), attestations: [], scope, nowMs });
    const failing = new Set(
      result.findings.filter((finding) => finding.status === 'fail').map((finding) => finding.step),
    );
    expect([...failing]).toContain(step);
  });
});

describe('ledgerOf', () => {
  const verdict = (changes: Partial<Verdict>): Verdict => ({
    integration: 'datto-rmm:it-glue',
    kind: 'device',
    sourceId: 'd',
    status: 'matched',
    decidedBy: 'auto',
    targetId: 't',
    candidates: [],
    reason: null,
    findings: [],
    ...changes,
  });

  test('keeps what is matched and what a person took out, and nothing that is still open', () => {
    const ledger = ledgerOf(
      [
        verdict({}),
        verdict({ kind: 'site', sourceId: 's', targetId: 'o' }),
        verdict({ sourceId: 'i', status: 'ignored', targetId: null }),
        verdict({ sourceId: 'u', status: 'suggested' }),
      ],
      5,
    );
    expect([...ledger.devices]).toEqual([['d', 't']]);
    expect([...ledger.sites]).toEqual([['s', 'o']]);
    expect([...ledger.ignored]).toEqual(['i']);
  });
});

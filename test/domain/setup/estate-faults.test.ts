import { describe, expect, test } from 'vitest';
import { evaluateSetup } from '../../../src/domain/setup/evaluate.js';
import { deriveFacts } from '../../../src/domain/setup/facts/index.js';
import type { FactInputs } from '../../../src/domain/setup/facts/inputs.js';
import type { SetupCheck } from '../../../src/domain/setup/finding.js';
import { configuration, device, provenance, site } from '../../support/estate.js';
import { dayMs, everythingAttested, nowMs, readAt, scopeWith } from './support/healthy-facts.js';
import { alter, type Estate, healthyEstate, inputsOf, listed, nth } from './support/healthy-inputs.js';

const threeWay = scopeWith({}, ['datto-rmm', 'autotask', 'it-glue']);

/** Nobody said that an old wrong order has been repaired. */
const attestations = everythingAttested.filter((word) => word.step !== 'X-01');

function check(inputs: FactInputs): SetupCheck {
  return evaluateSetup({
    facts: deriveFacts(inputs),
    attestations,
    scope: threeWay,
    nowMs,
  });
}

const failing = (result: SetupCheck): string[] =>
  [
    ...new Set(result.findings.filter((finding) => finding.status === 'fail').map((finding) => finding.step)),
  ].sort();

function planted(
  plant: (estate: Estate) => void,
  rest: (inputs: FactInputs) => FactInputs = (inputs) => inputs,
): SetupCheck {
  const estate = healthyEstate();
  plant(estate);
  return check(rest(inputsOf(estate)));
}

const unlinked = { provenance: provenance({ psaState: 'none', createdAt: readAt - 10 * dayMs }) };

describe('an estate in which everything is right', () => {
  test('has nothing wrong and nothing open', () => {
    const result = check(inputsOf(healthyEstate()));
    const loud = result.findings.filter(
      (finding) => finding.status === 'fail' || finding.status === 'unknown',
    );
    expect(loud.map((finding) => [finding.step, finding.status, finding.detail])).toEqual([]);
  });
});

describe('a fault planted in the records', () => {
  // what was done to the estate, and the steps that must say so, and nothing else
  const faults: readonly [string, (estate: Estate) => void, readonly string[]][] = [
    ['a company became a vendor', (e) => alter(e.companies, 0, { type: 'Vendor' }), ['A-08', 'B-11']],
    ['a device lost its type', (e) => alter(e.items, 0, { typeId: null }), ['A-18']],
    ['a device sits on another product', (e) => alter(e.items, 0, { productId: 'p-Desktop' }), ['A-15']],
    ['a device has another type', (e) => alter(e.items, 0, { typeId: 't-2' }), ['A-16']],
    [
      'servers carry an inactive type',
      (e) =>
        e.items.forEach((item, at) => {
          if (item.rmmDeviceType === 'Server') alter(e.items, at, { typeId: 't-9' });
        }),
      ['A-16'],
    ],
    [
      'a product is gone',
      (e) =>
        e.items.forEach((item, at) => {
          if (item.rmmDeviceType === 'Server') alter(e.items, at, { productId: 'p-9' });
        }),
      ['A-21'],
    ],
    ['names went stale', (e) => alter(e.items, 0, { title: 'OLD-NAME' }), ['A-13']],
    ['numbers went stale', (e) => alter(e.items, 0, { number: '1' }), ['A-14']],
    [
      'devices never reached Autotask',
      (e) => {
        e.items.splice(0, 2);
      },
      ['A-24'],
    ],
    [
      'IT Glue made an item',
      (e) => alter(e.items, 0, { vendor: 'IT Glue – Documentation Management', createdAt: readAt }),
      ['B-13'],
    ],
    [
      'the IT Glue user made an item',
      (e) => alter(e.items, 0, { createdById: '2', createdAt: readAt }),
      ['B-13'],
    ],
    ['locations stopped', (e) => e.locations.splice(0), ['B-12']],
    [
      'a configuration is orphaned',
      (e) =>
        alter(e.configurations, 0, {
          provenance: provenance({ psaState: 'orphaned', createdAt: readAt - 200 * dayMs }),
        }),
      ['B-01'],
    ],
    [
      'a company has no organization',
      (e) =>
        e.companies.push({ id: '104', name: 'Birch', type: 'Customer', classification: null, active: true }),
      ['B-17', 'C-01'],
    ],
    ['items without a configuration', (e) => e.configurations.splice(0, 2), ['B-17', 'C-01', 'C-24']],
    [
      'a site lost its RMM company',
      (e) => {
        alter(e.organizations, 1, { rmmCompanies: [] });
        e.configurations.forEach((one, at) => {
          if (one.organizationId === '4102') alter(e.configurations, at, { rmmRecords: [] });
        });
      },
      ['C-20', 'C-22'],
    ],
    [
      'a company was deactivated',
      (e) => {
        alter(e.companies, 2, { active: false });
      },
      ['C-36'],
    ],
    [
      'a company was deleted',
      (e) => {
        e.companies.splice(2, 1);
      },
      ['C-36'],
    ],
    [
      'an organization stands twice',
      (e) =>
        e.organizations.push({
          ...nth(e.organizations, 0),
          id: '4999',
          name: 'LARKSPUR Dental, LLC',
          rmmCompanies: [],
          provenance: provenance(),
        }),
      ['C-21'],
    ],
    [
      'two organizations share a PSA id',
      (e) =>
        e.organizations.push({
          ...nth(e.organizations, 0),
          id: '4999',
          name: 'Other',
          rmmCompanies: [],
        }),
      ['C-21'],
    ],
    [
      'RMM data of another machine',
      (e) => {
        const [one, other] = e.configurations;
        if (one && other) {
          alter(e.configurations, 0, { rmmRecords: other.rmmRecords });
          alter(e.configurations, 1, { rmmRecords: one.rmmRecords });
        }
      },
      ['C-27'],
    ],
    ['a device moved to another site', (e) => alter(e.devices, 0, { siteId: 'site-2' }), ['C-27']],
    [
      'the RMM made a configuration of its own',
      (e) => e.configurations.push(configuration({ ...nth(e.configurations, 0), id: '999', ...unlinked })),
      ['C-25', 'C-26', 'X-01'],
    ],
    [
      'the PSA does not know a configuration',
      (e) => {
        e.configurations.push(
          configuration({
            id: '999',
            organizationId: '4101',
            name: 'STRAY',
            serial: 'STRAY9921',
            ...unlinked,
            rmmRecords: [
              {
                id: 'r',
                name: 'STRAY',
                hostname: 'STRAY',
                serial: 'STRAY9921',
                macs: [],
                url: null,
                lastSeenAt: readAt - 3_600_000,
              },
            ],
          }),
        );
      },
      ['C-26'],
    ],
    [
      'RMM data stopped',
      (e) =>
        e.configurations.forEach((one, at) => {
          alter(e.configurations, at, {
            rmmRecords: one.rmmRecords.map((record) => ({ ...record, lastSeenAt: readAt - 9 * dayMs })),
          });
        }),
      ['C-15', 'C-16'],
    ],
    [
      'hop C ran first',
      (e) =>
        alter(e.configurations, 0, {
          provenance: provenance({ psaState: 'enabled', psaIds: ['41000'], createdAt: readAt - 400 * dayMs }),
        }),
      ['X-01'],
    ],
    ['a filled field is hidden', (e) => alter(e.items, 0, { filledUdfs: ['BitLocker', 'Room'] }), ['P-05']],
  ];

  test.each(faults)('%s', (_fault, plant, expected) => {
    expect(failing(planted(plant))).toEqual([...expected].sort());
  });

  test('names the device, its company and the way out', () => {
    const [finding] = planted((e) => alter(e.items, 0, { typeId: null })).findings;
    expect(finding).toMatchObject({
      id: 'A-18',
      detail: '1 device in Autotask without a configuration item type (Laptop 1)',
    });
    expect(finding?.evidence).toContainEqual({ kind: 'example', value: 'PC-0 (Larkspur Dental LLC)' });
  });

  test('names the company that holds the devices of a dead one', () => {
    const result = planted((e) => {
      alter(e.companies, 2, { active: false });
      e.items.forEach((item, at) => {
        if (item.companyId === '103') alter(e.items, at, { companyId: '102' });
      });
    });
    const found = result.findings.find((finding) => finding.step === 'C-36');
    expect(found?.evidence).toContainEqual({
      kind: 'candidate',
      value: 'Elm Legal (102) holds 4 of its devices',
    });
  });
});

describe('a fault planted in the lists of Autotask and the connections', () => {
  const faults: readonly [string, (inputs: FactInputs) => FactInputs, readonly string[]][] = [
    [
      'a product with another material code',
      (i) => ({
        ...i,
        autotask: {
          ...i.autotask,
          products: listed([
            ...(i.autotask?.products?.records ?? []).filter((one) => one.id !== 'p-Server'),
            { id: 'p-Server', name: 'RMM_Server', active: true, billingCodeId: null },
          ]),
        },
      }),
      ['A-12'],
    ],
    ['a wanted type is missing', (i) => ({ ...i, wantedItemTypes: ['Workstation', 'Printer'] }), ['A-17']],
    [
      'a user that may not read',
      (i) => ({
        ...i,
        autotask: {
          ...i.autotask,
          access: [{ entity: 'Companies', query: 'none', create: 'none', update: 'none' }],
        },
      }),
      ['A-02'],
    ],
    [
      'a subdomain that is not theirs',
      (i) => ({ ...i, itGlue: { ...i.itGlue, configuredSubdomain: 'elm' } }),
      ['B-05', 'C-10'],
    ],
    ['a refused key', (i) => ({ ...i, dattoRmm: { ...i.dattoRmm, keyAccepted: false } }), ['C-03']],
    [
      'a poor certificate',
      (i) => ({ ...i, certificates: [{ host: 'rmm.example', trusted: false }] }),
      ['C-33'],
    ],
  ];

  test.each(faults)('%s', (_fault, change, expected) => {
    expect(failing(planted(() => {}, change))).toEqual([...expected].sort());
  });
});

describe('what a person took out', () => {
  test('a site that was ignored in trilink is settled', () => {
    const estate = healthyEstate();
    estate.sites.push(site({ id: 'site-4', name: 'Lab', deviceCount: 1 }));
    estate.devices.push(
      device({ id: 'uid-lab', siteId: 'site-4', hostname: 'LAB', serial: 'LAB99182', nics: [] }),
    );
    expect(failing(check(inputsOf(estate)))).toEqual(['C-20', 'C-22']);
    const ledger = { C: { sites: new Map(), devices: new Map(), ignored: new Set(['site-4']), asOf: null } };
    expect(failing(check(inputsOf(estate, { ledger })))).toEqual([]);
  });
});

import { describe, expect, test } from 'vitest';
import type { FactInputs } from '../../../src/domain/setup/facts/inputs.js';
import { newClientWalk } from '../../../src/domain/setup/new-client.js';
import { device, organization, provenance, site } from '../../support/estate.js';
import { nowMs, scopeWith } from './support/healthy-facts.js';
import { type Estate, healthyEstate, inputsOf, nth } from './support/healthy-inputs.js';

const threeWay = scopeWith({}, ['datto-rmm', 'autotask', 'it-glue']);

function walkOf(plant: (estate: Estate) => void, rest: Partial<FactInputs> = {}, scope = threeWay) {
  const estate = healthyEstate();
  plant(estate);
  return newClientWalk('Birch Vets', inputsOf(estate, rest), scope);
}

const addCompany = (e: Estate) =>
  e.companies.push({ id: '104', name: 'Birch Vets', type: 'Customer', classification: null, active: true });
const addSite = (e: Estate, psaCompanyId: string | null = null, deviceCount = 1) =>
  e.sites.push(site({ id: 'site-4', name: 'birch vets', psaCompanyId, deviceCount }));
const addDevice = (e: Estate) =>
  e.devices.push(device({ id: 'uid-birch', siteId: 'site-4', hostname: 'BIRCH-01', serial: 'BIRCH7712' }));
const addItem = (e: Estate, typeId: string | null = 't-1') =>
  e.items.push({ ...nth(e.items, 0), id: '49000', companyId: '104', rmmUid: 'uid-birch', typeId });
const addOrganization = (e: Estate, rmmCompanies: string[] = []) =>
  e.organizations.push(
    organization({
      id: '4104',
      name: 'Birch Vets',
      rmmCompanies,
      provenance: provenance({ psaState: 'enabled', psaIds: ['104'] }),
    }),
  );

describe('a new client', () => {
  test.each([
    ['is not there at all', (_e: Estate) => {}, ['to-do', 'waits', 'waits', 'waits', 'waits', 'waits']],
    [
      'is a lead in Autotask',
      (e: Estate) => {
        e.companies.push({ id: '104', name: 'Birch Vets', type: 'Lead', classification: null, active: true });
      },
      ['to-do', 'waits', 'waits', 'waits', 'waits', 'waits'],
    ],
    [
      'has a company',
      (e: Estate) => {
        addCompany(e);
      },
      ['done', 'to-do', 'waits', 'waits', 'waits', 'waits'],
    ],
    [
      'has a site without a device',
      (e: Estate) => {
        addCompany(e);
        addSite(e, null, 0);
      },
      ['done', 'to-do', 'waits', 'waits', 'waits', 'waits'],
    ],
    [
      'has a site',
      (e: Estate) => {
        addCompany(e);
        addSite(e);
      },
      ['done', 'done', 'to-do', 'waits', 'waits', 'waits'],
    ],
    [
      'has a site on another company',
      (e: Estate) => {
        addCompany(e);
        addSite(e, '101');
      },
      ['done', 'done', 'to-do', 'waits', 'waits', 'waits'],
    ],
    [
      'is mapped',
      (e: Estate) => {
        addCompany(e);
        addSite(e, '104');
      },
      ['done', 'done', 'done', 'done', 'to-do', 'waits'],
    ],
    [
      'is mapped, and a device did not come to Autotask',
      (e: Estate) => {
        addCompany(e);
        addSite(e, '104');
        addDevice(e);
      },
      ['done', 'done', 'done', 'to-do', 'waits', 'waits'],
    ],
    [
      'is mapped, and a device came without a type',
      (e: Estate) => {
        addCompany(e);
        addSite(e, '104');
        addDevice(e);
        addItem(e, null);
      },
      ['done', 'done', 'done', 'to-do', 'waits', 'waits'],
    ],
    [
      'is matched, and a device is not',
      (e: Estate) => {
        addCompany(e);
        addSite(e, '104');
        addDevice(e);
        addItem(e);
        addOrganization(e, ['Birch Vets']);
      },
      ['done', 'done', 'done', 'done', 'done', 'to-do'],
    ],
    [
      'came to IT Glue',
      (e: Estate) => {
        addCompany(e);
        addSite(e, '104');
        addOrganization(e);
      },
      ['done', 'done', 'done', 'done', 'done', 'to-do'],
    ],
    [
      'is matched',
      (e: Estate) => {
        addCompany(e);
        addSite(e, '104');
        addOrganization(e, ['Birch Vets']);
      },
      ['done', 'done', 'done', 'done', 'done', 'done'],
    ],
  ] as const)('%s', (_what, plant, expected) => {
    expect(walkOf(plant).map((step) => step.status)).toEqual(expected);
  });

  test('walks company, site, mapping, devices, organization, match, and says where', () => {
    const steps = walkOf(() => {});
    expect(steps.map((step) => step.id)).toEqual([
      ...['company', 'site', 'mapping', 'devices', 'organization', 'rmm-match'],
    ]);
    expect(steps.map((step) => step.where).join('\n')).toContain('the API cannot set it');
    expect(steps[1]?.detail).toBe(
      'after: Birch Vets is an active company of account type Customer in Autotask',
    );
  });

  test('uses what trilink did where trilink runs the hops', () => {
    const ledger = {
      B: { sites: new Map([['104', '4104']]), devices: new Map(), ignored: new Set<string>(), asOf: null },
      C: { sites: new Map([['site-4', '4104']]), devices: new Map(), ignored: new Set<string>(), asOf: null },
    };
    const plant = (e: Estate) => {
      addCompany(e);
      addSite(e, '104');
      e.organizations.push(organization({ id: '4104', name: 'Birch Vets' }));
    };
    const steps = walkOf(
      plant,
      { ledger },
      scopeWith({ B: 'sync', C: 'sync' }, ['datto-rmm', 'autotask', 'it-glue']),
    );
    expect(steps.map((step) => step.status)).toEqual(['done', 'done', 'done', 'done', 'done', 'done']);
    expect(steps.at(-1)?.where).toBe('trilink sync start datto-rmm:it-glue');
  });

  test('says that nothing was read rather than that it is missing', () => {
    const steps = newClientWalk('Birch Vets', { nowMs }, threeWay);
    expect(steps[0]).toMatchObject({ status: 'unknown', detail: 'the companies of Autotask were not read' });
  });

  test('needs neither company nor mapping with Syncro alone', () => {
    const estate = healthyEstate();
    const syncro = { sites: inputsOf(estate).dattoRmm?.sites ?? { records: [], complete: true, readAt: 0 } };
    const steps = newClientWalk(
      'Elm Legal',
      inputsOf(estate, { syncro }),
      scopeWith({}, ['syncro', 'it-glue']),
    );
    expect(steps.map((step) => [step.id, step.status])).toEqual([
      ['site', 'done'],
      ['organization', 'done'],
      ['rmm-match', 'done'],
    ]);
  });
});

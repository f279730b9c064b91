import { describe, expect, test } from 'vitest';
import { withheldIds } from '../../../src/domain/setup/withheld.js';
import { provenance, site } from '../../support/estate.js';
import { alter, healthyEstate, inputsOf } from './support/healthy-inputs.js';

describe('withheldIds', () => {
  test('names the items without a type', () => {
    const estate = healthyEstate();
    alter(estate.items, 2, { typeId: null });
    expect([...withheldIds('items-without-type', 'B', inputsOf(estate))]).toEqual(['41002']);
  });

  test('names the organizations that Autotask governs', () => {
    const estate = healthyEstate();
    alter(estate.organizations, 0, { provenance: provenance() });
    expect([...withheldIds('records-linked-to-psa', 'C', inputsOf(estate))]).toEqual(['4102', '4103']);
  });

  test("names the sites whose company has no organization, unless trilink's own hop made one", () => {
    const estate = healthyEstate();
    estate.sites = estate.sites.slice(0, 3);
    estate.sites.push(site({ id: 'site-4', name: 'Lab' }));
    alter(estate.organizations, 0, { provenance: provenance() });
    alter(estate.organizations, 1, { provenance: provenance() });
    const ledger = {
      B: { sites: new Map([['102', '4102']]), devices: new Map(), ignored: new Set<string>(), asOf: null },
    };
    expect([...withheldIds('sites-without-linked-organization', 'C', inputsOf(estate, { ledger }))]).toEqual([
      'site-1',
      'site-4',
    ]);
  });

  test('names the sites that nobody has settled', () => {
    const estate = healthyEstate();
    estate.sites = estate.sites.slice(0, 3);
    const ledger = {
      C: {
        sites: new Map([['site-1', '4101']]),
        devices: new Map(),
        ignored: new Set(['site-2']),
        asOf: null,
      },
    };
    expect([...withheldIds('devices-of-unsettled-sites', 'C', inputsOf(estate, { ledger }))]).toEqual([
      'site-3',
    ]);
  });
});

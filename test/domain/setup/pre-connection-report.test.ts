import { describe, expect, test } from 'vitest';
import { preConnectionCounts, preConnectionReport } from '../../../src/domain/setup/pre-connection-report.js';
import { provenance } from '../../support/estate.js';
import { alter, type Estate, healthyEstate, inputsOf } from './support/healthy-inputs.js';

/** Before the connection nothing is linked. */
function reportOf(plant: (estate: Estate) => void = () => {}) {
  const estate = healthyEstate();
  for (const [at] of estate.organizations.entries())
    alter(estate.organizations, at, { provenance: provenance() });
  for (const [at] of estate.configurations.entries())
    alter(estate.configurations, at, { provenance: provenance() });
  plant(estate);
  return preConnectionReport(inputsOf(estate));
}

const rowOf = (report: ReturnType<typeof reportOf>, itemId: string) =>
  report.flatMap((company) => company.rows).find((row) => row.itemId === itemId);

describe('the pre-connection report', () => {
  test('says that equal records will match, company by company', () => {
    const report = reportOf();
    expect(report.map((company) => [company.company, company.organization, company.rows.length])).toEqual([
      ['Elm Legal', 'Elm Legal', 4],
      ['Larkspur Dental LLC', 'Larkspur Dental LLC', 4],
      ['Oak Foundry', 'Oak Foundry', 4],
    ]);
    expect(preConnectionCounts(report)).toEqual({
      items: 12,
      willMatch: 12,
      willDuplicate: 0,
      withoutSerial: 0,
      withoutType: 0,
      withoutLocation: 0,
      companiesWithoutOrganization: 0,
    });
  });

  test.each([
    [
      'the same device under another name',
      (e: Estate) => alter(e.configurations, 0, { name: 'Front desk' }),
      'duplicate',
      'same serial as Front desk, under another name',
    ],
    [
      'another machine of the same name',
      (e: Estate) => alter(e.configurations, 0, { serial: 'OTHER1234' }),
      'mismatch',
      'same name as a configuration with serial OTHER1234',
    ],
    [
      'nothing like it',
      (e: Estate) => {
        e.configurations.splice(0, 1);
      },
      'create',
      'IT Glue has nothing like it',
    ],
    [
      'a name in another case',
      (e: Estate) => alter(e.configurations, 0, { name: 'pc-0', serial: null }),
      'create',
      'IT Glue has nothing like it',
    ],
    [
      'no serial to compare',
      (e: Estate) => alter(e.configurations, 0, { serial: null }),
      'match',
      'same name, and no serial on both sides to compare',
    ],
    [
      'linked already',
      (e: Estate) =>
        alter(e.configurations, 0, {
          name: 'X',
          serial: null,
          provenance: provenance({ psaState: 'enabled', psaIds: ['41000'] }),
        }),
      'match',
      'is linked already',
    ],
  ] as const)('%s', (_what, plant, outcome, detail) => {
    expect(rowOf(reportOf(plant), '41000')).toMatchObject({ outcome, detail });
  });

  test('names what is blank in Autotask', () => {
    const row = rowOf(
      reportOf((e) => alter(e.items, 0, { serial: 'Default string', typeId: null, locationId: null })),
      '41000',
    );
    expect(row?.missing).toEqual(['serial', 'type', 'location']);
  });

  test('names two items of one serial', () => {
    const report = reportOf((e) => alter(e.items, 1, { serial: e.items[0]?.serial ?? null }));
    expect(rowOf(report, '41000')).toMatchObject({ sharesSerial: true });
    expect(preConnectionCounts(report).willDuplicate).toBe(2);
  });

  test('names a company that has no organization of its name', () => {
    const report = reportOf((e) => alter(e.organizations, 0, { name: 'Larkspur Dental' }));
    const company = report.find((one) => one.companyId === '101');
    expect(company).toMatchObject({ organization: null });
    expect(company?.rows.map((row) => row.outcome)).toEqual(['create', 'create', 'create', 'create']);
  });
});

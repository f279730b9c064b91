import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { causesOf, defaultOrder } from '../../../src/domain/setup/index.js';
import { API_VENDORS } from '../../../src/simulator/autotask/entities.js';
import { type Finding, PlantedEstate } from './planted-estate.js';

const audit = { TRILINK_INTEGRATIONS: '' };

let e: PlantedEstate;
beforeAll(async () => {
  e = await PlantedEstate.open({ devices: 60, sites: 8, now: Date.UTC(2026, 10, 30, 8) });
});
afterAll(() => e.close());

const screen = async (...argv: string[]) => {
  const terminal = { stdout: true, columns: 80 };
  return (await e.cli.runWith({ env: audit, terminal }, 'setup', ...argv, '--no-color')).stdout;
};

/** One after the other over one estate, in which nothing is wrong before the first. */
describe('two-way sync once on, twelve untyped devices, the RMM connected before the PSA', () => {
  test('are three things to put right, hard stops first, each with its fix', async () => {
    expect((await e.findings()).filter(({ status }) => status === 'fail')).toEqual([]);
    await e.edit('ConfigurationItems', { configurationItemType: null }, (_row, at) => at < 12);
    const itGlue = API_VENDORS['IT Glue - Documentation Management'];
    await e.edit('ConfigurationItems', { apiVendorID: itGlue }, (_row, at) => at === 20);
    e.overlay(await e.twin());

    const findings = await e.findings();
    const causes = causesOf(findings as never, defaultOrder);
    expect(causes).toEqual([['A-18'], ['B-13'], ['C-25', 'C-26', 'X-01']]);
    const first = (step: string) => findings.find((finding) => finding.step === step) as Finding;
    expect(first('A-18').detail).toMatch(/^12 devices in Autotask without a configuration item type/);
    expect(first('B-13').detail).toBe('IT Glue has made 1 configuration item and 0 contacts in Autotask');
    for (const [step] of causes) expect(first(`${step}`).fix.length).toBeGreaterThan(20);
    expect(first('A-18').evidence.filter(({ kind }) => kind === 'example')).toHaveLength(10);
  });

  test('are on an 80-column screen: what is first, then the rest in order, no line too long', async () => {
    const text = await screen('check');
    const lines = text.split('\n');
    expect(lines.slice(1, 3)).toEqual([
      'Next: A-18 Every synced device in Autotask has a configuration item type',
      'Then: B-13; C-25 (with C-26, X-01)',
    ]);
    const marks = lines.flatMap((line) => /^ {2}([A-Z]-\d\d) {2}/.exec(line)?.[1] ?? []);
    expect(marks).toEqual(['A-18', 'B-13', 'C-25', 'C-26', 'X-01']);
    expect(lines.filter((line) => line.length > 80 && !line.startsWith('setup: '))).toEqual([]);
  });

  test('stop hop B before its first run with the step and leave nothing written', async () => {
    const env = {
      TRILINK_INTEGRATIONS: 'autotask:it-glue=sync,datto-rmm:it-glue=sync,datto-rmm:autotask=off',
    };
    const { exitCode, stderr } = await e.cli.runWith({ env }, 'sync', 'start', '--yes');
    expect(exitCode).toBe(8);
    expect(stderr).toContain('A-18 stops autotask:it-glue before its first run: 12 devices');
    expect(stderr).toContain('B-13 stops autotask:it-glue before its first run');
    expect(await e.cli.simulators.nonReads()).toEqual([]);
  });

  test('are gone when they are put right: statements for what no API takes back, repairs for the rest', async () => {
    const [desktop] = (await e.rows('ConfigurationItemTypes')).filter(({ name }) => name === 'Laptop');
    const items = await e.rows('ConfigurationItems');
    const kinds = new Map(
      items.flatMap((row) =>
        row.configurationItemType == null
          ? []
          : [[row.rmmDeviceAuditDeviceTypeID, Number(row.configurationItemType)] as const],
      ),
    );
    await e.edit(
      'ConfigurationItems',
      (row) => ({
        configurationItemType: kinds.get(row.rmmDeviceAuditDeviceTypeID) ?? Number(desktop?.id),
      }),
      (row) => row.configurationItemType == null,
    );
    e.document('configurations', { archived: true }, (own) => own['psa-integration'] === null);
    await e.cli.runWith({ env: audit }, 'setup', 'attest', 'B-13', '--by', 'Mina');
    const findings = await e.findings();
    expect(
      findings.filter(({ status }) => status === 'fail').map(({ step, detail }) => [step, detail]),
    ).toEqual([]);
    expect(findings.find(({ step }) => step === 'B-13')?.status).toBe('attested');
    const history = await screen('history');
    expect(history).toMatch(/better {2}A-18/);
    expect(history).toMatch(/better {2}B-13/);
  });

  test('come back when something newer than the statement contradicts it', async () => {
    await e.add('Contacts', {
      ...{ companyID: 0, firstName: 'Newer', lastName: 'Person', isActive: 1 },
      createDate: new Date(Date.now() + 60_000).toISOString(),
      apiVendorID: API_VENDORS['IT Glue - Documentation Management'],
    });
    const found = (await e.findings()).find(({ step }) => step === 'B-13');
    expect(found?.status).toBe('fail');
    expect(found?.detail).toContain('confirmed by Mina');
    expect(found?.detail).toContain('contradicted since');
    expect(await screen('history')).toMatch(/worse {3}B-13/);
  });
});

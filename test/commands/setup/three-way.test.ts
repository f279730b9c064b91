import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { API_VENDORS } from '../../../src/simulator/autotask/entities.js';
import { type SimulatedCli, simulatedCli } from '../../support/simulated-cli.js';

interface Finding {
  readonly id: string;
  readonly step: string;
  readonly status: string;
  readonly detail: string;
}

let cli: SimulatedCli;
beforeAll(async () => {
  cli = await simulatedCli({ systems: ['datto-rmm', 'autotask', 'it-glue'] });
});
afterAll(() => cli.close());

/** As an auditor sees it: the vendor's own integrations run every hop. */
const audit = { TRILINK_INTEGRATIONS: '' };

async function check(): Promise<{ findings: readonly Finding[]; unseen: readonly unknown[] }> {
  return JSON.parse((await cli.runWith({ env: audit }, 'setup', 'check', '--json')).stdout);
}

async function failingSteps(): Promise<readonly string[]> {
  const { findings } = await check();
  return [...new Set(findings.filter(({ status }) => status === 'fail').map(({ step }) => step))];
}

/** Active items that the RMM has linked, as the estate holds them now. */
async function rmmItems() {
  const items = (await cli.simulators.snapshot())['autotask/ConfigurationItems'] ?? {};
  return Object.values(items).filter((item) => item.isActive === true && item.rmmDeviceUID != null);
}

async function editItems(ids: readonly unknown[], values: Readonly<Record<string, number | null>>) {
  const entity = 'ConfigurationItems';
  await cli.simulators.mutate(
    ...ids.map((id) => ({ do: 'edit-autotask' as const, entity: entity as never, id: Number(id), values })),
  );
}

/** One after the other over one estate: each test goes on where the one before ended. */
describe('a three-way set-up', () => {
  test('is checked with no more requests than the lists need, and none that could change anything', async () => {
    await check();
    const { log } = await cli.simulators.requests();
    const asked = log.map(({ system, method, path, query }) => `${system} ${method} ${path}?${query}`);
    const again = asked.filter((one, at) => asked.indexOf(one) !== at && !one.includes('/query'));
    expect(again).toEqual([]);
    expect(log.filter(({ path }) => /audit/.test(path))).toEqual([]);
    expect(await cli.simulators.nonReads()).toEqual([]);
  });

  test('with a second check asks the same again, and nothing per device', async () => {
    const { log: first } = await cli.simulators.requests();
    await cli.simulators.forgetRequests();
    await check();
    const { log: second } = await cli.simulators.requests();
    expect(second.length).toBeLessThanOrEqual(first.length);
  });

  test('in which every device has a type and IT Glue never wrote has neither fault', async () => {
    const items = await rmmItems();
    const type = items.find((item) => item.configurationItemType != null)?.configurationItemType;
    const bare = items.filter((item) => item.configurationItemType == null).map(({ id }) => id);
    await editItems(bare, { configurationItemType: Number(type) });
    const failing = await failingSteps();
    expect(failing).not.toContain('A-18');
    expect(failing).not.toContain('B-13');
  });

  test('with twelve untyped devices, two-way sync once on and the RMM first gives three findings in order', async () => {
    const items = await rmmItems();
    await editItems(
      items.slice(0, 12).map(({ id }) => id),
      { configurationItemType: null },
    );
    const glue = Object.entries(API_VENDORS).find(([label]) => /it\s?glue/i.test(label))?.[1];
    await editItems([items.at(-1)?.id], { apiVendorID: Number(glue) });
    const { findings } = await check();
    const failing = findings.filter(({ status }) => status === 'fail');
    const planted = ['A-18', 'B-13', 'X-01'];
    const order = [...new Set(failing.map(({ step }) => step))].filter((step) => planted.includes(step));
    expect(order).toEqual(planted);
    expect(failing[0]?.step).toBe('A-18');
    const untyped = failing.filter(({ step }) => step === 'A-18').map(({ detail }) => detail);
    const counts = untyped
      .filter((detail) => detail.includes('in Autotask'))
      .map((detail) => Number.parseInt(detail, 10));
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(12);
  });

  test('is remembered from check to check', async () => {
    const { checks } = JSON.parse((await cli.run('setup', 'history', '--json')).stdout);
    const worse = checks[0].changes.filter(({ change }: { change: string }) => change === 'worse');
    expect(worse.map(({ step }: { step: string }) => step)).toEqual(expect.arrayContaining(['A-18', 'B-13']));
  });

  test('tells the devices that would not meet, as a spreadsheet', async () => {
    const { stdout } = await cli.runWith(
      { env: audit },
      ...['setup', 'check', '--step', 'B-03', '--format', 'csv'],
    );
    const [header, ...rows] = stdout.trimEnd().split('\n');
    expect(header).toMatch(/^companyId,company,organizationId,organization,itemId,item,outcome,/);
    expect(rows.length).toBeGreaterThanOrEqual((await rmmItems()).length);
  });

  test('in which a key is refused is still checked as far as can be seen, with exit 4', async () => {
    await cli.simulators.revokeKey('datto-rmm');
    const { stdout, stderr, exitCode } = await cli.runWith({ env: audit }, 'setup', 'check', '--json');
    expect(exitCode).toBe(4);
    const { findings, unseen } = JSON.parse(stdout);
    expect(unseen[0]).toMatchObject({ system: 'datto-rmm', what: 'everything' });
    expect(findings.find(({ step }: Finding) => step === 'A-18').status).toBe('fail');
    expect(findings.find(({ step }: Finding) => step === 'C-03').status).toBe('fail');
    expect(JSON.parse(stderr)).toMatchObject({ code: expect.any(String) });
  });
});

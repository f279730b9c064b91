import { afterEach, describe, expect, test } from 'vitest';
import type { RunDocument } from '../../src/domain/run.js';
import type { SimulatorOptions } from '../../src/simulator/index.js';
import { type SimulatedCli, simulatedCli } from '../support/simulated-cli.js';

const open: SimulatedCli[] = [];
afterEach(async () => {
  for (const cli of open.splice(0)) await cli.close();
});

const hopA = 'integrations.datto-rmm:autotask';

/** The program and three systems; hop A writes, the others look. */
async function threeSystems(options: SimulatorOptions = {}) {
  const systems = ['datto-rmm', 'it-glue', 'autotask'] as const;
  const autotask = { rmmFields: 'writable' as const, ...options.autotask };
  const cli = await simulatedCli({ systems, devices: 40, sites: 10, ...options, autotask });
  open.push(cli);
  const integrations = 'datto-rmm:autotask=sync,autotask:it-glue=audit,datto-rmm:it-glue=off';
  const run = (env: Record<string, string>, ...argv: string[]) =>
    cli.runWith({ env: { TRILINK_INTEGRATIONS: integrations, ...env } }, ...argv);
  const sync = async (env: Record<string, string> = {}, ...integrations: string[]) => {
    const argv = ['sync', 'start', '--yes', '--create', 'all', '--json', '--max-overwrites', '999'];
    argv.splice(2, 0, ...integrations);
    const { stdout, stderr, exitCode } = await run(env, ...argv);
    const document = stdout === '' ? null : (JSON.parse(stdout) as RunDocument);
    return { document, exitCode, error: stderr === '' ? null : JSON.parse(stderr) };
  };
  const set = (key: string, value: string) => run({}, 'config', 'set', key, value);
  const mapAll = async (type: string, product: string) => {
    const types = new Set((await cli.simulators.devices()).map((one) => one.type ?? one.deviceClass));
    for (const word of types) {
      await set(`${hopA}.deviceTypes.${word}`, type);
      await set(`${hopA}.options.product.${word}`, product);
    }
  };
  const sent = async () =>
    (await cli.simulators.requests()).log.filter(({ system }) => system === 'autotask');
  const changes = async (id = 'last') =>
    (JSON.parse((await run({}, 'sync', 'logs', id, '--json')).stdout) as RunDocument).changes ?? [];
  return { ...cli, sync, mapAll, sent, changes };
}

async function nothingWritten({ simulators }: SimulatedCli): Promise<void> {
  expect(await simulators.nonReads()).toEqual([]);
}

describe('who may not come in ends with 4, and nothing is written', () => {
  test.each([
    [
      'no zone',
      { TRILINK_AUTOTASK_USERNAME: 'nobody@elsewhere.example' },
      'no-zone',
      /no zone for this user/,
    ],
    ['a wrong tracking identifier', { TRILINK_AUTOTASK_INTEGRATION_CODE: 'WRONG' }, undefined, /401/],
    ['a wrong secret', { TRILINK_AUTOTASK_SECRET: 'WRONG' }, undefined, /401/],
  ] as const)('%s', async (_, env, code, words) => {
    const cli = await threeSystems();
    const { exitCode, error } = await cli.sync(env);
    expect([exitCode, error.message]).toEqual([4, expect.stringMatching(words)]);
    if (code !== undefined) expect(error.code).toBe(code);
    expect(error.hint).toContain('trilink connect autotask');
    await cli.simulators.forgetRequests();
    expect((await cli.sync(env)).exitCode, 'the same login again').toBe(4);
    expect(await cli.sent(), 'is not tried a second time').toEqual([]);
    await nothingWritten(cli);
  });

  test('a locked-out user, whose secret is right', async () => {
    const cli = await threeSystems({ autotask: { lockAfter: 1 } });
    const { TRILINK_AUTOTASK_URL: url = '' } = cli.simulators.env;
    await fetch(`${url}/ATServicesRest/V1.0/Companies/0`);
    const { exitCode, error } = await cli.sync();
    expect([exitCode, error.hint]).toEqual([4, expect.stringContaining('locked')]);
    await nothingWritten(cli);
  });
});

test('requests that others have spent end with 5 before any work, and nothing is written', async () => {
  const cli = await threeSystems({ limits: 0.0005 });
  const env = cli.simulators.env;
  const headers = {
    UserName: env.TRILINK_AUTOTASK_USERNAME ?? '',
    Secret: env.TRILINK_AUTOTASK_SECRET ?? '',
    ApiIntegrationCode: env.TRILINK_AUTOTASK_INTEGRATION_CODE ?? '',
  };
  for (let n = 0; n < 4; n++)
    await (await fetch(`${env.TRILINK_AUTOTASK_URL}/ATServicesRest/V1.0/Companies/0`, { headers })).text();
  await cli.simulators.forgetRequests();
  const { exitCode, error } = await cli.sync({}, 'autotask:it-glue');
  expect([exitCode, error.code, error.message]).toEqual([5, 'rate-limit', expect.stringMatching(/Autotask/)]);
  expect((await cli.simulators.requests()).counts['it-glue']?.writes ?? 0).toBe(0);
  await nothingWritten(cli);
});

describe('a device-type map that names what is not there blocks, and makes no item', () => {
  test.each([
    ['a type that does not exist', 'No Such Type', 'create'],
    ['an inactive type', 'Retired type', 'create'],
    ['a product that does not exist', 'Workstation', 'No Such Product'],
  ])('%s', async (_, type, product) => {
    const cli = await threeSystems();
    await cli.mapAll(type, product);
    const { document, exitCode } = await cli.sync();
    expect([exitCode, document?.integrations[0]?.changes.failed]).toEqual([0, 0]);
    const made = (await cli.changes()).filter(
      ({ action, target }) => action === 'create' && target.system === 'autotask',
    );
    expect(made.filter(({ outcome }) => outcome !== 'blocked')).toEqual([]);
    expect(made.length).toBeGreaterThan(0);
    expect(made.every(({ error }) => error?.startsWith('device-type map: '))).toBe(true);
  });
});

test('a company of an unmapped type is no match for a site, and is not carried on', async () => {
  const cli = await threeSystems();
  const [site] = (await cli.simulators.sites()).filter(
    ({ companyId, devices }) => companyId !== null && devices > 0,
  );
  const id = Number(site?.companyId);
  await cli.simulators.mutate({ do: 'edit-autotask', entity: 'Companies', id, values: { companyType: 43 } });
  await cli.mapAll('Workstation', 'create');
  expect((await cli.sync()).exitCode).toBe(0);
  const lists = await cli.runWith(
    {},
    'match',
    'list',
    'sites',
    '--json',
    '--status',
    'matched',
    '--status',
    'ignored',
  );
  const items = (JSON.parse(lists.stdout) as { items: { item: string; status: string; reason: string }[] })
    .items;
  expect(items.filter(({ item }) => item === `datto-rmm:autotask/site/${site?.uid}`)).toEqual([]);
  expect(items.find(({ item }) => item === `autotask:it-glue/site/${id}`)).toMatchObject({
    status: 'ignored',
    reason: expect.stringContaining('account type Prospect is not carried'),
  });
});

test('two items with one RMM uid: neither is written by the uid, and the device is left to a person', async () => {
  const cli = await threeSystems();
  const { 'autotask/ConfigurationItems': rows = {} } = await cli.simulators.snapshot();
  const claimed = Object.values(rows).filter(({ rmmDeviceUID, isActive }) => rmmDeviceUID && isActive);
  const [one] = claimed;
  const two = claimed.find(({ companyID, id }) => companyID === one?.companyID && id !== one?.id);
  const values = { rmmDeviceUID: String(one?.rmmDeviceUID), serialNumber: null };
  await cli.simulators.mutate(
    { do: 'edit-autotask', entity: 'ConfigurationItems', id: Number(two?.id), values },
    { do: 'edit-autotask', entity: 'ConfigurationItems', id: Number(one?.id), values },
  );
  await cli.mapAll('Workstation', 'create');
  expect((await cli.sync()).exitCode).toBe(0);
  const item = `datto-rmm:autotask/device/${one?.rmmDeviceUID}`;
  const made = (await cli.changes()).filter((change) => change.item === item && change.outcome === 'done');
  expect(made.filter(({ action }) => action === 'create')).toEqual([]);
});

test('without the right to protected data and to products nothing masked is touched, and no product is made', async () => {
  const cli = await threeSystems({ autotask: { restricted: true } });
  await cli.mapAll('Workstation', 'create');
  await cli.runWith({}, 'config', 'set', `${hopA}.options.udf.Recovery key`, 'description');
  const before = await cli.simulators.snapshot();
  const { document, exitCode } = await cli.sync({}, 'datto-rmm:autotask');
  expect([exitCode, document?.integrations[0]?.status]).toEqual([6, 'partial']);
  expect(JSON.stringify(document?.warnings)).toContain('Protected Data Permission');
  const errors = (await cli.changes()).map(({ error }) => error ?? '');
  expect(errors.some((text) => text.includes('the API user may not read Products at all'))).toBe(true);
  const after = await cli.simulators.snapshot();
  expect(after['autotask/Products']).toEqual(before['autotask/Products']);
  for (const [id, { userDefinedFields }] of Object.entries(before['autotask/ConfigurationItems'] ?? {}))
    expect(after['autotask/ConfigurationItems']?.[id]?.userDefinedFields).toEqual(userDefinedFields);
});

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Change } from '../../src/domain/reconcile/plan.js';
import type { RunDocument } from '../../src/domain/run.js';
import type { LocalSimulators, SimulatorOptions } from '../../src/simulator/index.js';
import type { Binary } from '../support/binary.js';
import { realProgram, syncAll } from '../support/real-program.js';

const chain = ['datto-rmm:autotask', 'autotask:it-glue', 'datto-rmm:it-glue'];
/** The estate has its faults of set-up order on purpose; what they stop is tested elsewhere. */
const inSpiteOfFaults = ['A-18', 'B-13', 'B-17'].flatMap((step) => ['--ignore-setup', step]);

function threeSystems(modes: string, options: SimulatorOptions = {}) {
  const systems = ['datto-rmm', 'it-glue', 'autotask'] as const;
  const integrations = chain.map((id, i) => `${id}=${modes.split(',')[i]}`).join(',');
  const env = { TRILINK_INTEGRATIONS: integrations };
  return realProgram({ seed: 4, devices: 60, sites: 10, systems, ...options }, env);
}

/** Every device type gets an item type and a product of its own: as `config set` keeps it, written at once. */
async function mapEveryType(vendors: LocalSimulators, trilink: Binary): Promise<void> {
  const types = new Set((await vendors.devices()).map((device) => device.type ?? device.deviceClass));
  const { 'autotask/ConfigurationItemTypes': itemTypes = {} } = await vendors.snapshot();
  const names = Object.values(itemTypes).map((type) => String(type.name));
  const itemTypeOf = (type: string) => names.find((name) => name === type) ?? names[0] ?? '';
  const hopA = {
    deviceTypes: Object.fromEntries([...types].map((type) => [type, itemTypeOf(type)])),
    options: Object.fromEntries([...types].map((type) => [`product.${type}`, 'create'])),
  };
  const settings = { version: 1, profiles: { default: { integrations: { 'datto-rmm:autotask': hopA } } } };
  mkdirSync(join(trilink.home, 'config'), { recursive: true, mode: 0o700 });
  writeFileSync(join(trilink.home, 'config', 'settings.json'), JSON.stringify(settings), { mode: 0o600 });
}

test.each([
  ['alone', false],
  ['beside IT Glue’s own hop B', true],
])('A, B, C run in order %s, and the second run has nothing to do', async (_how, nativeHopB) => {
  const options = { nativeHopB, autotask: { rmmFields: 'writable' as const } };
  const { vendors, trilink } = await threeSystems('sync,sync,sync', options);
  await mapEveryType(vendors, trilink);
  const first = (await trilink.run(...syncAll, ...inSpiteOfFaults)).json<RunDocument>();
  expect(first.integrations.map((hop) => [hop.id, hop.status])).toEqual(chain.map((id) => [id, 'ok']));
  expect(first.integrations.every((hop) => hop.changes.updated > 0 && hop.changes.failed === 0)).toBe(true);
  const second = (await trilink.run(...syncAll, ...inSpiteOfFaults)).json<RunDocument>();
  expect(second.integrations.map((hop) => hop.changes.planned)).toEqual([0, 0, 0]);
  expect(await vendors.violations()).toEqual([]);
});

test('a dry run leaves to A and B what they would make before C', async () => {
  const { vendors, trilink } = await threeSystems('sync,sync,sync', { autotask: { rmmFields: 'writable' } });
  await mapEveryType(vendors, trilink);
  const { json } = await trilink.run('sync', 'plan', '--json', '--create', 'all', ...inSpiteOfFaults);
  const creates = json<{ changes: Change[] }>().changes.filter(({ action }) => action === 'create');
  const made = new Set(
    creates.filter(({ integration }) => integration === chain[0]).map(({ source }) => source.id),
  );
  const later = creates.filter(({ integration, target, source }) => {
    return integration === chain[2] && target.type === 'configuration' && made.has(source.id);
  });
  expect(later.length).toBeGreaterThan(0);
  expect(new Set(later.map(({ blocked }) => blocked?.by))).toEqual(new Set([chain[0]]));
});

test('a saved plan of all three is applied whole, and a second time refused', async () => {
  const { vendors, trilink } = await threeSystems('sync,sync,sync', { autotask: { rmmFields: 'writable' } });
  await mapEveryType(vendors, trilink);
  const file = join(trilink.home, 'plan.json');
  const flags = ['--create', 'all', '--max-creates', '999', '--max-overwrites', '999', ...inSpiteOfFaults];
  expect((await trilink.run('sync', 'plan', '-o', file, ...flags)).code).toBe(0);
  const applied = await trilink.run('sync', 'apply', file, '--yes', '--json');
  expect(applied.json<RunDocument>().integrations.map(({ status }) => status)).toEqual(['ok', 'ok', 'ok']);
  expect((await trilink.run('sync', 'apply', file, '--yes', '--json')).code).toBe(8);
});

test('what Autotask knows spares per-device requests to the RMM', async () => {
  const alone = await threeSystems('off,off,audit');
  await alone.trilink.run('sync', 'start', '--json');
  const withPsa = await alone.vendors.requests();
  const spared = (await alone.trilink.run('sync', 'logs', 'last', '--json')).json<RunDocument>();
  expect(spared.integrations[0]?.auditsSpared).toBeGreaterThan(0);
  const audits = (log: typeof withPsa.log) => log.filter((one) => one.path.includes('/audit/')).length;

  const blind = await threeSystems('off,off,audit');
  for (const name of Object.keys(blind.trilink.env))
    if (name.startsWith('TRILINK_AUTOTASK')) delete blind.trilink.env[name];
  await blind.trilink.run('sync', 'start', '--json');
  expect(audits(withPsa.log)).toBeLessThan(audits((await blind.vendors.requests()).log));
});

test('hops in mode audit write nothing', async () => {
  const { vendors, trilink } = await threeSystems('audit,audit,audit');
  const { code, json } = await trilink.run('sync', 'start', '--json', '--create', 'all');
  expect(code).toBe(0);
  expect(json<RunDocument>().integrations.map((hop) => hop.mode)).toEqual(['audit', 'audit', 'audit']);
  expect(await vendors.nonReads()).toEqual([]);
});

test('with Autotask as the authority a device that it does not know is blocked, not created in IT Glue', async () => {
  const { vendors, trilink } = await threeSystems('off,audit,sync', { nativeHopB: true });
  const mapped = (await vendors.sites()).filter((site) => site.companyId !== null && !site.system);
  await vendors.mutate(
    ...mapped.map((site) => ({ do: 'add-device' as const, site: site.uid, hostname: `NEW-${site.devices}` })),
  );
  const { id } = (await trilink.run(...syncAll, ...inSpiteOfFaults)).json<RunDocument>();
  const { changes = [] } = (await trilink.run('sync', 'logs', id, '--json')).json<RunDocument>();
  const reasons = changes.filter((change) => change.action === 'create').map((change) => change.error ?? '');
  expect(reasons.some((reason) => reason.includes('missing in Autotask'))).toBe(true);
});

test('undo works across all hops and names what no API can undo', async () => {
  const { vendors, trilink } = await threeSystems('sync,sync,sync', { autotask: { rmmFields: 'writable' } });
  await mapEveryType(vendors, trilink);
  const before = await vendors.snapshot();
  await trilink.run(...syncAll, ...inSpiteOfFaults);
  const { code, json } = await trilink.run('sync', 'undo', 'last', '--yes', '--json');
  expect(code).toBe(6);
  const document = json<RunDocument>();
  expect(document.integrations.map((hop) => hop.id)).toEqual([...chain].reverse());
  expect(document.notUndoable?.length).toBeGreaterThan(0);
  const after = await vendors.snapshot();
  for (const [id, item] of Object.entries(before['autotask/ConfigurationItems'] ?? {})) {
    const now = after['autotask/ConfigurationItems']?.[id];
    expect([
      id,
      now?.referenceTitle,
      now?.referenceNumber ?? '',
      now?.serialNumber ?? '',
      now?.isActive,
    ]).toEqual([id, item.referenceTitle, item.referenceNumber ?? '', item.serialNumber ?? '', item.isActive]);
  }
});

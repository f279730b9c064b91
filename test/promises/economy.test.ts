import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { leastOfAutotask, leastOfDattoRmm, leastOfItGlueChain } from '../../scripts/bench-least.mjs';
import type { RunDocument } from '../../src/domain/run.js';
import { type LocalSimulators, type SimulatorOptions, startSimulators } from '../../src/simulator/index.js';
import { LeapingClock } from '../support/leaping-clock.js';
import { runCliWith } from '../support/run-cli.js';

const open: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

/** Simulated vendors and the program, both by one clock that leaps over waiting. */
async function estate(options: SimulatorOptions, integrations = 'datto-rmm:it-glue=sync') {
  const clock = new LeapingClock();
  const vendors = await startSimulators({ seed: 7, clock, ...options });
  let log: Awaited<ReturnType<typeof vendors.requests>>['log'] = [];
  const follow = async () => {
    ({ log } = await vendors.requests());
  };
  clock.run(() => {
    void follow();
    return { arrived: log.length, open: log.filter(({ status }) => status === null).length };
  });
  const home = mkdtempSync(join(tmpdir(), 'trilink-economy-'));
  open.push(
    () => rmSync(home, { recursive: true, force: true }),
    () => vendors.close(),
    () => clock.stop(),
  );
  const env = { ...vendors.env, TRILINK_INTEGRATIONS: integrations };
  const run = async <T = RunDocument>(...argv: string[]): Promise<T> => {
    const { stdout, stderr, exitCode } = await runCliWith({ home, env, parts: { clock } }, ...argv, '--json');
    expect(exitCode, stderr).toBe(0);
    return JSON.parse(stdout) as T;
  };
  const set = (key: string, value: string) =>
    runCliWith({ home, env, parts: { clock } }, 'config', 'set', key, value);
  return { vendors, run, set };
}

const dryRun = ['sync', 'start', '--dry-run'];
const sync = ['sync', 'start', '--yes', '--create', 'configurations'];
sync.push('--max-creates', '9999', '--max-overwrites', '9999');

const pages = (rows: number, size: number) => Math.max(1, Math.ceil(rows / size));

/**
 * The fewest requests that could read this estate: log-in, rate and account, every list in full pages, each site's
 * adapters, and IT Glue's own organization, organizations, configurations and the four lists that fields are named in.
 */
async function leastReads(vendors: LocalSimulators): Promise<number> {
  const sites = await vendors.sites();
  const devices = await vendors.devices();
  const { organizations = {}, configurations = {} } = await vendors.snapshot();
  const adapters = sites
    .filter((site) => !site.system && site.devices > 0)
    .reduce((sum, site) => sum + pages(site.devices, 250), 0);
  const rmm = 3 + pages(sites.length, 250) + pages(devices.length, 250) + adapters;
  const count = (records: object) => Object.keys(records).length;
  return rmm + 1 + pages(count(organizations), 1000) + pages(count(configurations), 250) + 4;
}

type Records = Awaited<ReturnType<LocalSimulators['snapshot']>>;

/**
 * The fewest requests that could have written the difference: fifty records each; new configurations by organization
 * (their adapters might come along), new adapters by configuration, changed configurations from anywhere.
 */
function leastWrites(before: Records, after: Records): number {
  const isNew = (type: string, id: string) => before[type]?.[id] === undefined;
  const configurations = Object.entries(after.configurations ?? {});
  const made = configurations.filter(([id]) => isNew('configurations', id));
  const changed = configurations.filter(
    ([id, record]) =>
      !isNew('configurations', id) && JSON.stringify(record) !== JSON.stringify(before.configurations?.[id]),
  );
  const adapters = Object.entries(after['configuration-interfaces'] ?? {}).filter(
    ([id, { primary, '_configuration-id': owner }]) =>
      isNew('configuration-interfaces', id) && primary !== true && !isNew('configurations', String(owner)),
  );
  const requests = (places: readonly unknown[]) =>
    [...new Set(places)].reduce<number>(
      (sum, place) => sum + pages(places.filter((one) => one === place).length, 50),
      0,
    );
  return (
    requests(made.map(([, record]) => record['organization-id'])) +
    requests(adapters.map(([, record]) => record['_configuration-id'])) +
    (changed.length > 0 ? pages(changed.length, 50) : 0)
  );
}

const sent = async (vendors: LocalSimulators) => (await vendors.requests()).log;
const audits = (log: Awaited<ReturnType<typeof sent>>) =>
  log.filter(({ path }) => path.includes('/audit/')).map(({ path }) => path);

describe('requests', () => {
  test('are hardly more than the fewest possible, the first time and the second', async () => {
    const { vendors, run } = await estate({ devices: 240, sites: 16 });
    const least = await leastReads(vendors);
    const before = await vendors.snapshot();
    await run(...sync);
    const cold = await sent(vendors);
    const writes = leastWrites(before, await vendors.snapshot());
    const read = audits(cold);
    expect(new Set(read).size).toBe(read.length);
    expect(writes).toBeGreaterThan(20);
    expect(cold.length / (least + read.length + writes)).toBeLessThanOrEqual(1.05);

    await vendors.forgetRequests();
    await run(...sync);
    const warm = await sent(vendors);
    expect(audits(warm)).toEqual([]);
    expect(warm.filter(({ read }) => !read)).toEqual([]);
    expect(warm.length / (await leastReads(vendors))).toBeLessThanOrEqual(1.05);
  });
});

describe('requests of the whole chain', () => {
  const chain = ['datto-rmm:autotask', 'autotask:it-glue', 'datto-rmm:it-glue'];
  const devices = { devices: 200, sites: 14, setUpDone: true };

  /** Three systems, with an item type and a product for every device type. */
  async function threeSystems() {
    const systems = ['datto-rmm', 'autotask', 'it-glue'] as const;
    const options = { ...devices, systems, autotask: { rmmFields: 'writable' as const } };
    const made = await estate(options, chain.map((id) => `${id}=sync`).join(','));
    const types = new Set((await made.vendors.devices()).map(({ type, deviceClass }) => type ?? deviceClass));
    for (const type of types) {
      const key = 'integrations.datto-rmm:autotask';
      await made.set(`${key}.deviceTypes.${type}`, 'Workstation');
      await made.set(`${key}.options.product.${type}`, 'create');
    }
    return made;
  }

  test('are hardly more than the fewest possible, and Autotask spares audits', async () => {
    const { vendors, run } = await threeSystems();
    const before = await vendors.snapshot();
    const all = [...sync.slice(0, 3), '--create', 'all', ...sync.slice(5)];
    const { id, integrations } = await run(...all);
    expect(integrations.map(({ status }) => status)).toEqual(['ok', 'ok', 'ok']);
    const log = await sent(vendors);
    const { changes = [] } = await run('sync', 'logs', id);
    const least =
      leastOfDattoRmm(await vendors.sites(), await vendors.devices(), new Set(audits(log)).size) +
      leastOfAutotask(before, changes) +
      leastOfItGlueChain(before, await vendors.snapshot(), changes);
    expect(new Set(audits(log)).size).toBe(audits(log).length);
    expect(log.length / least).toBeLessThanOrEqual(1.05);

    const alone = await estate(devices);
    await alone.run(...sync);
    expect(audits(log).length).toBeLessThan(0.85 * audits(await sent(alone.vendors)).length);

    await vendors.forgetRequests();
    const second = await run(...all);
    expect(second.integrations.map(({ changes: { planned } }) => planned)).toEqual([0, 0, 0]);
    const warm = await sent(vendors);
    expect(warm.filter(({ read }) => !read)).toEqual([]);
    expect(audits(warm)).toEqual([]);
  });
});

describe('9: no vendor limit is exceeded by our own doing', () => {
  /** A twentieth of the published limits: thirty reads of Datto RMM in a minute. */
  const narrow = () => estate({ devices: 60, sites: 8, limits: 0.05 });
  const refused = async (vendors: LocalSimulators) =>
    (await sent(vendors)).filter(({ status }) => status === 429 || status === 403);
  const waited = ({ requests }: RunDocument) => requests['datto-rmm']?.waitedMs ?? 0;

  test('by one run, and by the run that follows a dry run at once', async () => {
    const { vendors, run } = await narrow();
    expect(waited(await run(...dryRun))).toBeGreaterThan(1_000);
    await run(...sync);
    expect(await refused(vendors)).toEqual([]);
  });

  // Two runs share one clock that leaps when both wait; now and then it leaps between a permit and its request.
  test('by two runs at a time', { retry: 2 }, async () => {
    const { vendors, run } = await narrow();
    const both = await Promise.all([run(...dryRun), run(...dryRun)]);
    expect(Math.max(...both.map(waited))).toBeGreaterThan(1_000);
    expect(await refused(vendors)).toEqual([]);
  });
});

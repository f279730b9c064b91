import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import type { RunDocument } from '../../src/domain/run.js';
import { type LocalSimulators, type SimulatorOptions, startSimulators } from '../../src/simulator/index.js';
import { LeapingClock } from '../support/leaping-clock.js';
import { runCliWith } from '../support/run-cli.js';

const open: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

/** Simulated vendors and the program, both by one clock that leaps over waiting. */
async function estate(options: SimulatorOptions) {
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
  const env = { ...vendors.env, TRILINK_INTEGRATIONS: 'datto-rmm:it-glue=sync' };
  const run = async <T = RunDocument>(...argv: string[]): Promise<T> => {
    const { stdout, stderr, exitCode } = await runCliWith({ home, env, parts: { clock } }, ...argv, '--json');
    expect(exitCode, stderr).toBe(0);
    return JSON.parse(stdout) as T;
  };
  return { vendors, run };
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

  test('by two runs at a time', async () => {
    const { vendors, run } = await narrow();
    const both = await Promise.all([run(...dryRun), run(...dryRun)]);
    expect(Math.max(...both.map(waited))).toBeGreaterThan(1_000);
    expect(await refused(vendors)).toEqual([]);
  });
});

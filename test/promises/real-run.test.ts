import { join } from 'node:path';
import Database from 'libsql';
import { describe, expect, test } from 'vitest';
import type { RunDocument } from '../../src/domain/run.js';
import type { LocalSimulators, SimulatorOptions } from '../../src/simulator/index.js';
import type { Binary } from '../support/binary.js';
import { realProgram, syncAll } from '../support/real-program.js';

const estate = (options: SimulatorOptions = {}) =>
  realProgram({ seed: 11, devices: 60, sites: 10, ...options });
/** A process for every write: on a busy machine that takes its time. */
const patienceMs = 300_000;
const changesOf = (document: RunDocument) => document.integrations[0]?.changes;

describe('the promises, by the real program', () => {
  test('1: a dry run sends no request that could change anything', async () => {
    const { vendors, trilink } = await estate();
    const { code, stderr, json } = await trilink.run(
      'sync',
      'start',
      '--dry-run',
      '--json',
      '--create',
      'all',
    );
    expect([0, 8]).toContain(code);
    expect(json<RunDocument>().dryRun).toBe(true);
    expect(await vendors.nonReads()).toEqual([]);
    if (code === 0) expect(stderr).toBe('');
  });

  test('2 and 3: a second run writes nothing, plans nothing, and reads no device again', async () => {
    const { vendors, trilink } = await estate();
    const first = await trilink.run(...syncAll);
    expect(first.code).toBe(0);
    expect(changesOf(first.json<RunDocument>())).toMatchObject({ failed: 0 });
    expect(changesOf(first.json<RunDocument>())?.planned).toBeGreaterThan(10);
    await vendors.forgetRequests();
    const second = await trilink.run(...syncAll);
    expect(second.code).toBe(0);
    expect(changesOf(second.json<RunDocument>())).toMatchObject({ planned: 0, created: 0, updated: 0 });
    const { log } = await vendors.requests();
    expect(log.filter((request) => request.path.includes('/audit/'))).toEqual([]);
    expect(await vendors.nonReads()).toEqual([]);
  });

  test('in mode audit the plan is made and nothing is written', async () => {
    const { vendors, trilink } = await estate();
    trilink.env.TRILINK_INTEGRATIONS = 'datto-rmm:it-glue=audit';
    const { code, json } = await trilink.run('sync', 'start', '--json');
    expect(code).toBe(0);
    expect(json<RunDocument>().integrations[0]).toMatchObject({ mode: 'audit', status: 'ok' });
    expect(changesOf(json<RunDocument>())?.planned).toBeGreaterThan(0);
    expect(await vendors.nonReads()).toEqual([]);
  });

  test('7: of two writing runs at once one works and the other exits 7', async () => {
    const { vendors, trilink } = await estate();
    await vendors.faults.add({
      system: 'it-glue',
      method: 'GET',
      path: 'configurations',
      fault: { kind: 'slow', ms: 1500 },
    });
    const first = trilink.start(syncAll);
    await vendors.waitForRequest({ system: 'it-glue', path: 'configurations' });
    const second = await trilink.run(...syncAll);
    expect(second.code).toBe(7);
    expect(JSON.parse(second.stderr)).toMatchObject({ code: 'locked' });
    expect((await first.ended).code).toBe(0);
  });

  test('no terminal and no --yes: exit 2, and nothing is asked of any vendor', async () => {
    const { vendors, trilink } = await estate();
    const { code, stderr } = await trilink.run('sync', 'start', '--json');
    expect(code).toBe(2);
    expect(JSON.parse(stderr)).toMatchObject({ code: 'nobody-to-ask' });
    expect((await vendors.requests()).log).toEqual([]);
  });

  test('a revoked key: exit 4, and the next run exits 4 without a request', async () => {
    const { vendors, trilink } = await estate();
    await vendors.revokeKey('it-glue');
    expect((await trilink.run(...syncAll)).code).toBe(4);
    await vendors.forgetRequests();
    const second = await trilink.run(...syncAll);
    expect(second.code).toBe(4);
    expect((await vendors.requests()).log.filter((request) => request.system === 'it-glue')).toEqual([]);
    Object.assign(trilink.env, await vendors.rotateKey('it-glue'));
    expect((await trilink.run(...syncAll)).code).toBe(0);
  });

  test('another account behind the same profile: exit 2 before anything else', async () => {
    const { vendors, trilink } = await estate();
    await trilink.run('sync', 'start', '--dry-run', '--json');
    await vendors.mutate({ do: 'switch-account', system: 'datto-rmm' });
    const { code, stderr } = await trilink.run(...syncAll);
    expect(code).toBe(2);
    expect(JSON.parse(stderr)).toMatchObject({ code: 'other-account' });
  });

  test('a dead host: exit 5', async () => {
    const { trilink } = await estate();
    trilink.env.TRILINK_IT_GLUE_URL = 'http://127.0.0.1:9';
    const { code } = await trilink.run('sync', 'start', '--dry-run', '--json', '--timeout', '20s');
    expect(code).toBe(5);
  });

  test('more creates than the guard allows: exit 8 and no write', async () => {
    const { vendors, trilink } = await estate();
    const sites = (await vendors.sites()).filter((site) => !site.system);
    await vendors.mutate(
      ...sites.map(({ uid }, i) => ({ do: 'add-device' as const, site: uid, hostname: `NEW-${i}` })),
    );
    const { code, stderr } = await trilink.run(
      'sync',
      'start',
      '--yes',
      '--json',
      '--create',
      'all',
      '--max-creates',
      '0',
    );
    expect(code).toBe(8);
    expect(JSON.parse(stderr)).toMatchObject({ code: 'guard' });
    expect(await vendors.nonReads()).toEqual([]);
  });

  test('a bulk with one bad record: the others land once', async () => {
    const { vendors, trilink } = await estate();
    await vendors.faults.add({
      system: 'it-glue',
      method: 'POST',
      path: 'organizations/.+/configurations',
      fault: { kind: 'commit-some', commit: 2, then: 422 },
    });
    const { code } = await trilink.run(...syncAll);
    expect(code).toBe(0);
    const { configurations = {} } = await vendors.snapshot();
    const live = Object.values(configurations).filter((one) => !one.archived && one['serial-number']);
    const keys = live.map((one) => `${one['organization-id']} ${one['serial-number']} ${one.name}`);
    expect(new Set(keys).size).toBe(keys.length);
    const again = await trilink.run(...syncAll);
    expect(changesOf(again.json<RunDocument>())?.planned).toBe(0);
  });

  test('10: undo puts back what the run changed and names what no API can undo', async () => {
    const { vendors, trilink } = await estate();
    const before = blanksAsNull(await vendors.snapshot());
    await trilink.run('sync', 'start', '--yes', '--json', '--max-overwrites', '999');
    expect(blanksAsNull(await vendors.snapshot())).not.toEqual(before);
    const { code } = await trilink.run('sync', 'undo', 'last', '--yes', '--json');
    expect(code).toBe(0);
    expect(blanksAsNull(await vendors.snapshot())).toEqual(before);
  });
});

describe('4 and 6: kill -9 at any write, then the same command', () => {
  test(
    'ends in the same state as an undisturbed run, without a duplicate',
    async () => {
      const options = { seed: 5, devices: 30, sites: 8, now: Date.UTC(2026, 10, 1) };
      const calm = await estate(options);
      expect((await calm.trilink.run(...syncAll)).code).toBe(0);
      const writes = (await calm.vendors.nonReads()).length;
      const expected = essence(await calm.vendors.snapshot());
      const expectedLog = whatWasDone(calm.trilink);
      expect(writes).toBeGreaterThan(3);
      for (let nth = 1; nth <= writes; nth++) {
        const { vendors, trilink } = await estate(options);
        await vendors.faults.add({
          system: 'it-glue',
          method: 'POST',
          after: nth - 1,
          fault: { kind: 'hang', commit: nth % 2 === 0 },
        });
        const { child, ended } = trilink.start(syncAll);
        const struck = await Promise.race([
          vendors.waitForRequest({ system: 'it-glue', method: 'POST', nth }),
          ended,
        ]);
        if ('number' in struck) child.kill('SIGKILL');
        await ended;
        await vendors.faults.clear();
        const { code, json } = await trilink.run(...syncAll);
        expect(code).toBe(0);
        expect(changesOf(json<RunDocument>())?.failed).toBe(0);
        expect(essence(await vendors.snapshot()), `killed at write ${nth}`).toEqual(expected);
        expect(whatWasDone(trilink), `killed at write ${nth}`).toEqual(expectedLog);
      }
    },
    patienceMs,
  );
});

describe('4: kill -9 at any write of an undo, then the same command', () => {
  test(
    'ends like an undisturbed undo, and everything put back is held',
    async () => {
      const options = { seed: 5, devices: 260, sites: 8, now: Date.UTC(2026, 10, 1) };
      const undo = ['sync', 'undo', 'last', '--yes', '--json'] as const;
      const calm = await estate(options);
      await calm.trilink.run(...syncAll);
      await calm.vendors.forgetRequests();
      const { code: expectedCode } = await calm.trilink.run(...undo);
      expect([0, 6]).toContain(expectedCode);
      const expected = essence(await calm.vendors.snapshot());
      const writes = (await calm.vendors.nonReads()).length;
      const blocked = changesOf((await calm.trilink.run(...syncAll)).json<RunDocument>())?.blocked;
      expect(writes).toBeGreaterThan(1);
      for (let nth = 1; nth <= writes; nth++) {
        const { vendors, trilink } = await estate(options);
        await trilink.run(...syncAll);
        await vendors.forgetRequests();
        await vendors.faults.add({
          system: 'it-glue',
          method: 'PATCH',
          after: nth - 1,
          fault: { kind: 'hang', commit: nth % 2 === 0 },
        });
        const { child, ended } = trilink.start(undo);
        await vendors.waitForRequest({ system: 'it-glue', method: 'PATCH', nth });
        child.kill('SIGKILL');
        await ended;
        await vendors.faults.clear();
        expect((await trilink.run(...undo)).code).toBe(expectedCode);
        expect(essence(await vendors.snapshot()), `killed at write ${nth}`).toEqual(expected);
        const next = (await trilink.run(...syncAll)).json<RunDocument>();
        expect(changesOf(next), `after a kill at write ${nth}`).toMatchObject({ planned: 0, blocked });
      }
    },
    patienceMs,
  );
});

/**
 * Organizations and configurations, with one blank for an empty text and nothing, which IT Glue shows alike. The
 * interface that IT Glue itself mirrors from a primary address stays behind, empty.
 */
function blanksAsNull({
  organizations,
  configurations,
}: Awaited<ReturnType<LocalSimulators['snapshot']>>): unknown {
  const text = JSON.stringify({ organizations, configurations });
  return JSON.parse(text, (_key, value: unknown) => (value === '' ? null : value));
}

/** Every change that the journals of all runs tell of, in order; fails when one is left open. */
function whatWasDone({ home }: Binary): readonly string[] {
  const store = new Database(join(home, 'state', 'trilink.db'));
  const rows = store.prepare('SELECT state, action, type, item FROM change').all() as {
    readonly [column in 'state' | 'action' | 'type' | 'item']: string;
  }[];
  store.close();
  expect(rows.filter(({ state }) => state === 'intended' || state === 'unknown')).toEqual([]);
  return rows
    .filter(({ state }) => state === 'done')
    .map(({ action, type, item }) => `${action} ${type} of ${item}`)
    .sort();
}

/** Records without ids and addresses, which differ from run to run, in order. */
function essence(snapshot: Awaited<ReturnType<LocalSimulators['snapshot']>>): readonly string[] {
  const { configurations = {}, organizations = {} } = snapshot;
  const nameOf = (id: unknown) => organizations[String(id)]?.name ?? id;
  const lines = Object.values(configurations).map((one) => {
    const { 'resource-url': _url, id: _id, 'organization-id': organization, ...rest } = one;
    return JSON.stringify([nameOf(organization), Object.entries(rest).sort()]);
  });
  return [...lines, ...Object.values(organizations).map((one) => String(one.name))].sort();
}

import { describe, expect, test } from 'vitest';
import type { RunDocument } from '../../src/domain/run.js';
import type { FaultRule } from '../../src/simulator/http/faults.js';
import type { LocalSimulators } from '../../src/simulator/index.js';
import { realProgram } from '../support/real-program.js';

const estate = () => realProgram({ seed: 11, devices: 60, sites: 10 });
const dryRun = ['sync', 'start', '--dry-run', '--json'] as const;
const always = (rule: Omit<FaultRule, 'times'>): FaultRule => ({ times: null, ...rule });

describe('how a run ends, by the real program', () => {
  test.each<[string, FaultRule, number, string]>([
    [
      'a rate limit that does not end',
      always({
        system: 'it-glue',
        path: '/configurations',
        fault: { kind: 'status', status: 429, retryAfter: { seconds: 0, as: 'seconds' } },
      }),
      5,
      'rate-limit',
    ],
    [
      'a rate limit of the RMM that does not end',
      always({
        system: 'datto-rmm',
        path: 'account/sites',
        fault: { kind: 'status', status: 429, retryAfter: { seconds: 0, as: 'seconds' } },
      }),
      5,
      'rate-limit',
    ],
    [
      'configurations that cannot be read at all',
      always({ system: 'it-glue', path: '/configurations', fault: { kind: 'status', status: 500 } }),
      8,
      'wholly-incomplete',
    ],
    [
      'models that cannot be read at all',
      always({ system: 'it-glue', path: '/models', fault: { kind: 'status', status: 500 } }),
      8,
      'wholly-incomplete',
    ],
    [
      'sites that cannot be read at all',
      always({ system: 'datto-rmm', path: 'account/sites', fault: { kind: 'status', status: 500 } }),
      8,
      'wholly-incomplete',
    ],
    [
      'a list that this key may not read',
      always({ system: 'it-glue', path: '/configurations', fault: { kind: 'status', status: 403 } }),
      4,
      'permission-refused',
    ],
  ])('%s', async (_what, rule, expected, word) => {
    const { vendors, trilink } = await estate();
    await vendors.faults.add(rule);
    const { code, stderr } = await trilink.run(...dryRun);
    expect(code).toBe(expected);
    expect(JSON.parse(stderr)).toMatchObject({ code: word, runId: expect.any(String) });
    await vendors.faults.clear();
    expect((await trilink.run(...dryRun)).code, 'no login was marked as refused').toBe(0);
  });

  test.each([
    ['one audit', 1],
    ['every audit', null],
  ] as const)('%s that this key may not read is a part, and marks no login', async (_what, times) => {
    const { vendors, trilink } = await estate();
    await vendors.faults.add({
      system: 'datto-rmm',
      path: 'audit/device',
      times,
      fault: { kind: 'status', status: 403 },
    });
    const { code, json } = await trilink.run(...dryRun);
    expect(code).toBe(6);
    expect(json<RunDocument>()).toMatchObject({ status: 'partial', exitCode: 6 });
    await vendors.faults.clear();
    expect((await trilink.run(...dryRun)).code).toBe(0);
  });

  test('403 on everything in mid-run is a block of this address: 5 when the time is up, and marks no login', async () => {
    const { vendors, trilink } = await estate();
    const block = always({
      system: 'datto-rmm',
      path: '/api/',
      after: 12,
      fault: { kind: 'status', status: 403 },
    });
    await vendors.faults.add(block);
    const { code, stderr } = await trilink.run(...dryRun, '--timeout', '8s');
    expect(code).toBe(5);
    expect(JSON.parse(stderr).code).not.toBe('credentials-refused');
    expect((await trilink.run('status', '--json')).json<{ connections: unknown[] }>().connections).toEqual([
      expect.objectContaining({ refused: null }),
      expect.objectContaining({ refused: null }),
    ]);
  });

  test('a saved plan is applied once: the second time is refused', async () => {
    const { vendors, trilink } = await estate();
    const file = `${trilink.home}/plan.json`;
    expect((await trilink.run('sync', 'plan', '-o', file, '--json')).code).toBe(0);
    expect((await trilink.run('sync', 'apply', file, '--yes', '--json')).code).toBe(0);
    await vendors.forgetRequests();
    const { code, stderr } = await trilink.run('sync', 'apply', file, '--yes', '--json');
    expect(code).toBe(8);
    expect(JSON.parse(stderr)).toMatchObject({ code: 'plan-applied' });
    expect(await vendors.nonReads()).toEqual([]);
  });

  test.each([
    1, 2, 3,
  ])('one killed at write %i goes on with the same command, and makes nothing twice', async (nth) => {
    const names = async (vendors: LocalSimulators) => {
      const { configurations = {}, 'configuration-interfaces': adapters = {} } = await vendors.snapshot();
      const live = Object.values(configurations).filter(({ archived }) => archived !== true);
      return [live.map(({ name }) => String(name)).sort(), Object.keys(adapters).length];
    };
    const plan = ['--create', 'all', '--max-creates', '999', '--max-overwrites', '999'];
    const calm = await estate();
    const calmFile = `${calm.trilink.home}/plan.json`;
    await calm.trilink.run('sync', 'plan', '-o', calmFile, ...plan);
    expect((await calm.trilink.run('sync', 'apply', calmFile, '--yes', '--json')).code).toBe(0);

    const { vendors, trilink } = await estate();
    const file = `${trilink.home}/plan.json`;
    await trilink.run('sync', 'plan', '-o', file, ...plan);
    await vendors.faults.add({
      system: 'it-glue',
      method: 'POST',
      after: nth - 1,
      fault: { kind: 'hang', commit: nth % 2 === 0 },
    });
    const { child, ended } = trilink.start(['sync', 'apply', file, '--yes', '--json']);
    await vendors.waitForRequest({ system: 'it-glue', method: 'POST', nth });
    child.kill('SIGKILL');
    await ended;
    await vendors.faults.clear();
    expect((await trilink.run('sync', 'apply', file, '--yes', '--json')).code).toBe(0);
    expect(await names(vendors)).toEqual(await names(calm.vendors));
    expect((await trilink.run('sync', 'apply', file, '--yes', '--json')).code).toBe(8);
  });
});

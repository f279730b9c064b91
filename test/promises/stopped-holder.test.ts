import { join } from 'node:path';
import Database from 'libsql';
import { describe, expect, test } from 'vitest';
import type { RunDocument } from '../../src/domain/run.js';
import type { Fault } from '../../src/simulator/http/faults.js';
import { realProgram, syncAll } from '../support/real-program.js';

/** As long as the holder is stopped its lease runs out: three minutes pass in the store at once. */
function letLeaseRunOut(home: string): void {
  const store = new Database(join(home, 'state', 'trilink.db'));
  expect(store.prepare('UPDATE lease SET until = 0 WHERE held = 1').run().changes).toBe(1);
  store.close();
}

describe('a holder of the lease that is stopped with SIGSTOP past its end', () => {
  test.each<[string, { method: string; path: string }, Fault]>([
    ['while it reads', { method: 'GET', path: 'configurations' }, { kind: 'slow', ms: 400 }],
    ['while a write of its own is answered', { method: 'POST', path: '' }, { kind: 'slow', ms: 400 }],
    ['while a write of its own is lost', { method: 'POST', path: '' }, { kind: 'hang', commit: true }],
  ])('%s sends nothing more when it wakes', async (_when, where, fault) => {
    const { vendors, trilink } = await realProgram({ seed: 11, devices: 60, sites: 10 });
    await vendors.faults.add({ system: 'it-glue', ...where, fault });
    const { child, ended } = trilink.start([...syncAll, '--timeout', '30s']);
    await vendors.waitForRequest({ system: 'it-glue', ...where });
    child.kill('SIGSTOP');
    const locked = await trilink.run(...syncAll);
    expect(locked.code, 'a stopped process lives').toBe(7);

    letLeaseRunOut(trilink.home);
    expect((await trilink.run(...syncAll)).code).toBe(0);
    const state = await vendors.snapshot();
    await vendors.forgetRequests();
    child.kill('SIGCONT');
    if (fault.kind === 'hang') child.kill('SIGTERM');
    const { code, stderr } = await ended;
    expect(code).toBe(fault.kind === 'hang' ? 143 : 7);
    if (code === 7)
      expect(JSON.parse(stderr).message).toMatch(/^(Run \S+ has been writing|The right to write)/);
    expect(await vendors.nonReads()).toEqual([]);
    expect(await vendors.snapshot()).toEqual(state);

    const after = await trilink.run(...syncAll);
    expect(after.code).toBe(0);
    expect(after.json<RunDocument>().integrations[0]?.changes).toMatchObject({ planned: 0, failed: 0 });
  });
});

import { afterEach, describe, expect, test } from 'vitest';
import { systemClock } from '../../src/system-clock.js';
import { STOP_GRACE_MS } from '../../src/vendors/http/transport.js';
import { runCliWith } from '../support/run-cli.js';
import { type SimulatedCli, simulatedCli } from '../support/simulated-cli.js';

const deadlineMs = 900_000;
const sync = ['sync', 'start', '--yes', '--json', '--create', 'all', '--max-creates', '99'] as const;

let cli: SimulatedCli;
afterEach(() => cli.close());

describe.each([true, false])('--timeout while a write hangs that did land: %s', (commit) => {
  test('ends with 5 soon after the deadline; the next run looks the write up and repeats nothing', async () => {
    cli = await simulatedCli();
    await cli.simulators.faults.add({ system: 'it-glue', method: 'POST', fault: { kind: 'hang', commit } });
    const { clock, wake } = clockWokenByHand([deadlineMs, STOP_GRACE_MS]);
    const env = { ...cli.simulators.env, TRILINK_INTEGRATIONS: 'datto-rmm:it-glue=sync' };
    const ended = runCliWith({ home: cli.home, env, parts: { clock } }, ...sync, '--timeout', '15m');
    await cli.simulators.waitForRequest({ system: 'it-glue', method: 'POST' });
    await wake(deadlineMs);
    await wake(STOP_GRACE_MS);
    const { exitCode, stdout, stderr } = await ended;
    expect(exitCode).toBe(5);
    expect(JSON.parse(stderr)).toMatchObject({ code: 'deadline', runId: JSON.parse(stdout).id });
    expect(JSON.parse(stdout)).toMatchObject({ status: 'cancelled', exitCode: 5 });

    await cli.simulators.faults.clear();
    const log = await cli.run('sync', 'logs', JSON.parse(stdout).id, '--json');
    const open = JSON.parse(log.stdout).changes.filter(
      ({ outcome }: { outcome: string }) => outcome === 'unknown',
    );
    expect(open.length).toBeGreaterThan(0);
    expect((await cli.run(...sync)).exitCode).toBe(0);
    expect(JSON.parse((await cli.run(...sync)).stdout).integrations[0].changes).toMatchObject({ planned: 0 });
    const { organizations = {}, configurations = {} } = await cli.simulators.snapshot();
    const names = [
      ...Object.values(organizations).map((one) => String(one.name)),
      ...Object.values(configurations).map(
        (one) => `${one['organization-id']} ${one.name} ${one['serial-number']}`,
      ),
    ];
    const mine = names.filter((name, at) => names.indexOf(name) !== at);
    expect(mine, 'nothing was made twice').toEqual(await doublesOfAFreshEstate());
  });
});

/** The estate has double records of its own. */
async function doublesOfAFreshEstate(): Promise<readonly string[]> {
  const calm = await simulatedCli();
  try {
    await calm.run(...sync);
    const { organizations = {}, configurations = {} } = await calm.simulators.snapshot();
    const names = [
      ...Object.values(organizations).map((one) => String(one.name)),
      ...Object.values(configurations).map(
        (one) => `${one['organization-id']} ${one.name} ${one['serial-number']}`,
      ),
    ];
    return names.filter((name, at) => names.indexOf(name) !== at);
  } finally {
    await calm.close();
  }
}

/** A clock whose sleeps of these lengths last until they are woken; all others are the machine's. */
function clockWokenByHand(lengths: readonly number[]) {
  const asleep = new Map<number, () => void>();
  const clock = {
    now: () => systemClock.now(),
    sleep: (ms: number, signal?: AbortSignal) =>
      lengths.includes(ms)
        ? new Promise<void>((resolve, reject) => {
            asleep.set(ms, resolve);
            signal?.addEventListener('abort', () => reject(signal.reason), { once: true });
          })
        : systemClock.sleep(ms, signal),
  };
  const wake = async (ms: number) => {
    await expect.poll(() => asleep.has(ms)).toBe(true);
    asleep.get(ms)?.();
  };
  return { clock, wake };
}

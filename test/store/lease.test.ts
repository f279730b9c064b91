import { describe, expect, test } from 'vitest';
import { Locked } from '../../src/errors.js';
import { fenceHolder } from './samples.js';
import { temporaryFolder, temporaryStore } from './temporary-store.js';

const alive = () => true;
const dead = () => false;

describe('the lease', () => {
  test.each([
    // what differs of who asks, when, is the holder alive, taken, because
    [{}, 5_000, alive, false, 'held by a living process'],
    [{ runId: 'r1', pid: 4242 }, 5_000, alive, true, 'the same run of the same process'],
    [{}, 5_000, dead, true, 'its process is dead, here'],
    [{ bootId: 'boot-2' }, 5_000, dead, false, 'another start of the machine: nobody can tell'],
    [{ host: 'there' }, 5_000, dead, false, 'another host: nobody can tell'],
    [{ host: 'there' }, 10_000, alive, true, 'another host, but it has expired'],
    [{}, 9_999, alive, false, 'not expired yet'],
    [{}, 10_000, alive, true, 'expired'],
  ])('asked for by %j at %i', async (asking, now, isAlive, taken, because) => {
    const store = await temporaryStore();
    const first = await store.lease.take('it-glue', fenceHolder, 1_000, alive);
    expect(first).toEqual({ target: 'it-glue', number: 1 });
    const next = { ...fenceHolder, pid: 777, runId: 'r2', until: 30_000, ...asking };
    const result = await store.lease.take('it-glue', next, now, isAlive).catch((error: unknown) => error);
    if (taken) expect(result, because).toEqual({ target: 'it-glue', number: 2 });
    else expect(result, because).toBeInstanceOf(Locked);
    expect(await store.lease.extend(first, 40_000)).toBe(!taken);
  });

  test('names who holds it since when', async () => {
    const store = await temporaryStore();
    await store.lease.take('it-glue', fenceHolder, 1_000, alive);
    const failure = await store.lease
      .take('it-glue', { ...fenceHolder, pid: 1, runId: 'r2' }, 2_000, alive)
      .catch((error: unknown) => error);
    expect(failure).toMatchObject({
      exitCode: 7,
      hint: 'Wait until it has ended; follow it with: trilink sync logs r1',
    });
    expect(String(failure)).toContain(
      'Run r1 has been writing to it-glue since 1970-01-01T00:00:01.000Z, on here (process 4242)',
    );
    expect(await store.lease.holder('it-glue')).toEqual({ ...fenceHolder, since: 1_000 });
  });

  test('asks whether the holder lives with what it said of itself', async () => {
    const store = await temporaryStore();
    await store.lease.take('it-glue', fenceHolder, 1_000, alive);
    const asked: unknown[] = [];
    await store.lease.take('it-glue', { ...fenceHolder, pid: 1, runId: 'r2' }, 2_000, (holder) => {
      asked.push(holder);
      return false;
    });
    expect(asked).toEqual([{ ...fenceHolder, since: 1_000 }]);
  });

  test('that seems to last long, since the clock was set back, ends as late as it should have', async () => {
    const store = await temporaryStore();
    const ahead = { ...fenceHolder, host: 'there', until: 9_000_000 };
    const first = await store.lease.take('it-glue', ahead, 8_990_000, alive);
    const ask = (now: number) =>
      store.lease.take('it-glue', { ...fenceHolder, runId: 'r2', pid: 1, until: now + 10_000 }, now, alive);
    await expect(ask(1_000)).rejects.toBeInstanceOf(Locked);
    await expect(ask(10_999)).rejects.toBeInstanceOf(Locked);
    expect(await ask(11_000)).toEqual({ target: 'it-glue', number: 2 });
    expect(await store.lease.extend(first, 9_100_000)).toBe(false);
  });

  test('of a living holder is never taken over because the clock was set back', async () => {
    const store = await temporaryStore();
    const first = await store.lease.take('it-glue', { ...fenceHolder, until: 9_000_000 }, 8_990_000, alive);
    const ask = (now: number) =>
      store.lease.take('it-glue', { ...fenceHolder, runId: 'r2', pid: 1, until: now + 10_000 }, now, alive);
    for (let now = 1_000; now < 60_000; now += 3_000) {
      await expect(ask(now)).rejects.toBeInstanceOf(Locked);
      expect(await store.lease.extend(first, 9_000_000 + now)).toBe(true);
    }
  });

  test('once released is free, and its fence never comes back', async () => {
    const store = await temporaryStore();
    const first = await store.lease.take('it-glue', fenceHolder, 0, alive);
    await store.lease.release(first);
    expect(await store.lease.holder('it-glue')).toBeNull();
    expect(await store.lease.extend(first, 99_000)).toBe(false);
    await store.purge('everything');
    const second = await store.lease.take('it-glue', { ...fenceHolder, pid: 1 }, 0, alive);
    expect(second.number).toBe(2);
    await store.lease.release(first);
    expect(await store.lease.holder('it-glue')).toMatchObject({ pid: 1 });
  });

  test('is one a target and profile', async () => {
    const file = `${await temporaryFolder()}/s.db`;
    const store = await temporaryStore({ file });
    const other = await temporaryStore({ file, profile: 'other' });
    await store.lease.take('it-glue', fenceHolder, 0, alive);
    await store.lease.take('autotask', { ...fenceHolder, pid: 1 }, 0, alive);
    await other.lease.take('it-glue', { ...fenceHolder, pid: 2 }, 0, alive);
    expect((await store.lease.holder('it-glue'))?.pid).toBe(4242);
  });

  test('is never shortened by extending it', async () => {
    const store = await temporaryStore();
    const fence = await store.lease.take('it-glue', fenceHolder, 0, alive);
    await store.lease.extend(fence, 50_000);
    await store.lease.extend(fence, 20_000);
    expect((await store.lease.holder('it-glue'))?.until).toBe(50_000);
  });
});

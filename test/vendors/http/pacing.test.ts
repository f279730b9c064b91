import { describe, expect, test } from 'vitest';
import { silentProgress } from '../../../src/ports/progress.js';
import { type Limit, Pacer } from '../../../src/vendors/http/pacing.js';
import { Waiting } from '../../../src/vendors/http/waiting.js';
import { FakeClock } from '../support/fake-clock.js';
import { MemoryPermits } from '../support/memory-permits.js';

const perMinute = (permits: number): Limit => ({ permits, windowMs: 60_000, source: 'test' });

function setUp(limit: () => Limit | null, permits = new MemoryPermits(), clock = new FakeClock()) {
  const told: (string | null)[] = [];
  const progress = { ...silentProgress, waiting: (reason: string | null) => void told.push(reason) };
  const waiting = new Waiting({
    system: 'syncro',
    clock,
    progress,
    signal: new AbortController().signal,
    deadline: null,
  });
  return {
    pacer: new Pacer({ account: 'a', name: 'reads', permits, clock, waiting, limit }),
    permits,
    clock,
    told,
  };
}

async function take(pacer: Pacer, times: number): Promise<void> {
  for (let n = 0; n < times; n += 1) await pacer.take();
}

describe('pacing', () => {
  test('lets the limit through at once and makes the next one wait for the window', async () => {
    const { pacer, clock, told } = setUp(() => perMinute(40));
    await take(pacer, 40);
    expect(clock.sleptMs).toBe(0);
    await pacer.take();
    expect(clock.sleptMs).toBeGreaterThanOrEqual(60_000);
    expect(told[0]).toBe('rate limit, 62 s');
  });

  test('never lets more than the limit into any window, however irregular the use', async () => {
    const { pacer, clock } = setUp(() => perMinute(40));
    const sentAt: number[] = [];
    for (let n = 0; n < 400; n += 1) {
      await pacer.take();
      sentAt.push(clock.now());
      clock.advance((n * 7919) % 2600);
    }
    const most = Math.max(
      ...sentAt.map((at) => sentAt.filter((other) => other >= at && other < at + 60_000).length),
    );
    expect(most).toBeLessThanOrEqual(40);
  });

  test('shares the bucket with other processes', async () => {
    const first = setUp(() => perMinute(20));
    const second = setUp(() => perMinute(20), first.permits, first.clock);
    await take(first.pacer, 12);
    await first.pacer.rest();
    await take(second.pacer, 8);
    expect(first.clock.sleptMs).toBe(0);
    await second.pacer.take();
    expect(first.clock.sleptMs).toBeGreaterThan(0);
  });

  test('gives back what it reserved and did not use', async () => {
    const { pacer, permits, clock } = setUp(() => perMinute(400));
    await take(pacer, 3);
    await pacer.rest();
    expect(await permits.used('a:reads:60000', 60_000, clock.now())).toBe(3);
  });

  test('gives back what it reserved under a limit that does not hold any more', async () => {
    let permits = 2000;
    const { pacer, ...shared } = setUp(() => perMinute(permits));
    const other = setUp(() => perMinute(permits), shared.permits, shared.clock);
    await take(pacer, 1);
    permits = 40;
    await take(pacer, 1);
    await take(other.pacer, 37);
    expect(shared.clock.sleptMs).toBe(0);
  });

  test('asks the store once for a block, not once for a request', async () => {
    const { pacer, permits } = setUp(() => perMinute(2_000));
    await take(pacer, 1_000);
    expect(permits.calls).toBe(10);
  });

  test('costs nothing without a limit', async () => {
    const { pacer, permits, clock } = setUp(() => null);
    await take(pacer, 10_000);
    expect([permits.calls, clock.sleeps.length]).toEqual([0, 0]);
  });

  test('a stop holds everybody, also those who still have permits', async () => {
    const first = setUp(() => perMinute(400));
    const second = setUp(() => perMinute(400), first.permits, first.clock);
    await first.pacer.take();
    await first.pacer.stop(first.clock.now() + 30_000);
    await second.pacer.take();
    expect(first.clock.sleptMs).toBe(30_000);
  });

  test('keeps requests of this process apart when the limit says so', async () => {
    const { pacer, clock } = setUp(() => ({ ...perMinute(300), spacingMs: 200 }));
    const startedAt = clock.now();
    await Promise.all(Array.from({ length: 11 }, () => pacer.take()));
    expect(clock.now() - startedAt).toBe(2_000);
  });

  test('never mixes two windows in one bucket, since a store forgets what lies before the shorter one', async () => {
    let limit = perMinute(40);
    const { pacer, permits, clock } = setUp(() => limit);
    await take(pacer, 40);
    limit = { permits: 5, windowMs: 1_000, source: 'test' };
    await take(pacer, 5);
    expect(await permits.used('a:reads:60000', 60_000, clock.now())).toBe(40);
  });

  test('many waiting at once get through in turn', async () => {
    const { pacer, clock } = setUp(() => ({ permits: 5, windowMs: 1000, source: 'test' }));
    const startedAt = clock.now();
    await Promise.all(Array.from({ length: 50 }, () => pacer.take()));
    expect(clock.now() - startedAt).toBeGreaterThanOrEqual(9_000);
  });
});

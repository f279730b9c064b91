import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { temporaryFolder, temporaryStore } from './temporary-store.js';

describe('permits', () => {
  test('are granted in blocks up to the limit, then when the oldest have left the window', async () => {
    const { permits } = await temporaryStore();
    const ask = (wanted: number, now: number) => permits.reserve('acme/reads', wanted, 10, 60_000, now);
    expect(await ask(6, 1_000)).toEqual({ granted: 6, waitMs: 0 });
    expect(await ask(6, 2_000)).toEqual({ granted: 4, waitMs: 0 });
    expect(await ask(1, 3_000)).toEqual({ granted: 0, waitMs: 58_000 });
    expect(await ask(9, 61_000)).toEqual({ granted: 6, waitMs: 0 });
    expect(await ask(1, 61_999)).toEqual({ granted: 0, waitMs: 1 });
    expect(await ask(9, 62_000)).toEqual({ granted: 4, waitMs: 0 });
    expect(await ask(0, 62_000)).toEqual({ granted: 0, waitMs: 0 });
  });

  test('of one account are shared by every profile, those of another are not touched', async () => {
    const file = `${await temporaryFolder()}/s.db`;
    const here = await temporaryStore({ file });
    const there = await temporaryStore({ file, profile: 'other' });
    await here.permits.reserve('acme', 10, 10, 1_000, 5);
    expect((await there.permits.reserve('acme', 1, 10, 1_000, 5)).granted).toBe(0);
    expect((await there.permits.reserve('birch', 1, 10, 1_000, 5)).granted).toBe(1);
    await here.purge('everything');
    expect((await there.permits.reserve('acme', 1, 10, 1_000, 5)).granted).toBe(0);
  });

  test('that were not used go back', async () => {
    const { permits } = await temporaryStore();
    await permits.reserve('acme', 10, 10, 60_000, 1_000);
    await permits.giveBack('acme', 4, 2_000);
    expect(await permits.reserve('acme', 9, 10, 60_000, 3_000)).toEqual({ granted: 4, waitMs: 0 });
    await permits.giveBack('acme', 99, 4_000);
    expect((await permits.reserve('acme', 99, 10, 60_000, 5_000)).granted).toBe(10);
    await permits.giveBack('never-heard-of', 5, 1);
  });

  test('that were handed out within the window are told, all processes together, less what went back', async () => {
    const file = `${await temporaryFolder()}/s.db`;
    const here = await temporaryStore({ file });
    const there = await temporaryStore({ file, profile: 'other' });
    const used = (windowMs: number, now: number) => here.permits.used?.('acme', windowMs, now);
    expect(await used(60_000, 1_000)).toBe(0);
    await here.permits.reserve('acme', 6, 20, 63_000, 1_000);
    await there.permits.reserve('acme', 5, 20, 63_000, 31_000);
    await here.permits.reserve('birch', 9, 20, 63_000, 31_000);
    expect(await used(60_000, 31_000)).toBe(11);
    expect(await used(60_000, 61_000)).toBe(5);
    await there.permits.giveBack('acme', 8, 61_500);
    expect(await used(60_000, 61_500)).toBe(3);
  });

  test('stop for everybody until the time that a 429 named, which nothing shortens', async () => {
    const { permits } = await temporaryStore();
    await permits.stopUntil('acme', 9_000);
    await permits.stopUntil('acme', 4_000);
    expect(await permits.reserve('acme', 5, 10, 1_000, 2_000)).toEqual({ granted: 0, waitMs: 7_000 });
    expect(await permits.reserve('acme', 5, 10, 1_000, 9_000)).toEqual({ granted: 5, waitMs: 0 });
  });

  test('hold when the clock is set back', async () => {
    const { permits } = await temporaryStore();
    await permits.reserve('acme', 10, 10, 60_000, 5_000_000);
    const { granted, waitMs } = await permits.reserve('acme', 1, 10, 60_000, 1_000_000);
    expect([granted, waitMs]).toEqual([0, 60_000]);
    expect((await permits.reserve('acme', 1, 10, 60_000, 1_060_000)).granted).toBe(1);
  });

  test('a stop ends as late as it should when the clock is set back', async () => {
    const { permits } = await temporaryStore();
    await permits.reserve('acme', 1, 10, 60_000, 5_000_000);
    await permits.stopUntil('acme', 5_030_000);
    expect(await permits.reserve('acme', 1, 10, 60_000, 1_000_000)).toEqual({ granted: 0, waitMs: 30_000 });
    expect((await permits.reserve('acme', 1, 10, 60_000, 1_030_000)).granted).toBe(1);
  });

  test('asked for with a time read before waiting count from the newest block, not from before it', async () => {
    const { permits } = await temporaryStore();
    await permits.reserve('acme', 5, 10, 1_000, 5_000);
    await permits.reserve('acme', 5, 10, 1_000, 4_700);
    expect((await permits.reserve('acme', 10, 10, 1_000, 5_900)).granted).toBe(0);
    expect((await permits.reserve('acme', 10, 10, 1_000, 6_000)).granted).toBe(10);
  });

  test('never exceed the limit in any window, whatever is asked, used and given back', async () => {
    const { permits } = await temporaryStore();
    const step = fc.record({
      pass: fc.integer({ min: 0, max: 400 }),
      wanted: fc.integer({ min: 0, max: 12 }),
      unused: fc.integer({ min: 0, max: 12 }),
    });
    let example = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { maxLength: 25 }),
        fc.integer({ min: 1, max: 15 }),
        fc.integer({ min: 1, max: 900 }),
        async (steps, limit, windowMs) => {
          const bucket = `example-${example++}`;
          const used: { at: number; count: number }[] = [];
          let now = 1_000;
          for (const { pass, wanted, unused } of steps) {
            now += pass;
            const { granted, waitMs } = await permits.reserve(bucket, wanted, limit, windowMs, now);
            expect(waitMs > 0).toBe(granted === 0 && wanted > 0);
            expect(waitMs).toBeLessThanOrEqual(windowMs);
            const back = Math.min(unused, granted);
            if (back > 0) await permits.giveBack(bucket, back, now);
            used.push({ at: now, count: granted - back });
          }
          for (const { at } of used) {
            const inWindow = used.filter((one) => one.at >= at && one.at < at + windowMs);
            expect(inWindow.reduce((sum, one) => sum + one.count, 0)).toBeLessThanOrEqual(limit);
          }
        },
      ),
      { numRuns: 60 },
    );
  });
});

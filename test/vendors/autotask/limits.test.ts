import { afterEach, describe, expect, test } from 'vitest';
import { EntityGate, entityOf } from '../../../src/vendors/autotask/entity-gate.js';
import { threadWaitMs } from '../../../src/vendors/autotask/limits.js';
import { bucketName } from '../../../src/vendors/http/pacing.js';
import { company, item, refused } from '../support/autotask-server.js';
import { testOptions } from '../support/vendor-options.js';
import { closeAll, setUp } from './set-up.js';

afterEach(closeAll);

const hourMs = 60 * 60_000;
const report = (used: number, limit = 10_000) => ({
  externalRequestThreshold: limit,
  requestThresholdTimeframe: 60,
  currentTimeframeRequestCount: used,
});
const threads = 'Itgenatr005: The thread threshold of 3 threads has been exceeded for the integration';

describe('slots of an entity', () => {
  test('let two through at a time, the others in order, and a failure frees its slot', async () => {
    const gate = new EntityGate(2);
    const running: number[] = [];
    const log: number[] = [];
    const doors: (() => void)[] = [];
    const work = (n: number) =>
      gate.run('companies', async () => {
        running.push(n);
        await new Promise<void>((open) => {
          doors[n] = open;
        });
        running.splice(running.indexOf(n), 1);
        log.push(n);
        if (n === 0) throw new Error('failed');
      });
    const all = [0, 1, 2, 3].map((n) => work(n).catch(() => {}));
    const other = gate.run('contacts', async () => 'through');
    expect(await other).toBe('through');
    expect(running).toEqual([0, 1]);
    for (const n of [0, 1, 2, 3]) {
      expect(running.length).toBeLessThanOrEqual(2);
      while (doors[n] === undefined) await Promise.resolve();
      doors[n]?.();
      await all[n];
    }
    expect(log).toEqual([0, 1, 2, 3]);
  });

  test.each([
    ['Companies/query', 'companies'],
    ['companies/0', 'companies'],
    ['Companies/17/Locations', 'companylocations'],
    ['Companies/17/Contacts', 'contacts'],
    ['ConfigurationItems/entityInformation/fields', 'configurationitems'],
    ['ThresholdInformation', 'thresholdinformation'],
  ])('%s takes a slot of %s', (path, entity) => {
    expect(entityOf(path)).toBe(entity);
  });

  test('many readings at once never ask one entity more than twice at a time', async () => {
    const { vendor, source } = await setUp({ Companies: [0, 1, 2].map((n) => company(n)) });
    await Promise.all(Array.from({ length: 12 }, () => source.sites()));
    expect(vendor.count('POST', /Companies\/query$/)).toBe(12);
    expect(vendor.most.get('Companies')).toBeLessThanOrEqual(2);
  });
});

describe('too many threads', () => {
  test.each([
    ['429', { status: 429, text: threads }],
    ['500 with the text', { status: 500, json: { errors: [threads] } }],
    ['403 with the text', { status: 403, text: 'thread threshold of 3 threads has been exceeded' }],
    ['a bare 429', { status: 429, text: '' }],
  ])('(%s) is waited out and the read repeated', async (_what, answer) => {
    let refusals = 0;
    const { source, clock, told } = await setUp(
      {},
      { before: ({ path }) => (path.endsWith('Companies/query') && refusals++ < 3 ? answer : null) },
    );
    expect((await source.sites()).outcome.complete).toBe(true);
    expect(refusals).toBe(4);
    expect(clock.sleptMs).toBeGreaterThanOrEqual(3_000);
    expect(told.some((text) => text?.startsWith('rate limit'))).toBe(true);
  });

  test('refuses a write at the door: nothing was done, so it is sent again', async () => {
    let refusals = 0;
    const { target, vendor } = await setUp(
      { Companies: [company(1)], ConfigurationItems: [item(1, 29_684_001)] },
      {
        before: ({ method }) =>
          method === 'PATCH' && refusals++ < 1 ? { status: 500, json: { errors: [threads] } } : null,
      },
    );
    const fields = { 'reference-number': 'A1' };
    const request = {
      type: 'configuration',
      id: '41001',
      organizationId: null,
      parentId: null,
      fields,
    } as const;
    expect(await target.update([request])).toMatchObject([{ outcome: 'done' }]);
    expect(vendor.count('PATCH', /./)).toBe(2);
  });

  test.each([
    { status: 429, text: threads },
    { status: 500, json: { errors: [threads] } },
  ])('that do not end are a rate limit, told as such: %j', async (answer) => {
    const { source, vendor } = await setUp(
      {},
      { before: ({ path }) => (/Items/.test(path) ? answer : null) },
    );
    await expect(source.devices('all')).rejects.toMatchObject({
      name: 'SystemUnreachable',
      code: 'rate-limit',
      exitCode: 5,
    });
    expect(vendor.count('GET', /Items/)).toBeLessThanOrEqual(12);
  });

  test('waits 1 s at first, twice as long each time, 60 s at most', () => {
    expect([1, 2, 3, 6, 7, 8, 20].map(threadWaitMs)).toEqual([
      1000, 2000, 4000, 32_000, 60_000, 60_000, 60_000,
    ]);
  });

  test('beyond the deadline nothing is waited for', async () => {
    const options = testOptions();
    const { source } = await setUp(
      {},
      {
        before: ({ path }) => (/Companies/.test(path) ? { status: 500, json: { errors: [threads] } } : null),
      },
      { deadline: options.clock.now() + 5_000 },
    );
    await expect(source.sites()).rejects.toMatchObject({ code: 'outlasts-deadline', exitCode: 5 });
  });
});

describe('the hour', () => {
  test('is asked for once before the work, and again only after some minutes', async () => {
    const { vendor, source, clock } = await setUp();
    await source.sites();
    await source.sites();
    expect(vendor.count('GET', /ThresholdInformation/)).toBe(1);
    expect(vendor.asked[1]?.path).toContain('ThresholdInformation');
    clock.advance(5 * 60_000);
    await source.sites();
    expect(vendor.count('GET', /ThresholdInformation/)).toBe(2);
  });

  test('leaves 40 % of the requests to others: we wait before we go beyond our share', async () => {
    const { vendor, source, clock, told } = await setUp({}, { threshold: () => report(0, 20) });
    const sentWhenToldToWait = () => (told.some((text) => text !== null) ? null : vendor.asked.length - 1);
    let sent = 0;
    for (let reads = 0; reads < 12; reads += 1) {
      await source.sites();
      sent = sentWhenToldToWait() ?? sent;
      clock.advance(10_000);
    }
    expect(sent).toBe(12);
    expect(told.find((text) => text !== null)).toMatch(/^rate limit, \d+ s$/);
    expect(clock.sleptMs).toBeGreaterThan(hourMs / 2);
  });

  test('takes the share that was set', async () => {
    const { source, told, vendor } = await setUp({}, { threshold: () => report(0, 20) }, { share: 1 });
    for (let reads = 0; reads < 10; reads += 1) await source.sites();
    expect(vendor.asked.filter(({ path }) => !/Zone/.test(path)).length).toBeLessThanOrEqual(20);
    expect(told.filter((text) => text !== null)).toEqual([]);
  });

  test('used up by us ends with exit 5 when the wait outlasts the deadline', async () => {
    const { clock } = testOptions();
    const { source, vendor } = await setUp(
      {},
      { threshold: () => report(0, 10) },
      { deadline: clock.now() + 60_000 },
    );
    const reading = async () => {
      for (let reads = 0; reads < 12; reads += 1) await source.sites();
    };
    await expect(reading()).rejects.toMatchObject({ code: 'outlasts-deadline', exitCode: 5 });
    expect(vendor.asked.filter(({ path }) => !/Zone/.test(path))).toHaveLength(6);
  });

  test('spent by others is told at once, and no work is sent', async () => {
    const { source, vendor } = await setUp({}, { threshold: () => report(10_000) });
    const reading = source.sites();
    await expect(reading).rejects.toMatchObject({
      name: 'SystemUnreachable',
      code: 'rate-limit',
      exitCode: 5,
    });
    await expect(reading).rejects.toThrow('10000 of 10000 requests of the last 60 minutes');
    expect(vendor.work).toEqual([]);
  });

  test('crowded by others is waited for, visibly, and gone on with when they become quieter', async () => {
    let used = 7_000;
    const { source, told, clock } = await setUp(
      {},
      {
        threshold: () => {
          used -= 400;
          return report(used);
        },
      },
    );
    expect((await source.sites()).outcome.complete).toBe(true);
    expect(told.find((text) => text !== null)).toBe(
      'rate limit, 6600 of 10000 requests of the last 60 minutes are used by all tools together, 60 s',
    );
    expect(clock.sleptMs).toBe(120_000);
  });

  test('crowded by others for longer than the deadline ends with exit 5', async () => {
    const { clock } = testOptions();
    const over = { deadline: clock.now() + 10 * 60_000 };
    const { source, vendor } = await setUp({}, { threshold: () => report(9_000) }, over);
    await expect(source.sites()).rejects.toMatchObject({ code: 'outlasts-deadline', exitCode: 5 });
    expect(vendor.work).toEqual([]);
    expect(vendor.count('GET', /Threshold/)).toBe(11);
  });

  test('without a deadline ends after an hour of waiting', async () => {
    const { source } = await setUp({}, { threshold: () => report(9_000) });
    await expect(source.sites()).rejects.toThrow('leave nothing of the 60 %');
  });

  test.each([
    ['nothing', null],
    ['zeros', report(0, 0)],
  ])('told as %s keeps the documented numbers', async (_what, told) => {
    const { source } = await setUp({}, { threshold: () => told });
    expect((await source.sites()).outcome.complete).toBe(true);
  });

  test('is shared with other processes of the same account, and what is not used goes back', async () => {
    const { source, permits, vendor, clock } = await setUp();
    await source.sites();
    const bucket = bucketName('test-account', 'hour', hourMs);
    const sent = vendor.asked.filter(({ path }) => !/Zone/.test(path)).length;
    expect(await permits.used(bucket, hourMs, clock.now())).toBe(sent);
  });

  test("what an earlier process of ours used is ours, not the others'", async () => {
    const { source, permits, clock, told } = await setUp({}, { threshold: () => report(5_000) });
    const bucket = bucketName('test-account', 'hour', hourMs);
    for (let at = 0; at < 10; at += 1) await permits.reserve(bucket, 500, 6_000, hourMs, clock.now());
    expect((await source.sites()).outcome.complete).toBe(true);
    expect(told.filter((text) => text !== null)).toEqual([]);
  });

  test('is not counted where nothing is counted', async () => {
    const { source, vendor, permits } = await setUp({}, {}, { paced: false });
    await source.sites();
    expect(vendor.count('GET', /Threshold/)).toBe(0);
    expect(permits.calls).toBe(0);
  });
});

describe('answers that fail', () => {
  test('a 500 that says why is a refusal and is not asked again', async () => {
    const { source, vendor } = await setUp(
      {},
      { before: ({ path }) => (path.endsWith('Companies/query') ? refused('Invalid filter') : null) },
    );
    const { outcome } = await source.sites();
    expect(outcome).toMatchObject({ complete: false });
    expect(outcome.failures[0]?.why).toContain('Invalid filter');
    expect(vendor.count('POST', /Companies\/query$/)).toBe(1);
  });

  test('a 500 that does not say why is asked once more', async () => {
    let times = 0;
    const { source, vendor } = await setUp(
      {},
      {
        before: ({ path }) =>
          path.endsWith('Companies/query') && times++ < 1 ? { status: 500, text: '' } : null,
      },
    );
    expect((await source.sites()).outcome.complete).toBe(true);
    expect(vendor.count('POST', /Companies\/query$/)).toBe(2);
  });

  test('403 is a right that is missing', async () => {
    const { source } = await setUp(
      {},
      { before: ({ path }) => (/Items/.test(path) ? { status: 403 } : null) },
    );
    await expect(source.devices('all')).rejects.toMatchObject({ code: 'permission-refused', exitCode: 4 });
  });

  test('a page of a proxy is named with its endpoint', async () => {
    const { client } = await setUp(
      {},
      { before: ({ path }) => (path.endsWith('Companies/0') ? { text: '<html>' } : null) },
    );
    await expect(client.identity()).rejects.toThrow('GET /ATServicesRest/V1.0/Companies/0 with a web page');
  });
});

import { describe, expect, test } from 'vitest';
import { contentHash } from '../../src/store/bodies.js';
import { systemClock } from '../../src/system-clock.js';
import { outcomeOf } from './samples.js';
import { temporaryFolder, temporaryStore } from './temporary-store.js';

const record = (id: string, body = `{"id":"${id}"}`, scopeId: string | null = 's1') => ({
  id,
  scopeId,
  name: `PC ${id}`,
  body,
});

describe('a read', () => {
  test('gives each record its first and its last time; one that was absent keeps its last', async () => {
    const { observations } = await temporaryStore();
    await observations.record(outcomeOf({ startedAt: 1, finishedAt: 10 }), [
      record('a'),
      record('b'),
      record('c'),
    ]);
    await observations.record(outcomeOf({ startedAt: 11, finishedAt: 20 }), [
      record('b', '{"changed":true}'),
      record('a'),
      record('d'),
    ]);
    const seen = [...(await observations.list('datto-rmm', 'device'))].sort((x, y) => (x.id < y.id ? -1 : 1));
    expect(seen.map((one) => [one.id, one.firstSeenAt, one.lastSeenAt, one.body])).toEqual([
      ['a', 10, 20, '{"id":"a"}'],
      ['b', 10, 20, '{"changed":true}'],
      ['c', 10, 10, '{"id":"c"}'],
      ['d', 20, 20, '{"id":"d"}'],
    ]);
    expect(seen[0]).toMatchObject({ type: 'device', scopeId: 's1', name: 'PC a' });
  });

  test('notices when only the name or the scope changed', async () => {
    const { observations } = await temporaryStore();
    await observations.record(outcomeOf(), [record('a'), record('b')]);
    await observations.record(outcomeOf(), [
      { ...record('a'), name: 'renamed' },
      record('b', '{"id":"b"}', null),
    ]);
    const seen = new Map((await observations.list('datto-rmm', 'device')).map((one) => [one.id, one]));
    expect(seen.get('a')).toMatchObject({ name: 'renamed', body: '{"id":"a"}' });
    expect(seen.get('b')?.scopeId).toBeNull();
  });

  test('that brings a record twice keeps the later one', async () => {
    const { observations } = await temporaryStore();
    await observations.record(outcomeOf(), [record('a', '1'), record('b', '2'), record('a', '3')]);
    const seen = await observations.list('datto-rmm', 'device');
    expect(seen.map(({ id, body }) => [id, body])).toEqual([
      ['a', '3'],
      ['b', '2'],
    ]);
  });

  test('of more records than are written at once keeps the later of two all the same, and every other', async () => {
    const { observations } = await temporaryStore();
    const many = Array.from({ length: 1203 }, (_, n) => record(`r${n}`, `${n}`));
    const twice = [...many, record('r7', 'later')];
    for (const finishedAt of [10, 20]) {
      await observations.record(outcomeOf({ startedAt: finishedAt - 1, finishedAt }), twice);
      const seen = new Map((await observations.list('datto-rmm', 'device')).map((one) => [one.id, one]));
      expect(seen.size).toBe(1203);
      expect(seen.get('r7')).toMatchObject({ body: 'later', firstSeenAt: 10, lastSeenAt: finishedAt });
      expect(seen.get('r1202')).toMatchObject({ body: '1202', firstSeenAt: 10, lastSeenAt: finishedAt });
    }
  });

  test('that ended before another one did never moves a time back', async () => {
    const { observations } = await temporaryStore();
    await observations.record(outcomeOf({ startedAt: 50, finishedAt: 60 }), [record('a')]);
    await observations.record(outcomeOf({ startedAt: 10, finishedAt: 40 }), [record('a'), record('b')]);
    const seen = new Map(
      (await observations.list('datto-rmm', 'device')).map((one) => [one.id, one.lastSeenAt]),
    );
    expect(seen).toEqual(
      new Map([
        ['a', 60],
        ['b', 40],
      ]),
    );
  });

  test('after the clock was set back is the youngest, and no read of the future proves an absence', async () => {
    let now = 90_000;
    const { observations } = await temporaryStore({ clock: { ...systemClock, now: () => now } });
    await observations.record(outcomeOf({ startedAt: 80_000, finishedAt: 80_010 }), [
      record('a'),
      record('b'),
    ]);
    await observations.record(outcomeOf({ startedAt: 85_000, finishedAt: 85_010 }), [record('a')]);
    now = 1_000;
    await observations.record(outcomeOf({ startedAt: 900, finishedAt: 910 }), [record('a'), record('c')]);
    const seen = new Map((await observations.list('datto-rmm', 'device')).map((one) => [one.id, one]));
    expect([...seen].map(([id, one]) => [id, one.lastSeenAt]).sort()).toEqual([
      ['a', 910],
      ['b', 899],
      ['c', 910],
    ]);
    expect(await observations.completeReads('datto-rmm', 'device', 's1', 899)).toEqual([910]);
  });

  test('of one system, type or profile leaves every other alone', async () => {
    const file = `${await temporaryFolder()}/s.db`;
    const store = await temporaryStore({ file });
    const other = await temporaryStore({ file, profile: 'other' });
    await store.observations.record(outcomeOf(), [record('a')]);
    await store.observations.record(outcomeOf({ type: 'site' }), [record('a', 'site')]);
    await other.observations.record(outcomeOf(), [record('z')]);
    await store.observations.record(outcomeOf({ system: 'syncro' }), []);
    const ids = (await store.observations.list('datto-rmm', 'device')).map(({ id }) => id);
    expect(ids).toEqual(['a']);
    expect((await store.observations.list('datto-rmm', 'site'))[0]?.body).toBe('site');
    expect(await store.observations.list('syncro', 'device')).toEqual([]);
    expect((await other.observations.list('datto-rmm', 'device')).map(({ id }) => id)).toEqual(['z']);
  });

  test('is remembered with how it ended; the last one comes back whole', async () => {
    const { observations } = await temporaryStore();
    const partial = outcomeOf({
      complete: false,
      scope: ['s1'],
      expected: null,
      incomplete: [{ scopeId: 's1', why: 'timed out' }],
      failures: [{ request: 'GET /devices', why: '504' }],
    });
    expect(await observations.lastRead('datto-rmm', 'device')).toBeNull();
    await observations.record(outcomeOf(), []);
    await observations.record(partial, []);
    expect(await observations.lastRead('datto-rmm', 'device')).toEqual(partial);
  });
});

describe('absence', () => {
  test('is proved by complete reads of everything or of that scope, begun after it was last seen', async () => {
    const { observations } = await temporaryStore();
    const reads = [
      { startedAt: 90, finishedAt: 100 },
      { startedAt: 95, finishedAt: 120 },
      { startedAt: 130, finishedAt: 140, complete: false },
      { startedAt: 150, finishedAt: 160, scope: ['s1', 's2'] },
      { startedAt: 170, finishedAt: 180, scope: ['s2'] },
      { startedAt: 190, finishedAt: 200 },
    ];
    for (const read of reads) await observations.record(outcomeOf(read), []);
    expect(await observations.completeReads('datto-rmm', 'device', 's1', 100)).toEqual([160, 200]);
    expect(await observations.completeReads('datto-rmm', 'device', 's2', 100)).toEqual([160, 180, 200]);
    expect(await observations.completeReads('datto-rmm', 'device', 's1', 0)).toEqual([100, 120, 160, 200]);
    expect(await observations.completeReads('datto-rmm', 'device', 's1', 200)).toEqual([]);
    expect(await observations.completeReads('syncro', 'device', 's1', 0)).toEqual([]);
  });
});

describe('details', () => {
  test('are kept one by one and replaced by newer ones', async () => {
    const { observations } = await temporaryStore();
    const detail = {
      deviceId: 'a',
      state: 'read',
      readAt: 5,
      detailKey: 'k',
      serial: 'S',
      manufacturer: null,
      model: null,
      nics: [{ name: 'eth0', mac: '00:11', ipv4: null, ipv6: null }],
      facts: { memory: 16 },
    } as const;
    await observations.saveDetails('datto-rmm', [detail, { ...detail, deviceId: 'b', state: 'not-audited' }]);
    await observations.saveDetails('datto-rmm', [{ ...detail, readAt: 6 }]);
    await observations.saveDetails('datto-rmm', []);
    const details = await observations.details('datto-rmm');
    expect(details.get('a')).toEqual({ ...detail, readAt: 6 });
    expect(details.get('b')?.state).toBe('not-audited');
    expect((await observations.details('syncro')).size).toBe(0);
  });
});

test('a hash tells parts apart that run together', () => {
  const hashes = [
    contentHash('ab', 'c'),
    contentHash('a', 'bc'),
    contentHash(null, 'abc'),
    contentHash('', 'abc'),
    contentHash('abc'),
  ];
  expect(new Set(hashes).size).toBe(5);
});

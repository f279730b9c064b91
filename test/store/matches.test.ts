import { describe, expect, test } from 'vitest';
import type { PublishedItem } from '../../src/ports/store.js';
import { systemClock } from '../../src/system-clock.js';
import { itemOf, serial } from './samples.js';
import { temporaryFolder, temporaryStore } from './temporary-store.js';

const hop = 'datto-rmm:it-glue';
const whole = { scope: 'all', dryRun: false } as const;
const unmatched = { status: 'unmatched', targetId: null, decidedBy: null } as const;

const bySource = (items: readonly PublishedItem[]) =>
  new Map(items.map((item) => [`${item.kind}/${item.sourceId}`, item]));

describe('publishing', () => {
  test('shows every item as it was given, and replaces what was there', async () => {
    const { matches } = await temporaryStore();
    const first = [
      itemOf(),
      itemOf({ sourceId: 'd2', ...unmatched, reason: { code: 'no-identifiers', text: 'none' } }),
    ];
    expect(await matches.publish(hop, 10, first, whole)).toBe(true);
    expect(bySource(await matches.published(hop))).toEqual(bySource(first));
    const second = [
      itemOf({ runId: 'r2', at: 2_000 }),
      itemOf({ sourceId: 'd3', runId: 'r2', at: 2_000, name: 'new' }),
    ];
    expect(await matches.publish(hop, 20, second, whole)).toBe(true);
    expect(bySource(await matches.published(hop))).toEqual(bySource(second));
    expect(await matches.published('autotask:it-glue')).toEqual([]);
    expect(await matches.published()).toHaveLength(2);
  });

  test('answers false and changes nothing when a hop that started later has published', async () => {
    const { matches } = await temporaryStore();
    await matches.publish(hop, 20, [itemOf({ name: 'later' })], whole);
    expect(await matches.publish(hop, 10, [itemOf({ name: 'earlier', targetId: 'x' })], whole)).toBe(false);
    expect((await matches.published(hop))[0]?.name).toBe('later');
    expect((await matches.standing(hop))[0]?.targetId).toBe('c-d1');
    expect(await matches.publish('autotask:it-glue', 10, [], whole)).toBe(true);
    expect(await matches.publish(hop, 20, [], whole)).toBe(true);
  });

  test("a hop of the future, since the clock was set back, stands in nobody's way", async () => {
    const clock = { ...systemClock, now: () => 1_000 };
    const { matches } = await temporaryStore({ clock });
    await matches.publish(hop, 5_000, [itemOf({ name: 'before the clock was set back' })], whole);
    expect(await matches.publish(hop, 900, [itemOf({ name: 'after' })], whole)).toBe(true);
    expect((await matches.published(hop))[0]?.name).toBe('after');
  });

  test('a part of the sites replaces the items of those sites alone', async () => {
    const { matches } = await temporaryStore();
    const site = { kind: 'site', siteId: null } as const;
    await matches.publish(
      hop,
      1,
      [
        itemOf({ sourceId: 's1', ...site }),
        itemOf({ sourceId: 's2', ...site }),
        itemOf({ sourceId: 'd1', siteId: 's1' }),
        itemOf({ sourceId: 'd2', siteId: 's2' }),
        itemOf({ sourceId: 'd3', siteId: 's1' }),
      ],
      whole,
    );
    const again = [
      itemOf({ sourceId: 's1', ...site, ...unmatched }),
      itemOf({ sourceId: 'd1', siteId: 's1' }),
    ];
    await matches.publish(hop, 2, again, { scope: ['s1'], dryRun: false });
    const published = bySource(await matches.published(hop));
    expect([...published.keys()].sort()).toEqual(['device/d1', 'device/d2', 'site/s1', 'site/s2']);
    expect(published.get('site/s1')?.status).toBe('unmatched');
    const standing = (await matches.standing(hop)).map(({ sourceId }) => sourceId).sort();
    expect(standing).toEqual(['d1', 'd2', 'd3', 's2']);
  });

  test('loads what waits for a person without the rest', async () => {
    const { matches } = await temporaryStore();
    const suggested = { status: 'suggested', targetId: null, decidedBy: null } as const;
    await matches.publish(
      hop,
      1,
      [
        itemOf(),
        itemOf({ sourceId: 'd2', ...unmatched }),
        itemOf({ sourceId: 's1', kind: 'site', ...suggested }),
      ],
      whole,
    );
    const waiting = await matches.published(undefined, {
      statuses: ['suggested', 'ambiguous', 'unmatched', 'gone'],
    });
    expect([...bySource(waiting).keys()].sort()).toEqual(['device/d2', 'site/s1']);
    expect(await matches.published(hop, { statuses: ['unmatched'], kinds: ['site'] })).toEqual([]);
    expect(await matches.published(hop, { kinds: ['device'] })).toHaveLength(2);
    expect(await matches.published(hop, { statuses: [] })).toEqual([]);
  });

  test('an item keeps its body while other items come and go', async () => {
    const { matches } = await temporaryStore();
    const round = (names: readonly string[]) => names.map((name) => itemOf({ sourceId: name, name }));
    await matches.publish(hop, 1, round(['a', 'b', 'c']), whole);
    await matches.publish(hop, 2, round(['c']), whole);
    await matches.publish(hop, 3, round(['x', 'c', 'y']), whole);
    const published = await matches.published(hop);
    expect(published.every((item) => item.name === item.sourceId)).toBe(true);
    expect(published).toHaveLength(3);
  });
});

describe('standing matches', () => {
  test('are what a run matched, with its evidence', async () => {
    const { matches } = await temporaryStore();
    await matches.publish(
      hop,
      1,
      [itemOf({ engine: 7, decidedBy: 'person' }), itemOf({ sourceId: 'd2', ...unmatched })],
      whole,
    );
    expect(await matches.standing(hop)).toEqual([
      {
        kind: 'device',
        sourceId: 'd1',
        targetId: 'c-d1',
        decidedBy: 'person',
        engine: 7,
        evidence: serial,
        siteId: 's1',
        organizationId: 'o1',
      },
    ]);
  });

  test("a dry run's matches can be read and do not stand", async () => {
    const { matches } = await temporaryStore();
    await matches.publish(hop, 1, [itemOf()], whole);
    await matches.publish(hop, 2, [itemOf({ targetId: 'other' }), itemOf({ sourceId: 'd2' })], {
      scope: 'all',
      dryRun: true,
    });
    expect((await matches.standing(hop)).map(({ targetId }) => targetId)).toEqual(['c-d1']);
    expect(bySource(await matches.published(hop)).get('device/d1')?.targetId).toBe('other');
  });

  test.each([
    [{ status: 'suggested', targetId: null }, [], 'another status withdraws it'],
    [{ status: 'matched', targetId: 'c2' }, ['c2'], 'another record takes its place'],
    [
      { status: 'gone', targetId: 'c-d1' },
      ['c-d1'],
      'gone suspends it: absence is proved over several reads',
    ],
    [{ ...unmatched, reason: { code: 'moved', text: 'to Birch' } }, ['c-d1'], 'moved suspends it'],
  ] as const)('%j leaves %j', async (verdict, expected, because) => {
    const { matches } = await temporaryStore();
    await matches.publish(hop, 1, [itemOf()], whole);
    await matches.publish(hop, 2, [itemOf(verdict)], whole);
    expect(
      (await matches.standing(hop)).map(({ targetId }) => targetId),
      because,
    ).toEqual(expected);
  });

  test('a run that did not speak of an item, because its read was incomplete, withdraws nothing', async () => {
    const { matches } = await temporaryStore();
    await matches.publish(hop, 1, [itemOf(), itemOf({ sourceId: 'd2' })], whole);
    await matches.publish(hop, 2, [itemOf()], whole);
    expect((await matches.standing(hop)).map(({ sourceId }) => sourceId).sort()).toEqual(['d1', 'd2']);
  });
});

describe('decisions', () => {
  const decision = {
    kind: 'device',
    sourceId: 'd1',
    verb: 'match',
    targetId: 'c9',
    oldTargetId: null,
    by: 'person',
    who: 'ada',
    note: 'by hand',
    at: 5,
  } as const;

  test('are only ever added, in order, with their numbers', async () => {
    const file = `${await temporaryFolder()}/s.db`;
    const { matches } = await temporaryStore({ file });
    expect(
      await matches.decide(hop, [
        decision,
        { ...decision, verb: 'forget', targetId: null, who: null, note: null },
      ]),
    ).toEqual([1, 2]);
    expect(await matches.decide('autotask:it-glue', [decision])).toEqual([3]);
    expect(await matches.decide(hop, [{ ...decision, by: 'import' }])).toEqual([4]);
    expect(await matches.decide(hop, [])).toEqual([]);
    const rows = await matches.decisions(hop);
    expect(rows.map(({ sequence, verb, by }) => [sequence, verb, by])).toEqual([
      [1, 'match', 'person'],
      [2, 'forget', 'person'],
      [4, 'match', 'import'],
    ]);
    expect(rows[0]).toEqual({ sequence: 1, ...decision });
    const other = await temporaryStore({ file, profile: 'other' });
    expect(await other.matches.decisions(hop)).toEqual([]);
  });

  test('rules come and go', async () => {
    const { matches } = await temporaryStore();
    const rule = {
      id: 'r1',
      kind: 'device',
      siteId: null,
      deviceClass: 'printer',
      namePattern: 'HP*',
      note: null,
      at: 1,
    } as const;
    await matches.addRule(hop, rule);
    await matches.addRule(hop, { ...rule, id: 'r0', at: 2 });
    expect((await matches.rules(hop)).map(({ id }) => id)).toEqual(['r1', 'r0']);
    expect((await matches.rules(hop))[0]).toEqual(rule);
    expect(await matches.removeRule(hop, 'r1')).toBe(true);
    expect(await matches.removeRule(hop, 'r1')).toBe(false);
    expect(await matches.rules('autotask:it-glue')).toEqual([]);
  });
});

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { currentItems, isAsPublished } from '../../src/workflows/current-items.js';
import { listMatches } from '../../src/workflows/list-matches.js';
import { hop, openEstate } from '../support/open-matches.js';
import { runSync } from '../support/runs.js';
import { openTestSession, type TestSession } from '../support/session.js';

let session: TestSession;
beforeEach(async () => {
  session = await openTestSession();
  openEstate(session);
  await runSync(session);
});
afterEach(() => session.close());

const everything = { kind: 'device', statuses: [], site: null, integration: null } as const;
const isQuick = async () => isAsPublished(session, await session.store.matches.tally());
const word = (verb: 'ignore' | 'forget') => ({
  ...{ kind: 'device' as const, sourceId: 'lab-2', verb, targetId: null, oldTargetId: null },
  ...{ by: 'person' as const, who: null, note: null, at: session.clock.now() },
});

/** What the list says, and the same out of every item loaded. */
async function bothWays() {
  const listing = await listMatches(session, everything);
  const all = (await currentItems(session)).filter((item) => item.kind === 'device');
  const counts: Record<string, number> = {};
  for (const item of all) counts[item.status] = (counts[item.status] ?? 0) + 1;
  const waiting = all.filter(({ status }) =>
    ['suggested', 'ambiguous', 'unmatched', 'gone'].includes(status),
  );
  return { listing, counts, waiting: waiting.map(({ sourceId }) => sourceId).sort() };
}

async function expectTheSame() {
  const { listing, counts, waiting } = await bothWays();
  expect(listing.counts).toEqual(counts);
  expect(listing.items.map(({ sourceId }) => sourceId).sort()).toEqual(waiting);
}

describe('the list of what waits', () => {
  test('is counted and loaded in part as long as nothing was decided since the run', async () => {
    expect(await isQuick()).toBe(true);
    await expectTheSame();
    expect((await listMatches(session, everything)).items.length).toBeGreaterThan(1);
  });

  test('reads every item once somebody has decided, and again in part after the next run', async () => {
    await session.store.matches.decide(hop, [word('ignore')]);
    expect(await isQuick()).toBe(false);
    await expectTheSame();
    await runSync(session);
    expect(await isQuick()).toBe(true);
    await expectTheSame();
    await session.store.matches.decide(hop, [word('forget')]);
    expect(await isQuick()).toBe(false);
    await expectTheSame();
  });

  test('notices a rule that was taken back', async () => {
    const about = { kind: 'device' as const, siteId: null, deviceClass: null, namePattern: 'LAB-3' };
    await session.store.matches.addRule(hop, { id: 'r1', ...about, note: null, at: session.clock.now() });
    await runSync(session);
    expect(await isQuick()).toBe(true);
    expect(await session.store.matches.published(hop, { statuses: ['ignored'] })).toHaveLength(1);
    await session.store.matches.removeRule(hop, 'r1');
    expect(await isQuick()).toBe(false);
    await expectTheSame();
  });
});

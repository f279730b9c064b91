import { describe, expect, test } from 'vitest';
import { statusOf } from '../../src/workflows/status.js';
import { runSync, smallEstate } from '../support/runs.js';
import { openTestSession, type TestSession } from '../support/session.js';

const hourMs = 3_600_000;

async function opened(count: number): Promise<TestSession> {
  const session = await openTestSession();
  smallEstate(session, count);
  return session;
}

describe('a clock that was set back between two runs', () => {
  test('hides nothing: the next run publishes what it saw', async () => {
    const session = await opened(3);
    await runSync(session);
    session.clock.days(-2);
    session.fakeSource.deviceList = session.fakeSource.deviceList.slice(1);
    const { document } = await runSync(session);
    expect(document).toMatchObject({ status: 'ok', integrations: [{ devices: { total: 2, gone: 1 } }] });
    const published = await session.store.matches.published('datto-rmm:it-glue');
    expect(published.find((item) => item.sourceId === 'device-1')?.status).toBe('gone');
  });

  test.each([
    // hours the clock was ahead, overdue, why
    [1, false, 'an hour is well within the age that was asked for'],
    [24 * 365, true, 'nobody knows how old a run of next year is'],
  ])('by %i hours: --max-age', async (hours, overdue, because) => {
    const session = await opened(2);
    session.clock.nowMs += hours * hourMs;
    await runSync(session);
    session.clock.nowMs -= hours * hourMs;
    const { integrations } = await statusOf(session, 26 * hourMs);
    expect(integrations[0]?.overdue, because).toBe(overdue);
  });

  test('keeps no detail fresh for longer than one that is as far away', async () => {
    const session = await opened(2);
    session.clock.days(400);
    await runSync(session);
    session.clock.days(-400);
    await runSync(session);
    expect(session.fakeSource.asked.details).toBe(4);
    await runSync(session);
    expect(session.fakeSource.asked.details).toBe(4);
  });

  test('archives nothing because of reads that lie in the future', async () => {
    const session = await opened(12);
    await runSync(session, { maxOverwrites: '100' });
    session.fakeSource.deviceList = session.fakeSource.deviceList.slice(1);
    session.clock.days(1);
    for (const wait of [20, 1, 1]) {
      session.clock.days(wait);
      await runSync(session);
    }
    session.clock.days(-22);
    const { document } = await runSync(session, { archiveMissingDays: 10 });
    expect(document.integrations[0]).toMatchObject({ devices: { gone: 1 }, changes: { archived: 0 } });
  });
});

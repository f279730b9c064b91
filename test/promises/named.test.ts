import { describe, expect, test } from 'vitest';
import { device, provenance } from '../support/estate.js';
import { runSync, smallEstate } from '../support/runs.js';
import { openTestSession, type TestSession } from '../support/session.js';

async function opened(count: number): Promise<TestSession> {
  const session = await openTestSession();
  smallEstate(session, count);
  return session;
}

describe('5: an incomplete read never archives or creates', () => {
  test('a site that was cut short keeps its records, and gets none, for as long as it is cut short', async () => {
    const session = await opened(14);
    await runSync(session, { maxOverwrites: '99' });
    session.fakeSource.deviceList = session.fakeSource.deviceList.slice(2);
    session.fakeTarget.configurationList = session.fakeTarget.configurationList.filter(
      (one) => one.id !== 'conf-9',
    );
    session.fakeSource.deviceList.push(device({ id: 'new', hostname: 'NEW', serial: '5CG9000001' }));
    session.fakeSource.incomplete.set('site-1', 'page 3 failed');
    for (const wait of [1, 6, 6, 6]) {
      session.clock.days(wait);
      const { document } = await runSync(session, { archiveMissingDays: 10, create: 'all' });
      expect(document).toMatchObject({ status: 'partial', exitCode: 6 });
      expect(document.integrations[0]?.changes).toMatchObject({ created: 0, archived: 0 });
    }
    expect(session.fakeTarget.configurationList.some((one) => one.archived)).toBe(false);
    expect(session.fakeTarget.configurationList).toHaveLength(13);
    session.fakeSource.incomplete.clear();
    const { document } = await runSync(session, { create: 'all' });
    expect(document.integrations[0]?.changes.created, 'it was held back, and nothing else').toBeGreaterThan(
      0,
    );
  });

  test('reads that were cut short are no proof of absence later either', async () => {
    const session = await opened(14);
    await runSync(session, { maxOverwrites: '99' });
    session.fakeSource.deviceList = session.fakeSource.deviceList.slice(1);
    session.fakeSource.incomplete.set('site-1', 'page 3 failed');
    for (const wait of [1, 6, 6]) {
      session.clock.days(wait);
      await runSync(session, { archiveMissingDays: 10 });
    }
    session.fakeSource.incomplete.clear();
    const { document } = await runSync(session, { archiveMissingDays: 10 });
    expect(document.integrations[0]).toMatchObject({ complete: true, changes: { archived: 0 } });
  });
});

describe('6: a write whose outcome is unknown is looked up before it is repeated', () => {
  test.each(['lost-before', 'lost-after'] as const)('a single create that was %s', async (weather) => {
    const session = await opened(1);
    session.fakeTarget.configurationList = [];
    const asked: string[] = [];
    const { fakeTarget } = session;
    const list = fakeTarget.listForLookUp.bind(fakeTarget);
    fakeTarget.listForLookUp = async (...where) => {
      asked.push('look-up');
      return list(...where);
    };
    let first = true;
    fakeTarget.weather = () => {
      asked.push('write');
      const now = first ? weather : 'fine';
      first = false;
      return now;
    };
    const { document } = await runSync(session, { create: 'configurations' });
    expect(document.integrations[0]?.changes).toMatchObject({ created: 1, failed: 0 });
    expect(asked).toEqual(weather === 'lost-after' ? ['write', 'look-up'] : ['write', 'look-up', 'write']);
    expect(fakeTarget.configurationList).toHaveLength(1);
  });

  test('a record that was there before is never taken for ours', async () => {
    const session = await opened(2);
    const [one] = session.fakeTarget.configurationList;
    if (!one) throw new Error('the estate is empty');
    session.fakeTarget.configurationList = [
      { ...one, serial: null, fields: { ...one.fields, 'serial-number': null }, name: 'PC-2' },
    ];
    session.fakeTarget.weather = ({ action }) => (action === 'create' ? 'lost-before' : 'fine');
    const { document } = await runSync(session, { create: 'all' });
    const rows = await session.store.journal.ofRun(document.id);
    expect(rows.filter((row) => row.change.action === 'create' && row.state === 'done')).toEqual([]);
  });
});

describe('3: what decides is read, and nothing else', () => {
  test('a device is read again when its lists say something new, or after 30 days', async () => {
    const session = await opened(3);
    await runSync(session);
    expect(session.fakeSource.asked.details).toBe(3);
    session.fakeSource.deviceList = session.fakeSource.deviceList.map((one, i) =>
      i === 0 ? { ...one, detailKey: 'another operating system' } : one,
    );
    await runSync(session);
    expect(session.fakeSource.asked.details).toBe(4);
    session.clock.days(31);
    await runSync(session);
    expect(session.fakeSource.asked.details).toBe(7);
  });
});

describe('the PSA', () => {
  test('keeps what it holds: nothing is written to a locked record, and its owner is named', async () => {
    const session = await opened(3);
    session.fakeTarget.configurationList = session.fakeTarget.configurationList.map((one) => ({
      ...one,
      provenance: provenance({ psaState: 'enabled' }),
    }));
    const { document } = await runSync(session);
    expect(document.integrations[0]?.changes).toMatchObject({ planned: 0, updated: 0 });
    expect(document.integrations[0]?.changes.blocked).toBeGreaterThan(0);
    expect(session.fakeTarget.writes).toEqual([]);
  });
});

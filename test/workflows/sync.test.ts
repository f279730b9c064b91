import { describe, expect, test } from 'vitest';
import { device, provenance, site } from '../support/estate.js';
import { runSync, serialOf, smallEstate } from '../support/runs.js';
import { openTestSession, type TestSession } from '../support/session.js';

async function opened(count = 3): Promise<TestSession> {
  const session = await openTestSession();
  smallEstate(session, count);
  return session;
}

describe('a sync', () => {
  test('matches by serial, writes what the source owns, and says so', async () => {
    const session = await opened();
    const { document, failure } = await runSync(session);
    expect(failure).toBeNull();
    expect(document).toMatchObject({ status: 'ok', exitCode: 0, dryRun: false });
    expect(document.integrations[0]).toMatchObject({
      sites: { total: 1, matched: 1 },
      devices: { total: 3, matched: 3 },
      changes: { planned: 3, updated: 3, created: 0, failed: 0 },
    });
    expect(session.fakeTarget.configurationList.map((one) => one.hostname)).toEqual(['PC-1', 'PC-2', 'PC-3']);
  });

  test('run again finds nothing to do and reads no device again', async () => {
    const session = await opened();
    await runSync(session);
    const { writes } = session.fakeTarget;
    const before = { writes: writes.length, details: session.fakeSource.asked.details };
    const { document } = await runSync(session);
    expect(document.integrations[0]?.changes).toMatchObject({ planned: 0, blocked: 0 });
    expect({ writes: writes.length, details: session.fakeSource.asked.details }).toEqual(before);
  });

  test('as a dry run sends no write, and its automatic matches count for nothing later', async () => {
    const session = await opened();
    const { document } = await runSync(session, {}, true);
    expect(document).toMatchObject({ status: 'ok', dryRun: true });
    expect(document.integrations[0]?.changes.planned).toBe(3);
    expect(session.fakeTarget.writes).toEqual([]);
    expect(await session.store.matches.standing('datto-rmm:it-glue')).toEqual([]);
    expect(await session.store.matches.published()).toHaveLength(4);
  });

  test('in mode audit plans and writes nothing', async () => {
    const session = await opened();
    session.mode('audit');
    const { document } = await runSync(session);
    expect(document.integrations[0]).toMatchObject({
      mode: 'audit',
      status: 'ok',
      changes: { planned: 3, updated: 0 },
    });
    expect(session.fakeTarget.writes).toEqual([]);
  });

  test('that nobody can agree to ends before the first request', async () => {
    const session = await opened();
    const { sync } = await import('../../src/workflows/sync.js');
    const { flags } = await import('../support/planning.js');
    const request = { integrations: [], flags, dryRun: false, canAgree: false };
    await expect(sync(session, request, { confirm: async () => true })).rejects.toMatchObject({
      exitCode: 2,
    });
    expect(session.fakeSource.asked).toEqual({ sites: 0, devices: 0, details: 0 });
  });

  test('that a person does not agree to writes nothing', async () => {
    const session = await opened();
    const { sync } = await import('../../src/workflows/sync.js');
    const { flags } = await import('../support/planning.js');
    const request = { integrations: [], flags, dryRun: false, canAgree: true };
    const { document } = await sync(session, request, { confirm: async () => false });
    expect(document.integrations[0]?.status).toBe('cancelled');
    expect(session.fakeTarget.writes).toEqual([]);
  });

  test('beyond the guard is refused with its arithmetic, before the first write', async () => {
    const session = await opened(40);
    const { document, failure } = await runSync(session);
    expect(failure).toMatchObject({ exitCode: 8, code: 'guard' });
    expect(failure?.message).toContain('max(10, min(100, floor(0.3 x 40))) = 12');
    expect(document).toMatchObject({ status: 'refused', exitCode: 8 });
    expect(session.fakeTarget.writes).toEqual([]);
    const lifted = await runSync(session, { maxOverwrites: '40' });
    expect(lifted.document.integrations[0]?.changes.updated).toBe(40);
  });

  test('of one site leaves the others as they were', async () => {
    const session = await opened(2);
    session.fakeSource.siteList = [
      ...session.fakeSource.siteList,
      site({ id: 'site-2', name: 'Fern Bakery' }),
    ];
    session.fakeSource.deviceList = [
      ...session.fakeSource.deviceList,
      device({ id: 'device-9', siteId: 'site-2' }),
    ];
    await runSync(session);
    const { document } = await runSync(session, { sites: ['Larkspur Dental'] });
    expect(document.integrations[0]).toMatchObject({ sites: { total: 1 }, devices: { total: 2 } });
    expect(await session.store.matches.published()).toHaveLength(5);
  });

  test('names a site that does not exist', async () => {
    const session = await opened();
    const { failure } = await runSync(session, { sites: ['Larkspor'] });
    expect(failure).toMatchObject({ exitCode: 2, code: 'site-unknown' });
  });
});

describe('creating', () => {
  async function withNewDevice(): Promise<TestSession> {
    const session = await opened(1);
    session.fakeTarget.configurationList = [];
    return session;
  }

  test('happens only when asked for, and the second run finds nothing', async () => {
    const session = await withNewDevice();
    expect((await runSync(session)).document.integrations[0]?.changes).toMatchObject({
      planned: 0,
      created: 0,
    });
    const made = await runSync(session, { create: 'configurations' });
    expect(made.document.integrations[0]?.changes).toMatchObject({ planned: 1, created: 1 });
    const again = await runSync(session, { create: 'configurations' });
    expect(again.document.integrations[0]?.changes.planned).toBe(0);
    expect(session.fakeTarget.configurationList).toHaveLength(1);
  });

  test('makes the organization and its devices in one run', async () => {
    const session = await withNewDevice();
    session.fakeTarget.organizationList = [];
    const { document } = await runSync(session, { create: 'all' });
    expect(document.integrations[0]?.changes).toMatchObject({ created: 2, failed: 0 });
    const [record] = session.fakeTarget.configurationList;
    expect(record?.organizationId).toBe(session.fakeTarget.organizationList[0]?.id);
    const again = await runSync(session, { create: 'all' });
    expect(again.document.integrations[0]?.changes.planned).toBe(0);
  });

  test('shows at once in the lists, so that nobody settles it a second time', async () => {
    const session = await withNewDevice();
    session.fakeTarget.organizationList = [];
    await runSync(session, { create: 'all' });
    const items = await session.store.matches.published();
    expect(items.map((item) => [item.kind, item.status, item.reason?.code])).toEqual([
      ['device', 'matched', 'created'],
      ['site', 'matched', 'created'],
    ]);
  });

  test('is withheld where the read was incomplete, and the rest goes on', async () => {
    const session = await opened(2);
    session.fakeTarget.configurationList = session.fakeTarget.configurationList.slice(0, 1);
    session.fakeSource.incomplete.set('site-1', 'page 2 failed');
    const { document } = await runSync(session, { create: 'configurations' });
    expect(document).toMatchObject({ status: 'partial', exitCode: 6 });
    expect(document.integrations[0]).toMatchObject({
      complete: false,
      changes: { created: 0, updated: 1, blocked: 1 },
    });
    expect(document.warnings.join()).toContain('page 2 failed');
  });

  test('a list of sites that lacks those of its devices is not believed, nor published', async () => {
    const session = await opened(2);
    await runSync(session);
    const before = await session.store.matches.published();
    session.fakeSource.siteList = [];
    const { failure } = await runSync(session, { create: 'all' });
    expect(failure).toMatchObject({ exitCode: 8, code: 'wholly-incomplete' });
    expect(await session.store.matches.published()).toEqual(before);
    const fresh = await opened(2);
    fresh.fakeSource.siteList = [];
    expect((await runSync(fresh)).document.exitCode).toBe(8);
  });

  test('an empty list from a source that had devices is not believed', async () => {
    const session = await opened(2);
    await runSync(session);
    session.fakeSource.deviceList = [];
    const { failure } = await runSync(session, { archiveMissingDays: 7 });
    expect(failure).toMatchObject({ exitCode: 8, code: 'wholly-incomplete' });
    expect(session.fakeTarget.configurationList.every((one) => !one.archived)).toBe(true);
  });
});

describe('when requests go wrong', () => {
  test.each([
    'lost-before',
    'lost-after',
  ] as const)('a bulk create that was %s makes no duplicate', async (weather) => {
    const session = await opened(5);
    session.fakeTarget.configurationList = [];
    let first = true;
    session.fakeTarget.weather = () => {
      const now = first ? weather : 'fine';
      first = false;
      return now;
    };
    const { document } = await runSync(session, { create: 'configurations' });
    expect(document.integrations[0]?.changes).toMatchObject({ created: 5, failed: 0 });
    expect(session.fakeTarget.configurationList.map((one) => one.serial).sort()).toEqual(
      [1, 2, 3, 4, 5].map(serialOf).sort(),
    );
  });

  test('one bad record does not stop the rest of its bulk', async () => {
    const session = await opened(5);
    session.fakeTarget.weather = ({ names }) =>
      names.includes('conf-3') ? { refuse: 'hostname is odd' } : 'fine';
    const { document } = await runSync(session);
    expect(document).toMatchObject({ status: 'partial', exitCode: 6 });
    expect(document.integrations[0]?.changes).toMatchObject({ updated: 4, failed: 1 });
  });

  test('a refusal as synced teaches the lock and counts as blocked', async () => {
    const session = await opened(2);
    session.fakeTarget.weather = ({ names }) =>
      names.includes('conf-1') ? { refuse: 'Cannot update a synced resource', locked: true } : 'fine';
    const { document } = await runSync(session);
    expect(document).toMatchObject({ status: 'ok', exitCode: 0 });
    expect(document.integrations[0]?.changes).toMatchObject({ updated: 1, blocked: 1, failed: 0 });
    const again = await runSync(session);
    expect(again.document.integrations[0]?.changes).toMatchObject({ planned: 0 });
    expect(again.document.integrations[0]?.changes.blocked).toBeGreaterThan(0);
  });

  test('a run that dies in mid-write is settled by the next one', async () => {
    const session = await opened(3);
    session.fakeTarget.configurationList = [];
    session.fakeTarget.onWrite.push(() => {
      throw new Error('the process dies here');
    });
    await expect(runSync(session, { create: 'configurations' })).rejects.toThrow('dies here');
    session.fakeTarget.onWrite.length = 0;
    const { document } = await runSync(session, { create: 'configurations' });
    expect(document.integrations[0]?.changes).toMatchObject({ created: 3, failed: 0 });
    expect(session.fakeTarget.configurationList).toHaveLength(3);
    expect(await session.store.journal.unsettled('it-glue')).toEqual([]);
  });

  test('another account behind the same profile ends it before anything is read', async () => {
    const session = await opened();
    await runSync(session);
    session.fakeTarget.account = 'somebody-else';
    const asked = session.fakeSource.asked.sites;
    const { failure } = await runSync(session);
    expect(failure).toMatchObject({ exitCode: 2, code: 'other-account' });
    expect(session.fakeSource.asked.sites).toBe(asked);
  });

  test('a login that was refused once is not tried again until it changes', async () => {
    const session = await opened();
    const { CredentialsRefused } = await import('../../src/errors.js');
    let asked = 0;
    session.fakeSource.identity = async () => {
      asked++;
      throw new CredentialsRefused('datto-rmm', 'The key was not accepted.');
    };
    for (const _ of [1, 2]) {
      const { failure, document } = await runSync(session);
      expect(failure).toMatchObject({ exitCode: 4 });
      expect(document.status).toBe('failed');
    }
    expect(asked).toBe(1);
  });

  test('two writing runs at once: one works, one is told who does', async () => {
    const session = await opened();
    const other = await openTestSession({
      store: session.store,
      source: session.fakeSource,
      target: session.fakeTarget,
      pid: 2,
    });
    let second: Awaited<ReturnType<typeof runSync>> | null = null;
    const { sync } = await import('../../src/workflows/sync.js');
    const { flags } = await import('../support/planning.js');
    const first = await sync(
      session,
      { integrations: [], flags, dryRun: false, canAgree: true },
      {
        confirm: async () => {
          second = await runSync(other);
          return true;
        },
      },
    );
    expect(first.document.exitCode).toBe(0);
    expect(second).toMatchObject({ document: { exitCode: 7 }, failure: { code: 'locked' } });
  });

  test('Ctrl-C between two batches stops cleanly and the next run does the rest', async () => {
    const session = await opened(4);
    session.fakeTarget.bulk = 2;
    const { Stopped } = await import('../../src/errors.js');
    session.fakeTarget.onWrite.push(() => session.stop.abort(new Stopped('SIGINT')));
    const { document, failure } = await runSync(session);
    expect(failure).toMatchObject({ exitCode: 130 });
    expect(document).toMatchObject({ status: 'cancelled', integrations: [{ changes: { updated: 2 } }] });
    const after = await openTestSession({
      store: session.store,
      source: session.fakeSource,
      target: session.fakeTarget,
      pid: 2,
    });
    session.fakeTarget.onWrite.length = 0;
    const next = await runSync(after);
    expect(next.document.integrations[0]?.changes.updated).toBe(2);
  });
});

describe('devices that are gone', () => {
  test('are archived after the days asked for, and come back by themselves', async () => {
    const session = await opened(12);
    session.fakeTarget.configurationList = session.fakeTarget.configurationList.map((one) => ({
      ...one,
      provenance: provenance({ updatedAt: 1 }),
    }));
    await runSync(session, { maxOverwrites: '100' });
    const all = session.fakeSource.deviceList;
    session.fakeSource.deviceList = all.slice(1);
    for (const wait of [1, 5, 5]) {
      session.clock.days(wait);
      const { document } = await runSync(session, { archiveMissingDays: 10 });
      if (wait === 1) expect(document.integrations[0]?.devices.gone).toBe(1);
    }
    const gone = session.fakeTarget.configurationList.find((one) => one.id === 'conf-1');
    expect(gone?.archived).toBe(true);
    session.fakeSource.deviceList = all;
    const { document } = await runSync(session);
    expect(document.integrations[0]?.devices).toMatchObject({ matched: 12, gone: 0 });
    expect(session.fakeTarget.configurationList.find((one) => one.id === 'conf-1')?.archived).toBe(false);
  });
});

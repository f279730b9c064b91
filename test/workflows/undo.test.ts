import { describe, expect, test } from 'vitest';
import { SystemUnreachable } from '../../src/errors.js';
import { undoRun } from '../../src/workflows/undo.js';
import { runSync, smallEstate } from '../support/runs.js';
import { openTestSession, type TestSession } from '../support/session.js';

const undo = (session: TestSession, run = 'last', dryRun = false) =>
  undoRun(session, { run, dryRun, canAgree: true }, async () => true);

async function synced(count = 3): Promise<TestSession> {
  const session = await openTestSession();
  smallEstate(session, count);
  return session;
}

describe('sync undo', () => {
  test('leaves the target as it was before 500 changes, but for what somebody edited since', async () => {
    const session = await synced(500);
    const before = session.fakeTarget.snapshot();
    const { document } = await runSync(session, { maxOverwrites: '500' });
    expect(document.integrations[0]?.changes.updated).toBe(500);
    session.fakeTarget.edit('conf-7', { hostname: 'BY-HAND' });
    const { document: undone, left } = await undo(session);
    expect(undone).toMatchObject({ status: 'ok', exitCode: 0 });
    expect(left).toEqual([{ item: 'datto-rmm:it-glue/device/device-7', name: 'PC-7', fields: ['hostname'] }]);
    const after = session.fakeTarget.snapshot() as Record<string, Record<string, unknown>>;
    expect(after['conf-7']?.hostname).toBe('BY-HAND');
    expect({ ...after, 'conf-7': before['conf-7'] }).toEqual(before);
  });

  test('is held: later plans show what was undone as blocked by undo', async () => {
    const session = await synced();
    await runSync(session);
    const { document: undone } = await undo(session);
    const { document } = await runSync(session);
    expect(document.integrations[0]?.changes).toMatchObject({ planned: 0 });
    const [change] = (await session.store.journal.ofRun(document.id)).map((row) => row.change);
    expect(change?.blocked).toEqual({ by: 'undo', reason: `undone in ${undone.id}` });
  });

  test('of an undo works, and lifts what it held', async () => {
    const session = await synced();
    const before = session.fakeTarget.snapshot();
    await runSync(session);
    const after = session.fakeTarget.snapshot();
    await undo(session);
    expect(session.fakeTarget.snapshot()).toEqual(before);
    await undo(session);
    expect(session.fakeTarget.snapshot()).toEqual(after);
    const { document } = await runSync(session);
    expect(document.integrations[0]?.changes).toMatchObject({ planned: 0, blocked: 0 });
  });

  test('once more takes it back again, and holds it again', async () => {
    const session = await synced();
    const before = session.fakeTarget.snapshot();
    await runSync(session);
    for (let times = 0; times < 3; times++) await undo(session);
    expect(session.fakeTarget.snapshot()).toEqual(before);
    const { document } = await runSync(session);
    expect(document.integrations[0]?.changes.planned).toBe(0);
    expect(document.integrations[0]?.changes.blocked).toBeGreaterThan(0);
  });

  test('archives what was created, holds the creation, and names what no API can undo', async () => {
    const session = await synced(2);
    session.fakeTarget.configurationList = [];
    session.fakeTarget.organizationList = [];
    const made = await runSync(session, { create: 'all' });
    expect(made.document.integrations[0]?.changes.created).toBe(3);
    const { document } = await undo(session);
    expect(document).toMatchObject({ exitCode: 6, notUndoable: [{ target: { type: 'organization' } }] });
    expect(document.notUndoable?.[0]?.target.address).toContain('https://');
    expect(session.fakeTarget.configurationList.map((one) => one.archived)).toEqual([true, true]);
    const again = await runSync(session, { create: 'all' });
    expect(again.document.integrations[0]?.changes).toMatchObject({ planned: 0, blocked: 2 });
  });

  test('that breaks off is held as far as it came, and last goes on with it', async () => {
    const session = await synced(4);
    session.fakeTarget.bulk = 1;
    const before = session.fakeTarget.snapshot();
    const { document: wrote } = await runSync(session);
    let writes = 0;
    session.fakeTarget.onWrite.push(() => {
      if (++writes === 3) throw new Error('the process dies here');
    });
    await expect(undo(session)).rejects.toThrow('dies here');
    session.fakeTarget.onWrite.length = 0;
    const half = await session.store.journal.holds('datto-rmm:it-glue');
    expect(new Set(half.map((hold) => hold.item)).size).toBe(2);
    await undo(session);
    const [latest] = await session.store.runs.list(1);
    expect(latest).toMatchObject({ kind: 'undo', about: wrote.id, status: 'ok' });
    expect(session.fakeTarget.snapshot()).toEqual(before);
    const { document } = await runSync(session);
    expect(document.integrations[0]?.changes).toMatchObject({ planned: 0, blocked: 4 });
  });

  test('of a run that ended without an answer puts back what had landed all the same', async () => {
    const session = await synced(2);
    const before = session.fakeTarget.snapshot();
    session.fakeTarget.weather = () => 'lost-after';
    const fetch = session.fakeTarget.fetch.bind(session.fakeTarget);
    session.fakeTarget.fetch = async () => {
      throw new SystemUnreachable('it-glue', 'gone');
    };
    const { document } = await runSync(session);
    expect(document).toMatchObject({ exitCode: 5, integrations: [{ changes: { updated: 0, failed: 2 } }] });
    expect(session.fakeTarget.snapshot()).not.toEqual(before);
    session.fakeTarget.fetch = fetch;
    session.fakeTarget.weather = () => 'fine';
    expect((await undo(session, document.id)).document).toMatchObject({ status: 'ok', exitCode: 0 });
    expect(session.fakeTarget.snapshot()).toEqual(before);
  });

  test('as a dry run says what it would do and writes nothing', async () => {
    const session = await synced();
    await runSync(session);
    const writes = session.fakeTarget.writes.length;
    const { changes, document } = await undo(session, 'last', true);
    expect(changes).toHaveLength(3);
    expect(document).toMatchObject({ dryRun: true, exitCode: 0 });
    expect(session.fakeTarget.writes).toHaveLength(writes);
  });

  test('of the last run means the last one that wrote something', async () => {
    const session = await synced();
    const { document: wrote } = await runSync(session);
    await runSync(session);
    await undo(session);
    const [latest] = await session.store.runs.list(1);
    expect(latest).toMatchObject({ kind: 'undo', about: wrote.id });
  });

  test.each([
    ['nonsense', 'run-unknown'],
    ['last', 'run-unknown'],
  ])('%s, when nothing was ever written, is a clear error', async (run, code) => {
    const session = await synced();
    await runSync(session, {}, true);
    await expect(undo(session, run)).rejects.toMatchObject({ exitCode: 2, code });
  });
});

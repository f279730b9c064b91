import { describe, expect, test } from 'vitest';
import { Locked } from '../../src/errors.js';
import type { Fence, Store, Written } from '../../src/ports/store.js';
import { changeOf, changeRow, fenceHolder } from './samples.js';
import { temporaryStore } from './temporary-store.js';

const take = (store: Store, different: Partial<typeof fenceHolder> = {}, now = 0): Promise<Fence> =>
  store.lease.take('it-glue', { ...fenceHolder, ...different }, now, () => true);

const ended = (
  changeId: string,
  different: { state?: 'done' | 'refused' | 'unknown' | 'blocked'; at?: number; targetId?: string } = {},
) => ({
  changeId,
  state: different.state ?? 'done',
  targetId: different.targetId ?? null,
  echoed: { hostname: 'NEW' },
  error: null,
  at: different.at ?? 5,
});

const written = (different: Partial<Written> = {}): Written => ({
  type: 'configuration',
  targetId: '55',
  field: 'hostname',
  sent: 'new',
  echoed: 'NEW',
  runId: 'r1',
  ...different,
});

describe('an intent', () => {
  test('is stored whole, and extends the lease', async () => {
    const store = await temporaryStore();
    const fence = await take(store);
    const row = { ...changeRow(), batch: 'b1', fitted: ['7', '8'] };
    await store.journal.intend(fence, 99_000, [row]);
    expect(await store.journal.ofRun('r1')).toEqual([
      { ...row, state: 'intended', fence: 1, echoed: null, error: null },
    ]);
    expect((await store.lease.holder('it-glue'))?.until).toBe(99_000);
  });

  test('is refused whole when the fence is lost: nothing stored, nothing may be sent', async () => {
    const store = await temporaryStore();
    const old = await take(store);
    const fresh = await take(store, { host: 'elsewhere', runId: 'r2', until: 50_000 }, 20_000);
    const failure = await store.journal.intend(old, 99_000, [changeRow()]).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(Locked);
    expect(String(failure)).toContain('Run r2 has been writing to it-glue');
    expect(await store.journal.ofRun('r1')).toEqual([]);
    expect((await store.lease.holder('it-glue'))?.until).toBe(50_000);
    await store.lease.release(fresh);
    await expect(store.journal.intend(fresh, 1, [changeRow()])).rejects.toMatchObject({
      exitCode: 7,
      code: 'lease-lost',
    });
  });

  test('of the same change again keeps its place; the last attempt counts', async () => {
    const store = await temporaryStore();
    const fence = await take(store);
    await store.journal.intend(fence, 99_000, [changeRow({ id: 'c1' }), changeRow({ id: 'c2' })]);
    await store.journal.settle('r1', [ended('c1', { state: 'refused' })], []);
    await store.journal.intend(fence, 99_000, [changeRow({ id: 'c1', attempt: 2 })]);
    const rows = await store.journal.ofRun('r1');
    expect(rows.map((row) => [row.change.id, row.state, row.attempt, row.echoed])).toEqual([
      ['c1', 'intended', 2, null],
      ['c2', 'intended', 1, null],
    ]);
  });
});

describe('settling', () => {
  test('stores how each change ended and what was written', async () => {
    const store = await temporaryStore();
    const fence = await take(store);
    await store.journal.intend(fence, 99_000, [
      changeRow({ id: 'c1' }),
      changeRow({ id: 'c2', change: { target: { ...changeOf().target, id: null } } }),
    ]);
    const outcomes = [
      ended('c1'),
      { ...ended('c2', { state: 'refused' }), echoed: null, error: 'name taken' },
    ];
    await store.journal.settle('r1', outcomes, [
      written(),
      written({ field: 'serial-number', sent: 1, echoed: true }),
    ]);
    const rows = await store.journal.ofRun('r1');
    expect(rows.map((row) => [row.state, row.targetId, row.echoed, row.error, row.at])).toEqual([
      ['done', '55', { hostname: 'NEW' }, null, 5],
      ['refused', null, null, 'name taken', 5],
    ]);
    const record = (await store.journal.written('it-glue')).get('55');
    expect(record?.get('hostname')).toEqual(written());
    expect(record?.get('serial-number')).toEqual(written({ field: 'serial-number', sent: 1, echoed: true }));
    expect((await store.journal.written('autotask')).size).toBe(0);
  });

  test('of a change that was never intended is a mistake, and stores nothing', async () => {
    const store = await temporaryStore();
    await store.journal.intend(await take(store), 99_000, [changeRow({ id: 'c1' })]);
    await expect(store.journal.settle('r1', [ended('c1'), ended('cX')], [written()])).rejects.toThrow('cX');
    expect((await store.journal.ofRun('r1'))[0]?.state).toBe('intended');
    expect((await store.journal.written('it-glue')).size).toBe(0);
  });

  test('leaves what is intended or unknown to be looked up, of every run, oldest first', async () => {
    const store = await temporaryStore();
    const fence = await take(store);
    await store.journal.intend(fence, 99_000, [
      changeRow({ id: 'c1' }),
      changeRow({ id: 'c2' }),
      changeRow({ id: 'c3' }),
    ]);
    await store.journal.intend(fence, 99_000, [changeRow({ runId: 'r2', id: 'c1' })]);
    const elsewhere = { target: { ...changeOf().target, system: 'autotask' } };
    await store.journal.intend(fence, 99_000, [changeRow({ runId: 'r2', id: 'c9', change: elsewhere })]);
    await store.journal.settle('r1', [ended('c2'), ended('c3', { state: 'unknown' })], []);
    const open = await store.journal.unsettled('it-glue');
    expect(open.map((row) => [row.runId, row.change.id, row.state])).toEqual([
      ['r1', 'c1', 'intended'],
      ['r1', 'c3', 'unknown'],
      ['r2', 'c1', 'intended'],
    ]);
  });

  test('of a row that was only noted is possible once it was intended; a note never hides what was sent', async () => {
    const store = await temporaryStore();
    const note = {
      ...changeRow({ id: 'c1' }),
      state: 'blocked',
      fence: 0,
      echoed: null,
      error: 'locked',
    } as const;
    await store.journal.note([note, { ...note, change: changeOf({ id: 'c2' }) }]);
    expect((await store.journal.ofRun('r1')).map(({ state }) => state)).toEqual(['blocked', 'blocked']);
    await store.journal.intend(await take(store), 99_000, [changeRow({ id: 'c1' })]);
    await store.journal.note([note]);
    expect((await store.journal.ofRun('r1')).map(({ state }) => state)).toEqual(['intended', 'blocked']);
  });
});

describe('what was written', () => {
  test('is told apart by type where two records carry one id', async () => {
    const store = await temporaryStore();
    await store.journal.intend(await take(store), 99_000, [changeRow()]);
    await store.journal.settle(
      'r1',
      [ended('c1')],
      [written(), written({ type: 'organization', field: 'name', echoed: 'Alder' })],
    );
    expect([...((await store.journal.written('it-glue', 'organization')).get('55')?.keys() ?? [])]).toEqual([
      'name',
    ]);
    expect([...((await store.journal.written('it-glue', 'configuration')).get('55')?.keys() ?? [])]).toEqual([
      'hostname',
    ]);
  });

  test('is put back by an undo, and forgotten where nothing was written before', async () => {
    const store = await temporaryStore();
    await store.journal.intend(await take(store), 99_000, [changeRow()]);
    await store.journal.settle(
      'r1',
      [ended('c1')],
      [written(), written({ field: 'mac-address' }), written({ field: 'notes' })],
    );
    const place = { type: 'configuration', targetId: '55' };
    await store.journal.restoreWritten('it-glue', [
      { ...place, field: 'hostname', before: written({ echoed: 'OLD', runId: 'r0' }) },
      { ...place, field: 'mac-address', before: null },
    ]);
    const record = (await store.journal.written('it-glue')).get('55');
    expect(record?.get('hostname')).toMatchObject({ echoed: 'OLD', runId: 'r0' });
    expect(record?.has('mac-address')).toBe(false);
    expect(record?.has('notes')).toBe(true);
  });

  test('holds are set and lifted together', async () => {
    const store = await temporaryStore();
    const hold = {
      integration: 'datto-rmm:it-glue',
      item: 'datto-rmm:it-glue/device/d1',
      field: 'hostname',
      type: 'configuration',
      targetId: '55',
      runId: 'u1',
    } as const;
    const creation = { ...hold, field: '*', targetId: null };
    await store.journal.setHolds([hold, creation], []);
    expect(await store.journal.holds('datto-rmm:it-glue')).toEqual([creation, hold]);
    await store.journal.setHolds([{ ...hold, runId: 'u2' }], [creation]);
    expect(await store.journal.holds('datto-rmm:it-glue')).toEqual([{ ...hold, runId: 'u2' }]);
    expect(await store.journal.holds('autotask:it-glue')).toEqual([]);
  });
});

describe('records of our own', () => {
  const target = (
    id: string,
    type: 'configuration' | 'organization' | 'configuration-interface' = 'configuration',
  ) => ({
    ...changeOf().target,
    id,
    type,
  });

  async function done(
    store: Store,
    runId: string,
    action: 'create' | 'archive' | 'unarchive' | 'update',
    id: string,
    at: number,
    type: 'configuration' | 'organization' | 'configuration-interface' = 'configuration',
  ) {
    const changeId = `${action}-${id}-${type}`;
    const item = `datto-rmm:it-glue/device/${id}`;
    await store.journal.intend(await take(store, { runId }, at * 100_000), at * 100_000 + 1, [
      changeRow({ runId, id: changeId, change: { action, item, target: target(id, type) } }),
    ]);
    await store.journal.settle(runId, [ended(changeId, { targetId: id, at })], []);
  }

  const start = { dryRun: false, startedAt: 1, about: null };

  test('archived ones are those whose last archiving by us was not taken back by us', async () => {
    const store = await temporaryStore();
    await done(store, 'r1', 'archive', '1', 1);
    await done(store, 'r1', 'archive', '2', 2);
    await done(store, 'r2', 'unarchive', '1', 3);
    await done(store, 'r3', 'archive', '3', 4);
    await done(store, 'r3', 'unarchive', '4', 5);
    expect(await store.journal.archivedByUs('it-glue')).toEqual(
      new Map([
        ['2', { runId: 'r1', at: 2 }],
        ['3', { runId: 'r3', at: 4 }],
      ]),
    );
    expect((await store.journal.archivedByUs('it-glue', 'organization')).size).toBe(0);
  });

  test('created ones are configurations and organizations that no undo archived, oldest first', async () => {
    const store = await temporaryStore();
    await store.runs.start({ id: 'r1', kind: 'sync', ...start });
    await store.runs.start({ id: 'u1', kind: 'undo', ...start });
    await store.runs.start({ id: 'u2', kind: 'undo', ...start });
    for (const [index, id] of ['1', '2', '3', '4'].entries())
      await done(store, 'r1', 'create', id, index + 1);
    await done(store, 'r1', 'create', '9', 5, 'configuration-interface');
    await done(store, 'u1', 'archive', '1', 6);
    await done(store, 'u1', 'archive', '2', 6);
    await done(store, 'u2', 'unarchive', '2', 7);
    await done(store, 'r1', 'archive', '3', 8);
    const item = (id: string) => ({ runId: 'r1', item: `datto-rmm:it-glue/device/${id}` });
    expect([...(await store.journal.createdByUs('it-glue'))]).toEqual([
      ['2', item('2')],
      ['3', item('3')],
      ['4', item('4')],
    ]);
    expect([...(await store.journal.createdByUs('it-glue', 'configuration-interface')).keys()]).toEqual([
      '9',
    ]);
  });
});

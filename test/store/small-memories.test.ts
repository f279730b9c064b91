import { describe, expect, test } from 'vitest';
import { temporaryFolder, temporaryStore } from './temporary-store.js';

describe('entries', () => {
  test('keep their last value, and are gone when put to null', async () => {
    const store = await temporaryStore();
    expect(await store.get('zone')).toBeNull();
    await store.put('zone', '"webservices3"');
    await store.put('zone', '"webservices14"');
    expect(await store.get('zone')).toBe('"webservices14"');
    await store.put('zone', null);
    expect(await store.get('zone')).toBeNull();
  });
});

describe('accounts', () => {
  test('an identity is remembered until it is replaced or forgotten, each profile for itself', async () => {
    const file = `${await temporaryFolder()}/s.db`;
    const store = await temporaryStore({ file });
    const other = await temporaryStore({ file, profile: 'other' });
    await store.accounts.setIdentity({ system: 'it-glue', id: '17', name: 'Alder MSP' });
    expect(await store.accounts.identity('it-glue')).toEqual({
      system: 'it-glue',
      id: '17',
      name: 'Alder MSP',
    });
    expect(await other.accounts.identity('it-glue')).toBeNull();
    await store.accounts.setIdentity({ system: 'it-glue', id: '18', name: null });
    expect(await store.accounts.identity('it-glue')).toEqual({ system: 'it-glue', id: '18', name: null });
    await store.accounts.forget('it-glue');
    expect(await store.accounts.identity('it-glue')).toBeNull();
  });

  test('a refused login is marked until it is lifted', async () => {
    const { accounts } = await temporaryStore();
    const refusal = { credential: 'f00d', at: 5, message: 'answered 401' };
    await accounts.setRefusal('autotask', refusal);
    expect(await accounts.refusal('autotask')).toEqual(refusal);
    expect(await accounts.refusal('it-glue')).toBeNull();
    await accounts.setRefusal('autotask', { ...refusal, at: 6 });
    expect((await accounts.refusal('autotask'))?.at).toBe(6);
    await accounts.setRefusal('autotask', null);
    expect(await accounts.refusal('autotask')).toBeNull();
  });
});

describe('runs', () => {
  const start = { kind: 'sync', dryRun: false, startedAt: 100, about: null } as const;

  test('are listed newest first, with how they ended', async () => {
    const { runs } = await temporaryStore();
    await runs.start({ id: 'a', ...start });
    await runs.start({ id: 'b', ...start, kind: 'undo', about: 'a', dryRun: true });
    await runs.save('b', '{"half":1}');
    await runs.finish('a', { status: 'ok', exitCode: 0, reason: null, finishedAt: 200, document: '{}' });
    expect(await runs.list(10)).toEqual([
      {
        id: 'b',
        kind: 'undo',
        dryRun: true,
        status: 'running',
        exitCode: null,
        reason: null,
        startedAt: 100,
        finishedAt: null,
        about: 'a',
        document: '{"half":1}',
      },
      {
        id: 'a',
        kind: 'sync',
        dryRun: false,
        status: 'ok',
        exitCode: 0,
        reason: null,
        startedAt: 100,
        finishedAt: 200,
        about: null,
        document: '{}',
      },
    ]);
    expect(await runs.list(1)).toHaveLength(1);
    expect(await runs.get('a')).toMatchObject({ status: 'ok' });
    expect(await runs.get('c')).toBeNull();
  });

  test('those whose process is gone are marked as interrupted, and only those', async () => {
    const { runs } = await temporaryStore();
    for (const id of ['done', 'dead', 'alive']) await runs.start({ id, ...start });
    await runs.finish('done', { status: 'ok', exitCode: 0, reason: null, finishedAt: 1, document: null });
    expect(await runs.markInterrupted((id) => id === 'alive')).toEqual(['dead']);
    const statuses = (await runs.list(10)).map(({ id, status }) => [id, status]);
    expect(statuses).toEqual([
      ['alive', 'running'],
      ['dead', 'interrupted'],
      ['done', 'ok'],
    ]);
  });

  test('a plan is applied once', async () => {
    const { runs } = await temporaryStore();
    expect(await runs.claimPlan('p', 'a', 1)).toBe(true);
    expect(await runs.claimPlan('p', 'b', 2)).toBe(false);
    expect(await runs.claimPlan('q', 'b', 2)).toBe(true);
  });
});

describe('attestations', () => {
  const said = { step: 'psa-before-rmm', by: 'Ada', note: null, at: 1, expiresAt: 9 };

  test('the last word on a step holds, until it is taken back', async () => {
    const { attestations } = await temporaryStore();
    await attestations.add(said);
    await attestations.add({ ...said, by: 'Bo', note: 'seen it' });
    expect(await attestations.list()).toEqual([{ ...said, by: 'Bo', note: 'seen it' }]);
    expect(await attestations.revoke(said.step)).toBe(true);
    expect(await attestations.revoke(said.step)).toBe(false);
    expect(await attestations.list()).toEqual([]);
  });

  test('checks come back newest first', async () => {
    const { attestations } = await temporaryStore();
    for (const at of [3, 1, 2]) await attestations.saveCheck(at, `{"at":${at}}`);
    expect(await attestations.checks(2)).toEqual([
      { at: 2, body: '{"at":2}' },
      { at: 1, body: '{"at":1}' },
    ]);
  });
});

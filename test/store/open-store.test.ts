import { chmod, mkdir, open, readFile, rename, stat, truncate, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import Database from 'libsql';
import { describe, expect, test } from 'vitest';
import type { UsageError } from '../../src/errors.js';
import { explained } from '../../src/store/failures.js';
import { openStore } from '../../src/store/open-store.js';
import { systemClock } from '../../src/system-clock.js';
import { changeRow, fenceHolder, itemOf, outcomeOf } from './samples.js';
import { temporaryFolder, temporaryStore } from './temporary-store.js';

const options = { profile: 'default', clock: systemClock, random: Math.random };

const failureOf = async (file: string): Promise<unknown> => {
  try {
    await (await openStore({ file, ...options })).close();
    return null;
  } catch (error) {
    return error;
  }
};

describe('the file', () => {
  test('and its side files are 0600 in a 0700 folder', async () => {
    const file = join(await temporaryFolder(), 'deep', 'state', 'trilink.db');
    const store = await temporaryStore({ file });
    await store.put('a', '1');
    for (const end of ['', '-wal', '-shm']) expect((await stat(file + end)).mode & 0o777, end).toBe(0o600);
    expect((await stat(dirname(file))).mode & 0o777).toBe(0o700);
  });

  test('is set to 0600 when it was wider; its folder, which may be shared, is left', async () => {
    const folder = await temporaryFolder();
    await chmod(folder, 0o755);
    const file = join(folder, 'mine.db');
    await writeFile(file, '', { mode: 0o644 });
    await temporaryStore({ file });
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect((await stat(folder)).mode & 0o777).toBe(0o755);
  });

  test('written by a newer trilink is refused, named, and left alone', async () => {
    const file = join(await temporaryFolder(), 'trilink.db');
    await (await openStore({ file, ...options })).close();
    const raw = new Database(file);
    raw.exec('UPDATE schema_version SET version = 99');
    raw.close();
    const failure = await failureOf(file);
    expect(failure).toMatchObject({ exitCode: 2, code: 'store-newer' });
    expect(String(failure)).toContain('schema 99; this version knows 1');
    expect((failure as UsageError).hint).toContain('Update trilink');
  });

  test("that is another program's database is refused and left alone", async () => {
    const file = join(await temporaryFolder(), 'other.db');
    const raw = new Database(file);
    raw.exec('CREATE TABLE theirs (x)');
    expect(await failureOf(file)).toMatchObject({ exitCode: 2, code: 'store-foreign' });
    expect(raw.prepare('SELECT name FROM sqlite_master').all()).toEqual([{ name: 'theirs' }]);
    expect(raw.pragma('journal_mode')).toEqual([{ journal_mode: 'delete' }]);
    raw.close();
  });

  test('that is no database is refused, named, with the way out', async () => {
    const file = join(await temporaryFolder(), 'trilink.db');
    await writeFile(file, 'this is no database at all, and long enough to be looked at '.repeat(50));
    const failure = await failureOf(file);
    expect(failure).toMatchObject({ exitCode: 2, code: 'store-damaged' });
    expect(String(failure)).toContain(file);
    expect((failure as UsageError).hint).toContain(`mv ${file} ${file}.damaged`);
    expect(await readFile(file, 'utf8')).toContain('no database at all');
  });

  test('that was damaged inside is found so by health, or refused', async () => {
    const file = join(await temporaryFolder(), 'trilink.db');
    const store = await openStore({ file, ...options });
    const seen = Array.from({ length: 500 }, (_, index) => ({
      id: `d${index}`,
      scopeId: null,
      name: 'x',
      body: 'y'.repeat(900),
    }));
    await store.observations.record(outcomeOf(), seen);
    await store.close();
    const { size } = await stat(file);
    const handle = await open(file, 'r+');
    await handle.write(Buffer.alloc(40_960, 0x5a), 0, 40_960, Math.floor(size / 8192) * 4096);
    await handle.close();
    const damaged = await openStore({ file, ...options });
    expect(await damaged.health()).toMatchObject({ intact: false });
    await expect(damaged.observations.list('datto-rmm', 'device')).rejects.toMatchObject({
      code: 'store-damaged',
    });
    await damaged.close();
  });

  test('that was cut off is refused or found damaged, never taken for empty', async () => {
    const file = join(await temporaryFolder(), 'trilink.db');
    await (await openStore({ file, ...options })).close();
    await truncate(file, 5_000);
    expect(await failureOf(file)).toMatchObject({ exitCode: 2, code: 'store-damaged' });
  });

  test('that was emptied is refused, never taken for a new one', async () => {
    const file = join(await temporaryFolder(), 'trilink.db');
    await (await openStore({ file, ...options })).close();
    await truncate(file, 0);
    const failure = await failureOf(file);
    expect(failure).toMatchObject({ exitCode: 2, code: 'store-damaged' });
    expect(String(failure)).toContain('is empty, though it has held a history');
    expect((await stat(file)).size).toBe(0);
  });

  test('that was moved away is made anew', async () => {
    const file = join(await temporaryFolder(), 'trilink.db');
    await (await openStore({ file, ...options })).close();
    await rename(file, `${file}.damaged`);
    expect(await failureOf(file)).toBeNull();
    await truncate(file, 0);
    expect(await failureOf(file)).toMatchObject({ code: 'store-damaged' });
  });

  test.each([
    '/dev/null/trilink.db',
    '/dev/null/deep/trilink.db',
  ])('at %s cannot be made, and says so', async (file) => {
    const failure = await failureOf(file);
    expect(failure).toMatchObject({ exitCode: 2, code: 'store-unwritable' });
    expect(String(failure)).toContain(file);
  });

  test('that is a folder cannot be opened, and says so', async () => {
    const folder = join(await temporaryFolder(), 'trilink.db');
    await mkdir(folder, { mode: 0o700 });
    expect(await failureOf(folder)).toMatchObject({ exitCode: 2, code: 'store-unwritable' });
  });
});

describe("the engine's failures", () => {
  test.each([
    ['SQLITE_FULL', 'store-full', 2],
    ['ENOSPC', 'store-full', 2],
    ['SQLITE_READONLY_DBMOVED', 'store-unwritable', 2],
    ['SQLITE_CANTOPEN', 'store-unwritable', 2],
    ['EROFS', 'store-unwritable', 2],
    ['SQLITE_IOERR_WRITE', 'store-io', 2],
    ['SQLITE_CORRUPT_INDEX', 'store-damaged', 2],
    ['SQLITE_BUSY_SNAPSHOT', 'store-busy', 7],
  ])('%s is told as %s', (code, word, exitCode) => {
    const told = explained(Object.assign(new Error('engine'), { code }), '/s/trilink.db');
    expect(told).toMatchObject({ code: word, exitCode });
    expect(String(told)).toContain('/s/trilink.db');
  });

  test('anything else stays what it is', () => {
    const bug = new TypeError('x');
    expect(explained(bug, 'f')).toBe(bug);
    const constraint = Object.assign(new Error('y'), { code: 'SQLITE_CONSTRAINT' });
    expect(explained(constraint, 'f')).toBe(constraint);
  });
});

describe('waiting for another process', () => {
  test('is patient: a write goes through as soon as the other one is done', async () => {
    const file = join(await temporaryFolder(), 'trilink.db');
    let naps = 0;
    const other = new Database(file);
    const clock = {
      now: () => naps * 10,
      sleep: async () => {
        naps += 1;
        if (naps === 3) other.exec('COMMIT');
      },
    };
    const store = await temporaryStore({ file, clock });
    other.exec('BEGIN IMMEDIATE');
    await store.put('a', '1');
    expect([naps, await store.get('a')]).toEqual([3, '1']);
    other.close();
  });

  test('ends after half a minute, sooner after a stop, and says what to do', async () => {
    const file = join(await temporaryFolder(), 'trilink.db');
    const stop = new AbortController();
    let now = 0;
    const clock = {
      now: () => now,
      sleep: async () => {
        now += 1_000;
      },
    };
    const store = await openStore({ file, ...options, clock, signal: stop.signal });
    const other = new Database(file);
    other.exec('BEGIN IMMEDIATE');
    const failure = await store.put('a', '1').catch((error: unknown) => error);
    expect(failure).toMatchObject({ exitCode: 7, code: 'store-busy' });
    expect(now).toBe(31_000);
    stop.abort();
    await expect(store.put('a', '1')).rejects.toMatchObject({ code: 'store-busy' });
    expect(now).toBe(37_000);
    other.exec('ROLLBACK');
    await store.put('a', '1');
    expect(await store.get('a')).toBe('1');
    other.close();
    await store.close();
  });
});

describe('purging', () => {
  async function filled(file: string, profile: string) {
    const store = await temporaryStore({ file, profile });
    const fence = await store.lease.take('it-glue', fenceHolder, 0, () => true);
    await store.put('k', 'v');
    await store.accounts.setIdentity({ system: 'it-glue', id: '1', name: null });
    await store.runs.start({ id: 'r1', kind: 'sync', dryRun: false, startedAt: 1, about: null });
    for (const system of ['datto-rmm', 'syncro']) {
      await store.observations.record(outcomeOf({ system }), [
        { id: 'a', scopeId: null, name: 'a', body: `${profile}` },
      ]);
    }
    await store.matches.publish('datto-rmm:it-glue', 1, [itemOf()], { scope: 'all', dryRun: false });
    await store.journal.intend(fence, 99_000, [changeRow()]);
    return store;
  }

  test('everything leaves nothing of this profile and all of the others', async () => {
    const file = join(await temporaryFolder(), 'trilink.db');
    const store = await filled(file, 'default');
    const other = await filled(file, 'other');
    await store.purge('everything');
    expect(await store.get('k')).toBeNull();
    expect(await store.accounts.identity('it-glue')).toBeNull();
    expect(await store.runs.list(9)).toEqual([]);
    expect(await store.observations.list('datto-rmm', 'device')).toEqual([]);
    expect(await store.observations.lastRead('datto-rmm', 'device')).toBeNull();
    expect(await store.matches.published()).toEqual([]);
    expect(await store.matches.standing('datto-rmm:it-glue')).toEqual([]);
    expect(await store.journal.ofRun('r1')).toEqual([]);
    expect((await other.observations.list('datto-rmm', 'device'))[0]?.body).toBe('other');
    expect(await other.matches.published()).toHaveLength(1);
    expect(await other.journal.ofRun('r1')).toHaveLength(1);
  });

  test("one system's observations leaves every other, and matches and history", async () => {
    const store = await filled(join(await temporaryFolder(), 'trilink.db'), 'default');
    await store.purge('datto-rmm');
    expect(await store.observations.list('datto-rmm', 'device')).toEqual([]);
    expect(await store.observations.list('syncro', 'device')).toHaveLength(1);
    expect(await store.matches.published()).toHaveLength(1);
    expect(await store.runs.list(9)).toHaveLength(1);
  });
});

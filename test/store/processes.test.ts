import { spawn } from 'node:child_process';
import Database from 'libsql';
import { describe, expect, test } from 'vitest';
import { childProgram, runChild, startChild } from './child-program.js';
import { fenceHolder } from './samples.js';
import { temporaryFolder, temporaryStore } from './temporary-store.js';

const firstStart = await childProgram(new URL('./children/first-start.ts', import.meta.url));
const reservePermits = await childProgram(new URL('./children/reserve-permits.ts', import.meta.url));
const writeForever = await childProgram(new URL('./children/write-forever.ts', import.meta.url));

describe('several processes', () => {
  test('that start first at once make one store and lose nothing of each other', async () => {
    const file = `${await temporaryFolder()}/state/trilink.db`;
    const names = ['a', 'b', 'c', 'd'];
    const printed = await Promise.all(names.map((name) => runChild(firstStart, [file, name])));
    const sequences = printed.flat().map(Number);
    expect(sequences.sort((a, b) => a - b)).toEqual(Array.from({ length: 100 }, (_, index) => index + 1));
    const store = await temporaryStore({ file });
    const kept = await store.matches.decisions('datto-rmm:it-glue');
    expect(new Set(kept.map(({ sourceId }) => sourceId)).size).toBe(100);
    expect(await store.health()).toMatchObject({ schema: 1, intact: true });
  });

  test('together never get more permits in any window than the limit', async () => {
    const file = `${await temporaryFolder()}/trilink.db`;
    await (await temporaryStore({ file })).close();
    const ledger = new Database(file);
    // Every grant as the store counted it, whichever process asked.
    ledger.exec(`
      CREATE TABLE granted (at, count);
      CREATE TRIGGER a AFTER INSERT ON permit_block BEGIN INSERT INTO granted VALUES (new.at, new.granted); END;
      CREATE TRIGGER b AFTER UPDATE ON permit_block
        BEGIN INSERT INTO granted VALUES (new.at, new.granted - old.granted); END;`);
    const [limit, windowMs] = [20, 120];
    const args = [file, '40', String(limit), String(windowMs)];
    await Promise.all([1, 2, 3].map(() => runChild(reservePermits, args)));
    const grants = ledger.prepare('SELECT at, count FROM granted').all() as { at: number; count: number }[];
    ledger.close();
    expect(grants.reduce((sum, grant) => sum + grant.count, 0)).toBe(120);
    for (const { at } of grants) {
      const inWindow = grants.filter((grant) => grant.at >= at && grant.at < at + windowMs);
      expect(inWindow.reduce((sum, grant) => sum + grant.count, 0)).toBeLessThanOrEqual(limit);
    }
  });
});

describe('kill -9', () => {
  test.each([
    1, 2, 5,
  ])('after %i rounds of writing leaves everything that was answered, intact', async (rounds) => {
    const file = `${await temporaryFolder()}/trilink.db`;
    const child = startChild(writeForever, [file]);
    let answered = 0;
    for await (const line of child.lines) {
      answered = Number(line);
      if (answered >= rounds) child.process.kill('SIGKILL');
    }
    expect((await child.ended).signal).toBe('SIGKILL');
    const store = await temporaryStore({ file });
    expect(await store.health()).toMatchObject({ intact: true, problem: null });
    const seen = await store.observations.list('datto-rmm', 'device');
    expect(seen).toHaveLength(400);
    expect(new Set(seen.map(({ body }) => body)).size).toBe(1);
    expect(seen[0]?.lastSeenAt).toBeGreaterThanOrEqual(answered);
    expect((await store.journal.unsettled('it-glue')).length).toBeGreaterThanOrEqual(answered);
    expect(await store.matches.standing('datto-rmm:it-glue')).toHaveLength(400);
  });

  test('frees the lease for the next process on this machine at once', async () => {
    const file = `${await temporaryFolder()}/trilink.db`;
    const child = startChild(writeForever, [file]);
    await child.lines.next();
    const store = await temporaryStore({ file });
    const next = { ...fenceHolder, pid: 1, runId: 'next', until: Date.now() + 60_000 };
    const isAlive = ({ pid }: { pid: number }) => isRunning(pid);
    await expect(store.lease.take('it-glue', next, Date.now(), isAlive)).rejects.toMatchObject({
      exitCode: 7,
    });
    child.process.kill('SIGKILL');
    await child.ended;
    const fence = await store.lease.take('it-glue', next, Date.now(), isAlive);
    expect(fence).toEqual({ target: 'it-glue', number: 2 });
  });
});

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

describe('a disk that is full', () => {
  test('ends with a clear error, and what was stored before is there', async () => {
    const file = `${await temporaryFolder()}/trilink.db`;
    // The shell's limit on file sizes (in blocks of 512 or 1024 bytes) stands for the end of the disk.
    const shell = spawn('sh', [
      '-c',
      `ulimit -f 2000; exec "${process.execPath}" "${writeForever}" "${file}"`,
    ]);
    let stdout = '';
    let stderr = '';
    shell.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
    });
    shell.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
    });
    const code = await new Promise((resolve) => shell.on('close', resolve));
    expect(code).toBe(1);
    expect(stderr).toMatch(/no room left for the store|disk failed while the store/);
    const answered = Number(stdout.trim().split('\n').at(-1));
    expect(answered).toBeGreaterThanOrEqual(1);
    const store = await temporaryStore({ file });
    expect(await store.health()).toMatchObject({ intact: true });
    expect((await store.journal.unsettled('it-glue')).length).toBeGreaterThanOrEqual(answered);
  });
});

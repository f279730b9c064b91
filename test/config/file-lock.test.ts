import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import Database from 'libsql';
import { describe, expect, test } from 'vitest';
import { withFileLock } from '../../src/config/file-lock.js';
import { writePrivate } from '../../src/config/write-private.js';
import { systemClock } from '../../src/system-clock.js';
import { settingsIn, temporaryHome } from './temporary-home.js';

describe('a file lock', () => {
  test('lets one in after the other, and is free again after a failure inside', async () => {
    const file = join(await temporaryHome(), 'x', 'a.lock');
    const inside: string[] = [];
    const visit = (name: string) =>
      withFileLock(file, systemClock, async () => {
        inside.push(`${name} in`);
        await new Promise((resolve) => setImmediate(resolve));
        inside.push(`${name} out`);
      });
    const failing = withFileLock(file, systemClock, () => Promise.reject(new Error('inside')));
    await expect(failing).rejects.toThrow('inside');
    await Promise.all([visit('a'), visit('b'), visit('c')]);
    for (let index = 0; index < inside.length; index += 2) {
      expect(inside[index + 1]).toBe(inside[index]?.replace('in', 'out'));
    }
    expect((await stat(file)).mode & 0o777).toBe(0o600);
  });

  test('that another process never leaves is given up after ten seconds, with a word on what to do', async () => {
    const file = join(await temporaryHome(), 'a.lock');
    const other = new Database(file);
    other.exec('BEGIN IMMEDIATE');
    let now = 0;
    const clock = {
      now: () => now,
      sleep: async (ms: number) => {
        now += ms;
      },
    };
    const failure = await withFileLock(file, clock, async () => 'in').catch((error: unknown) => error);
    expect(failure).toMatchObject({ exitCode: 7, code: 'settings-busy' });
    expect(now).toBeGreaterThan(10_000);
    other.exec('ROLLBACK');
    expect(await withFileLock(file, clock, async () => 'in')).toBe('in');
    other.close();
  });
});

describe('a place that cannot be written', () => {
  test('is named, and nothing is half done', async () => {
    const home = await temporaryHome();
    await writeFile(join(home, 'state'), 'a file where the folder should be');
    const settings = await settingsIn(home);
    await settings.set('preferences.secretStore', 'file');
    const before = await readFile(settings.paths.settingsFile, 'utf8');
    const failure = await settings
      .saveConnection('it-glue', { region: 'eu', key: 'some-key' })
      .catch((error: unknown) => error);
    expect(failure).toMatchObject({ exitCode: 2, code: 'file-unwritable' });
    expect(String(failure)).toContain(join(home, 'state'));
    expect(await readFile(settings.paths.settingsFile, 'utf8')).toBe(before);
  });

  test('is named by what writes a private file', async () => {
    const home = await temporaryHome();
    await writeFile(join(home, 'folder'), '');
    const failure = writePrivate(join(home, 'folder', 'x.json'), '{}');
    await expect(failure).rejects.toMatchObject({ exitCode: 2, code: 'file-unwritable' });
  });
});

import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { childProgram, runChild, startChild } from '../store/child-program.js';
import { settingsIn, temporaryHome } from './temporary-home.js';

const rotateKey = await childProgram(new URL('./children/rotate-key.ts', import.meta.url));

describe('several processes', () => {
  test('that rotate keys and set preferences at once lose none of them', async () => {
    const home = await temporaryHome();
    const jobs = ['it-glue', 'syncro', 'laptop', 'server'];
    await Promise.all(jobs.map((job) => runChild(rotateKey, [home, job, '8'])));
    const settings = await settingsIn(home);
    expect((await settings.connection('it-glue'))?.key.reveal()).toBe('it-glue-key-8');
    expect((await settings.connection('syncro'))?.key.reveal()).toBe('syncro-key-8');
    const types = Object.keys(settings.integration('datto-rmm:it-glue').deviceTypes);
    const expected = ['laptop', 'server'].flatMap((job) =>
      Array.from({ length: 8 }, (_, index) => `${job}-${index + 1}`),
    );
    expect(types.sort()).toEqual(expected.sort());
  });

  test.each([
    'it-glue',
    'laptop',
  ])('one killed while it writes (%s) leaves whole files, and the lock free', async (job) => {
    const home = await temporaryHome();
    const child = startChild(rotateKey, [home, job, '100000']);
    let answered = 0;
    for await (const line of child.lines) {
      answered = Number(line);
      if (answered >= 4) child.process.kill('SIGKILL');
    }
    expect((await child.ended).signal).toBe('SIGKILL');
    const settings = await settingsIn(home);
    await settings.set('preferences.secretStore', 'file');
    if (job === 'it-glue') {
      const key = (await settings.connection('it-glue'))?.key.reveal() ?? '';
      expect(Number(key.replace('it-glue-key-', ''))).toBeGreaterThanOrEqual(answered);
    } else {
      const types = Object.keys(settings.integration('datto-rmm:it-glue').deviceTypes);
      expect(types.length).toBeGreaterThanOrEqual(answered);
    }
    for (const name of await readdir(join(home, 'config'))) {
      if (name === 'settings.json') JSON.parse(await readFile(join(home, 'config', name), 'utf8'));
    }
  });
});

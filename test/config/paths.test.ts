import { mkdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { resolvePaths, storeFile } from '../../src/config/paths.js';
import { settingsIn, temporaryHome } from './temporary-home.js';

describe('folders', () => {
  test.each([
    // platform, env, config, state, cache, because
    [
      'linux',
      { HOME: '/h' },
      '/h/.config/trilink',
      '/h/.local/state/trilink',
      '/h/.cache/trilink',
      'XDG defaults',
    ],
    [
      'linux',
      { HOME: '/h', XDG_CONFIG_HOME: '/c', XDG_STATE_HOME: '/s', XDG_CACHE_HOME: '/k' },
      '/c/trilink',
      '/s/trilink',
      '/k/trilink',
      'XDG set',
    ],
    [
      'linux',
      { HOME: '/h', XDG_CONFIG_HOME: 'relative', XDG_STATE_HOME: ' ' },
      '/h/.config/trilink',
      '/h/.local/state/trilink',
      '/h/.cache/trilink',
      'a relative or blank XDG path is ignored',
    ],
    [
      'linux',
      { HOME: '/h', TRILINK_HOME: '/t' },
      '/t/config',
      '/t/state',
      '/t/cache',
      'TRILINK_HOME holds everything',
    ],
    [
      'linux',
      { TRILINK_HOME: 'here' },
      '/cwd/here/config',
      '/cwd/here/state',
      '/cwd/here/cache',
      'and may be relative',
    ],
    [
      'darwin',
      { HOME: '/Users/a', XDG_CONFIG_HOME: '/c' },
      '/Users/a/Library/Application Support/trilink/config',
      '/Users/a/Library/Application Support/trilink/state',
      '/Users/a/Library/Caches/trilink',
      'macOS has its own',
    ],
    [
      'win32',
      { APPDATA: '/r', LOCALAPPDATA: '/l' },
      '/r/trilink/config',
      '/l/trilink/state',
      '/l/trilink/cache',
      'Windows too',
    ],
    [
      'win32',
      { USERPROFILE: '/u' },
      '/u/AppData/Roaming/trilink/config',
      '/u/AppData/Local/trilink/state',
      '/u/AppData/Local/trilink/cache',
      'even with a bare environment',
    ],
  ] as const)('%s %j', (platform, env, config, state, cache, because) => {
    expect(resolvePaths({ platform, env, cwd: '/cwd' }), because).toMatchObject({ config, state, cache });
  });

  test('without any home the way out is named', () => {
    expect(() => resolvePaths({ platform: 'linux', env: {}, cwd: '/' })).toThrow(
      'neither TRILINK_HOME nor HOME is set',
    );
  });
});

describe('the store', () => {
  const paths = resolvePaths({ platform: 'linux', env: { TRILINK_HOME: '/t' }, cwd: '/' });

  test.each([
    [undefined, '/t/state/trilink.db'],
    ['sqlite:/var/x.db', '/var/x.db'],
    ['sqlite:x.db', '/cwd/x.db'],
  ])('TRILINK_STORE=%s is %s', (value, file) => {
    expect(storeFile({ TRILINK_STORE: value }, paths, '/cwd')).toBe(file);
  });

  test.each(['postgres://u:hunter2@db/x', 'postgresql://db/x'])('%s is not in this version', (value) => {
    const failure = (() => {
      try {
        return storeFile({ TRILINK_STORE: value }, paths, '/');
      } catch (error) {
        return error;
      }
    })();
    expect(failure).toMatchObject({ exitCode: 2, code: 'not-in-this-version' });
    expect(String(failure)).toContain('not in this version');
    expect(String(failure)).not.toContain('hunter2');
  });

  test.each(['mysql://u:hunter2@db', 'sqlite:', '/x.db'])('%s is refused without being repeated', (value) => {
    expect(() => storeFile({ TRILINK_STORE: value }, paths, '/')).toThrow(
      'TRILINK_STORE names no store that this version knows',
    );
  });
});

describe('modes', () => {
  test('what others could read is set right and named, what is not ours is left alone', async () => {
    const home = await temporaryHome();
    const state = join(home, 'state');
    await mkdir(state, { mode: 0o755 });
    for (const name of ['secrets.json', 'trilink.db', 'trilink.db-wal', 'notes.txt']) {
      await writeFile(join(state, name), '{}', { mode: 0o644 });
    }
    const settings = await settingsIn(home);
    expect(settings.warnings).toEqual([
      `${state} could be read by others (0755); it is 0700 now`,
      `${join(state, 'secrets.json')} could be read by others (0644); it is 0600 now`,
      `${join(state, 'trilink.db')} could be read by others (0644); it is 0600 now`,
      `${join(state, 'trilink.db-wal')} could be read by others (0644); it is 0600 now`,
    ]);
    expect((await stat(state)).mode & 0o777).toBe(0o700);
    expect((await stat(join(state, 'secrets.json'))).mode & 0o777).toBe(0o600);
    expect((await stat(join(state, 'notes.txt'))).mode & 0o777).toBe(0o644);
    expect((await settingsIn(home)).warnings).toEqual([]);
  });
});

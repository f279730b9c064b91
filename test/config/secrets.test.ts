import { randomBytes } from 'node:crypto';
import { chmod, mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { format, inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import { secretFromHelper } from '../../src/config/helper-command.js';
import { Keychain } from '../../src/config/keychain.js';
import { Secret } from '../../src/config/secret.js';
import { SecretsFile } from '../../src/config/secrets-file.js';
import { UsageError } from '../../src/errors.js';
import { systemClock } from '../../src/system-clock.js';
import { dattoEnv, itGlueEnv, settingsIn, temporaryHome } from './temporary-home.js';

const key = { profile: 'default', system: 'it-glue', name: 'key' };

function secretsIn(home: string, passphrase: string | null = null): SecretsFile {
  return new SecretsFile({
    file: join(home, 'state', 'secrets.json'),
    clock: systemClock,
    randomBytes,
    passphrase: () => passphrase,
  });
}

describe('Secret', () => {
  test('shows nothing of itself, however it is printed', () => {
    const secret = new Secret('hunter2');
    const shown = [
      String(secret),
      secret.toString(),
      `${secret}`,
      `${['a', secret]}`,
      JSON.stringify({ secret, list: [secret] }),
      inspect(secret, { depth: 9, showHidden: true }),
      inspect({ deep: { secret } }, { depth: 9, showHidden: true, getters: true }),
      format('%s %o %j', secret, secret, secret),
      JSON.stringify(Object.entries(secret)),
      JSON.stringify(structuredCloneable(secret)),
    ].join(' ');
    expect(shown).not.toContain('hunter2');
    expect(shown).toContain('[secret]');
    expect(secret.reveal()).toBe('hunter2');
  });
});

function structuredCloneable(value: object): unknown {
  return { ...value };
}

describe('opened settings', () => {
  test('print no secret, wherever one was found', async () => {
    const home = await temporaryHome();
    const saved = await settingsIn(home, { TRILINK_PROFILE: 'acme' });
    await saved.saveConnection('syncro', { subdomain: 'alder', key: 'syncro-key-77' });
    const settings = await settingsIn(home, { TRILINK_PROFILE: 'acme', ...itGlueEnv });
    const seen = [
      await settings.connection('syncro'),
      await settings.connection('it-glue'),
      await settings.connectionSummaries(),
      await settings.secretSources(),
      await settings.list(),
    ];
    const text = inspect(seen, { depth: 20, showHidden: true }) + JSON.stringify(seen);
    expect(text).not.toContain('syncro-key-77');
    expect(text).not.toContain(itGlueEnv.TRILINK_IT_GLUE_KEY);
  });

  test('leave no secret in any file', async () => {
    const home = await temporaryHome();
    const settings = await settingsIn(home);
    await settings.saveConnection('datto-rmm', {
      url: 'merlot',
      key: 'plain-key-1',
      secret: 'plain-secret-1',
    });
    for (const folder of ['config', 'state']) {
      for (const name of await readdir(join(home, folder))) {
        const text = await readFile(join(home, folder, name), 'latin1');
        expect(text, name).not.toContain('plain-key-1');
        expect(text, name).not.toContain('plain-secret-1');
        expect((await stat(join(home, folder, name))).mode & 0o077, name).toBe(0);
      }
    }
  });

  test('name the source of each secret', async () => {
    const home = await temporaryHome();
    const settings = await settingsIn(home, dattoEnv);
    await settings.saveConnection('it-glue', { region: 'eu', key: 'k' });
    await settings.saveConnection('autotask', { username: 'u', secret: 's', integrationCode: 'c' });
    await settings.set('connections.autotask.helper.secret', '["pass","show","autotask"]');
    await settings.set('connections.syncro.subdomain', 'alder');
    expect(await settings.secretSources()).toEqual([
      { system: 'datto-rmm', name: 'key', source: 'environment', detail: 'TRILINK_DATTO_RMM_KEY' },
      { system: 'datto-rmm', name: 'secret', source: 'environment', detail: 'TRILINK_DATTO_RMM_SECRET' },
      { system: 'syncro', name: 'key', source: 'missing', detail: null },
      { system: 'autotask', name: 'secret', source: 'helper', detail: 'pass' },
      { system: 'autotask', name: 'integrationCode', source: 'file', detail: null },
      { system: 'it-glue', name: 'key', source: 'file', detail: null },
    ]);
    expect(settings.connectedSystems()).toEqual(['datto-rmm', 'autotask', 'it-glue']);
  });

  test('forget a connection and its secrets, and nothing else', async () => {
    const home = await temporaryHome();
    const settings = await settingsIn(home);
    await settings.saveConnection('it-glue', { region: 'eu', key: 'k' });
    await settings.saveConnection('syncro', { subdomain: 'alder', key: 'k2' });
    expect(await settings.removeConnection('it-glue')).toBe(true);
    expect(await settings.removeConnection('it-glue')).toBe(false);
    expect(await settings.connection('it-glue')).toBeNull();
    expect(await secretsIn(home).has(key)).toBe(false);
    expect((await settings.connection('syncro'))?.key.reveal()).toBe('k2');
  });
});

describe('the secrets file', () => {
  test('gives back what was put in, to a later process too', async () => {
    const home = await temporaryHome();
    await secretsIn(home).set([{ secret: key, value: new Secret('ITG.ä€😀') }]);
    expect((await secretsIn(home).get(key))?.reveal()).toBe('ITG.ä€😀');
    expect(await secretsIn(home).get({ ...key, name: 'other' })).toBeNull();
    await secretsIn(home).set([{ secret: key, value: null }]);
    expect(await secretsIn(home).get(key)).toBeNull();
  });

  test('keeps each secret to its own profile, system and name', async () => {
    const home = await temporaryHome();
    const secrets = secretsIn(home);
    await secrets.set([
      { secret: key, value: new Secret('mine') },
      { secret: { ...key, profile: 'acme' }, value: new Secret('theirs') },
    ]);
    const file = join(home, 'state', 'secrets.json');
    const content = JSON.parse(await readFile(file, 'utf8'));
    const [mine, theirs] = [
      JSON.stringify(['default', 'it-glue', 'key']),
      JSON.stringify(['acme', 'it-glue', 'key']),
    ];
    content.entries[mine] = content.entries[theirs];
    await writeFile(file, JSON.stringify(content));
    await expect(secretsIn(home).get(key)).rejects.toThrow(
      'The key of it-glue in profile default was changed',
    );
    expect((await secretsIn(home).get({ ...key, profile: 'acme' }))?.reveal()).toBe('theirs');
  });

  test('under a passphrase has a header that says how, and opens for that passphrase alone', async () => {
    const home = await temporaryHome();
    await secretsIn(home, 'correct horse').set([{ secret: key, value: new Secret('ITG.abc') }]);
    const file = join(home, 'state', 'secrets.json');
    const before = await readFile(file, 'utf8');
    expect(JSON.parse(before)).toMatchObject({ version: 1, kdf: { name: 'scrypt', N: 131_072, r: 8, p: 1 } });
    expect(await readdir(dirname(file))).not.toContain('secrets.key');
    expect((await secretsIn(home, 'correct horse').get(key))?.reveal()).toBe('ITG.abc');
    const wrong = secretsIn(home, 'wrong horse');
    await expect(wrong.get(key)).rejects.toMatchObject({ exitCode: 2, code: 'passphrase-wrong' });
    await expect(wrong.set([{ secret: key, value: new Secret('x') }])).rejects.toMatchObject({ exitCode: 2 });
    await expect(secretsIn(home).get(key)).rejects.toMatchObject({ exitCode: 2, code: 'passphrase-missing' });
    expect(await readFile(file, 'utf8')).toBe(before);
  });

  test('is sealed anew when a passphrase is set later, and the key file goes', async () => {
    const home = await temporaryHome();
    await secretsIn(home).set([{ secret: key, value: new Secret('first') }]);
    expect((await secretsIn(home, 'horse').get(key))?.reveal()).toBe('first');
    await secretsIn(home, 'horse').set([{ secret: { ...key, name: 'b' }, value: new Secret('second') }]);
    expect((await secretsIn(home, 'horse').get(key))?.reveal()).toBe('first');
    expect(await readdir(join(home, 'state'))).not.toContain('secrets.key');
    await expect(secretsIn(home).get(key)).rejects.toMatchObject({ code: 'passphrase-missing' });
  });

  test.each([
    ['{"version":1,', 'cut off'],
    ['{"version":2,"kdf":{"name":"scrypt"},"entries":{}}', 'of a newer version'],
    ['', 'empty'],
  ])('that is damaged (%s) is named, with the way out, and left as it is', async (text) => {
    const home = await temporaryHome();
    const file = join(home, 'state', 'secrets.json');
    await mkdir(dirname(file), { mode: 0o700 });
    await writeFile(file, text, { mode: 0o600 });
    const failure = await secretsIn(home)
      .get(key)
      .catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(UsageError);
    expect(String(failure)).toContain(file);
    await expect(secretsIn(home).set([{ secret: key, value: new Secret('x') }])).rejects.toThrow(UsageError);
    expect(await readFile(file, 'utf8')).toBe(text);
  });

  test('without its key file is named as damaged, and nothing is overwritten', async () => {
    const home = await temporaryHome();
    await secretsIn(home).set([{ secret: key, value: new Secret('first') }]);
    await writeFile(join(home, 'state', 'secrets.key'), randomBytes(32).toString('base64'));
    const before = await readFile(join(home, 'state', 'secrets.json'), 'utf8');
    await expect(secretsIn(home).get(key)).rejects.toMatchObject({ code: 'secrets-damaged' });
    await expect(secretsIn(home).set([{ secret: key, value: null }])).rejects.toMatchObject({
      code: 'secrets-damaged',
    });
    expect(await readFile(join(home, 'state', 'secrets.json'), 'utf8')).toBe(before);
  });
});

describe('a helper command', () => {
  const program = async (home: string, body: string): Promise<string> => {
    const file = join(home, 'helper.sh');
    await writeFile(file, `#!/bin/sh\n${body}\n`);
    await chmod(file, 0o700);
    return file;
  };

  test('gives the secret by stdout; its arguments never meet a shell', async () => {
    const home = await temporaryHome();
    const helper = await program(home, 'echo "said on stderr" >&2; printf "%s\\n" "key-$1"');
    const settings = await settingsIn(home);
    await settings.set('connections.it-glue.region', 'eu');
    await settings.set('connections.it-glue.helper.key', JSON.stringify([helper, '$(id); `id`']));
    expect((await settings.connection('it-glue'))?.key.reveal()).toBe('key-$(id); `id`');
    expect(settings.connectedSystems()).toEqual(['it-glue']);
  });

  test('wins over the encrypted file, until connect saves a new secret', async () => {
    const home = await temporaryHome();
    const helper = await program(home, 'echo from-helper');
    const settings = await settingsIn(home);
    await settings.saveConnection('it-glue', { region: 'eu', key: 'from-file' });
    await settings.set('connections.it-glue.helper.key', JSON.stringify([helper]));
    expect((await settings.connection('it-glue'))?.key.reveal()).toBe('from-helper');
    await settings.saveConnection('it-glue', { region: 'eu', key: 'rotated' });
    expect((await settings.connection('it-glue'))?.key.reveal()).toBe('rotated');
  });

  test.each([
    ['echo leaked-secret; exit 3', 'ended with 3'],
    ['true', 'printed nothing'],
    ['yes leaked-secret', 'printed too much'],
  ])('that fails (%s) is named, and what it printed is not', async (body, says) => {
    const home = await temporaryHome();
    const settings = await settingsIn(home);
    await settings.set('connections.it-glue.region', 'eu');
    await settings.set('connections.it-glue.helper.key', JSON.stringify([await program(home, body)]));
    const failure = await settings.connection('it-glue').catch((error: unknown) => error);
    expect(failure).toMatchObject({ exitCode: 2, code: 'helper-failed' });
    expect(String(failure)).toContain(says);
    expect(inspect(failure, { depth: 9 })).not.toContain('leaked-secret');
  });

  test('that never ends, or leaves a child behind, is not waited for', async () => {
    const home = await temporaryHome();
    const endless = await program(home, 'sleep 3 & sleep 3');
    const failure = secretFromHelper([endless], key, {}, 200);
    await expect(failure).rejects.toThrow('did not end within 0.2 s');
  });

  test('that does not exist is named', async () => {
    const settings = await settingsIn(await temporaryHome());
    await settings.set('connections.it-glue.region', 'eu');
    await settings.set('connections.it-glue.helper.key', '["/nowhere/helper"]');
    await expect(settings.connection('it-glue')).rejects.toThrow('(/nowhere/helper) did not start (ENOENT)');
  });
});

describe('the keychain', () => {
  /** A library with the real one's shape over a file, so that the way through the child process is tested. */
  const standIn = async (home: string, secretService: boolean): Promise<string> => {
    const file = join(home, 'keyring.cjs');
    await writeFile(
      file,
      `const fs = require('node:fs');
       const db = ${JSON.stringify(join(home, 'ring.json'))};
       const load = () => (fs.existsSync(db) ? JSON.parse(fs.readFileSync(db, 'utf8')) : {});
       exports.findCredentials = () => { if (!${secretService}) throw new Error('no secret service provider'); return []; };
       exports.Entry = class {
         constructor(service, account) { this.at = service + ' ' + account; }
         getPassword() { return load()[this.at] ?? null; }
         setPassword(value) { fs.writeFileSync(db, JSON.stringify({ ...load(), [this.at]: value })); }
         deletePassword() { const all = load(); delete all[this.at]; fs.writeFileSync(db, JSON.stringify(all)); }
       };`,
    );
    return file;
  };
  const over = (library: string | null) =>
    new Keychain({
      env: { TRILINK_IT_GLUE_KEY: 'x' },
      platform: 'linux',
      execPath: process.execPath,
      library,
    });

  test('keeps, gives and forgets a secret', async () => {
    const home = await temporaryHome();
    const keychain = over(await standIn(home, true));
    expect(await keychain.isAvailable()).toBe(true);
    expect(await keychain.get(key)).toBeNull();
    await keychain.set(key, new Secret('ITG.ring'));
    expect((await keychain.get(key))?.reveal()).toBe('ITG.ring');
    await keychain.set(key, null);
    expect(await keychain.get(key)).toBeNull();
  });

  test('is never the kernel keyring: without a secret service nothing is stored', async () => {
    const home = await temporaryHome();
    const keychain = over(await standIn(home, false));
    expect(await keychain.isAvailable()).toBe(false);
    await expect(keychain.set(key, new Secret('x'))).rejects.toMatchObject({
      exitCode: 2,
      code: 'keychain-unavailable',
    });
    expect(await readdir(home)).not.toContain('ring.json');
  });

  test('of a machine without a desktop is not there, and is not waited for', async () => {
    const keychain = new Keychain({ env: {}, platform: 'linux', execPath: process.execPath });
    expect(await keychain.isAvailable()).toBe(false);
  });

  test('is used when the settings ask for it, and refuses rather than keep a secret elsewhere', async () => {
    const home = await temporaryHome();
    const settings = await settingsIn(home);
    await settings.set('preferences.secretStore', 'keychain');
    const failure = settings.saveConnection('it-glue', { region: 'eu', key: 'some-key' });
    await expect(failure).rejects.toMatchObject({ code: 'keychain-unavailable' });
    expect(settings.savedConnection('it-glue')).toBeNull();
    expect(await secretsIn(home).has(key)).toBe(false);
  });

  test('that is not installed says so', async () => {
    await expect(over(null).get(key)).rejects.toThrow('@napi-rs/keyring is not installed');
  });
});

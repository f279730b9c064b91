import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Connection } from '../../src/config/connection.js';
import { UsageError } from '../../src/errors.js';
import { dattoEnv, itGlueEnv, settingsIn, temporaryHome } from './temporary-home.js';

const autotaskEnv = {
  TRILINK_AUTOTASK_USERNAME: 'api@example.com',
  TRILINK_AUTOTASK_SECRET: 'autotask-secret-1',
  TRILINK_AUTOTASK_INTEGRATION_CODE: 'CODE-0001',
};

const syncroEnv = { TRILINK_SYNCRO_SUBDOMAIN: 'alder', TRILINK_SYNCRO_KEY: 'syncro-key-1' };

describe('a connection from the environment', () => {
  test.each([
    ['datto-rmm', dattoEnv, 'https://pinotage-api.centrastage.net', 'a platform name'],
    [
      'datto-rmm',
      { ...dattoEnv, TRILINK_DATTO_RMM_URL: ' Merlot\n' },
      'https://merlot-api.centrastage.net',
      'trimmed',
    ],
    [
      'datto-rmm',
      { ...dattoEnv, TRILINK_DATTO_RMM_URL: 'https://syrah-api.centrastage.net/api/' },
      'https://syrah-api.centrastage.net',
      'the portal shows it with /api',
    ],
    [
      'datto-rmm',
      { ...dattoEnv, TRILINK_DATTO_RMM_URL: 'http://127.0.0.1:8123/' },
      'http://127.0.0.1:8123',
      'loopback',
    ],
    ['it-glue', itGlueEnv, 'https://api.eu.itglue.com', 'a region'],
    ['it-glue', { ...itGlueEnv, TRILINK_IT_GLUE_REGION: 'na' }, 'https://api.itglue.com', 'na is us'],
    [
      'it-glue',
      { TRILINK_IT_GLUE_URL: 'http://localhost:9/', TRILINK_IT_GLUE_KEY: 'k' },
      'http://localhost:9',
      'a URL in place of the region',
    ],
    ['autotask', autotaskEnv, 'https://webservices2.autotask.net', 'the zone is asked for at a fixed host'],
    [
      'autotask',
      { ...autotaskEnv, TRILINK_AUTOTASK_URL: 'https://webservices14.autotask.net/ATServicesRest/V1.0' },
      'https://webservices14.autotask.net',
      'or at another one of the vendor',
    ],
    [
      'autotask',
      { ...autotaskEnv, TRILINK_AUTOTASK_URL: 'http://[::1]:80' },
      'http://[::1]',
      'or on loopback',
    ],
    ['syncro', syncroEnv, 'https://alder.syncromsp.com', 'a subdomain'],
    [
      'syncro',
      { TRILINK_SYNCRO_URL: 'https://alder.syncromsp.com/api/v1', TRILINK_SYNCRO_KEY: 'k' },
      'https://alder.syncromsp.com',
      'or a URL',
    ],
  ] as const)('%s %j', async (system, env, address, because) => {
    const settings = await settingsIn(await temporaryHome(), env);
    expect(await settings.connection(system), because).toMatchObject({
      system,
      address,
      origin: 'environment',
    });
    expect(settings.connectedSystems()).toEqual([system]);
  });

  test('carries its credentials behind reveal() alone', async () => {
    const settings = await settingsIn(await temporaryHome(), { ...dattoEnv, ...autotaskEnv });
    const datto = await settings.connection('datto-rmm');
    expect([datto?.key.reveal(), datto?.secret.reveal()]).toEqual(['datto-key-0001', 'datto-secret-0001']);
    const autotask = await settings.connection('autotask');
    expect(autotask?.username).toBe('api@example.com');
    expect([autotask?.secret.reveal(), autotask?.integrationCode.reveal()]).toEqual([
      'autotask-secret-1',
      'CODE-0001',
    ]);
  });

  test('takes any value from a file that …_FILE names', async () => {
    const home = await temporaryHome();
    await writeFile(join(home, 'key'), ' ITG.from-file \n');
    const env = { TRILINK_IT_GLUE_REGION: 'au', TRILINK_IT_GLUE_KEY_FILE: join(home, 'key') };
    const settings = await settingsIn(home, env);
    expect((await settings.connection('it-glue'))?.key.reveal()).toBe('ITG.from-file');
  });

  test.each([
    [
      { TRILINK_IT_GLUE_KEY_FILE: '/nowhere/key', TRILINK_IT_GLUE_REGION: 'eu' },
      'TRILINK_IT_GLUE_KEY_FILE names cannot be read',
    ],
    [
      { ...itGlueEnv, TRILINK_IT_GLUE_KEY_FILE: '/x' },
      'Both TRILINK_IT_GLUE_KEY and TRILINK_IT_GLUE_KEY_FILE are set',
    ],
    [{ TRILINK_IT_GLUE_KEY: 'k-123456' }, 'missing TRILINK_IT_GLUE_REGION or TRILINK_IT_GLUE_URL'],
    [
      { TRILINK_IT_GLUE_SUBDOMAIN: 'alder' },
      'missing TRILINK_IT_GLUE_REGION or TRILINK_IT_GLUE_URL, TRILINK_IT_GLUE_KEY',
    ],
    [
      { TRILINK_DATTO_RMM_KEY: 'k-123456', TRILINK_DATTO_RMM_SECRET: ' ' },
      'missing TRILINK_DATTO_RMM_URL, TRILINK_DATTO_RMM_SECRET',
    ],
    [{ TRILINK_AUTOTASK_URL: 'https://webservices3.autotask.net' }, 'missing TRILINK_AUTOTASK_USERNAME'],
    [{ TRILINK_SYNCRO_KEY: 'k-123456' }, 'missing TRILINK_SYNCRO_SUBDOMAIN or TRILINK_SYNCRO_URL'],
  ])('is refused when it is there in part or cannot be read: %j', async (env, says) => {
    const settings = await settingsIn(await temporaryHome(), env);
    const failure = (() => {
      try {
        return settings.connectedSystems();
      } catch (error) {
        return error;
      }
    })();
    expect(failure).toBeInstanceOf(UsageError);
    expect(String(failure)).toContain(says);
    expect(String(failure)).not.toContain('k-123456');
  });

  test('is for the profile that TRILINK_PROFILE names, else for default, and for no other', async () => {
    const home = await temporaryHome();
    const plain = await settingsIn(home, itGlueEnv);
    await plain.saveConnection('syncro', { subdomain: 'x', key: 'k' }, 'acme');
    expect(await plain.connection('it-glue', 'acme')).toBeNull();
    expect(plain.connectedSystems('acme')).toEqual(['syncro']);
    const named = await settingsIn(home, { ...itGlueEnv, TRILINK_PROFILE: 'acme' });
    expect((await named.connection('it-glue', 'acme'))?.origin).toBe('environment');
    expect(await named.connection('it-glue', 'default')).toBeNull();
    const flagged = await settingsIn(home, { ...itGlueEnv, TRILINK_PROFILE: 'other' }, { profile: 'acme' });
    expect(await flagged.connection('it-glue')).toBeNull();
  });

  test('wins whole over a saved one', async () => {
    const home = await temporaryHome();
    const saved = await settingsIn(home);
    await saved.saveConnection('it-glue', { region: 'us', subdomain: 'alder', key: 'saved-key' });
    const both = await settingsIn(home, itGlueEnv);
    expect(await both.connection('it-glue')).toMatchObject({
      origin: 'environment',
      address: 'https://api.eu.itglue.com',
      subdomain: null,
    });
    expect(await saved.connection('it-glue')).toMatchObject({ origin: 'profile', subdomain: 'alder' });
  });
});

describe('an address', () => {
  test.each([
    ['datto-rmm', { url: 'http://pinotage-api.centrastage.net' }, 'begins with http://'],
    ['datto-rmm', { url: 'https://evil.example.com' }, 'which is no Datto RMM API'],
    ['datto-rmm', { url: 'https://api.centrastage.net.evil.com' }, 'which is no Datto RMM API'],
    ['datto-rmm', { url: 'pinotagge' }, 'Did you mean "pinotage"?'],
    ['it-glue', { url: 'https://me:hunter2@api.itglue.com' }, 'holds a user name or password'],
    ['it-glue', { url: 'https://api.itglue.com/?key=hunter2' }, 'has something after ?'],
    ['it-glue', { url: 'ftp://api.itglue.com' }, 'begins with ftp://'],
    ['it-glue', { url: 'http://127.0.0.1.evil.com' }, 'begins with http://'],
    ['it-glue', { url: 'api.itglue.com' }, 'is not a URL'],
    ['it-glue', { region: 'moon' }, 'no IT Glue region'],
    ['autotask', { url: 'https://autotask.net.evil.com' }, 'not under autotask.net'],
    ['autotask', { url: 'https://evilautotask.net' }, 'not under autotask.net'],
    ['syncro', { subdomain: 'a/b' }, null],
    ['syncro', { subdomain: 'al der' }, 'is no subdomain'],
  ] as const)('%s %j', async (system, values, says) => {
    const settings = await settingsIn(await temporaryHome());
    const credentials = { key: 'k', secret: 's', username: 'u', integrationCode: 'c' };
    const draft = settings.draftConnection(system, { ...credentials, ...values });
    if (says === null) await expect(draft).resolves.toMatchObject({ address: 'https://a.syncromsp.com' });
    else {
      const failure = await draft.catch((error: unknown) => error);
      expect(failure).toBeInstanceOf(UsageError);
      expect(String(failure)).toContain(says);
      expect(JSON.stringify(failure) + String(failure)).not.toContain('hunter2');
    }
  });

  test('a draft lists everything that is missing', async () => {
    const settings = await settingsIn(await temporaryHome());
    await expect(settings.draftConnection('datto-rmm', {})).rejects.toThrow('lacks url, key, secret');
    await expect(settings.draftConnection('it-glue', { key: ' ' })).rejects.toThrow(
      'lacks region or url, key',
    );
  });
});

describe('the fingerprint of a credential', () => {
  const print = async (home: string, env: Record<string, string>): Promise<string | undefined> => {
    const connection: Connection | null = await (await settingsIn(home, env)).connection('it-glue');
    return connection?.credential;
  };

  test('is the same tomorrow, differs with key, address and installation, and shows nothing of the key', async () => {
    const home = await temporaryHome();
    const first = await print(home, itGlueEnv);
    expect(first).toMatch(/^[0-9a-f]{32}$/);
    expect(await print(home, itGlueEnv)).toBe(first);
    expect(await print(home, { ...itGlueEnv, TRILINK_IT_GLUE_KEY: 'other' })).not.toBe(first);
    expect(await print(home, { ...itGlueEnv, TRILINK_IT_GLUE_REGION: 'us' })).not.toBe(first);
    expect(await print(await temporaryHome(), itGlueEnv)).not.toBe(first);
  });

  test('of a saved connection is known without opening its secrets, and is the one it has when they are opened', async () => {
    const home = await temporaryHome();
    const passphrase = { TRILINK_PASSPHRASE: 'correct horse' };
    const settings = await settingsIn(home, passphrase);
    await settings.saveConnection('it-glue', { region: 'eu', key: 'saved-key' });
    const locked = await settingsIn(home);
    const [summary] = await locked.connectionSummaries();
    expect(summary).toMatchObject({
      system: 'it-glue',
      address: 'https://api.eu.itglue.com',
      origin: 'profile',
    });
    expect(summary?.credential).toBe((await settings.connection('it-glue'))?.credential);
    await settings.saveConnection('it-glue', { region: 'eu', key: 'rotated-key' });
    expect((await settings.connectionSummaries())[0]?.credential).not.toBe(summary?.credential);
  });

  test('of a saved connection changes when it is pointed elsewhere', async () => {
    const settings = await settingsIn(await temporaryHome());
    await settings.saveConnection('it-glue', { region: 'us', key: 'saved-key' });
    const [before] = await settings.connectionSummaries();
    await settings.set('connections.it-glue.region', 'eu');
    const [after] = await settings.connectionSummaries();
    expect(after?.address).toBe('https://api.eu.itglue.com');
    expect(after?.credential).not.toBe(before?.credential);
    expect((await settings.connection('it-glue'))?.credential).toBe(after?.credential);
    expect((await settings.connection('it-glue'))?.key.reveal()).toBe('saved-key');
  });

  test('of several processes that are first at once is salted alike', async () => {
    const home = await temporaryHome();
    const prints = await Promise.all(Array.from({ length: 8 }, () => print(home, itGlueEnv)));
    expect(new Set(prints).size).toBe(1);
    expect(await readdir(join(home, 'state'))).toEqual(['credential-salt']);
  });
});

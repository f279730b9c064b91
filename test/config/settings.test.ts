import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { UsageError } from '../../src/errors.js';
import { dattoEnv, itGlueEnv, settingsIn, temporaryHome } from './temporary-home.js';

async function writeSettings(home: string, content: unknown): Promise<string> {
  const file = join(home, 'config', 'settings.json');
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  await writeFile(file, typeof content === 'string' ? content : JSON.stringify(content), { mode: 0o600 });
  return file;
}

describe('the settings file', () => {
  test('is not needed: everything has a default, and reading writes nothing', async () => {
    const home = await temporaryHome();
    const settings = await settingsIn(home);
    expect(settings.integration('datto-rmm:it-glue')).toEqual({
      mode: 'audit',
      matchBy: null,
      authority: {},
      deviceTypes: {},
      maxCreates: null,
      maxOverwrites: null,
      maxArchives: null,
      options: {},
    });
    await expect(stat(join(home, 'config'))).rejects.toThrow('ENOENT');
  });

  test('is 0600 in a 0700 folder once something is set, and carries its version', async () => {
    const home = await temporaryHome();
    const settings = await settingsIn(home);
    await settings.set('integrations.datto-rmm:it-glue.mode', 'sync');
    const file = settings.paths.settingsFile;
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect((await stat(dirname(file))).mode & 0o777).toBe(0o700);
    expect(JSON.parse(await readFile(file, 'utf8'))).toEqual({
      version: 1,
      profiles: { default: { integrations: { 'datto-rmm:it-glue': { mode: 'sync' } } } },
    });
    expect((await settingsIn(home)).integration('datto-rmm:it-glue').mode).toBe('sync');
  });

  test.each<[content: unknown, says: string, because: string]>([
    ['{"version":1,', 'damaged', 'cut off'],
    ['[1]', 'damaged', 'no object'],
    [{ version: 9 }, 'newer trilink', 'from the future'],
    [{ version: '1' }, 'no version', 'a version of another kind'],
    [
      { version: 1, profile: {} },
      'unknown key profile. Did you mean "profiles"?',
      'a key that is nearly right',
    ],
    [
      { version: 1, profiles: { acme: { integrations: { 'datto-rmm:it-glue': { mod: 'sync' } } } } },
      'unknown key profiles.acme.integrations.datto-rmm:it-glue.mod. Did you mean "mode"?',
      'a deep key that is nearly right',
    ],
    [
      { version: 1, profiles: { acme: { connections: { 'it-glue': { regoin: 'eu' } } } } },
      'Did you mean "region"?',
      'a connection with a wrong key',
    ],
    [
      { version: 1, profiles: { acme: { integrations: { 'datto-rmm:it-glue': { mode: 'on' } } } } },
      'must be off, audit, sync',
      'a value that is not allowed',
    ],
    [
      { version: 1, profiles: { acme: { integrations: { 'datto-rmm:it-glue': { maxCreates: 'many' } } } } },
      'such as 25 or 10%',
      'a limit that is none',
    ],
  ])('%j is refused, naming the file (%s)', async (content, says, because) => {
    const home = await temporaryHome();
    const file = await writeSettings(home, content);
    const failure = await settingsIn(home).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(UsageError);
    expect(String(failure)).toContain(file);
    expect(String(failure), because).toContain(says);
    expect(await readFile(file, 'utf8')).toBe(
      typeof content === 'string' ? content : JSON.stringify(content),
    );
  });

  test('names every problem at once', async () => {
    const home = await temporaryHome();
    await writeSettings(home, { version: 1, preference: {}, profile: {} });
    await expect(settingsIn(home)).rejects.toThrow(/unknown key preference\..*unknown key profile\./);
  });

  test('without a version is brought up to this one, with the old one kept beside it', async () => {
    const home = await temporaryHome();
    const old = { profiles: { acme: {} } };
    const file = await writeSettings(home, old);
    const settings = await settingsIn(home);
    expect(settings.profiles).toEqual(['default', 'acme']);
    expect(JSON.parse(await readFile(file, 'utf8'))).toEqual({ version: 1, ...old });
    expect(JSON.parse(await readFile(`${file}.v0.bak`, 'utf8'))).toEqual(old);
  });

  test('a change that would make it invalid leaves it as it was', async () => {
    const home = await temporaryHome();
    const settings = await settingsIn(home);
    await settings.set('integrations.datto-rmm:it-glue.maxCreates', '25');
    const before = await readFile(settings.paths.settingsFile, 'utf8');
    await expect(settings.set('integrations.datto-rmm:it-glue.maxCreates', 'lots')).rejects.toThrow(
      UsageError,
    );
    expect(await readFile(settings.paths.settingsFile, 'utf8')).toBe(before);
  });
});

describe('profiles', () => {
  test('default always exists; others when something was saved for them', async () => {
    const home = await temporaryHome();
    const settings = await settingsIn(home, {}, { profile: 'nightly' });
    expect(settings.profiles).toEqual(['default']);
    await settings.saveConnection('it-glue', { region: 'eu', key: 'k-of-nightly' });
    expect(settings.profiles).toEqual(['default', 'nightly']);
    const other = await settingsIn(home);
    expect(other.requireProfile('nightly')).toBe('nightly');
    expect(await other.connection('it-glue')).toBeNull();
    expect((await other.connection('it-glue', 'nightly'))?.key.reveal()).toBe('k-of-nightly');
  });

  test('an unknown one gets "did you mean"', async () => {
    const home = await temporaryHome();
    await writeSettings(home, { version: 1, profiles: { nightly: {} } });
    const settings = await settingsIn(home, {}, { profile: 'nigthly' });
    expect(() => settings.requireProfile()).toThrow(
      'There is no profile named "nigthly". Did you mean "nightly"?',
    );
    const failure = await settings.list().catch((error: unknown) => error);
    expect(failure).toMatchObject({ hint: 'List them with: trilink config profiles', exitCode: 2 });
  });

  test.each([
    ['flag', 'environment', 'flag'],
    [undefined, 'environment', 'environment'],
    [undefined, undefined, 'default'],
  ])('flag %s and environment %s: %s is in force', async (flag, variable, expected) => {
    const settings = await settingsIn(
      await temporaryHome(),
      { TRILINK_PROFILE: variable },
      { profile: flag },
    );
    expect(settings.profileName).toBe(expected);
  });

  test('one that the environment brings credentials for exists without being saved', async () => {
    const home = await temporaryHome();
    const settings = await settingsIn(home, { ...itGlueEnv, TRILINK_PROFILE: 'acme' });
    expect(settings.requireProfile()).toBe('acme');
    const bare = await settingsIn(home, { TRILINK_PROFILE: 'acme' });
    expect(() => bare.requireProfile()).toThrow('There is no profile named "acme"');
  });

  test.each(['', '-x', '../etc', 'a b', '__proto__'])('%j cannot be the name of a new one', async (name) => {
    const settings = await settingsIn(await temporaryHome());
    await expect(settings.saveConnection('it-glue', { region: 'eu', key: 'k' }, name)).rejects.toThrow(
      UsageError,
    );
  });
});

describe('integrations', () => {
  test('TRILINK_INTEGRATIONS wins over the file, for the modes it names', async () => {
    const home = await temporaryHome();
    const saved = await settingsIn(home);
    await saved.set('integrations.datto-rmm:it-glue.mode', 'off');
    await saved.set('integrations.autotask:it-glue.mode', 'off');
    const settings = await settingsIn(home, {
      TRILINK_INTEGRATIONS: 'datto-rmm:it-glue=sync, datto-rmm:autotask=audit,',
    });
    expect(settings.integration('datto-rmm:it-glue').mode).toBe('sync');
    expect(settings.integration('autotask:it-glue').mode).toBe('off');
  });

  test.each([
    ['datto-rmm:it-glue', 'names no mode'],
    ['datto-rmm:it-glue=on', 'names no mode (on)'],
    ['datto-rmm:it-glu=sync', 'Did you mean "datto-rmm:it-glue"?'],
  ])('TRILINK_INTEGRATIONS=%s is refused', async (value, says) => {
    const settings = await settingsIn(await temporaryHome(), { TRILINK_INTEGRATIONS: value });
    expect(() => settings.integration('datto-rmm:it-glue')).toThrow(says);
  });

  test('are enabled when they are not off and both systems are connected, in safe order', async () => {
    const home = await temporaryHome();
    const env = {
      ...itGlueEnv,
      ...dattoEnv,
      TRILINK_AUTOTASK_USERNAME: 'api@example.com',
      TRILINK_AUTOTASK_SECRET: 's',
      TRILINK_AUTOTASK_INTEGRATION_CODE: 'c',
    };
    const settings = await settingsIn(home, env);
    expect(settings.enabledIntegrations().map(({ id }) => id)).toEqual([
      'datto-rmm:autotask',
      'autotask:it-glue',
      'datto-rmm:it-glue',
    ]);
    await settings.set('integrations.autotask:it-glue.mode', 'off');
    expect(settings.enabledIntegrations().map(({ id }) => id)).toEqual([
      'datto-rmm:autotask',
      'datto-rmm:it-glue',
    ]);
    expect((await settingsIn(home, dattoEnv)).enabledIntegrations()).toEqual([]);
  });
});

describe('set and unset', () => {
  test('a field that is never written cannot be made to be', async () => {
    const settings = await settingsIn(await temporaryHome());
    const key = 'integrations.datto-rmm:autotask.authority.contract';
    await expect(settings.set(key, 'overwrite')).rejects.toThrow('is never written. Contracts are money');
  });

  test.each([
    ['integrations.datto-rmm:it-glue.mode', 'sync', 'sync'],
    ['integrations.datto-rmm:it-glue.matchBy', 'sites', 'sites'],
    ['integrations.datto-rmm:it-glue.maxCreates', '10%', '10%'],
    ['integrations.datto-rmm:it-glue.authority.serial-number', 'never', 'never'],
    ['integrations.datto-rmm:it-glue.authority.configuration-interface.mac-address', 'fill', 'fill'],
    [
      'integrations.datto-rmm:it-glue.deviceTypes.Network Device (Switch)',
      'Managed Switch',
      'Managed Switch',
    ],
    ['integrations.datto-rmm:it-glue.deviceTypes.v2.5 box', 'skip', 'skip'],
    ['integrations.datto-rmm:autotask.options.createUnlinked', 'true', true],
    ['integrations.autotask:it-glue.options.untypedItems', 'false', false],
    ['preferences.secretStore', 'file', 'file'],
    ['connections.it-glue.region', 'NA', 'us'],
    ['connections.it-glue.subdomain', 'https://alder.itglue.com/', 'alder'],
    ['connections.datto-rmm.url', 'Pinotage', 'https://pinotage-api.centrastage.net'],
    ['connections.autotask.helper.secret', '["op","read","x"]', ['op', 'read', 'x']],
  ])('%s takes %s, shows it with its origin, and gives it up again', async (key, typed, kept) => {
    const settings = await settingsIn(await temporaryHome());
    const plain = await settings.list();
    await settings.set(key, typed);
    const row = (await settings.list()).find((one) => one.key === key.replace('.helper.', '.'));
    if (Array.isArray(kept)) expect(row).toMatchObject({ value: 'set', from: 'helper command op' });
    else expect(row).toEqual({ key, value: kept, origin: 'file', from: settings.paths.settingsFile });
    expect(await settings.unset(key)).toBe(true);
    expect(await settings.unset(key)).toBe(false);
    expect(await settings.list()).toEqual(plain);
  });

  test.each([
    ['integrations.datto-rmm:it-glue.mode', 'on', 'it takes one of off, audit, sync'],
    [
      'integrations.datto-rmm:it-glue.authority.name',
      'always',
      'one of overwrite, own, fill, create-only, never',
    ],
    ['integrations.datto-rmm:it-glue.authority.serial-numbr', 'never', 'Did you mean "serial-number"?'],
    ['integrations.datto-rmm:it-glue.maxArchives', '-1', 'a number or a percentage'],
    ['integrations.datto-rmm:it-glue.mode', ' ', 'config unset'],
    ['integrations.datto-rmm:it-glue.mod', 'sync', 'Did you mean "mode"?'],
    ['integrations.datto-rmm:it-glue.authority', 'never', 'lacks the name of its entry'],
    ['integrations.datto-rmm:itglue.mode', 'sync', 'Did you mean "datto-rmm:it-glue"?'],
    ['integration.datto-rmm:it-glue.mode', 'sync', 'Did you mean "integrations"?'],
    ['connections.it-glue.key', 'ITG.abc', 'is a secret'],
    ['connections.it-glu.region', 'eu', 'Did you mean "it-glue"?'],
    ['connections.it-glue.region', 'mars', 'is no IT Glue region'],
    ['connections.it-glue.url', 'http://api.itglue.com', 'Only https'],
    ['connections.autotask.helper.secret', 'op read x', 'a JSON list'],
    ['connections.autotask.helper.key', '["op"]', 'no setting'],
    ['preferences.colour', 'red', 'no setting'],
  ])('%s = %s is refused with what is allowed', async (key, typed, says) => {
    const settings = await settingsIn(await temporaryHome());
    const failure = await settings.set(key, typed).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(UsageError);
    const { message, hint } = failure as UsageError;
    expect(`${message} ${hint ?? ''}`).toContain(says);
  });

  test('keys that name a prototype find nothing there', async () => {
    const settings = await settingsIn(await temporaryHome());
    await settings.set('integrations.datto-rmm:it-glue.deviceTypes.__proto__', 'skip');
    expect(settings.integration('datto-rmm:it-glue').deviceTypes.Laptop).toBeUndefined();
    expect(Object.keys(Object.prototype)).toEqual([]);
  });
});

describe('list', () => {
  test('tells where every value came from, and of secrets only whether they are set', async () => {
    const home = await temporaryHome();
    const saved = await settingsIn(home, {}, { profile: 'acme' });
    await saved.saveConnection('syncro', { subdomain: 'alder', key: 'syncro-key-77' });
    await saved.set('integrations.syncro:it-glue.maxCreates', '5');
    const env = { ...itGlueEnv, TRILINK_PROFILE: 'acme', TRILINK_INTEGRATIONS: 'syncro:it-glue=sync' };
    const settings = await settingsIn(home, env, { profile: 'acme' });
    const rows = new Map((await settings.list()).map((row) => [row.key, row]));
    const file = settings.paths.settingsFile;
    const at = (key: string) => [rows.get(key)?.value, rows.get(key)?.origin, rows.get(key)?.from];
    expect(at('profile')).toEqual(['acme', 'flag', '--profile']);
    expect(at('connections.it-glue.region')).toEqual(['eu', 'environment', 'TRILINK_IT_GLUE_REGION']);
    expect(at('connections.it-glue.key')).toEqual(['set', 'environment', 'TRILINK_IT_GLUE_KEY']);
    expect(at('connections.syncro.subdomain')).toEqual(['alder', 'file', file]);
    expect(at('connections.syncro.key')).toEqual(['set', 'file', 'encrypted secrets']);
    expect(at('connections.datto-rmm.key')).toEqual(['unset', 'default', null]);
    expect(at('integrations.syncro:it-glue.mode')).toEqual(['sync', 'environment', 'TRILINK_INTEGRATIONS']);
    expect(at('integrations.syncro:it-glue.maxCreates')).toEqual(['5', 'file', file]);
    expect(at('integrations.datto-rmm:it-glue.mode')).toEqual(['audit', 'default', null]);
    const text = JSON.stringify([...rows.values()]);
    expect(text).not.toContain('syncro-key-77');
    expect(text).not.toContain('ITG.key');
  });
});

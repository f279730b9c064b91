import type { IntegrationId, KnownSystem } from '../domain/estate/systems.js';
import { knownSystems } from '../domain/estate/systems.js';
import { UsageError } from '../errors.js';
import type { Clock } from '../ports/clock.js';
import type { ConnectionSummary, IntegrationMode, IntegrationSettings } from '../ports/session.js';
import {
  buildConnection,
  type Connection,
  type ConnectionOf,
  type GivenValue,
  missingFields,
} from './connection.js';
import { environmentValues, isComplete, savedConnection } from './connections.js';
import { credentialSalt } from './credential-salt.js';
import { type Env, envText, envValue } from './environment.js';
import { tightenModes } from './file-modes.js';
import { environmentModes, integrationIds, integrationSettings } from './integrations.js';
import { Keychain } from './keychain.js';
import { type Paths, resolvePaths, storeFile } from './paths.js';
import {
  defaultProfile,
  environmentProfile,
  existingProfile,
  newProfileName,
  profilesOf,
} from './profiles.js';
import { Secret } from './secret.js';
import { type SecretSource, secretSources } from './secret-sources.js';
import { SecretsFile } from './secrets-file.js';
import { withoutSetting, withSetting } from './setting-edit.js';
import { parseKey } from './setting-key.js';
import { listSettings, type SettingRow } from './setting-list.js';
import { parseValue } from './setting-value.js';
import type { ConnectionFile, SettingsFile } from './settings-file.js';
import { SettingsStore } from './settings-store.js';
import { fieldsOf } from './systems.js';

export interface SettingsInput {
  readonly env: Env;
  readonly platform: NodeJS.Platform;
  readonly cwd: string;
  readonly clock: Clock;
  readonly randomBytes: (size: number) => Buffer;
  /** Node's own program, for asking the keychain. */
  readonly execPath: string;
  /** `--profile`; wins over `TRILINK_PROFILE`. */
  readonly profile?: string | undefined;
}

/** What a connection is made of, by the fields' names of `fieldsOf(system)`. */
export type ConnectionValues = Readonly<Record<string, string | Secret | undefined>>;

/** Opens the settings and checks the modes of every file that trilink keeps. */
export async function openSettings(input: SettingsInput): Promise<Settings> {
  const paths = resolvePaths(input);
  const warnings = input.platform === 'win32' ? [] : await tightenModes(paths);
  const store = new SettingsStore(paths.settingsFile, input.clock);
  return new Settings({ input, paths, warnings, store, file: await store.read() });
}

interface Parts {
  readonly input: SettingsInput;
  readonly paths: Paths;
  readonly warnings: readonly string[];
  readonly store: SettingsStore;
  readonly file: SettingsFile;
}

/**
 * Preferences, profiles, integrations and connections. Every value comes from the first of: flag, environment, file,
 * default. Where a method takes a profile, the one in force is meant when it is left out.
 */
export class Settings {
  readonly paths: Paths;
  /** Modes that were too wide and have been set right, for a person to read. */
  readonly warnings: readonly string[];
  /** The profile in force: `--profile`, `TRILINK_PROFILE`, or `default`. It need not exist yet. */
  readonly profileName: string;
  readonly keychain: Keychain;
  readonly secretsFile: SecretsFile;
  readonly #input: SettingsInput;
  readonly #store: SettingsStore;
  #file: SettingsFile;
  #salt: Promise<Buffer> | null = null;

  constructor({ input, paths, warnings, store, file }: Parts) {
    this.paths = paths;
    this.warnings = warnings;
    this.#input = input;
    this.#store = store;
    this.#file = file;
    this.profileName = input.profile ?? environmentProfile(input.env);
    this.keychain = new Keychain(input);
    this.secretsFile = new SecretsFile({
      file: paths.secretsFile,
      clock: input.clock,
      randomBytes: input.randomBytes,
      passphrase: () => envValue(input.env, 'TRILINK_PASSPHRASE')?.value ?? null,
    });
  }

  /** @throws {UsageError} for a store that this version does not have. */
  get storeFile(): string {
    return storeFile(this.#input.env, this.paths, this.#input.cwd);
  }

  /** `default` first, then by name. */
  get profiles(): readonly string[] {
    return profilesOf(this.#file, this.#input.env);
  }

  /** @throws {UsageError} `There is no profile named …` when it does not exist. */
  requireProfile(name: string = this.profileName): string {
    return existingProfile(name, this.profiles);
  }

  integration(id: IntegrationId, profile: string = this.profileName): IntegrationSettings {
    const file = this.#profile(profile)?.integrations?.[id];
    return integrationSettings(file, environmentModes(this.#input.env).get(id));
  }

  /** Integrations that are not off and whose two systems are connected, in safe order. */
  enabledIntegrations(
    profile: string = this.profileName,
  ): readonly { id: IntegrationId; mode: IntegrationMode }[] {
    const connected = new Set<string>(this.connectedSystems(profile));
    return integrationIds
      .filter((id) => id.split(':').every((system) => connected.has(system)))
      .map((id) => ({ id, mode: this.integration(id, profile).mode }))
      .filter(({ mode }) => mode !== 'off');
  }

  /** @throws {UsageError} when the environment gives only part of a connection. */
  connectedSystems(profile: string = this.profileName): readonly KnownSystem[] {
    return knownSystems.filter((system) => {
      if (this.#environment(system, profile)) return true;
      const saved = this.savedConnection(system, profile);
      return saved !== null && isComplete(system, saved);
    });
  }

  /** What is kept in the file about a connection, without its secrets; `null` when nothing is. */
  savedConnection(system: KnownSystem, profile: string = this.profileName): ConnectionFile | null {
    return this.#profile(profile)?.connections?.[system] ?? null;
  }

  /**
   * The connection with its credentials: from the environment when its variables are set and this is the profile they
   * are for, else as saved. `null` when there is none.
   *
   * @throws {UsageError} when only part of it is there, or its secrets cannot be opened.
   */
  async connection<System extends KnownSystem>(
    system: System,
    profile: string = this.profileName,
  ): Promise<ConnectionOf<System> | null> {
    const given = this.#environment(system, profile);
    if (given)
      return buildConnection(system, given, 'environment', await this.#saltOnce()) as ConnectionOf<System>;
    const saved = this.savedConnection(system, profile);
    if (!saved) return null;
    const places = { env: this.#input.env, keychain: this.keychain, file: this.secretsFile };
    const connection = await savedConnection(system, profile, saved, places, await this.#saltOnce());
    return connection as ConnectionOf<System>;
  }

  /** Every connection without its credentials. Opens no secret, unless a helper command must be asked for its print. */
  async connectionSummaries(profile: string = this.profileName): Promise<readonly ConnectionSummary[]> {
    return Promise.all(this.connectedSystems(profile).map((system) => this.#summary(system, profile)));
  }

  async #summary(system: KnownSystem, profile: string): Promise<ConnectionSummary> {
    const saved = this.#environment(system, profile) ? null : this.savedConnection(system, profile);
    if (saved?.credential && !saved.helper) {
      const address = this.#savedAddress(system, saved);
      return { system, address, origin: 'profile', credential: saved.credential };
    }
    const connection = await this.connection(system, profile);
    if (!connection)
      throw new UsageError(`${system} is not connected`, { hint: `trilink connect ${system}` });
    const { address, origin, credential } = connection;
    return { system, address, origin, credential };
  }

  /** Addresses do not depend on secrets, so blanks stand in for them. */
  #savedAddress(system: KnownSystem, saved: ConnectionFile): string {
    const given = new Map<string, GivenValue>();
    for (const { name, secret } of fieldsOf(system)?.fields ?? []) {
      const value = secret ? '-' : saved[name as 'url' | 'region' | 'subdomain' | 'username'];
      if (value !== undefined) given.set(name, { value, where: `connections.${system}.${name}` });
    }
    return buildConnection(system, given, 'profile', Buffer.alloc(32)).address;
  }

  /**
   * A connection of what a person entered, to be tried before it is saved.
   *
   * @throws {UsageError} listing what is missing, or saying what is wrong with an address.
   */
  async draftConnection<System extends KnownSystem>(
    system: System,
    values: ConnectionValues,
  ): Promise<ConnectionOf<System>> {
    const given = givenBy(values);
    const missing = missingFields(system, given);
    if (missing.length > 0) {
      const names = missing.map((alternatives) => alternatives.join(' or ')).join(', ');
      throw new UsageError(`The connection to ${system} lacks ${names}`, { code: 'connection-incomplete' });
    }
    return buildConnection(system, given, 'profile', await this.#saltOnce()) as ConnectionOf<System>;
  }

  /** Saves a connection whole, in place of what was there; makes the profile when it is its first. */
  async saveConnection(
    system: KnownSystem,
    values: ConnectionValues,
    profile: string = this.profileName,
  ): Promise<void> {
    newProfileName(profile);
    const { credential } = await this.draftConnection(system, values);
    const secrets = await this.#secretPlace();
    const changes = [...givenBy(values)].flatMap(([name, { value }]) =>
      isSecret(system, name) ? [{ secret: { profile, system, name }, value: new Secret(value) }] : [],
    );
    if (secrets === 'file') await this.secretsFile.set(changes);
    else for (const { secret, value } of changes) await this.keychain.set(secret, value);
    const plain = [...givenBy(values)].filter(([name]) => !isSecret(system, name));
    const fields = Object.fromEntries(plain.map(([name, { value }]) => [name, value]));
    await this.#change((file) => withConnection(file, profile, system, { ...fields, secrets, credential }));
  }

  /** Forgets a connection and its secrets; answers whether there was one. */
  async removeConnection(system: KnownSystem, profile: string = this.profileName): Promise<boolean> {
    const saved = this.savedConnection(system, profile);
    if (!saved) return false;
    await this.#change((file) => withConnection(file, profile, system, undefined));
    const names = (fieldsOf(system)?.fields ?? []).filter((field) => field.secret).map(({ name }) => name);
    const gone = names.map((name) => ({ secret: { profile, system, name }, value: null }));
    if (saved.secrets === 'keychain') for (const { secret } of gone) await this.keychain.set(secret, null);
    else await this.secretsFile.set(gone);
    return true;
  }

  /** Where each secret of each connection comes from, never the secret itself. */
  async secretSources(profile: string = this.profileName): Promise<readonly SecretSource[]> {
    const env = profile === environmentProfile(this.#input.env) ? this.#input.env : {};
    return secretSources(profile, env, (system) => this.savedConnection(system, profile), this.secretsFile);
  }

  /** Every setting with where its value came from; secrets as `set` or `unset`. */
  async list(profile: string = this.profileName): Promise<readonly SettingRow[]> {
    const name = this.requireProfile(profile);
    return listSettings({
      profile: name,
      env: this.#input.env,
      flag: this.#input.profile,
      settingsFile: this.paths.settingsFile,
      file: this.#file,
      secrets: await this.secretSources(name),
    });
  }

  /**
   * Sets `integrations.ID.mode`, `connections.SYSTEM.region`, `preferences.secretStore` and so on.
   *
   * @throws {UsageError} for an unknown key (with the nearest one) or a value that is not allowed (with those that are).
   */
  async set(key: string, typed: string, profile: string = this.profileName): Promise<void> {
    const name = this.requireProfile(profile);
    const parsed = parseKey(key);
    const value = parseValue(parsed, key, typed);
    await this.#change((file) => withSetting(file, name, parsed, value));
  }

  /** Takes a setting back to its default; answers whether it was set. */
  async unset(key: string, profile: string = this.profileName): Promise<boolean> {
    const name = this.requireProfile(profile);
    const parsed = parseKey(key);
    let wasSet = false;
    await this.#change((file) => {
      const after = withoutSetting(file, name, parsed);
      wasSet = JSON.stringify(after) !== JSON.stringify(file);
      return after;
    });
    return wasSet;
  }

  async #change(edit: (file: SettingsFile) => SettingsFile): Promise<void> {
    this.#file = await this.#store.change(edit);
  }

  #profile(name: string) {
    const profiles = this.#file.profiles ?? {};
    return Object.hasOwn(profiles, name) ? profiles[name] : undefined;
  }

  /** The environment's credentials are for one profile alone. */
  #environment(system: KnownSystem, profile: string) {
    if (profile !== environmentProfile(this.#input.env)) return null;
    return environmentValues(system, this.#input.env);
  }

  #saltOnce(): Promise<Buffer> {
    this.#salt ??= credentialSalt(this.paths.state, this.#input.randomBytes);
    return this.#salt;
  }

  /**
   * `auto` takes the keychain on macOS and Windows, where scheduled commands reach it too. On Linux a command run by
   * cron has no desktop session, and `TRILINK_HOME` or a passphrase says where secrets shall lie: then it is the file.
   */
  async #secretPlace(): Promise<'keychain' | 'file'> {
    const wanted = this.#file.preferences?.secretStore ?? 'auto';
    if (wanted !== 'auto') return wanted;
    const { env, platform } = this.#input;
    const elsewhere = ['TRILINK_HOME', 'TRILINK_PASSPHRASE', 'TRILINK_PASSPHRASE_FILE'];
    if (platform !== 'darwin' && platform !== 'win32') return 'file';
    if (elsewhere.some((name) => envText(env, name) !== null)) return 'file';
    return (await this.keychain.isAvailable()) ? 'keychain' : 'file';
  }
}

function isSecret(system: KnownSystem, name: string): boolean {
  return fieldsOf(system)?.fields.some((field) => field.name === name && field.secret) ?? false;
}

function givenBy(values: ConnectionValues): Map<string, GivenValue> {
  const given = new Map<string, GivenValue>();
  for (const [name, value] of Object.entries(values)) {
    const text = (value instanceof Secret ? value.reveal() : (value ?? '')).trim();
    if (text !== '') given.set(name, { value: text, where: name });
  }
  return given;
}

function withConnection(
  file: SettingsFile,
  profile: string,
  system: KnownSystem,
  connection: ConnectionFile | undefined,
): SettingsFile {
  const before = file.profiles?.[profile] ?? {};
  const { [system]: _, ...others } = before.connections ?? {};
  const connections = connection ? { ...others, [system]: connection } : others;
  return { ...file, profiles: { ...file.profiles, [profile]: { ...before, connections } } } as SettingsFile;
}

export type { Connection, Paths, SecretSource, SettingRow };
export { defaultProfile, Secret };

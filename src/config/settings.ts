import type { IntegrationId, KnownSystem } from '../domain/estate/systems.js';
import type { Clock } from '../ports/clock.js';
import type { ConnectionSummary, IntegrationMode, IntegrationSettings } from '../ports/session.js';
import { checkAuthorityField } from './authority-field.js';
import type { Connection, ConnectionOf } from './connection.js';
import { ConnectionBook, type ConnectionValues } from './connection-book.js';
import { type Env, envValue } from './environment.js';
import { tightenModes } from './file-modes.js';
import { checkHopOption } from './hop-option.js';
import { environmentModes, integrationIds, integrationSettings } from './integrations.js';
import { Keychain } from './keychain.js';
import { type Paths, resolvePaths, storeFile } from './paths.js';
import { defaultProfile, environmentProfile, existingProfile, profilesOf } from './profiles.js';
import { Secret } from './secret.js';
import type { SecretSource } from './secret-sources.js';
import { SecretsFile } from './secrets-file.js';
import { withoutSetting, withSetting } from './setting-edit.js';
import { parseKey, type SettingKey } from './setting-key.js';
import { listSettings, type SettingRow } from './setting-list.js';
import { parseValue } from './setting-value.js';
import type { ConnectionFile, SettingsFile } from './settings-file.js';
import { SettingsStore } from './settings-store.js';
import { crontabLines, type ShellCompletion, shellCompletion } from './surroundings.js';

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
  readonly #input: SettingsInput;
  readonly #store: SettingsStore;
  readonly #book: ConnectionBook;
  #file: SettingsFile;

  constructor({ input, paths, warnings, store, file }: Parts) {
    this.paths = paths;
    this.warnings = warnings;
    this.profileName = input.profile ?? environmentProfile(input.env);
    this.#input = input;
    this.#store = store;
    this.#file = file;
    const { env, platform, clock, randomBytes } = input;
    this.#book = new ConnectionBook({
      env,
      platform,
      randomBytes,
      stateFolder: paths.state,
      keychain: new Keychain(input),
      secretsFile: new SecretsFile({
        file: paths.secretsFile,
        clock,
        randomBytes,
        passphrase: () => envValue(env, 'TRILINK_PASSPHRASE')?.value ?? null,
      }),
      current: () => this.#file,
      change: (edit) => this.#change(edit),
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
    const profiles = this.#file.profiles ?? {};
    const saved = Object.hasOwn(profiles, profile) ? profiles[profile]?.integrations?.[id] : undefined;
    return integrationSettings(saved, environmentModes(this.#input.env).get(id));
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
    return this.#book.systems(profile);
  }

  /** What is kept in the file about a connection, without its secrets; `null` when nothing is. */
  savedConnection(system: KnownSystem, profile: string = this.profileName): ConnectionFile | null {
    return this.#book.saved(system, profile);
  }

  /**
   * The connection with its credentials: from the environment when its variables are set and this is the profile they
   * are for, else as saved. `null` when there is none.
   *
   * @throws {UsageError} when only part of it is there, or its secrets cannot be opened.
   */
  connection<System extends KnownSystem>(
    system: System,
    profile: string = this.profileName,
  ): Promise<ConnectionOf<System> | null> {
    return this.#book.get(system, profile);
  }

  /** Every connection without its credentials. Opens no secret, unless a helper command must be asked for its print. */
  connectionSummaries(profile: string = this.profileName): Promise<readonly ConnectionSummary[]> {
    return Promise.all(this.connectedSystems(profile).map((system) => this.#book.summary(system, profile)));
  }

  /**
   * A connection of what a person entered, to be tried before it is saved.
   *
   * @throws {UsageError} listing what is missing, or saying what is wrong with an address.
   */
  draftConnection<System extends KnownSystem>(
    system: System,
    values: ConnectionValues,
  ): Promise<ConnectionOf<System>> {
    return this.#book.draft(system, values);
  }

  /** Saves a connection whole, in place of what was there; makes the profile when it is its first. */
  saveConnection(
    system: KnownSystem,
    values: ConnectionValues,
    profile: string = this.profileName,
  ): Promise<void> {
    return this.#book.save(system, values, profile);
  }

  /** Forgets a connection and its secrets; answers whether there was one. */
  removeConnection(system: KnownSystem, profile: string = this.profileName): Promise<boolean> {
    return this.#book.remove(system, profile);
  }

  /** Where each secret of each connection comes from, never the secret itself. */
  secretSources(profile: string = this.profileName): Promise<readonly SecretSource[]> {
    return this.#book.secretSources(profile);
  }

  /** What opens the encrypted secrets; `null` when there are none. */
  secretsOpenedBy(): Promise<'passphrase' | 'key-file' | null> {
    return this.#book.secretsOpenedBy();
  }

  /** Whether the person's shell completes `trilink`; `null` when the shell is not known. */
  shellCompletion(): Promise<ShellCompletion | null> {
    return shellCompletion(this.#input.env);
  }

  /** Lines of this user's crontab that run trilink; `null` where it cannot be listed. */
  crontabLines(): Promise<readonly string[] | null> {
    return crontabLines(this.#input.env, this.#input.platform);
  }

  /** Every setting with where its value came from; secrets as `set` or `unset`. */
  async list(profile: string = this.profileName): Promise<readonly SettingRow[]> {
    const name = this.requireProfile(profile);
    return listSettings({
      profile: name,
      env: this.#input.env,
      // A profile other than the one in force can only have been asked for by the flag.
      flagged: this.#input.profile !== undefined || name !== this.profileName,
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
    await checkAuthorityField(parsed, this.integrationOptions(parsed, name));
    await checkHopOption(parsed, key, value);
    await this.#change((file) => withSetting(file, name, parsed, value));
  }

  /** Takes a setting back to its default; answers whether it was set. */
  async unset(key: string, profile: string = this.profileName): Promise<boolean> {
    const name = this.requireProfile(profile);
    const parsed = parseKey(key);
    let wasSet = false;
    await this.#change((file) => {
      const after = withoutSetting(file, name, parsed);
      wasSet = after !== file;
      return after;
    });
    return wasSet;
  }

  /** Options of the integration that a key is about: they may add rows to its authority table. */
  private integrationOptions(key: SettingKey, profile: string): IntegrationSettings['options'] {
    return key.of === 'integration' ? this.integration(key.id, profile).options : {};
  }

  async #change(edit: (file: SettingsFile) => SettingsFile | Promise<SettingsFile>): Promise<void> {
    this.#file = await this.#store.change(edit);
  }
}

export type { Connection, ConnectionValues, Paths, SecretSource, SettingRow };
export { defaultProfile, Secret };

import { type KnownSystem, knownSystems } from '../domain/estate/systems.js';
import { UsageError } from '../errors.js';
import type { ConnectionSummary } from '../ports/session.js';
import { buildConnection, type ConnectionOf, type GivenValue, missingFields } from './connection.js';
import { environmentValues, isComplete, savedConnection } from './connections.js';
import { credentialSalt } from './credential-salt.js';
import { type Env, envText } from './environment.js';
import type { Keychain } from './keychain.js';
import { environmentProfile, newProfileName } from './profiles.js';
import { Secret } from './secret.js';
import { type SecretSource, secretSources } from './secret-sources.js';
import type { SecretsFile } from './secrets-file.js';
import type { ConnectionFile, SettingsFile } from './settings-file.js';
import { fieldsOf } from './systems.js';

/** What a connection is made of, by the fields' names of `fieldsOf(system)`. */
export type ConnectionValues = Readonly<Record<string, string | Secret | undefined>>;

export interface BookOptions {
  readonly env: Env;
  readonly platform: NodeJS.Platform;
  readonly stateFolder: string;
  readonly randomBytes: (size: number) => Buffer;
  readonly keychain: Keychain;
  readonly secretsFile: SecretsFile;
  /** The settings as last read. */
  readonly current: () => SettingsFile;
  /** Changes them with no other process in between. */
  readonly change: (edit: (file: SettingsFile) => Promise<SettingsFile>) => Promise<void>;
}

/** Connections of every profile: from the environment, or saved with their secrets elsewhere. */
export class ConnectionBook {
  readonly #options: BookOptions;
  #salt: Promise<Buffer> | null = null;

  constructor(options: BookOptions) {
    this.#options = options;
  }

  /** @throws {UsageError} when the environment gives only part of a connection. */
  systems(profile: string): readonly KnownSystem[] {
    return knownSystems.filter((system) => {
      if (this.#environment(system, profile)) return true;
      const saved = this.saved(system, profile);
      return saved !== null && isComplete(system, saved);
    });
  }

  saved(system: KnownSystem, profile: string): ConnectionFile | null {
    return savedIn(this.#options.current(), system, profile);
  }

  async get<System extends KnownSystem>(
    system: System,
    profile: string,
  ): Promise<ConnectionOf<System> | null> {
    const given = this.#environment(system, profile);
    if (given)
      return buildConnection(system, given, 'environment', await this.#saltOnce()) as ConnectionOf<System>;
    const saved = this.saved(system, profile);
    if (!saved) return null;
    const { env, keychain, secretsFile: file } = this.#options;
    const places = { env, keychain, file };
    const connection = await savedConnection(system, profile, saved, places, await this.#saltOnce());
    const credential = fingerprintOf(saved) ?? connection.credential;
    return { ...connection, credential } as ConnectionOf<System>;
  }

  /** A saved connection tells its address and fingerprint from the settings alone, unless a helper has its secret. */
  async summary(system: KnownSystem, profile: string): Promise<ConnectionSummary> {
    const saved = this.#environment(system, profile) ? null : this.saved(system, profile);
    const fingerprint = saved && fingerprintOf(saved);
    if (saved && fingerprint) {
      return { system, address: addressOf(system, saved), origin: 'profile', credential: fingerprint };
    }
    const connection = await this.get(system, profile);
    if (!connection)
      throw new UsageError(`${system} is not connected`, { hint: `trilink connect ${system}` });
    const { address, origin, credential } = connection;
    return { system, address, origin, credential };
  }

  async draft<System extends KnownSystem>(
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

  /** Settings and secrets change under one lock, so that they always belong together. */
  async save(system: KnownSystem, values: ConnectionValues, profile: string): Promise<void> {
    newProfileName(profile);
    const { credential } = await this.draft(system, values);
    const fields: Record<string, string> = {};
    const secrets: SecretChange[] = [];
    for (const [name, { value }] of givenBy(values)) {
      if (isSecret(system, name))
        secrets.push({ secret: { profile, system, name }, value: new Secret(value) });
      else fields[name] = value;
    }
    await this.#options.change(async (file) => {
      const place = await this.#placeForSecrets(file);
      await this.#put(place, secrets);
      return withConnection(file, profile, system, { ...fields, secrets: place, credential });
    });
  }

  /** Answers whether there was one. */
  async remove(system: KnownSystem, profile: string): Promise<boolean> {
    let wasThere = false;
    await this.#options.change(async (file) => {
      const saved = savedIn(file, system, profile);
      if (!saved) return file;
      wasThere = true;
      const names = (fieldsOf(system)?.fields ?? []).filter(({ secret }) => secret).map(({ name }) => name);
      await this.#put(
        saved.secrets ?? 'file',
        names.map((name) => ({ secret: { profile, system, name }, value: null })),
      );
      return withConnection(file, profile, system, undefined);
    });
    return wasThere;
  }

  secretSources(profile: string): Promise<readonly SecretSource[]> {
    const { env, secretsFile } = this.#options;
    const ours = profile === environmentProfile(env) ? env : {};
    return secretSources(profile, ours, (system) => this.saved(system, profile), secretsFile);
  }

  secretsOpenedBy(): Promise<'passphrase' | 'key-file' | null> {
    return this.#options.secretsFile.openedBy();
  }

  /** The environment's credentials are for one profile alone. */
  #environment(system: KnownSystem, profile: string) {
    const { env } = this.#options;
    return profile === environmentProfile(env) ? environmentValues(system, env) : null;
  }

  #saltOnce(): Promise<Buffer> {
    this.#salt ??= credentialSalt(this.#options.stateFolder, this.#options.randomBytes);
    return this.#salt;
  }

  async #put(place: 'keychain' | 'file', changes: readonly SecretChange[]): Promise<void> {
    if (place === 'file') return this.#options.secretsFile.set(changes);
    for (const { secret, value } of changes) await this.#options.keychain.set(secret, value);
  }

  /**
   * `auto` takes the keychain on macOS and Windows, where scheduled commands reach it too. On Linux a command run by
   * cron has no desktop session, and `TRILINK_HOME` or a passphrase says where secrets shall lie: then it is the file.
   */
  async #placeForSecrets(file: SettingsFile): Promise<'keychain' | 'file'> {
    const wanted = file.preferences?.secretStore ?? 'auto';
    if (wanted !== 'auto') return wanted;
    const { env, platform, keychain } = this.#options;
    const elsewhere = ['TRILINK_HOME', 'TRILINK_PASSPHRASE', 'TRILINK_PASSPHRASE_FILE'];
    if (platform !== 'darwin' && platform !== 'win32') return 'file';
    if (elsewhere.some((name) => envText(env, name) !== null)) return 'file';
    return (await keychain.isAvailable()) ? 'keychain' : 'file';
  }
}

type SecretChange = Parameters<SecretsFile['set']>[0][number];

function savedIn(file: SettingsFile, system: KnownSystem, profile: string): ConnectionFile | null {
  const profiles = file.profiles ?? {};
  return (Object.hasOwn(profiles, profile) ? profiles[profile]?.connections?.[system] : null) ?? null;
}

/** As `connect` recorded it; a helper's secret may be another one every time. */
function fingerprintOf(saved: ConnectionFile): string | null {
  return saved.helper ? null : (saved.credential ?? null);
}

/** Addresses do not depend on secrets, so blanks stand in for them. */
function addressOf(system: KnownSystem, saved: ConnectionFile): string {
  const given = new Map<string, GivenValue>();
  for (const { name, secret } of fieldsOf(system)?.fields ?? []) {
    const value = secret ? '-' : saved[name as 'url' | 'region' | 'subdomain' | 'username'];
    if (value !== undefined) given.set(name, { value, where: `connections.${system}.${name}` });
  }
  return buildConnection(system, given, 'profile', Buffer.alloc(32)).address;
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

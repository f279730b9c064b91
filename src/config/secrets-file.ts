import { readFile, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { UsageError } from '../errors.js';
import type { Clock } from '../ports/clock.js';
import { withFileLock } from './file-lock.js';
import { Secret } from './secret.js';
import { keyFromPassphrase, type ScryptParameters, scryptCost, seal, unseal } from './secrets-crypto.js';
import { parseSecrets, type SecretsContent } from './secrets-header.js';
import { writePrivate } from './write-private.js';

/** Whose secret it is and what it is called, such as `default`, `it-glue`, `key`. */
export interface SecretName {
  readonly profile: string;
  readonly system: string;
  readonly name: string;
}

export interface SecretsFileOptions {
  readonly file: string;
  readonly clock: Clock;
  readonly randomBytes: (size: number) => Buffer;
  /** Asked only when the file needs it. `null`: none is set. */
  readonly passphrase: () => string | null;
}

const checkText = 'trilink';
const checkBound = 'check';

/**
 * Secrets under AES-256-GCM, each bound to its profile, system and name. The key comes from the passphrase, or else
 * from a random key file beside it: that one keeps secrets out of backups of single files and out of sight, no more.
 */
export class SecretsFile {
  readonly #options: SecretsFileOptions;
  readonly #keys = new Map<string, Promise<Buffer>>();

  constructor(options: SecretsFileOptions) {
    this.#options = options;
  }

  /** @throws {UsageError} when the file is damaged, or its passphrase is wrong or not given. */
  async get(secret: SecretName): Promise<Secret | null> {
    const content = await this.#read();
    const sealed = content?.entries[boundOf(secret)];
    if (!content || !sealed) return null;
    const value = unseal(await this.#openingKey(content), boundOf(secret), sealed);
    if (value === null) throw this.#tampered(secret);
    return new Secret(value);
  }

  /** What opens the file: a passphrase, or the key file beside it; `null` when there is no file yet. */
  async openedBy(): Promise<'passphrase' | 'key-file' | null> {
    const content = await this.#read();
    return content && (content.kdf.name === 'scrypt' ? 'passphrase' : 'key-file');
  }

  /** Whether there is one, without opening it. */
  async has(secret: SecretName): Promise<boolean> {
    return (await this.#read())?.entries[boundOf(secret)] !== undefined;
  }

  /** Sets secrets, or takes them out where the value is `null`: all or none. A wrong passphrase changes nothing. */
  async set(
    changes: readonly { readonly secret: SecretName; readonly value: Secret | null }[],
  ): Promise<void> {
    await withFileLock(`${this.#options.file}.lock`, this.#options.clock, async () => {
      const before = await this.#read();
      if (before === null && changes.every(({ value }) => value === null)) return;
      const { content, key, obsoleteKeyFile } = await this.#forWriting(before);
      const entries = { ...content.entries };
      for (const { secret, value } of changes) {
        const bound = boundOf(secret);
        if (value === null) delete entries[bound];
        else entries[bound] = this.#seal(key, bound, value.reveal());
      }
      await writePrivate(this.#options.file, `${JSON.stringify({ ...content, entries }, null, 2)}\n`);
      if (obsoleteKeyFile) await rm(this.#keyFile, { force: true });
    });
  }

  async #read(): Promise<SecretsContent | null> {
    const { file } = this.#options;
    try {
      return parseSecrets(await readFile(file, 'utf8'), file);
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
      throw error;
    }
  }

  /** The file to write to: a new one, the one there is, or that one sealed anew once a passphrase is set. */
  async #forWriting(before: SecretsContent | null) {
    const passphrase = this.#options.passphrase();
    if (before && (before.kdf.name === 'scrypt' || passphrase === null)) {
      return { content: before, key: await this.#openingKey(before), obsoleteKeyFile: false };
    }
    const fresh = passphrase === null ? await this.#freshKeyFile() : await this.#freshPassphrase(passphrase);
    const entries = before ? await this.#sealedAnew(before, fresh.key) : {};
    const check = this.#seal(fresh.key, checkBound, checkText);
    const content: SecretsContent = { version: 1, kdf: fresh.kdf, check, entries };
    return { content, key: fresh.key, obsoleteKeyFile: before !== null };
  }

  async #freshPassphrase(passphrase: string) {
    const kdf = {
      name: 'scrypt' as const,
      ...scryptCost,
      salt: this.#options.randomBytes(16).toString('base64'),
    };
    return { kdf, key: await this.#keyFor(passphrase, kdf) };
  }

  async #freshKeyFile() {
    const key = this.#options.randomBytes(32);
    await writePrivate(this.#keyFile, `${key.toString('base64')}\n`);
    return { kdf: { name: 'key-file' as const }, key };
  }

  async #sealedAnew(content: SecretsContent, key: Buffer): Promise<SecretsContent['entries']> {
    const old = await this.#openingKey(content);
    const entries: SecretsContent['entries'] = {};
    for (const [bound, sealed] of Object.entries(content.entries)) {
      const value = unseal(old, bound, sealed);
      if (value === null) throw this.#damaged();
      entries[bound] = this.#seal(key, bound, value);
    }
    return entries;
  }

  /** The key that opens the file as it is, tried on its check. */
  async #openingKey(content: SecretsContent): Promise<Buffer> {
    const key =
      content.kdf.name === 'scrypt' ? await this.#passphraseKey(content.kdf) : await this.#storedKey();
    if (unseal(key, checkBound, content.check) === checkText) return key;
    if (content.kdf.name === 'key-file') throw this.#damaged();
    throw new UsageError('The passphrase does not open the secrets; nothing was changed', {
      code: 'passphrase-wrong',
      hint: 'Check TRILINK_PASSPHRASE (or the file that TRILINK_PASSPHRASE_FILE names)',
    });
  }

  #passphraseKey(kdf: ScryptParameters): Promise<Buffer> {
    const passphrase = this.#options.passphrase();
    if (passphrase !== null) return this.#keyFor(passphrase, kdf);
    throw new UsageError('The secrets are protected by a passphrase, and none is set', {
      code: 'passphrase-missing',
      hint: 'Set TRILINK_PASSPHRASE, or TRILINK_PASSPHRASE_FILE to a file that holds it',
    });
  }

  /** Derived once a process: it is meant to be slow. */
  #keyFor(passphrase: string, kdf: ScryptParameters): Promise<Buffer> {
    const known = this.#keys.get(kdf.salt);
    if (known) return known;
    const key = keyFromPassphrase(passphrase, kdf);
    this.#keys.set(kdf.salt, key);
    return key;
  }

  async #storedKey(): Promise<Buffer> {
    try {
      const key = Buffer.from(await readFile(this.#keyFile, 'utf8'), 'base64');
      if (key.length === 32) return key;
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
    }
    throw this.#damaged();
  }

  #seal(key: Buffer, bound: string, value: string) {
    return seal(key, this.#options.randomBytes(12), bound, value);
  }

  get #keyFile(): string {
    return join(dirname(this.#options.file), 'secrets.key');
  }

  #damaged(): UsageError {
    return new UsageError(`The key in ${this.#keyFile} does not open the secrets in ${this.#options.file}`, {
      code: 'secrets-damaged',
      hint: `Put both back from one backup, or move them away and connect anew: mv ${this.#options.file} ${this.#options.file}.damaged`,
    });
  }

  #tampered({ profile, system, name }: SecretName): UsageError {
    return new UsageError(
      `The ${name} of ${system} in profile ${profile} was changed in ${this.#options.file}`,
      {
        code: 'secrets-damaged',
        hint: `Enter it anew with: trilink connect ${system}`,
      },
    );
  }
}

function boundOf({ profile, system, name }: SecretName): string {
  return JSON.stringify([profile, system, name]);
}

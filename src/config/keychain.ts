import { createRequire } from 'node:module';
import { UsageError } from '../errors.js';
import type { Env } from './environment.js';
import { runQuietly } from './run-quietly.js';
import { Secret } from './secret.js';
import type { SecretName } from './secrets-file.js';

/** Some keychains wait for a person at a screen that nobody looks at; after this we go on without. */
const timeoutMs = 3_000;

/**
 * Runs in a process of its own, because the native call cannot be interrupted. The request comes by stdin, so that no
 * secret stands in the list of processes. On Linux the library falls back, unasked, to the kernel's keyring, which
 * forgets at reboot; searching works with the secret service alone and so tells whether there is one (observed,
 * 1.3.0). Newer versions take the store's name as an option.
 */
const childProgram = `
const { readFileSync } = require('node:fs');
const request = JSON.parse(readFileSync(0, 'utf8'));
const answer = (value) => process.stdout.write(JSON.stringify(value));
try {
  const { Entry, findCredentials } = require(request.library);
  if (request.linux) findCredentials(request.service);
  const entry = new Entry(request.service, request.account, { linux: { store: 'secret-service' } });
  if (request.verb === 'set') entry.setPassword(request.value);
  if (request.verb === 'delete') { try { entry.deletePassword(); } catch {} }
  answer({ ok: true, value: request.verb === 'get' ? entry.getPassword() : null });
} catch {
  answer({ ok: false });
}
`;

export interface KeychainOptions {
  readonly env: Env;
  readonly platform: NodeJS.Platform;
  /** Node's own program. */
  readonly execPath: string;
  /** Where the library is; `null` when it is not installed. For tests; found by itself otherwise. */
  readonly library?: string | null;
}

/** The operating system's keychain, as far as there is one: macOS, Windows, or a desktop's secret service. */
export class Keychain {
  readonly #options: KeychainOptions;

  constructor(options: KeychainOptions) {
    this.#options = options;
  }

  /** `null` when it holds none. @throws {UsageError} when the keychain cannot be asked. */
  async get(secret: SecretName): Promise<Secret | null> {
    const value = await this.#ask('get', secret, null);
    return typeof value === 'string' && value !== '' ? new Secret(value) : null;
  }

  async set(secret: SecretName, value: Secret | null): Promise<void> {
    await this.#ask(value === null ? 'delete' : 'set', secret, value);
  }

  /** Whether it answers at all. */
  async isAvailable(): Promise<boolean> {
    try {
      await this.#ask('get', { profile: 'default', system: 'none', name: 'probe' }, null);
      return true;
    } catch {
      return false;
    }
  }

  async #ask(verb: 'get' | 'set' | 'delete', secret: SecretName, value: Secret | null): Promise<unknown> {
    const library = this.#options.library === undefined ? findLibrary() : this.#options.library;
    if (library === null) throw unavailable(secret, '@napi-rs/keyring is not installed');
    const request = {
      library,
      verb,
      service: 'trilink',
      account: `${secret.profile}/${secret.system}/${secret.name}`,
      linux: this.#options.platform === 'linux',
      value: value?.reveal() ?? null,
    };
    const end = await runQuietly({
      command: this.#options.execPath,
      args: ['-e', childProgram],
      env: withoutOurs(this.#options.env),
      timeoutMs,
      input: JSON.stringify(request),
    });
    if (end.ended === 'badly') throw unavailable(secret, `it ${end.why}`);
    const answer: unknown = JSON.parse(end.stdout || '{}');
    if (typeof answer === 'object' && answer !== null && 'ok' in answer && answer.ok === true) {
      return 'value' in answer ? answer.value : null;
    }
    throw unavailable(secret, 'it refused or is not there');
  }
}

function findLibrary(): string | null {
  try {
    return createRequire(import.meta.url).resolve('@napi-rs/keyring');
  } catch {
    return null;
  }
}

function withoutOurs(env: Env): Env {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith('TRILINK_')));
}

function unavailable({ system, name }: SecretName, why: string): UsageError {
  return new UsageError(`The keychain could not be asked for the ${name} of ${system}: ${why}`, {
    code: 'keychain-unavailable',
    hint: 'Keep secrets in the encrypted file: trilink config set preferences.secretStore file, then connect again',
  });
}

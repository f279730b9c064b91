import type { KnownSystem } from '../domain/estate/systems.js';
import { UsageError } from '../errors.js';
import {
  buildConnection,
  type Connection,
  type GivenValue,
  type GivenValues,
  missingFields,
} from './connection.js';
import { type Env, envValue } from './environment.js';
import { secretFromHelper } from './helper-command.js';
import type { Keychain } from './keychain.js';
import type { SecretsFile } from './secrets-file.js';
import type { ConnectionFile } from './settings-file.js';
import { fieldsOf } from './systems.js';

/**
 * A system's values from the environment, or `null` when none of its variables is set.
 *
 * @throws {UsageError} when only some are set, listing what is missing: half a connection is never filled up from
 * elsewhere, lest a saved key be sent to another address.
 */
export function environmentValues(system: KnownSystem, env: Env): GivenValues | null {
  const given = new Map<string, GivenValue>();
  for (const field of fieldsOf(system)?.fields ?? []) {
    const found = envValue(env, field.variable);
    if (found) given.set(field.name, { value: found.value, where: found.variable });
  }
  if (given.size === 0) return null;
  const missing = missingFields(system, given);
  if (missing.length === 0) return given;
  const variables = missing.map((names) => names.map((name) => variableOf(system, name)).join(' or '));
  throw new UsageError(
    `The environment gives only part of the connection to ${system}: missing ${variables.join(', ')}`,
    {
      code: 'environment-partial',
      hint: `Set them too (each may be given as …_FILE), or unset ${[...given.values()].map(({ where }) => where).join(', ')}`,
      details: { system, missing: variables },
    },
  );
}

function variableOf(system: KnownSystem, name: string): string {
  return fieldsOf(system)?.fields.find((field) => field.name === name)?.variable ?? name;
}

/** Where saved secrets are looked for. */
export interface SecretPlaces {
  readonly env: Env;
  readonly keychain: Keychain;
  readonly file: SecretsFile;
}

/**
 * A saved connection with its secrets, each from its helper command, else from where `connect` put it.
 *
 * @throws {UsageError} when a secret is missing, or the place that holds it cannot be opened.
 */
export async function savedConnection(
  system: KnownSystem,
  profile: string,
  saved: ConnectionFile,
  places: SecretPlaces,
  salt: Buffer,
): Promise<Connection> {
  const given = new Map<string, GivenValue>();
  for (const field of fieldsOf(system)?.fields ?? []) {
    const where = `connections.${system}.${field.name}`;
    const value = field.secret
      ? (await savedSecret({ profile, system, name: field.name }, saved, places))?.reveal()
      : saved[field.name as 'url' | 'region' | 'subdomain' | 'username'];
    if (value !== undefined) given.set(field.name, { value, where });
  }
  return buildConnection(system, given, 'profile', salt);
}

async function savedSecret(
  secret: { profile: string; system: string; name: string },
  saved: ConnectionFile,
  places: SecretPlaces,
) {
  const helper = saved.helper?.[secret.name];
  if (helper) return secretFromHelper(helper, secret, places.env);
  return saved.secrets === 'keychain' ? places.keychain.get(secret) : places.file.get(secret);
}

/** Whether what is saved makes a connection, told without opening any secret. */
export function isComplete(system: KnownSystem, saved: ConnectionFile): boolean {
  const stored = saved.credential !== undefined;
  const has = (name: string) => {
    const field = fieldsOf(system)?.fields.find((one) => one.name === name);
    if (field?.secret) return stored || saved.helper?.[name] !== undefined;
    return saved[name as 'url'] !== undefined;
  };
  return missingFields(system, { has }).length === 0;
}

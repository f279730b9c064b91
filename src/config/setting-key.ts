import { didYouMean } from '../domain/closest.js';
import type { IntegrationId, KnownSystem } from '../domain/estate/systems.js';
import { UsageError } from '../errors.js';
import { knownIntegration } from './integrations.js';
import { fieldsOf, systemFields } from './systems.js';

/** A setting as `config set` names it, taken apart. */
export type SettingKey =
  | { readonly of: 'preference'; readonly name: 'secretStore' }
  | {
      readonly of: 'connection';
      readonly system: KnownSystem;
      readonly name: string;
      readonly entry: string | null;
    }
  | {
      readonly of: 'integration';
      readonly id: IntegrationId;
      readonly name: string;
      readonly entry: string | null;
    };

/** What an integration has; those of the second list are maps with entries of their own. */
export const integrationNames = ['mode', 'matchBy', 'maxCreates', 'maxOverwrites', 'maxArchives'] as const;
export const integrationMaps = ['authority', 'deviceTypes', 'options'] as const;

/**
 * Takes a key apart: `preferences.secretStore`, `connections.SYSTEM.FIELD`, `connections.SYSTEM.helper.SECRET`,
 * `integrations.ID.mode`, `integrations.ID.authority.FIELD` and so on. An entry's name may hold dots.
 *
 * @throws {UsageError} with what was probably meant.
 */
export function parseKey(key: string): SettingKey {
  const [root = '', second = '', third = '', ...rest] = key.split('.');
  const entry = rest.length > 0 ? rest.join('.') : null;
  if (root === 'preferences') return preferenceKey(key, second);
  if (root === 'connections') return connectionKey(key, second, third, entry);
  if (root === 'integrations') return integrationKey(key, second, third, entry);
  throw unknownKey(key, root, ['preferences', 'connections', 'integrations'], 'It begins with');
}

function preferenceKey(key: string, name: string): SettingKey {
  if (name === 'secretStore') return { of: 'preference', name };
  throw unknownKey(key, name, ['secretStore'], 'There is');
}

function connectionKey(key: string, system: string, name: string, entry: string | null): SettingKey {
  const known = fieldsOf(system);
  if (known === null)
    throw unknownKey(
      key,
      system,
      systemFields.map((one) => one.system),
      'A system is one of',
    );
  const secrets = known.fields.filter((field) => field.secret).map((field) => field.name);
  const plain = known.fields.filter((field) => !field.secret).map((field) => field.name);
  if (name === 'helper') {
    if (entry !== null && secrets.includes(entry))
      return { of: 'connection', system: known.system, name, entry };
    throw unknownKey(key, entry ?? '', secrets, 'A helper is for one of');
  }
  if (secrets.includes(name)) {
    throw new UsageError(`${key} is a secret and is not kept with the settings`, {
      code: 'setting-secret',
      hint: `Enter it with: trilink connect ${system}`,
    });
  }
  if (entry === null && plain.includes(name)) return { of: 'connection', system: known.system, name, entry };
  throw unknownKey(key, name, [...plain, 'helper'], 'It has');
}

function integrationKey(key: string, id: string, name: string, entry: string | null): SettingKey {
  const integration = knownIntegration(id, key);
  const isMap = integrationMaps.some((map) => map === name);
  const isPlain = integrationNames.some((plain) => plain === name);
  if (isMap && entry !== null && entry !== '') return { of: 'integration', id: integration, name, entry };
  if (isPlain && entry === null) return { of: 'integration', id: integration, name, entry };
  if (isMap) {
    throw new UsageError(`${key} lacks the name of its entry`, {
      code: 'setting-unknown',
      hint: `For example integrations.${id}.${examples[name] ?? name}`,
    });
  }
  throw unknownKey(key, name, [...integrationNames, ...integrationMaps], 'An integration has');
}

const examples: Readonly<Record<string, string>> = {
  authority: 'authority.serial-number',
  deviceTypes: 'deviceTypes.Laptop',
  options: 'options.createUnlinked',
};

function unknownKey(key: string, part: string, known: readonly string[], says: string): UsageError {
  return new UsageError(`There is no setting ${key}.${didYouMean(part, known)}`, {
    code: 'setting-unknown',
    hint: `${says} ${known.join(', ')}`,
  });
}

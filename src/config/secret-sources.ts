import { type KnownSystem, knownSystems } from '../domain/estate/systems.js';
import { type Env, envText } from './environment.js';
import type { SecretsFile } from './secrets-file.js';
import type { ConnectionFile } from './settings-file.js';
import { type ConnectionField, fieldsOf } from './systems.js';

/** Where one secret comes from. */
export interface SecretSource {
  readonly system: KnownSystem;
  readonly name: string;
  readonly source: 'environment' | 'helper' | 'keychain' | 'file' | 'missing';
  /** The variable, or the helper's program; `null` for the others. */
  readonly detail: string | null;
}

/** Systems of which nothing is known are left out. No secret is opened for this. */
export async function secretSources(
  profile: string,
  env: Env,
  savedOf: (system: KnownSystem) => ConnectionFile | null,
  file: SecretsFile,
): Promise<readonly SecretSource[]> {
  const sources: SecretSource[] = [];
  for (const system of knownSystems) {
    const fields = fieldsOf(system)?.fields ?? [];
    const saved = savedOf(system);
    const inEnvironment = fields.some((field) => variableSet(field, env) !== null);
    if (!saved && !inEnvironment) continue;
    for (const field of fields.filter(({ secret }) => secret)) {
      const place = inEnvironment
        ? fromEnvironment(field, env)
        : await fromSaved(profile, system, field, saved, file);
      sources.push({ system, name: field.name, ...place });
    }
  }
  return sources;
}

type Place = Pick<SecretSource, 'source' | 'detail'>;

const missing: Place = { source: 'missing', detail: null };

export function variableSet({ variable }: ConnectionField, env: Env): string | null {
  return [variable, `${variable}_FILE`].find((name) => envText(env, name) !== null) ?? null;
}

function fromEnvironment(field: ConnectionField, env: Env): Place {
  const variable = variableSet(field, env);
  return variable === null ? missing : { source: 'environment', detail: variable };
}

async function fromSaved(
  profile: string,
  system: KnownSystem,
  { name }: ConnectionField,
  saved: ConnectionFile | null,
  file: SecretsFile,
): Promise<Place> {
  const helper = saved?.helper?.[name];
  if (helper) return { source: 'helper', detail: helper[0] ?? null };
  if (saved?.secrets === 'keychain') return { source: 'keychain', detail: null };
  return (await file.has({ profile, system, name })) ? { source: 'file', detail: null } : missing;
}

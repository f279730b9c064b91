import { didYouMean } from '../domain/closest.js';
import { UsageError } from '../errors.js';
import { type Env, envText } from './environment.js';
import type { SettingsFile } from './settings-file.js';
import { systemFields } from './systems.js';

export const defaultProfile = 'default';

const profileShape = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;

/** The profile whose credentials the environment carries. */
export function environmentProfile(env: Env): string {
  return envText(env, 'TRILINK_PROFILE') ?? defaultProfile;
}

/** Every profile there is: `default` always, those saved, and the one the environment carries credentials for. */
export function profilesOf(file: SettingsFile, env: Env): readonly string[] {
  const names = new Set([defaultProfile, ...Object.keys(file.profiles ?? {})]);
  if (carriesCredentials(env)) names.add(environmentProfile(env));
  return [...names].sort(
    (a, b) => Number(b === defaultProfile) - Number(a === defaultProfile) || (a < b ? -1 : 1),
  );
}

function carriesCredentials(env: Env): boolean {
  const variables = systemFields.flatMap(({ fields }) => fields.map(({ variable }) => variable));
  return variables.some((name) => envText(env, name) !== null || envText(env, `${name}_FILE`) !== null);
}

/** @throws {UsageError} with the nearest one that exists. */
export function existingProfile(name: string, profiles: readonly string[]): string {
  if (profiles.includes(name)) return name;
  throw new UsageError(`There is no profile named "${name}".${didYouMean(name, profiles)}`, {
    code: 'profile-unknown',
    hint: 'List them with: trilink config profiles',
  });
}

/** A name that a new profile may have. */
export function newProfileName(name: string): string {
  if (profileShape.test(name)) return name;
  throw new UsageError(`"${name}" cannot be the name of a profile`, {
    code: 'profile-name',
    hint: 'Use letters, digits, dots, dashes and underscores, such as acme-msp',
  });
}

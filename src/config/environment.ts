import { readFileSync } from 'node:fs';
import { UsageError } from '../errors.js';

export type Env = Readonly<Record<string, string | undefined>>;

export interface EnvValue {
  readonly value: string;
  /** The variable it came from, `…_FILE` included. */
  readonly variable: string;
}

/** A variable's value without white space around it; one that is empty counts as not set. */
export function envText(env: Env, name: string): string | null {
  const value = env[name]?.trim();
  return value ? value : null;
}

/**
 * A variable's value, or what the file holds that `…_FILE` names, as secrets in containers are handed over.
 *
 * @throws {UsageError} when both are set, or the file cannot be read or is empty.
 */
export function envValue(env: Env, name: string): EnvValue | null {
  const direct = envText(env, name);
  const file = envText(env, `${name}_FILE`);
  if (file === null) return direct === null ? null : { value: direct, variable: name };
  if (direct !== null) {
    throw new UsageError(`Both ${name} and ${name}_FILE are set`, {
      code: 'environment',
      hint: 'Unset one of them',
    });
  }
  return { value: fileContent(file, `${name}_FILE`), variable: `${name}_FILE` };
}

function fileContent(file: string, variable: string): string {
  let text: string;
  try {
    text = readFileSync(file, 'utf8').trim();
  } catch (cause) {
    throw new UsageError(`The file that ${variable} names cannot be read: ${file}`, {
      code: 'environment',
      hint: 'Check its path and mode',
      cause,
    });
  }
  if (text !== '') return text;
  throw new UsageError(`The file that ${variable} names is empty: ${file}`, { code: 'environment' });
}

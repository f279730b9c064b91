import { UsageError } from '../errors.js';
import { checkedUrl, dattoRmmAddress, itGlueRegion, subdomainOf } from './address.js';
import type { SettingKey } from './setting-key.js';
import { authorityModes, limitShape, matchByChoices, modes, secretStores } from './settings-file.js';

export type SettingValue = string | number | boolean | readonly string[];

/**
 * The value to keep for what a person typed.
 *
 * @throws {UsageError} naming the key and what is allowed.
 */
export function parseValue(key: SettingKey, spelled: string, typed: string): SettingValue {
  const text = typed.trim();
  if (text === '') throw notAllowed(spelled, text, 'something (take it out with: trilink config unset)');
  if (key.of === 'preference') return oneOf(spelled, text, secretStores);
  if (key.of === 'connection') return connectionValue(key, spelled, text);
  return integrationValue(key, spelled, text);
}

function integrationValue({ name }: { name: string }, spelled: string, text: string): SettingValue {
  switch (name) {
    case 'mode':
      return oneOf(spelled, text, modes);
    case 'matchBy':
      return oneOf(spelled, text, matchByChoices);
    case 'authority':
      return oneOf(spelled, text, authorityModes);
    case 'deviceTypes':
      return text;
    case 'options':
      return plainValue(text);
    default:
      if (limitShape.test(text)) return text;
      throw notAllowed(spelled, text, 'a number or a percentage, such as 25 or 10%');
  }
}

function connectionValue(
  key: SettingKey & { of: 'connection' },
  spelled: string,
  text: string,
): SettingValue {
  switch (key.name) {
    case 'helper':
      return commandOf(spelled, text);
    case 'region':
      return itGlueRegion(text);
    case 'subdomain':
      return subdomainOf(text, key.system === 'syncro' ? 'syncromsp.com' : 'itglue.com');
    case 'url':
      if (key.system === 'datto-rmm') return dattoRmmAddress(text, spelled);
      checkedUrl(text, spelled);
      return text;
    default:
      return text;
  }
}

function oneOf(spelled: string, text: string, allowed: readonly string[]): string {
  if (allowed.includes(text)) return text;
  throw notAllowed(spelled, text, `one of ${allowed.join(', ')}`);
}

/** An option is yes or no, a number, or a word. */
function plainValue(text: string): SettingValue {
  if (text === 'true' || text === 'false') return text === 'true';
  return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text;
}

/** A list, so that no shell ever reads it. */
function commandOf(spelled: string, text: string): readonly string[] {
  let list: unknown;
  try {
    list = JSON.parse(text);
  } catch {
    list = null;
  }
  if (Array.isArray(list) && list.length > 0 && list.every((part) => typeof part === 'string')) return list;
  throw notAllowed(
    spelled,
    text,
    'a JSON list of program and arguments, such as ["op","read","op://vault/it-glue/key"]',
  );
}

function notAllowed(spelled: string, text: string, allowed: string): UsageError {
  return new UsageError(`"${text}" is not allowed for ${spelled}: it takes ${allowed}`, {
    code: 'setting-value',
  });
}

import type { AttributeValue } from '../estate/documentation.js';

/** What a body holds once read: integers too long for a double are texts of digits. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

const STRING_OR_LONG_INTEGER = /"(?:[^"\\]|\\.)*"|-?\d{16,}(?![\d.eE])/g;
const MARK = '\u0001#';
const MARKED = /"\\u0001#(\d+)"/g;

/** Parses JSON without losing digits of long integers. @throws {SyntaxError} as `JSON.parse`. */
export function readJson(text: string): Json {
  const safe = text.replace(STRING_OR_LONG_INTEGER, (token) =>
    token.startsWith('"') ? token : `"${token}"`,
  );
  return JSON.parse(safe) as Json;
}

/** Foreign keys are numbers on the wire, of any length; the estate keeps them as text. */
export function writeJson(value: unknown): string {
  return JSON.stringify(value).replace(MARKED, '$1');
}

/** Marks a text of digits to leave as a bare number. */
export function bareNumber(digits: string): string {
  return `${MARK}${digits}`;
}

/** The attributes as sent: hidden ones (`_…`) left out, foreign keys as numbers. */
export function wireAttributes(
  attributes: Readonly<Record<string, AttributeValue>>,
): Record<string, unknown> {
  const wire: Record<string, unknown> = {};
  for (const key of Object.keys(attributes)) {
    if (key.startsWith('_')) continue;
    const value = attributes[key];
    if (typeof value === 'string' && key.endsWith('-id') && /^\d+$/.test(value))
      wire[key] = bareNumber(value);
    else if (key.endsWith('-ids') && Array.isArray(value))
      wire[key] = value.map((id) => bareNumber(String(id)));
    else wire[key] = value;
  }
  return wire;
}

export function isRecord(value: Json | undefined): value is { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

import { type FieldValue, isBlank } from '../estate/fields.js';

const macFields = new Set(['mac-address']);
const caselessFields = new Set([
  'hostname',
  'serial-number',
  'manufacturer',
  'model',
  'operating-system',
  'configuration-type',
]);
const dateFields = new Set(['warranty-expires-at', 'installed-at', 'purchased-at']);

/**
 * Two spellings of one value give one canonical form, so that formatting alone never causes a write: blanks are
 * collapsed, MACs reduced to their digits, host names and serials compared without case, dates cut to the day.
 * A blank is `null`.
 */
export function canonical(field: string, value: FieldValue | undefined): FieldValue {
  if (isBlank(value)) return null;
  if (typeof value !== 'string') return value;
  const text = value.normalize('NFC').trim().replace(/\s+/g, ' ');
  if (macFields.has(field)) return text.replace(/[^0-9a-f]/gi, '').toLowerCase();
  if (dateFields.has(field)) return text.slice(0, 10);
  return caselessFields.has(field) ? text.toLowerCase() : text;
}

export function sameValue(field: string, a: FieldValue | undefined, b: FieldValue | undefined): boolean {
  return canonical(field, a) === canonical(field, b);
}

import * as z from 'zod';

/**
 * Schemas for vendors that send null, nothing, or another scalar where their papers promise a type. Members that are
 * not named in a schema are dropped, never copied: that is how secrets beside the wanted fields stay out.
 */

/** An id as text, whether it came as text or as a number. Must be there. */
export const id = z.union([z.string().min(1), z.number()]).transform(String);

/** An id as text, or `null`. */
export const maybeId = z
  .union([z.string(), z.number()])
  .nullish()
  .transform((value) => (value === null || value === undefined || value === '' ? null : String(value)));

/** Trimmed text; blank, missing and null are all `null`. */
export const text = z
  .union([z.string(), z.number(), z.boolean()])
  .nullish()
  .transform((value) => {
    const trimmed = value === null || value === undefined ? '' : String(value).trim();
    return trimmed === '' ? null : trimmed;
  });

/** A number, also when it came as a string of digits; anything else that is not there is `null`. */
export const count = z
  .union([z.number(), z.string()])
  .nullish()
  .transform((value) => {
    if (value === null || value === undefined || value === '') return null;
    const number = Number(value);
    return Number.isFinite(number) ? number : null;
  });

/** Yes or no, also as text; anything else is `null`. */
export const flag = z
  .union([z.boolean(), z.string(), z.number()])
  .nullish()
  .transform((value) => {
    if (typeof value === 'boolean') return value;
    if (value === 'true' || value === 1) return true;
    return value === 'false' || value === 0 ? false : null;
  });

/** A list that may be null or missing. */
export function list<T extends z.ZodType>(of: T) {
  return z
    .array(of)
    .nullish()
    .transform((rows) => rows ?? []);
}

/**
 * One field's value in canonical form. Mapped fields (manufacturer, model, configuration type) hold the *name*;
 * the target's client turns it into the vendor's id. Times are ISO 8601, dates `YYYY-MM-DD`.
 */
export type FieldValue = string | number | boolean | null;

export type Fields = Readonly<Record<string, FieldValue>>;

/** Blank is what carries no information: nothing, or white space. `false` and 0 are information. */
export function isBlank(value: FieldValue | undefined): value is null | undefined | '' {
  return value === null || value === undefined || (typeof value === 'string' && value.trim() === '');
}

/** A row as Autotask sends it: members in camelCase, absent ones and null alike (autotask.md section 3, observed). */
export type Row = Readonly<Record<string, unknown>>;

/** An id as text; `null` when there is none. Zero is an id: the MSP's own company has it. */
export function idAt(row: Row, name: string): string | null {
  const value = row[name];
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value !== '' ? value : null;
}

/** Trimmed text, or `null` when it is blank or no scalar. */
export function textAt(row: Row, name: string): string | null {
  const value = row[name];
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null;
}

/** Yes or no, 1 or 0 as well: `Contacts.isActive` is a number (spec). Anything else is `null`. */
export function flagAt(row: Row, name: string): boolean | null {
  const value = row[name];
  if (typeof value === 'boolean') return value;
  if (value === 1 || value === '1' || value === 'true') return true;
  return value === 0 || value === '0' || value === 'false' ? false : null;
}

/** Times are UTC (doc), with or without a zone at the end. */
export function timeAt(row: Row, name: string): number | null {
  const text = textAt(row, name);
  if (text === null) return null;
  const isZoned = /(Z|[+-]\d{2}:?\d{2})$/i.test(text) || !text.includes('T');
  const at = Date.parse(isZoned ? text : `${text}Z`);
  return Number.isNaN(at) ? null : at;
}

/** `YYYY-MM-DD`. */
export function dateAt(row: Row, name: string): string | null {
  const text = textAt(row, name);
  return text === null ? null : (/^\d{4}-\d{2}-\d{2}/.exec(text)?.[0] ?? null);
}

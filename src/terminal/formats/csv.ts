import { stringify } from 'csv-stringify/sync';

/** A spreadsheet reads a cell that begins so as a formula. */
const formula = /^[=+\-@\t\r]/;

/**
 * Rows as CSV with a header line: the keys of all rows, in the order they first appear. Lists are joined by `;`,
 * other nested values are JSON, nothing is empty. A text that a spreadsheet would run gets a `'` in front; numbers stay.
 */
export function toCsv(rows: readonly Readonly<Record<string, unknown>>[]): string {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  return stringify(
    rows.map((row) => columns.map((column) => cell(row[column]))),
    { header: true, columns },
  );
}

function cell(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (Array.isArray(value)) return guarded(value.map(cell).join(';'));
  return guarded(typeof value === 'string' ? value : JSON.stringify(value));
}

function guarded(text: string): string {
  return formula.test(text) ? `'${text}` : text;
}

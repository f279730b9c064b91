import { stringify } from 'csv-stringify/sync';
import { cellText, columnsOf } from './cell-text.js';

/** A spreadsheet reads a cell that begins so as a formula. */
const formula = /^[=+\-@\t\r]/;

/**
 * Rows as CSV with a header line: the keys of all rows, in the order they first appear. Lists are joined by `;`,
 * other nested values are JSON, nothing is empty. A text that a spreadsheet would run gets a `'` in front; numbers stay.
 */
export function toCsv(rows: readonly Readonly<Record<string, unknown>>[]): string {
  const columns = columnsOf(rows);
  return stringify(
    rows.map((row) => columns.map((column) => cell(row[column]))),
    { header: true, columns: [...columns] },
  );
}

function cell(value: unknown): string {
  const text = cellText(value);
  return typeof value !== 'number' && formula.test(text) ? `'${text}` : text;
}

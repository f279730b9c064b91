import type { Sql, SqlValue } from './sqlite/connection.js';

/** Rows in one statement: past some thirty the gain is gone. */
const rowsAtOnce = 32;

/**
 * Writes many rows with few statements. `head` is everything before `VALUES`, `tail` what follows the rows, such as an
 * `ON CONFLICT` clause. Every row has as many values as the first.
 */
export function writeRows(sql: Sql, head: string, rows: readonly (readonly SqlValue[])[], tail = ''): void {
  const width = rows[0]?.length ?? 0;
  const full = rows.length - (rows.length % rowsAtOnce);
  const many = statement(head, width, rowsAtOnce, tail);
  for (let from = 0; from < full; from += rowsAtOnce) {
    sql.run(many, ...rows.slice(from, from + rowsAtOnce).flat());
  }
  const one = statement(head, width, 1, tail);
  for (const row of rows.slice(full)) sql.run(one, ...row);
}

function statement(head: string, width: number, rows: number, tail: string): string {
  const row = `(${Array(width).fill('?').join(',')})`;
  return `${head} VALUES ${Array(rows).fill(row).join(',')} ${tail}`;
}

/** Parts of a list small enough for one statement's parameters, or to be held at once. */
export function* portions<T>(list: Iterable<T>, size = 500): Generator<readonly T[]> {
  let some: T[] = [];
  for (const one of list) {
    some.push(one);
    if (some.length < size) continue;
    yield some;
    some = [];
  }
  if (some.length > 0) yield some;
}

/** `?,?,?` for a list of that length. */
export function places(count: number): string {
  return Array(count).fill('?').join(',');
}

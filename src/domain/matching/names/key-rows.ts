import type { Reach } from './keys.js';

/** The rows of one key: nearly always one. */
export type KeyRows = number | readonly number[];

/** Keys of equal names carry their reach in the two lowest bits. */
export const packKey = (row: number, reach: Reach): number => row * 4 + reach;

/** Adds a row to a key. */
export function note(map: Map<string, number | number[]>, key: string, row: number): void {
  if (key === '') return;
  const rows = map.get(key);
  if (rows === undefined) map.set(key, row);
  else if (typeof rows === 'number') {
    if (rows !== row) map.set(key, [rows, row]);
  } else if (rows.at(-1) !== row) rows.push(row);
}

/** The rows of a key as a list. */
export function rowsOf(rows: KeyRows | undefined): readonly number[] {
  if (rows === undefined) return none;
  return typeof rows === 'number' ? [rows] : rows;
}
const none: readonly number[] = [];

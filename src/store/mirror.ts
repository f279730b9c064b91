import { nextBodyId, writeBodies } from './bodies.js';
import type { Sql } from './sqlite/connection.js';

/** One row of a narrow table as it stands: what it was and where its body lies. */
export interface Kept {
  readonly hash: string;
  readonly bodyId: number;
}

export interface Sorted<Row> {
  /** New rows and changed ones, with the number of their body. */
  readonly toWrite: readonly { readonly row: Row; readonly bodyId: number; readonly isNew: boolean }[];
  /** Keys of rows that are as they were. */
  readonly unchanged: readonly string[];
}

/**
 * Compares rows with what is kept and writes the bodies of those that are new or changed; the others' stay untouched,
 * which is what makes a second run with nothing new cheap.
 */
export function sortAndWriteBodies<
  Row extends { readonly key: string; readonly hash: string; readonly body: string },
>(sql: Sql, rows: Iterable<Row>, kept: ReadonlyMap<string, Kept>): Sorted<Row> {
  const toWrite: { row: Row; bodyId: number; isNew: boolean }[] = [];
  const unchanged: string[] = [];
  let fresh = nextBodyId(sql);
  for (const row of rows) {
    const before = kept.get(row.key);
    if (before?.hash === row.hash) unchanged.push(row.key);
    else if (before) toWrite.push({ row, bodyId: before.bodyId, isNew: false });
    else toWrite.push({ row, bodyId: fresh++, isNew: true });
  }
  writeBodies(
    sql,
    toWrite.map(({ row, bodyId }) => ({ id: bodyId, text: row.body })),
  );
  return { toWrite, unchanged };
}

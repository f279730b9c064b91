import { createHash } from 'node:crypto';
import { places, portions, writeRows } from './bulk.js';
import type { Sql } from './sqlite/connection.js';

/** Tells whether a record is as it was. Not for security: 128 bits keep accidents out. */
export function contentHash(...parts: readonly (string | null)[]): string {
  const hash = createHash('sha1');
  for (const part of parts) hash.update(part === null ? '\u0000-' : `\u0000+${part}`);
  return hash.digest('base64').slice(0, 22);
}

/** A new body's number is one more than the highest: only one transaction writes at a time. */
export function nextBodyId(sql: Sql): number {
  return (sql.all<{ last: number | null }>('SELECT max(id) AS last FROM body')[0]?.last ?? 0) + 1;
}

export function writeBodies(
  sql: Sql,
  bodies: readonly { readonly id: number; readonly text: string }[],
): void {
  writeRows(
    sql,
    'INSERT INTO body (id, text)',
    bodies.map(({ id, text }) => [id, text]),
    'ON CONFLICT (id) DO UPDATE SET text = excluded.text',
  );
}

export function deleteBodies(sql: Sql, ids: readonly number[]): void {
  for (const some of portions(ids)) sql.run(`DELETE FROM body WHERE id IN (${places(some.length)})`, ...some);
}

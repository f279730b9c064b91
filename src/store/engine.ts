import type { Kysely } from 'kysely';
import type { Sql } from './sqlite/connection.js';
import type { Tables } from './tables.js';

/** What the verbs stand on: one profile's part of one store. */
export interface Engine {
  readonly profile: string;
  /** Epoch ms. What was stored with a later time was stored before the clock was set back. */
  now(): number;
  /** Prepared statements on one unchanging state. For what is read at start or in bulk. */
  read<T>(work: (sql: Sql) => T): Promise<T>;
  /** Prepared statements in one IMMEDIATE transaction. */
  write<T>(work: (sql: Sql) => T): Promise<T>;
  /** The same, and not answered before it lies on the disk. */
  writeDurably<T>(work: (sql: Sql) => T): Promise<T>;
  /** The query builder, loaded on first use. Never call it inside `read` or `write`. */
  query(): Promise<Kysely<Tables>>;
}

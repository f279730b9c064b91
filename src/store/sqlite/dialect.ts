import {
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  Kysely,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely';
import type { Connection, SqlValue } from './connection.js';

/** kysely over the store's one connection. Its transactions are IMMEDIATE, and wait their turn like any other work. */
export function kyselyOver<Tables>(connection: Connection): Kysely<Tables> {
  return new Kysely<Tables>({ dialect: dialectOver(connection) });
}

function dialectOver(connection: Connection): Dialect {
  return {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => new LibsqlDriver(connection),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  };
}

class LibsqlDriver implements Driver {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<BorrowedConnection> {
    return new BorrowedConnection(this.#connection, await this.#connection.turns.take());
  }

  async beginTransaction(): Promise<void> {
    await this.#connection.patiently(() => this.#connection.exec('BEGIN IMMEDIATE'));
  }

  async commitTransaction(): Promise<void> {
    await this.#connection.patiently(() => this.#connection.exec('COMMIT'));
  }

  async rollbackTransaction(): Promise<void> {
    this.#connection.rollback();
  }

  async releaseConnection(borrowed: DatabaseConnection): Promise<void> {
    if (borrowed instanceof BorrowedConnection) borrowed.end();
  }

  /** The connection is the store's and is closed with it. */
  async destroy(): Promise<void> {}
}

class BorrowedConnection implements DatabaseConnection {
  readonly #connection: Connection;
  readonly end: () => void;

  constructor(connection: Connection, end: () => void) {
    this.#connection = connection;
    this.end = end;
  }

  async executeQuery<Row>({ sql, parameters }: CompiledQuery): Promise<QueryResult<Row>> {
    const values = parameters as readonly SqlValue[];
    return this.#connection.patiently(() => {
      if (this.#connection.isReader(sql)) return { rows: this.#connection.all<Row>(sql, ...values) };
      const changed = this.#connection.run(sql, ...values);
      return { rows: [], numAffectedRows: BigInt(changed) };
    });
  }

  // biome-ignore lint/correctness/useYield: the store reads whole answers; nothing streams
  async *streamQuery<Row>(): AsyncGenerator<QueryResult<Row>> {
    throw new Error('the store does not stream');
  }
}

import type Libsql from 'libsql';
import type { Clock } from '../../ports/clock.js';
import { explained, isBusy } from '../failures.js';
import { Turns } from '../turns.js';

export type SqlValue = string | number | null;

/** Prepared statements within one transaction. Synchronous: nothing else can come in between. */
export interface Sql {
  all<Row>(text: string, ...values: SqlValue[]): Row[];
  /** Answers how many rows were changed. */
  run(text: string, ...values: SqlValue[]): number;
}

/** How long a blocked write keeps trying; less once the program has been told to stop. */
const patienceMs = 30_000;
const patienceAfterStopMs = 5_000;

export interface ConnectionOptions {
  readonly clock: Clock;
  /** 0 to 1, spreads the retries of several processes. */
  readonly random: () => number;
  readonly signal?: AbortSignal | undefined;
}

/** One libsql connection, used by one piece of work at a time, with patience for other processes. */
export class Connection implements Sql {
  readonly file: string;
  readonly turns = new Turns();
  readonly #db: Libsql.Database;
  readonly #options: ConnectionOptions;
  #hasWritten = false;
  readonly #statements = new Map<string, Libsql.Statement<unknown[]>>();

  constructor(file: string, db: Libsql.Database, options: ConnectionOptions) {
    this.file = file;
    this.#db = db;
    this.#options = options;
  }

  /** Runs `work` in one IMMEDIATE transaction; as a whole again when another process was faster. */
  write<T>(work: (sql: Sql) => T): Promise<T> {
    this.#hasWritten = true;
    return this.#transaction('BEGIN IMMEDIATE', work);
  }

  /** Like `write`, and on the disk itself before it returns: what it stores survives a power cut too. */
  writeDurably<T>(work: (sql: Sql) => T): Promise<T> {
    this.#hasWritten = true;
    return this.turns.run(async () => {
      this.all('PRAGMA synchronous = FULL');
      try {
        return await this.#attempt('BEGIN IMMEDIATE', work);
      } finally {
        this.all('PRAGMA synchronous = NORMAL');
      }
    });
  }

  /** Runs `work` on one unchanging state of the store. */
  read<T>(work: (sql: Sql) => T): Promise<T> {
    return this.#transaction('BEGIN', work);
  }

  #transaction<T>(begin: string, work: (sql: Sql) => T): Promise<T> {
    return this.turns.run(() => this.#attempt(begin, work));
  }

  #attempt<T>(begin: string, work: (sql: Sql) => T): Promise<T> {
    return this.patiently(() => {
      this.#db.exec(begin);
      try {
        const result = work(this);
        this.#db.exec('COMMIT');
        return result;
      } catch (error) {
        this.rollback();
        throw error;
      }
    });
  }

  /** Tries again while another process holds the lock. The caller has the turn. */
  async patiently<T>(attempt: () => T): Promise<T> {
    const { clock, random, signal } = this.#options;
    const started = clock.now();
    for (let tries = 0; ; tries += 1) {
      try {
        return attempt();
      } catch (error) {
        const patience = signal?.aborted ? patienceAfterStopMs : patienceMs;
        if (!isBusy(error) || clock.now() - started > patience) throw explained(error, this.file);
      }
      await this.#pause(Math.min(5 * 2 ** tries, 100) * (0.5 + random()));
    }
  }

  /** An abort ends the pause, not the write: what is under way is still to be stored. */
  async #pause(ms: number): Promise<void> {
    const { clock, signal } = this.#options;
    if (!signal || signal.aborted) return clock.sleep(ms);
    await clock.sleep(ms, signal).catch((error: unknown) => {
      if (!signal.aborted) throw error;
    });
  }

  exec(text: string): void {
    this.#hasWritten = true;
    this.#db.exec(text);
  }

  rollback(): void {
    if (this.#db.inTransaction) this.#db.exec('ROLLBACK');
  }

  all<Row>(text: string, ...values: SqlValue[]): Row[] {
    return this.#statement(text).all(values) as Row[];
  }

  run(text: string, ...values: SqlValue[]): number {
    return this.#statement(text).run(values).changes;
  }

  /** Whether the statement answers with rows. */
  isReader(text: string): boolean {
    return this.#statement(text).reader;
  }

  #statement(text: string): Libsql.Statement<unknown[]> {
    const known = this.#statements.get(text);
    if (known) return known;
    const fresh = this.#db.prepare(text);
    this.#statements.set(text, fresh);
    return fresh;
  }

  /** Brings the main file up to date, so that a copy of it alone is whole, and lets go of it. */
  close(): Promise<void> {
    return this.turns.run(async () => {
      if (!this.#db.open) return;
      if (this.#hasWritten) this.#checkpoint();
      this.#statements.clear();
      this.#db.close();
    });
  }

  /** Nothing is lost when it cannot be done now: what is not yet in the main file stays in the one beside it. */
  #checkpoint(): void {
    try {
      this.#db.prepare('PRAGMA wal_checkpoint(TRUNCATE)').all();
    } catch {}
  }
}

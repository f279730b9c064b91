import type { Kysely } from 'kysely';
import type { Clock } from '../ports/clock.js';
import type { Store, StoreHealth } from '../ports/store.js';
import { accountMemory } from './accounts.js';
import { attestationMemory } from './attestations.js';
import type { Engine } from './engine.js';
import { entryVerbs } from './entries.js';
import { explained, notOurs, storeEmptied, storeTooNew } from './failures.js';
import { journal } from './journal.js';
import { leaseVerbs } from './lease.js';
import { isMarked, mark } from './made-mark.js';
import { matchMemory } from './matches.js';
import { observationMemory } from './observations.js';
import { permitVerbs } from './permits.js';
import { purgeVerb } from './purge.js';
import { runMemory } from './runs.js';
import { schemaVersion } from './schema-version.js';
import type { Connection, Sql } from './sqlite/connection.js';
import { configure, openFile } from './sqlite/open-file.js';
import type { Tables } from './tables.js';

export interface StoreOptions {
  /** Path of the SQLite file. It and its folder are made when missing. */
  readonly file: string;
  readonly profile: string;
  readonly clock: Clock;
  /** 0 to 1, such as `Math.random`: spreads the retries of several processes. */
  readonly random: () => number;
  /** When it aborts, a blocked write gives up sooner; it is not cut off. */
  readonly signal?: AbortSignal;
}

/**
 * Opens one profile's part of the store, brought up to this program's schema.
 *
 * @throws {UsageError} when the file is damaged, newer than this program, or cannot be written, with a way out.
 * @throws {Locked} when another process keeps it busy for longer than half a minute.
 */
export async function openStore(options: StoreOptions): Promise<Store> {
  const connection = await openFile(options.file, options);
  try {
    const query = lazyQuery(connection);
    await bringUp(connection, query);
    return assemble(connection, {
      profile: options.profile,
      now: () => options.clock.now(),
      read: (work) => connection.read(work),
      write: (work) => connection.write(work),
      writeDurably: (work) => connection.writeDurably(work),
      query,
    });
  } catch (error) {
    await connection.close();
    throw explained(error, options.file);
  }
}

function assemble(connection: Connection, engine: Engine): Store {
  return {
    accounts: accountMemory(engine),
    runs: runMemory(engine),
    observations: observationMemory(engine),
    matches: matchMemory(engine),
    journal: journal(engine),
    lease: leaseVerbs(engine),
    permits: permitVerbs(engine),
    attestations: attestationMemory(engine),
    ...entryVerbs(engine),
    ...purgeVerb(engine),
    health: () => health(connection),
    close: () => connection.close(),
  };
}

function lazyQuery(connection: Connection): () => Promise<Kysely<Tables>> {
  let loaded: Promise<Kysely<Tables>> | undefined;
  return () => {
    loaded ??= import('./sqlite/dialect.js').then(({ kyselyOver }) => kyselyOver<Tables>(connection));
    return loaded;
  };
}

/** The usual start finds the schema as it should be and loads nothing more. */
async function bringUp(connection: Connection, query: () => Promise<Kysely<Tables>>): Promise<void> {
  // Looked for first: whoever makes the store at this very moment sets the mark last.
  const wasMade = await isMarked(connection.file);
  const found = await connection.read((sql) => versionIn(sql, connection.file));
  if (found === 0 && wasMade) throw storeEmptied(connection.file);
  if (found > schemaVersion) throw storeTooNew(connection.file, found, schemaVersion);
  await configure(connection);
  if (found !== schemaVersion) {
    const { migrate } = await import('./migrations.js');
    await migrate(await query(), connection.file);
  }
  if (!wasMade) await mark(connection.file);
}

/** 0 for a file with nothing in it yet. */
function versionIn(sql: Sql, file: string): number {
  const tables = sql.all<{ name: string }>(`SELECT name FROM sqlite_master WHERE type = 'table'`);
  if (tables.length === 0) return 0;
  if (!tables.some(({ name }) => name === 'schema_version')) throw notOurs(file);
  return sql.all<{ version: number }>('SELECT version FROM schema_version')[0]?.version ?? 0;
}

async function health(connection: Connection): Promise<StoreHealth> {
  const base = { schema: schemaVersion, location: connection.file };
  try {
    const rows = await connection.read((sql) => sql.all<{ quick_check: string }>('PRAGMA quick_check(3)'));
    const problems = rows.map((row) => row.quick_check).filter((text) => text !== 'ok');
    return {
      ...base,
      intact: problems.length === 0,
      problem: problems.length > 0 ? problems.join('; ') : null,
    };
  } catch (error) {
    return { ...base, intact: false, problem: error instanceof Error ? error.message : String(error) };
  }
}

import type { Observation, ObservationMemory } from '../ports/store.js';
import type { ReadOutcome } from '../ports/system.js';
import { contentHash } from './bodies.js';
import { portions, writeRows } from './bulk.js';
import { detailVerbs } from './details.js';
import type { Engine } from './engine.js';
import { type Kept, sortAndWriteBodies } from './mirror.js';
import type { Sql } from './sqlite/connection.js';
import type { ObservationTable } from './tables.js';

type Seen = Parameters<ObservationMemory['record']>[1] extends Iterable<infer One> ? One : never;
type SeenRow = Seen & { readonly key: string; readonly hash: string };

/** How long reads are remembered: absence is proved over months, not years. */
const keepReadsMs = 400 * 24 * 3600 * 1000;

/** What was seen of every record, when, and how each read ended. */
export function observationMemory(engine: Engine): ObservationMemory {
  const { profile, now, read, write } = engine;
  return {
    ...detailVerbs(engine),

    async record(outcome, seen) {
      await write((sql) => {
        const stream: Stream = [profile, outcome.system, outcome.type];
        datePast(sql, stream, outcome.startedAt, now());
        storeOutcome(sql, stream, outcome);
        storeSeen(sql, stream, outcome.finishedAt, seen);
      });
    },

    async list(system, type) {
      const rows = await read((sql) =>
        sql.all<ObservationTable & { text: string }>(
          `SELECT o.*, b.text FROM observation o JOIN body b ON b.id = o.body_id
           WHERE o.profile = ? AND o.system = ? AND o.type = ?`,
          profile,
          system,
          type,
        ),
      );
      return rows.map(toObservation);
    },

    async completeReads(system, type, scopeId, since) {
      const rows = await read((sql) =>
        sql.all<{ finished_at: number; outcome: string }>(
          `SELECT finished_at, outcome FROM reading WHERE profile = ? AND system = ? AND type = ? AND complete = 1
             AND started_at >= ? AND finished_at > ? ORDER BY finished_at, position`,
          ...[profile, system, type, since, since],
        ),
      );
      return rows
        .filter(({ outcome }) => covers(JSON.parse(outcome) as ReadOutcome, scopeId))
        .map((row) => row.finished_at);
    },

    async lastRead(system, type) {
      const rows = await read((sql) =>
        sql.all<{ outcome: string }>(
          `SELECT outcome FROM reading WHERE profile = ? AND system = ? AND type = ? ORDER BY position DESC LIMIT 1`,
          ...[profile, system, type],
        ),
      );
      return rows[0] ? (JSON.parse(rows[0].outcome) as ReadOutcome) : null;
    },
  };
}

type Stream = readonly [profile: string, system: string, type: string];

/** A page that slid may bring a record twice: the later one counts. */
function byId(seen: Iterable<Seen>): Map<string, SeenRow> {
  const rows = new Map<string, SeenRow>();
  for (const one of seen) {
    rows.set(one.id, { ...one, key: one.id, hash: contentHash(one.scopeId, one.name, one.body) });
  }
  return rows;
}

/**
 * Times after now are from before the clock was set back. They become the moment before this read, so that what is seen
 * from now on is younger than what is gone, and no read of the future proves an absence.
 */
function datePast(sql: Sql, stream: Stream, startedAt: number, now: number): void {
  const last = sql.all<{ finished_at: number }>(
    `SELECT finished_at FROM reading WHERE profile = ? AND system = ? AND type = ? ORDER BY position DESC LIMIT 1`,
    ...stream,
  )[0];
  if (!last || last.finished_at <= now) return;
  const past = Math.min(startedAt, now) - 1;
  sql.run(
    `UPDATE reading SET started_at = min(started_at, ?), finished_at = min(finished_at, ?)
     WHERE profile = ? AND system = ? AND type = ?`,
    ...[past, past, ...stream],
  );
  sql.run(
    `UPDATE observation SET first_seen_at = min(first_seen_at, ?), last_seen_at = min(last_seen_at, ?)
     WHERE profile = ? AND system = ? AND type = ?`,
    ...[past, past, ...stream],
  );
}

function storeOutcome(sql: Sql, stream: Stream, outcome: ReadOutcome): void {
  sql.run(
    `INSERT INTO reading (profile, system, type, position, started_at, finished_at, complete, outcome)
     SELECT ?, ?, ?, coalesce(max(position), 0) + 1, ?, ?, ?, ?
     FROM reading WHERE profile = ? AND system = ? AND type = ?`,
    ...stream,
    ...[outcome.startedAt, outcome.finishedAt, outcome.complete ? 1 : 0, JSON.stringify(outcome)],
    ...stream,
  );
  sql.run(
    'DELETE FROM reading WHERE profile = ? AND system = ? AND type = ? AND finished_at < ?',
    ...stream,
    outcome.finishedAt - keepReadsMs,
  );
}

function storeSeen(sql: Sql, stream: Stream, at: number, seen: Iterable<Seen>): void {
  const kept = keptOf(sql, stream);
  const before = [...kept.keys()];
  const present = new Set<string>();
  for (const some of portions(seen)) {
    const rows = byId(some);
    const { toWrite } = sortAndWriteBodies(sql, rows.values(), kept);
    writeRows(
      sql,
      `INSERT INTO observation (profile, system, type, id, scope_id, name, first_seen_at, last_seen_at, hash, body_id)`,
      toWrite.map(({ row, bodyId }) => [...stream, row.id, row.scopeId, row.name, at, at, row.hash, bodyId]),
      `ON CONFLICT (profile, system, type, id) DO UPDATE SET scope_id = excluded.scope_id, name = excluded.name,
         last_seen_at = max(observation.last_seen_at, excluded.last_seen_at), hash = excluded.hash`,
    );
    for (const { row, bodyId } of toWrite) kept.set(row.id, { hash: row.hash, bodyId });
    for (const id of rows.keys()) present.add(id);
  }
  touch(sql, stream, at, present, before);
}

function keptOf(sql: Sql, stream: Stream): Map<string, Kept> {
  const rows = sql.all<{ id: string; hash: string; body_id: number }>(
    'SELECT id, hash, body_id FROM observation WHERE profile = ? AND system = ? AND type = ?',
    ...stream,
  );
  return new Map(rows.map(({ id, hash, body_id }) => [id, { hash, bodyId: body_id }]));
}

/** Moves the last time of everything that was seen again; names in the statement whichever list is the shorter. */
function touch(
  sql: Sql,
  stream: Stream,
  at: number,
  seen: { has(id: string): boolean },
  kept: Iterable<string>,
): void {
  const present: string[] = [];
  const absent: string[] = [];
  for (const id of kept) (seen.has(id) ? present : absent).push(id);
  if (present.length === 0) return;
  const statement = `UPDATE observation SET last_seen_at = max(last_seen_at, ?)
                     WHERE profile = ? AND system = ? AND type = ?`;
  if (absent.length === 0) sql.run(statement, at, ...stream);
  else if (absent.length < present.length) {
    sql.run(
      `${statement} AND id NOT IN (SELECT value FROM json_each(?))`,
      at,
      ...stream,
      JSON.stringify(absent),
    );
  } else {
    sql.run(
      `${statement} AND id IN (SELECT value FROM json_each(?))`,
      at,
      ...stream,
      JSON.stringify(present),
    );
  }
}

function covers({ scope }: ReadOutcome, scopeId: string): boolean {
  return scope === 'all' || scope.includes(scopeId);
}

function toObservation(row: ObservationTable & { text: string }): Observation {
  return {
    type: row.type,
    id: row.id,
    scopeId: row.scope_id,
    name: row.name,
    firstSeenAt: row.first_seen_at,
    lastSeenAt: row.last_seen_at,
    body: row.text,
  };
}

import type { PermitVerbs } from '../ports/store.js';
import type { Engine } from './engine.js';
import type { Sql } from './sqlite/connection.js';

interface Block {
  at: number;
  granted: number;
}

/**
 * Pacing for every process that shares this store, whatever its profile: the bucket names the account. A block of
 * permits counts from the moment it was reserved until its window has passed, so in no window are more handed out than
 * the limit. Who reserves uses them promptly or gives them back.
 */
export function permitVerbs({ read, write }: Engine): PermitVerbs {
  return {
    async reserve(bucket, wanted, limit, windowMs, now) {
      return write((sql) => {
        const at = settledTime(sql, bucket, windowMs, now);
        const stop = openBucket(sql, bucket, windowMs);
        if (stop > now) return { granted: 0, waitMs: stop - now };
        forgetPassed(sql, bucket, windowMs, at);
        const used = usedIn(sql, bucket);
        const granted = Math.max(0, Math.min(wanted, limit - used));
        if (granted > 0) addBlock(sql, bucket, at, granted);
        const mustWait = granted === 0 && wanted > 0;
        return { granted, waitMs: mustWait ? untilFree(sql, bucket, used, limit, windowMs, now) : 0 };
      });
    },

    async giveBack(bucket, unused, now) {
      await write((sql) => {
        const known = sql.all<{ window_ms: number }>(
          'SELECT window_ms FROM permit_bucket WHERE bucket = ?',
          bucket,
        );
        if (!known[0]) return;
        forgetPassed(sql, bucket, known[0].window_ms, now);
        giveBackOldest(sql, bucket, unused);
      });
    },

    async used(bucket, windowMs, now) {
      return read((sql) => usedIn(sql, bucket, now - windowMs));
    },

    async stopUntil(bucket, until) {
      await write((sql) =>
        sql.run(
          `INSERT INTO permit_bucket (bucket, window_ms, stop_until) VALUES (?, 0, ?)
           ON CONFLICT (bucket) DO UPDATE SET stop_until = max(permit_bucket.stop_until, excluded.stop_until)`,
          bucket,
          until,
        ),
      );
    },
  };
}

/** Remembers the bucket's window; answers until when everybody must stop, 0 when nobody must. */
function openBucket(sql: Sql, bucket: string, windowMs: number): number {
  const row = sql.all<{ window_ms: number; stop_until: number }>(
    'SELECT window_ms, stop_until FROM permit_bucket WHERE bucket = ?',
    bucket,
  )[0];
  if (row?.window_ms !== windowMs) {
    sql.run(
      `INSERT INTO permit_bucket (bucket, window_ms, stop_until) VALUES (?, ?, 0)
       ON CONFLICT (bucket) DO UPDATE SET window_ms = excluded.window_ms`,
      bucket,
      windowMs,
    );
  }
  return row?.stop_until ?? 0;
}

function forgetPassed(sql: Sql, bucket: string, windowMs: number, at: number): void {
  sql.run('DELETE FROM permit_block WHERE bucket = ? AND at <= ?', bucket, at - windowMs);
}

/** Permits handed out after `since`: all that are kept when it is left out. */
function usedIn(sql: Sql, bucket: string, since = Number.MIN_SAFE_INTEGER): number {
  return (
    sql.all<{ used: number | null }>(
      'SELECT sum(granted) AS used FROM permit_block WHERE bucket = ? AND at > ?',
      bucket,
      since,
    )[0]?.used ?? 0
  );
}

function blocksOf(sql: Sql, bucket: string): Block[] {
  return sql.all<Block>('SELECT at, granted FROM permit_block WHERE bucket = ? ORDER BY at', bucket);
}

/**
 * The time that counts: never before the newest block, since a caller may have looked at the clock before it waited for
 * the store. Blocks that lie further ahead than that can explain come from a clock that was set back; they count from now,
 * and a stop moves with them.
 */
function settledTime(sql: Sql, bucket: string, windowMs: number, now: number): number {
  const newest = sql.all<{ at: number | null }>(
    'SELECT max(at) AS at FROM permit_block WHERE bucket = ?',
    bucket,
  )[0]?.at;
  if (newest === null || newest === undefined || newest <= now) return now;
  if (newest <= now + windowMs) return newest;
  const ahead = sql.all<Block>(
    'SELECT at, granted FROM permit_block WHERE bucket = ? AND at > ?',
    bucket,
    now,
  );
  sql.run('DELETE FROM permit_block WHERE bucket = ? AND at > ?', bucket, now);
  sql.run('UPDATE permit_bucket SET stop_until = stop_until - ? WHERE bucket = ?', newest - now, bucket);
  for (const block of ahead) addBlock(sql, bucket, now, block.granted);
  return now;
}

function addBlock(sql: Sql, bucket: string, at: number, granted: number): void {
  sql.run(
    `INSERT INTO permit_block (bucket, at, granted) VALUES (?, ?, ?)
     ON CONFLICT (bucket, at) DO UPDATE SET granted = permit_block.granted + excluded.granted`,
    bucket,
    at,
    granted,
  );
}

/** How long until the oldest blocks that stand in the way have left the window. */
function untilFree(
  sql: Sql,
  bucket: string,
  used: number,
  limit: number,
  windowMs: number,
  now: number,
): number {
  let left = used;
  for (const block of blocksOf(sql, bucket)) {
    left -= block.granted;
    if (left < limit) return Math.min(windowMs, Math.max(1, block.at + windowMs - now));
  }
  return windowMs;
}

/**
 * Nobody knows which block the unused permits came from. Taking them off the oldest never lets too many through: what
 * was really used later keeps counting for its whole window.
 */
function giveBackOldest(sql: Sql, bucket: string, unused: number): void {
  let left = unused;
  for (const block of blocksOf(sql, bucket)) {
    if (left <= 0) break;
    const taken = Math.min(left, block.granted);
    left -= taken;
    sql.run(
      'UPDATE permit_block SET granted = granted - ? WHERE bucket = ? AND at = ?',
      taken,
      bucket,
      block.at,
    );
  }
  sql.run('DELETE FROM permit_block WHERE bucket = ? AND granted <= 0', bucket);
}

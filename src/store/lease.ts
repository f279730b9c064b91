import { Locked } from '../errors.js';
import type { Fence, LeaseHolder, LeaseVerbs } from '../ports/store.js';
import type { Engine } from './engine.js';
import type { Sql } from './sqlite/connection.js';
import type { LeaseTable } from './tables.js';

/** One writer a target and profile. The fence only ever grows, so a writer that was overtaken always finds out. */
export function leaseVerbs({ profile, read, write }: Engine): LeaseVerbs {
  return {
    async take(target, holder, now, isAlive) {
      const taken = await write((sql): Fence | LeaseHolder => {
        const row = rowOf(sql, profile, target);
        if (row && !mayTake(row, holder, now, isAlive)) {
          expireBy(sql, profile, row, holder.until);
          return toHolder(row);
        }
        const fence = (row?.fence ?? 0) + 1;
        store(sql, profile, { target, number: fence }, holder, now);
        return { target, number: fence };
      });
      if ('number' in taken) return taken;
      throw heldBy(target, taken);
    },

    async extend(fence, until) {
      return write((sql) => extendLease(sql, profile, fence, until));
    },

    async release(fence) {
      await write((sql) =>
        sql.run(
          'UPDATE lease SET held = 0 WHERE profile = ? AND target = ? AND fence = ?',
          profile,
          fence.target,
          fence.number,
        ),
      );
    },

    async holder(target) {
      const row = await read((sql) => rowOf(sql, profile, target));
      return row && row.held === 1 ? toHolder(row) : null;
    },
  };
}

/** Whether the fence is still ours; if so the lease now lasts until then. Within the caller's transaction. */
export function extendLease(sql: Sql, profile: string, fence: Fence, until: number): boolean {
  const changed = sql.run(
    'UPDATE lease SET until = max(until, ?) WHERE profile = ? AND target = ? AND fence = ? AND held = 1',
    until,
    profile,
    fence.target,
    fence.number,
  );
  return changed === 1;
}

/** What a writer is told whose lease was taken over meanwhile. */
export function lostLease(sql: Sql, profile: string, fence: Fence): Locked {
  const row = rowOf(sql, profile, fence.target);
  if (row && row.held === 1) return heldBy(fence.target, toHolder(row));
  return new Locked(`The right to write to ${fence.target} was lost meanwhile; nothing more was sent`, {
    code: 'lease-lost',
    hint: 'Run the same command again: it looks up what was sent and carries on',
  });
}

function mayTake(
  row: LeaseTable,
  asking: Omit<LeaseHolder, 'since'>,
  now: number,
  isAlive: (holder: LeaseHolder) => boolean,
): boolean {
  if (row.held === 0 || row.until <= now) return true;
  if (row.host !== asking.host || row.boot_id !== asking.bootId) return false;
  const sameProcess = row.pid === asking.pid && row.process_started_at === asking.processStartedAt;
  if (sameProcess && row.run_id === asking.runId) return true;
  return !isAlive(toHolder(row));
}

/**
 * No lease lasts longer than one that would be taken now, unless the clock was set back since. A living holder extends
 * it again in time; a dead one's ends as late as it should have.
 */
function expireBy(sql: Sql, profile: string, row: LeaseTable, until: number): void {
  if (row.until <= until) return;
  sql.run(
    'UPDATE lease SET until = ? WHERE profile = ? AND target = ? AND fence = ?',
    ...[until, profile, row.target, row.fence],
  );
}

function heldBy(target: string, holder: LeaseHolder): Locked {
  const since = new Date(holder.since).toISOString();
  return new Locked(
    `Run ${holder.runId} has been writing to ${target} since ${since}, on ${holder.host} (process ${holder.pid})`,
    {
      hint: `Wait until it has ended; follow it with: trilink sync logs ${holder.runId}`,
      details: { ...holder },
    },
  );
}

function rowOf(sql: Sql, profile: string, target: string): LeaseTable | undefined {
  return sql.all<LeaseTable>('SELECT * FROM lease WHERE profile = ? AND target = ?', profile, target)[0];
}

function store(
  sql: Sql,
  profile: string,
  fence: Fence,
  holder: Omit<LeaseHolder, 'since'>,
  now: number,
): void {
  sql.run(
    `INSERT INTO lease (profile, target, fence, held, host, boot_id, pid, process_started_at, run_id, since, until)
     VALUES (?, ?, ?, 1, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (profile, target) DO UPDATE SET fence = excluded.fence, held = 1, host = excluded.host,
       boot_id = excluded.boot_id, pid = excluded.pid, process_started_at = excluded.process_started_at,
       run_id = excluded.run_id, since = excluded.since, until = excluded.until`,
    ...[profile, fence.target, fence.number, holder.host, holder.bootId, holder.pid],
    ...[holder.processStartedAt, holder.runId, now, holder.until],
  );
}

function toHolder(row: LeaseTable): LeaseHolder {
  return {
    host: row.host,
    bootId: row.boot_id,
    pid: row.pid,
    processStartedAt: row.process_started_at,
    runId: row.run_id,
    since: row.since,
    until: row.until,
  };
}

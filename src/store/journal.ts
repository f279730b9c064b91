import type { Fields } from '../domain/estate/fields.js';
import type { Change } from '../domain/reconcile/plan.js';
import type { ChangeRow, ChangeState, Fence, Journal, Written } from '../ports/store.js';
import { writeRows } from './bulk.js';
import type { Engine } from './engine.js';
import { holdVerbs } from './holds.js';
import { extendLease, lostLease } from './lease.js';
import { ownRecordVerbs } from './own-records.js';
import type { Sql } from './sqlite/connection.js';
import type { ChangeTable } from './tables.js';
import { storeWritten, writtenVerbs } from './written.js';

type Outcome = Parameters<Journal['settle']>[1][number];

/** What was about to be written, and what became of it. */
export function journal(engine: Engine): Journal {
  const { profile, read, write, writeDurably } = engine;
  return {
    ...writtenVerbs(engine),
    ...holdVerbs(engine),
    ...ownRecordVerbs(engine),

    // A request follows at once: its intent must not be lost even in a power cut. An end that is lost is looked up.
    async intend(fence, until, rows) {
      await writeDurably((sql) => {
        if (!extendLease(sql, profile, fence, until)) throw lostLease(sql, profile, fence);
        storeIntents(sql, profile, fence, rows);
      });
    },

    async settle(runId, outcomes, written) {
      await write((sql) => {
        const systems = outcomes.map((outcome) => settleOne(sql, profile, runId, outcome));
        storeWritten(sql, profile, written, (row) => systemOf(row, outcomes, systems));
      });
    },

    async note(rows) {
      await write((sql) => storeRows(sql, profile, rows, `WHERE change.state = 'blocked'`));
    },

    async unsettled(system) {
      const rows = await read((sql) =>
        sql.all<ChangeTable>(
          `SELECT * FROM change WHERE profile = ? AND system = ? AND state IN ('intended', 'unknown')
           ORDER BY position`,
          profile,
          system,
        ),
      );
      return rows.map(toChangeRow);
    },

    async ofRun(runId) {
      const rows = await read((sql) =>
        sql.all<ChangeTable>(
          'SELECT * FROM change WHERE profile = ? AND run_id = ? ORDER BY position',
          profile,
          runId,
        ),
      );
      return rows.map(toChangeRow);
    },
  };
}

/** The same change again, as a further attempt, keeps its place and forgets how the attempt before ended. */
function storeIntents(sql: Sql, profile: string, fence: Fence, rows: Parameters<Journal['intend']>[2]): void {
  const intended = rows.map((row) => ({
    ...row,
    state: 'intended' as const,
    fence: fence.number,
    echoed: null,
    error: null,
  }));
  storeRows(sql, profile, intended, '');
}

/** Writes rows in the order given, after all that there are; rows of a change that is there are overwritten. */
function storeRows(sql: Sql, profile: string, rows: readonly ChangeRow[], onlyWhere: string): void {
  const last = sql.all<{ last: number | null }>(
    'SELECT max(position) AS last FROM change WHERE profile = ?',
    profile,
  );
  const first = (last[0]?.last ?? 0) + 1;
  writeRows(
    sql,
    `INSERT INTO change (profile, run_id, change_id, position, system, type, action, item, state, attempt, batch,
       fence, target_id, before, after, echoed, fitted, error, at, body)`,
    rows.map((row, index) => [
      ...[profile, row.runId, row.change.id, first + index],
      ...[row.change.target.system, row.change.target.type, row.change.action, row.change.item],
      ...[row.state, row.attempt, row.batch, row.fence, row.targetId],
      ...[JSON.stringify(row.before), JSON.stringify(row.after), row.echoed && JSON.stringify(row.echoed)],
      ...[JSON.stringify(row.fitted), row.error, row.at, JSON.stringify(row.change)],
    ]),
    `ON CONFLICT (profile, run_id, change_id) DO UPDATE SET state = excluded.state, attempt = excluded.attempt,
       batch = excluded.batch, fence = excluded.fence, target_id = excluded.target_id, before = excluded.before,
       after = excluded.after, echoed = excluded.echoed, fitted = excluded.fitted, error = excluded.error,
       at = excluded.at, body = excluded.body ${onlyWhere}`,
  );
}

/** Answers with the system the change was for. A change that was never intended is a mistake of ours. */
function settleOne(sql: Sql, profile: string, runId: string, outcome: Outcome): string {
  const rows = sql.all<{ system: string }>(
    `UPDATE change SET state = ?, target_id = coalesce(?, target_id), echoed = ?, error = ?, at = ?
     WHERE profile = ? AND run_id = ? AND change_id = ? RETURNING system`,
    ...[outcome.state, outcome.targetId, outcome.echoed && JSON.stringify(outcome.echoed), outcome.error],
    ...[outcome.at, profile, runId, outcome.changeId],
  );
  const system = rows[0]?.system;
  if (system === undefined) throw new Error(`change ${outcome.changeId} of run ${runId} was never intended`);
  return system;
}

/** The system of the change that wrote it; all changes settled at once are for one system as a rule. */
function systemOf(row: Written, outcomes: readonly Outcome[], systems: readonly string[]): string {
  const index = outcomes.findIndex((outcome) => outcome.targetId === row.targetId);
  const system = systems[index] ?? systems[0];
  if (system === undefined)
    throw new Error(`nothing was settled that could have written ${row.type} ${row.targetId}`);
  return system;
}

function toChangeRow(row: ChangeTable): ChangeRow {
  return {
    runId: row.run_id,
    change: JSON.parse(row.body) as Change,
    state: row.state as ChangeState,
    attempt: row.attempt,
    batch: row.batch,
    fence: row.fence,
    targetId: row.target_id,
    before: JSON.parse(row.before) as Fields,
    after: JSON.parse(row.after) as Fields,
    echoed: row.echoed === null ? null : (JSON.parse(row.echoed) as Fields),
    fitted: JSON.parse(row.fitted) as string[],
    error: row.error,
    at: row.at,
  };
}

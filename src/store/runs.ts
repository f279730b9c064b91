import type { RunMemory, RunRow, RunStatus } from '../ports/store.js';
import type { Engine } from './engine.js';
import type { RunTable } from './tables.js';

/** The history of runs, and which plans were applied. Reads go without the query builder: `status` shall be quick. */
export function runMemory({ profile, read, write, query }: Engine): RunMemory {
  return {
    async start({ id, kind, dryRun, startedAt, about }) {
      await write((sql) =>
        sql.run(
          `INSERT INTO run (profile, id, position, kind, dry_run, status, started_at, about)
           SELECT ?, ?, coalesce(max(position), 0) + 1, ?, ?, 'running', ?, ? FROM run WHERE profile = ?`,
          profile,
          id,
          kind,
          dryRun ? 1 : 0,
          startedAt,
          about,
          profile,
        ),
      );
    },

    async finish(id, { status, exitCode, reason, finishedAt, document }) {
      const db = await query();
      await db
        .updateTable('run')
        .set({ status, exit_code: exitCode, reason, finished_at: finishedAt, document })
        .where('profile', '=', profile)
        .where('id', '=', id)
        .execute();
    },

    async save(id, document) {
      const db = await query();
      await db
        .updateTable('run')
        .set({ document })
        .where('profile', '=', profile)
        .where('id', '=', id)
        .execute();
    },

    async get(id) {
      const rows = await read((sql) =>
        sql.all<RunTable>('SELECT * FROM run WHERE profile = ? AND id = ?', profile, id),
      );
      return rows[0] ? toRun(rows[0]) : null;
    },

    async list(limit) {
      const rows = await read((sql) =>
        sql.all<RunTable>(
          'SELECT * FROM run WHERE profile = ? ORDER BY position DESC LIMIT ?',
          profile,
          limit,
        ),
      );
      return rows.map(toRun);
    },

    async markInterrupted(stillAlive) {
      return write((sql) => {
        const running = sql.all<{ id: string }>(
          `SELECT id FROM run WHERE profile = ? AND status = 'running' ORDER BY position`,
          profile,
        );
        const gone = running.map(({ id }) => id).filter((id) => !stillAlive(id));
        for (const id of gone) {
          sql.run(`UPDATE run SET status = 'interrupted' WHERE profile = ? AND id = ?`, profile, id);
        }
        return gone;
      });
    },

    async claimPlan(planId, runId, at, from = []) {
      const db = await query();
      const claim = await db
        .insertInto('plan_claim')
        .values({ profile, plan_id: planId, run_id: runId, at })
        .onConflict((conflict) => conflict.columns(['profile', 'plan_id']).doNothing())
        .executeTakeFirst();
      if ((claim.numInsertedOrUpdatedRows ?? 0n) > 0n) return true;
      if (from.length === 0) return false;
      const taken = await db
        .updateTable('plan_claim')
        .set({ run_id: runId, at })
        .where('profile', '=', profile)
        .where('plan_id', '=', planId)
        .where('run_id', 'in', [...from])
        .executeTakeFirst();
      return taken.numUpdatedRows > 0n;
    },
  };
}

function toRun(row: RunTable): RunRow {
  return {
    id: row.id,
    kind: row.kind as RunRow['kind'],
    dryRun: row.dry_run === 1,
    status: row.status as RunStatus,
    exitCode: row.exit_code,
    reason: row.reason,
    startedAt: row.started_at,
    finishedAt: row.finished_at,
    about: row.about,
    document: row.document,
  };
}

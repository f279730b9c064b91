import type { FieldValue } from '../domain/estate/fields.js';
import type { Journal, Written } from '../ports/store.js';
import { writeRows } from './bulk.js';
import type { Engine } from './engine.js';
import type { Sql } from './sqlite/connection.js';
import type { WrittenTable } from './tables.js';

/** What was written last on each field of each record: what `own`, undo and staleness compare with. */
export function writtenVerbs({ profile, read, write }: Engine): Pick<Journal, 'written' | 'restoreWritten'> {
  return {
    async written(system, type) {
      const rows = await read((sql) =>
        sql.all<WrittenTable>(
          `SELECT * FROM written WHERE profile = ? AND system = ? ${type ? 'AND type = ?' : ''}`,
          ...[profile, system, ...(type ? [type] : [])],
        ),
      );
      return byRecord(rows.map(toWritten));
    },

    async restoreWritten(system, rows) {
      await write((sql) => {
        const kept = rows.flatMap(({ before }) =>
          before === null || before.echoed === null ? [] : [before],
        );
        for (const { type, targetId, field } of rows) {
          sql.run(
            'DELETE FROM written WHERE profile = ? AND system = ? AND type = ? AND target_id = ? AND field = ?',
            ...[profile, system, type, targetId, field],
          );
        }
        storeWritten(sql, profile, kept, () => system);
      });
    },
  };
}

export function storeWritten(
  sql: Sql,
  profile: string,
  rows: readonly Written[],
  systemOf: (row: Written) => string,
): void {
  writeRows(
    sql,
    'INSERT INTO written (profile, system, type, target_id, field, sent, echoed, run_id)',
    rows.map((row) => [
      ...[profile, systemOf(row), row.type, row.targetId, row.field],
      ...[JSON.stringify(row.sent), JSON.stringify(row.echoed), row.runId],
    ]),
    `ON CONFLICT (profile, system, type, target_id, field) DO UPDATE SET sent = excluded.sent,
       echoed = excluded.echoed, run_id = excluded.run_id`,
  );
}

function byRecord(rows: readonly Written[]): Map<string, Map<string, Written>> {
  const records = new Map<string, Map<string, Written>>();
  for (const row of rows) {
    const record = records.get(row.targetId) ?? new Map<string, Written>();
    record.set(row.field, row);
    records.set(row.targetId, record);
  }
  return records;
}

function toWritten(row: WrittenTable): Written {
  return {
    type: row.type,
    targetId: row.target_id,
    field: row.field,
    sent: JSON.parse(row.sent) as FieldValue,
    echoed: JSON.parse(row.echoed) as FieldValue,
    runId: row.run_id,
  };
}

import type { Journal } from '../ports/store.js';
import { places } from './bulk.js';
import type { Engine } from './engine.js';
import type { ChangeTable } from './tables.js';

type Row = Pick<ChangeTable, 'action' | 'run_id' | 'item' | 'at'> & { target_id: string; by_undo: number };

/** What has an identity of its own in the target; an interface is part of its configuration. */
const ownTypes: readonly string[] = ['organization', 'configuration'];

/** Which records trilink created or archived itself: told by the journal, never stored twice. */
export function ownRecordVerbs({ profile, read }: Engine): Pick<Journal, 'archivedByUs' | 'createdByUs'> {
  /** What was done with whole records, in the order it was done. */
  const done = (system: string, actions: readonly string[], types: readonly string[] | null) =>
    read((sql) =>
      sql.all<Row>(
        `SELECT c.target_id, c.action, c.run_id, c.item, c.at, CASE WHEN r.kind = 'undo' THEN 1 ELSE 0 END AS by_undo
         FROM change c LEFT JOIN run r ON r.profile = c.profile AND r.id = c.run_id
         WHERE c.profile = ? AND c.system = ? AND c.state = 'done' AND c.target_id IS NOT NULL
           AND c.action IN (${places(actions.length)})
           ${types ? `AND c.type IN (${places(types.length)})` : ''}
         ORDER BY c.at, c.position`,
        ...[profile, system, ...actions, ...(types ?? [])],
      ),
    );

  return {
    async archivedByUs(system, type) {
      const archived = new Map<string, { runId: string; at: number }>();
      for (const row of await done(system, ['archive', 'unarchive'], type ? [type] : null)) {
        if (row.action === 'archive') archived.set(row.target_id, { runId: row.run_id, at: row.at });
        else archived.delete(row.target_id);
      }
      return archived;
    },

    async createdByUs(system, type) {
      const rows = await done(system, ['create', 'archive', 'unarchive'], type ? [type] : ownTypes);
      const undone = new Set<string>();
      for (const row of rows) {
        if (row.action === 'archive' && row.by_undo === 1) undone.add(row.target_id);
        else undone.delete(row.target_id);
      }
      const created = rows.filter((row) => row.action === 'create' && !undone.has(row.target_id));
      return new Map(created.map((row) => [row.target_id, { runId: row.run_id, item: row.item }]));
    },
  };
}

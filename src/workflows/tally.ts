import type { ChangeCounts } from '../domain/run.js';
import type { ChangeRow } from '../ports/store.js';

/** What became of a hop's planned changes, by the journal: the last attempt of each counts. */
export function tallyApplied(rows: readonly ChangeRow[], planned: ChangeCounts): ChangeCounts {
  const counts = { ...planned, created: 0, updated: 0, archived: 0, blocked: 0, failed: 0 };
  for (const row of lastAttempts(rows)) {
    if (row.state === 'blocked') counts.blocked++;
    else if (row.state === 'refused' || row.state === 'unknown') counts.failed++;
    else if (row.state === 'done') counts[verbOf(row)]++;
  }
  return counts;
}

function verbOf(row: ChangeRow): 'created' | 'updated' | 'archived' {
  if (row.change.action === 'create') return 'created';
  return row.change.action === 'archive' ? 'archived' : 'updated';
}

export function lastAttempts(rows: readonly ChangeRow[]): readonly ChangeRow[] {
  const last = new Map<string, ChangeRow>();
  for (const row of rows) last.set(row.change.id, row);
  return [...last.values()];
}

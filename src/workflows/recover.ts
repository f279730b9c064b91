import type { SystemId } from '../domain/estate/systems.js';
import type { Session } from '../ports/session.js';
import type { ChangeRow } from '../ports/store.js';
import type { TargetPort } from '../ports/system.js';
import { findLanded, writtenBy } from './send-batch.js';
import { rememberUndone } from './undo-memory.js';

/**
 * Settles what earlier runs left open against a target: each change is looked up, and counts as done when it is there.
 * What is not there was not made; the plan that follows decides anew. Needs the lease, or another run's open rows would
 * be taken for a dead one's.
 */
export async function recover(
  session: Session,
  system: SystemId,
  target: TargetPort,
): Promise<{ done: number; lost: number }> {
  const settled = await settleOpen(session, system, target);
  await rememberUndone(session, system);
  return settled;
}

async function settleOpen(
  session: Session,
  system: SystemId,
  target: TargetPort,
): Promise<{ done: number; lost: number }> {
  const rows = await session.store.journal.unsettled(system);
  if (rows.length === 0) return { done: 0, lost: 0 };
  const found = await findLanded(target, rows.map(toOpen));
  const at = session.clock.now();
  let done = 0;
  for (const [runId, ofRun] of byRun(rows)) {
    const written = ofRun.flatMap((row) => {
      const record = found.get(row.change.id);
      return record ? writtenBy(row.change, record.id, record.fields, runId) : [];
    });
    const outcomes = ofRun.map((row) => {
      const record = found.get(row.change.id);
      if (record) done++;
      return {
        changeId: row.change.id,
        state: record ? ('done' as const) : ('refused' as const),
        targetId: record?.id ?? row.targetId,
        echoed: record?.fields ?? null,
        error: record ? null : 'interrupted, looked up, and not there',
        at,
      };
    });
    await session.store.journal.settle(runId, outcomes, written);
  }
  session.progress.warn(
    `An earlier run was interrupted: of ${rows.length} open changes ${done} had landed, ${rows.length - done} had not.`,
  );
  return { done, lost: rows.length - done };
}

function toOpen(row: ChangeRow) {
  const { target } = row.change;
  return {
    change: row.change,
    organizationId: target.organizationId,
    parentId: target.parent?.id ?? null,
    fitted: row.fitted,
  };
}

function byRun(rows: readonly ChangeRow[]): ReadonlyMap<string, readonly ChangeRow[]> {
  const runs = new Map<string, ChangeRow[]>();
  for (const row of rows) runs.set(row.runId, [...(runs.get(row.runId) ?? []), row]);
  return runs;
}

import type { IntegrationId, SystemId } from '../domain/estate/systems.js';
import type { Change } from '../domain/reconcile/plan.js';
import { type MadeChange, writtenBefore } from '../domain/reconcile/undo.js';
import type { Session } from '../ports/session.js';
import type { ChangeRow, Hold } from '../ports/store.js';
import { lastAttempts } from './tally.js';

/** An undo that is writing to a system, and the run that it undoes. */
interface UnderWay {
  readonly undo: string;
  readonly of: string;
}

const entryOf = (system: SystemId) => `undo-under-way/${system}`;

/** Notes, before the first write of an undo, that what it puts back is to be remembered, whoever lives to do so. */
export async function noteUndo(session: Session, system: SystemId, underWay: UnderWay): Promise<void> {
  await session.store.put(entryOf(system), JSON.stringify(underWay));
}

/**
 * After an undo, whole or interrupted: the memory of what was written last is put back, later plans leave the fields
 * alone, and holds of an undo that was itself undone are lifted. Goes by the journal, so that the next run can do it for
 * a process that died. Needs the lease, and comes before anything else is written.
 */
export async function rememberUndone(session: Session, system: SystemId): Promise<void> {
  const { store } = session;
  const noted = await store.get(entryOf(system));
  if (noted === null) return;
  const { undo, of } = JSON.parse(noted) as UnderWay;
  const undone = (await doneRows(session, undo)).map((row) => row.change);
  const made = (await doneRows(session, of)).flatMap(toMade);
  await store.journal.restoreWritten(system, undone.flatMap(writtenOf(of, made)));
  if (await bringsBack(session, of)) {
    await store.journal.setHolds(
      [],
      await holdsOfRun(session, of, new Set(undone.map((c) => c.integration))),
    );
  } else {
    await store.journal.setHolds(
      undone.flatMap((change) => holdsFor(change, undo, made)),
      [],
    );
  }
  await store.put(entryOf(system), null);
}

/** Whether a run put something back, so that undoing it brings the change itself back: an undo, but not the undo of one. */
async function bringsBack(session: Session, runId: string): Promise<boolean> {
  const run = await session.store.runs.get(runId);
  if (run?.kind !== 'undo') return false;
  return run.about === null || !(await bringsBack(session, run.about));
}

/** What a run did for good, as far as is known now. */
export async function doneRows(session: Session, runId: string): Promise<readonly ChangeRow[]> {
  return lastAttempts(await session.store.journal.ofRun(runId)).filter((row) => row.state === 'done');
}

export function toMade(row: ChangeRow): readonly MadeChange[] {
  if (row.targetId === null) return [];
  return [{ runId: row.runId, change: row.change, targetId: row.targetId, echoed: row.echoed ?? row.after }];
}

function writtenOf(of: string, made: readonly MadeChange[]) {
  const origin = new Map(
    made.flatMap(({ change, targetId }) =>
      change.fields.map((field) => [`${change.target.type}/${targetId}/${field.name}`, field] as const),
    ),
  );
  return ({ target, fields }: Change) =>
    fields.map((field) => {
      const { type } = target;
      const targetId = target.id ?? '';
      const undone = origin.get(`${type}/${targetId}/${field.name}`);
      const value = undone ? writtenBefore(undone) : null;
      const before =
        value === null ? null : { type, targetId, field: field.name, sent: value, echoed: value, runId: of };
      return { type, targetId, field: field.name, before };
    });
}

async function holdsOfRun(
  session: Session,
  runId: string,
  integrations: ReadonlySet<IntegrationId>,
): Promise<readonly Hold[]> {
  const all = await Promise.all([...integrations].map((id) => session.store.journal.holds(id)));
  return all.flat().filter((hold) => hold.runId === runId);
}

function holdsFor(change: Change, runId: string, made: readonly MadeChange[]): readonly Hold[] {
  const { integration, item } = change;
  const { type, id: targetId } = change.target;
  const wasCreated = made.some(
    (one) =>
      one.targetId === targetId &&
      one.change.target.type === type &&
      (one.change.action === 'create' || one.change.action === 'unarchive'),
  );
  const fields = wasCreated ? ['*'] : change.fields.map((field) => field.name);
  return fields.map((field) => ({ integration, item, field, type, targetId, runId }));
}

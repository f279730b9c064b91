import { countPlanned } from '../domain/counts.js';
import type { IntegrationId, SystemId } from '../domain/estate/systems.js';
import type { Change } from '../domain/reconcile/plan.js';
import { type MadeChange, type UndoStep, undoOf, writtenBefore } from '../domain/reconcile/undo.js';
import type { ChangeReport, RunDocument } from '../domain/run.js';
import { type AppError, ExitCode, UsageError } from '../errors.js';
import type { Session } from '../ports/session.js';
import type { ChangeRow, Hold, RunRow } from '../ports/store.js';
import { applyChanges, stopReason } from './apply.js';
import { checkAccount } from './identity.js';
import { withLease } from './lease.js';
import { findRun, reportOf } from './logs.js';
import { recover } from './recover.js';
import { emptyReport, RunRecord } from './run-document.js';
import { endingWell } from './sync.js';
import { lastAttempts, tallyApplied } from './tally.js';

export interface UndoRequest {
  /** A run's id, or `last`. */
  readonly run: string;
  readonly dryRun: boolean;
  readonly canAgree: boolean;
}

export interface UndoResult {
  readonly document: RunDocument;
  readonly changes: readonly Change[];
  /** Fields that somebody changed since: listed, never touched. */
  readonly left: readonly {
    readonly item: string;
    readonly name: string;
    readonly fields: readonly string[];
  }[];
  readonly failure: AppError | null;
}

/**
 * Puts back what a run changed and nobody changed since. Itself a run with a plan and a log, so that it can be undone.
 * What it put back is held from later plans; what no API can undo is listed and ends it with 6.
 */
export async function undoRun(
  session: Session,
  request: UndoRequest,
  confirm: (changes: readonly Change[], of: RunRow) => Promise<boolean>,
): Promise<UndoResult> {
  const of = await findRun(session, request.run, isUndoable);
  if (!isUndoable(of))
    throw new UsageError(`Run ${of.id} wrote nothing that could be undone.`, { code: 'nothing-to-undo' });
  if (!request.dryRun && !request.canAgree) {
    throw new UsageError('An undo writes, and there is nobody to ask.', {
      code: 'nobody-to-ask',
      hint: 'Add --yes to agree beforehand, or --dry-run to look only.',
    });
  }
  const rows = lastAttempts(await session.store.journal.ofRun(of.id)).filter((row) => row.state === 'done');
  const run = await RunRecord.start(session, 'undo', { dryRun: request.dryRun, about: of.id });
  const steps: UndoStep[] = [];
  for (const integration of [...new Set(rows.map((row) => row.change.integration))].reverse()) {
    const report = emptyReport(integration, 'sync');
    report.complete = true;
    run.hops.push(report);
    const ofHop = rows.filter((row) => row.change.integration === integration).reverse();
    await endingWell(session, run, report, async () => {
      steps.push(...(await undoHop(session, run, report, { of, rows: ofHop, request, confirm })));
    });
    if (run.failure) break;
  }
  const notUndoable = await notUndoableIn(session, steps);
  if (notUndoable.length > 0) run.codes.push(ExitCode.partial);
  return finish(session, run, steps, notUndoable);
}

/** A run that may write and did, or that did not live to tell. */
function isUndoable(run: RunRow): boolean {
  if (run.dryRun || run.kind === 'plan') return false;
  if (run.document === null || run.finishedAt === null) return true;
  const { integrations } = JSON.parse(run.document) as Pick<RunDocument, 'integrations'>;
  return integrations.some(({ changes }) => changes.created + changes.updated + changes.archived > 0);
}

interface HopUndo {
  readonly of: RunRow;
  readonly rows: readonly ChangeRow[];
  readonly request: UndoRequest;
  confirm(changes: readonly Change[], of: RunRow): Promise<boolean>;
}

async function undoHop(
  session: Session,
  run: RunRecord,
  report: RunRecord['hops'][number],
  { of, rows, request, confirm }: HopUndo,
): Promise<readonly UndoStep[]> {
  const system = rows[0]?.change.target.system;
  if (system === undefined) return [];
  const target = await session.target(system);
  await checkAccount(session, system, target);
  const made = rows.flatMap(toMade);
  const plan = async () => {
    const steps = await stepsFor(session, system, made);
    report.changes = countPlanned(changesOf(steps));
    return steps;
  };
  if (request.dryRun) {
    report.status = 'ok';
    return plan();
  }
  return withLease(session, system, run.id, async (fence) => {
    await recover(session, system, target);
    const steps = await plan();
    const changes = changesOf(steps);
    if (changes.length > 0 && !(await confirm(changes, of))) {
      report.status = 'cancelled';
      return steps;
    }
    const { settled, stopped } = await applyChanges(session, {
      runId: run.id,
      fence,
      target,
      changes,
      fitted: () => [],
    });
    const done = steps.flatMap((step) =>
      step.kind === 'change' && settled.get(step.change.id)?.state === 'done' ? [step] : [],
    );
    await remember(session, system, run.id, of, done, made);
    const undone = await session.store.journal.ofRun(run.id);
    report.changes = tallyApplied(
      undone.filter((row) => row.change.integration === report.id),
      report.changes,
    );
    if (stopped) throw stopReason(session.signal);
    report.status = report.changes.failed > 0 || report.changes.blocked > 0 ? 'partial' : 'ok';
    run.codes.push(report.status === 'partial' ? ExitCode.partial : ExitCode.ok);
    return steps;
  });
}

function toMade(row: ChangeRow): readonly MadeChange[] {
  if (row.targetId === null) return [];
  return [{ runId: row.runId, change: row.change, targetId: row.targetId, echoed: row.echoed ?? row.after }];
}

async function stepsFor(
  session: Session,
  system: SystemId,
  made: readonly MadeChange[],
): Promise<readonly UndoStep[]> {
  const target = await session.target(system);
  const steps: UndoStep[] = [];
  for (const type of new Set(made.map((one) => one.change.target.type))) {
    const ofType = made.filter((one) => one.change.target.type === type);
    const records = await target.fetch(type, [...new Set(ofType.map((one) => one.targetId))]);
    steps.push(...ofType.map((one) => undoOf(one, records.get(one.targetId) ?? null)));
  }
  return steps;
}

function changesOf(steps: readonly UndoStep[]): readonly Change[] {
  return steps.flatMap((step) => (step.kind === 'change' ? [step.change] : []));
}

/**
 * After an undo: the memory of what was written last is put back, later plans leave the fields alone, and holds of an
 * undo that was itself undone are lifted.
 */
async function remember(
  session: Session,
  system: SystemId,
  undoId: string,
  of: RunRow,
  done: readonly Extract<UndoStep, { kind: 'change' }>[],
  made: readonly MadeChange[],
): Promise<void> {
  const { journal } = session.store;
  const origin = new Map(made.map((one) => [`${one.change.target.type}/${one.targetId}`, one.change]));
  const restored = done.flatMap(({ change }) =>
    change.fields.map((field) => {
      const type = change.target.type;
      const targetId = change.target.id ?? '';
      const undone = origin.get(`${type}/${targetId}`)?.fields.find((one) => one.name === field.name);
      const value = undone ? writtenBefore(undone) : null;
      const before =
        value === null
          ? null
          : { type, targetId, field: field.name, sent: value, echoed: value, runId: of.id };
      return { type, targetId, field: field.name, before };
    }),
  );
  await journal.restoreWritten(system, restored);
  if (of.kind === 'undo') {
    const lifted = await holdsOfRun(session, of.id, new Set(done.map((step) => step.change.integration)));
    await journal.setHolds([], lifted);
    return;
  }
  await journal.setHolds(
    done.flatMap((step) => holdsFor(step.change, undoId, made)),
    [],
  );
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
    (one) => one.targetId === targetId && one.change.target.type === type && one.change.action === 'create',
  );
  const fields = wasCreated ? ['*'] : change.fields.map((field) => field.name);
  return fields.map((field) => ({ integration, item, field, type, targetId, runId }));
}

async function notUndoableIn(session: Session, steps: readonly UndoStep[]): Promise<readonly ChangeReport[]> {
  const reports = steps.flatMap((step) =>
    step.kind === 'notUndoable'
      ? [
          reportOf(session, {
            runId: step.made.runId,
            change: step.made.change,
            state: 'done',
            attempt: 1,
            batch: null,
            fence: 0,
            targetId: step.made.targetId,
            before: {},
            after: {},
            echoed: null,
            fitted: [],
            error: 'no API can undo this without deleting, which trilink never does',
            at: session.clock.now(),
          }),
        ]
      : [],
  );
  return (await Promise.all(reports)).map((report) => ({ ...report, outcome: 'notUndoable' }));
}

async function finish(
  session: Session,
  run: RunRecord,
  steps: readonly UndoStep[],
  notUndoable: readonly ChangeReport[],
): Promise<UndoResult> {
  const ended = await run.finish(notUndoable.length > 0 && run.failure === null ? 'partial' : undefined);
  const document = { ...ended, notUndoable };
  const left = steps.flatMap((step) => {
    if (step.kind === 'notUndoable' || step.left.length === 0) return [];
    const change = step.kind === 'change' ? step.change : step.made.change;
    return [{ item: change.item, name: change.target.name, fields: step.left }];
  });
  await session.store.runs.save(run.id, JSON.stringify({ ...document, left }));
  return { document, changes: changesOf(steps), left, failure: run.failure };
}

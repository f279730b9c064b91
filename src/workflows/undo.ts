import { countPlanned } from '../domain/counts.js';
import type { IntegrationId, SystemId } from '../domain/estate/systems.js';
import type { Change } from '../domain/reconcile/plan.js';
import { type MadeChange, type UndoStep, undoOf } from '../domain/reconcile/undo.js';
import type { ChangeReport, RunDocument } from '../domain/run.js';
import { type AppError, ExitCode, UsageError } from '../errors.js';
import type { Session } from '../ports/session.js';
import type { RunRow } from '../ports/store.js';
import { applyChanges, stopReason } from './apply.js';
import { checkAccount } from './identity.js';
import { withLease } from './lease.js';
import { findRun, reportOf } from './logs.js';
import { recover } from './recover.js';
import { emptyReport, RunRecord } from './run-document.js';
import { endingWell } from './sync.js';
import { lastAttempts, tallyApplied } from './tally.js';
import { doneRows, noteUndo, rememberUndone, toMade } from './undo-memory.js';

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
  const of = await runToUndo(session, request.run);
  const written = await writtenIntegrations(session, of);
  if (written.length === 0)
    throw new UsageError(`Run ${of.id} wrote nothing that could be undone.`, { code: 'nothing-to-undo' });
  if (!request.dryRun && !request.canAgree) {
    throw new UsageError('An undo writes, and there is nobody to ask.', {
      code: 'nobody-to-ask',
      hint: 'Add --yes to agree beforehand, or --dry-run to look only.',
    });
  }
  const run = await RunRecord.start(session, 'undo', { dryRun: request.dryRun, about: of.id });
  const steps: UndoStep[] = [];
  for (const integration of [...written].reverse()) {
    const report = emptyReport(integration, 'sync');
    report.complete = true;
    run.hops.push(report);
    await endingWell(session, run, report, async () => {
      steps.push(...(await undoHop(session, run, report, { of, request, confirm })));
    });
    if (run.failure) break;
  }
  const notUndoable = await notUndoableIn(session, steps);
  if (notUndoable.length > 0) run.codes.push(ExitCode.partial);
  return finish(session, run, steps, notUndoable);
}

/**
 * The run that a person means. `last` is the newest that wrote something; when that is an undo that did not come to its
 * end, the same command goes on with it instead of taking it back.
 */
async function runToUndo(session: Session, name: string): Promise<RunRow> {
  const run = await findRun(
    session,
    name,
    async (one) => (await writtenIntegrations(session, one)).length > 0,
  );
  const isWhole = run.status === 'ok' || run.status === 'partial';
  const goesOn = name === 'last' && run.kind === 'undo' && !isWhole && run.about !== null;
  return goesOn ? findRun(session, run.about, () => true) : run;
}

/** Integrations of whose changes some landed or may have, in order; none of a run that could not write. */
async function writtenIntegrations(session: Session, run: RunRow): Promise<readonly IntegrationId[]> {
  if (run.dryRun || run.kind === 'plan') return [];
  const rows = lastAttempts(await session.store.journal.ofRun(run.id));
  const landed = rows.filter(({ state }) => state === 'done' || state === 'intended' || state === 'unknown');
  return [...new Set(landed.map((row) => row.change.integration))];
}

interface HopUndo {
  readonly of: RunRow;
  readonly request: UndoRequest;
  confirm(changes: readonly Change[], of: RunRow): Promise<boolean>;
}

async function undoHop(
  session: Session,
  run: RunRecord,
  report: RunRecord['hops'][number],
  { of, request, confirm }: HopUndo,
): Promise<readonly UndoStep[]> {
  const system = report.id.split(':')[1] ?? '';
  const target = await session.target(system);
  await checkAccount(session, system, target);
  const plan = async () => {
    const rows = (await doneRows(session, of.id)).filter((row) => row.change.integration === report.id);
    const made = [...rows].reverse().flatMap(toMade);
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
    await noteUndo(session, system, { undo: run.id, of: of.id });
    let stopped = false;
    try {
      ({ stopped } = await applyChanges(session, {
        runId: run.id,
        fence,
        target,
        changes,
        fitted: () => [],
      }));
    } finally {
      await rememberUndone(session, system);
      const undone = await session.store.journal.ofRun(run.id);
      report.changes = tallyApplied(
        undone.filter((row) => row.change.integration === report.id),
        report.changes,
      );
    }
    if (stopped) throw stopReason(session.signal);
    report.status = report.changes.failed > 0 || report.changes.blocked > 0 ? 'partial' : 'ok';
    run.codes.push(report.status === 'partial' ? ExitCode.partial : ExitCode.ok);
    return steps;
  });
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

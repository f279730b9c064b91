import { countPlanned } from '../domain/counts.js';
import type { Hop } from '../domain/hops/hop.js';
import { allHops } from '../domain/hops/index.js';
import type { HopPlan, Plan } from '../domain/reconcile/plan.js';
import type { RunDocument } from '../domain/run.js';
import { type AppError, ExitCode, Refused, UsageError } from '../errors.js';
import type { Session } from '../ports/session.js';
import { applyChanges, stopReason } from './apply.js';
import { checkAccount } from './identity.js';
import { withLease } from './lease.js';
import { recover } from './recover.js';
import { emptyReport, RunRecord } from './run-document.js';
import { refuseWhenGuarded } from './run-hop.js';
import type { Settled } from './send-batch.js';
import { fittingNow, placesNow, staleReasons } from './stale.js';
import { endingWell } from './sync.js';
import { tallyApplied } from './tally.js';
import { doneRows } from './undo-memory.js';

export interface ApplyResult {
  readonly document: RunDocument;
  readonly failure: AppError | null;
}

/**
 * Applies a saved plan exactly; never plans anew. Refused as a whole when anything in it does not hold any more, and
 * when it was applied before. What a run of the same plan that broke off has made already is left as it is.
 *
 * @throws {UsageError} before any request, when nobody could agree to it or an integration may not write.
 */
export async function applyPlan(
  session: Session,
  plan: Plan,
  options: { canAgree: boolean },
  confirm: (plan: HopPlan) => Promise<boolean>,
  hops: readonly Hop[] = allHops,
): Promise<ApplyResult> {
  checkBefore(session, plan, options.canAgree);
  const run = await RunRecord.start(session, 'apply', { dryRun: false, about: plan.id });
  let goesOn = true;
  for (const hopPlan of plan.hops) {
    const report = emptyReport(hopPlan.integration, 'sync');
    report.complete = hopPlan.complete;
    report.changes = countPlanned(hopPlan.changes);
    run.hops.push(report);
    if (!goesOn) {
      report.status = 'skipped';
      report.reason = 'an earlier integration did not finish';
      continue;
    }
    const first = hopPlan === plan.hops[0];
    await endingWell(session, run, report, () =>
      applyHop(session, run, report, { plan, hopPlan, confirm, hops, first }),
    );
    goesOn = report.status === 'ok' || report.status === 'partial';
    await run.save();
  }
  return { document: await run.finish(), failure: run.failure };
}

function checkBefore(session: Session, plan: Plan, canAgree: boolean): void {
  if (plan.profile !== session.profile) {
    throw new Refused(`This plan was made with profile "${plan.profile}", not "${session.profile}".`, {
      code: 'plan-other-profile',
      hint: `Apply it with: --profile ${plan.profile}`,
    });
  }
  const closed = plan.hops.filter((hop) => session.settings(hop.integration).mode !== 'sync');
  if (closed.length > 0) {
    const [first] = closed;
    throw new Refused(
      `${closed.map((hop) => hop.integration).join(', ')} may not write: the mode is not "sync".`,
      {
        code: 'mode-audit',
        hint: `Switch it with: trilink config set integrations.${first?.integration}.mode sync`,
      },
    );
  }
  if (!canAgree) {
    throw new UsageError('Applying a plan writes, and there is nobody to ask.', {
      code: 'nobody-to-ask',
      hint: 'Add --yes to agree beforehand.',
    });
  }
}

interface HopApply {
  readonly plan: Plan;
  readonly hopPlan: HopPlan;
  readonly hops: readonly Hop[];
  /** Whether this is the plan's first hop: the one that claims the plan. */
  readonly first: boolean;
  confirm(plan: HopPlan): Promise<boolean>;
}

async function applyHop(
  session: Session,
  run: RunRecord,
  report: RunRecord['hops'][number],
  { plan, hopPlan, hops, first, confirm }: HopApply,
): Promise<void> {
  const system = hopPlan.integration.split(':')[1] ?? '';
  const target = await session.target(system);
  await withLease(session, system, run.id, async (fence) => {
    await checkAccount(session, system, target);
    await recover(session, system, target);
    if (first) await refuseWhenApplied(session, plan);
    const begun = await brokenOff(session, plan, run.id);
    const already = await madeBy(session, begun);
    const open = { ...hopPlan, changes: hopPlan.changes.filter(({ id }) => !already.has(id)) };
    const places = await placesNow(target, open);
    const reasons = await staleReasons(session, open, target, places, hops);
    if (reasons.length > 0) {
      const some = reasons.slice(0, 5).map((reason) => `${reason.name} (${reason.why})`);
      throw new Refused(
        `This plan is stale: ${reasons.length === 1 ? '1 record has' : `${reasons.length} records have`} changed. ${some.join('; ')}.`,
        {
          code: 'plan-stale',
          hint: 'Nothing of this integration was written. Make the plan again with: trilink sync plan -o FILE',
          details: reasons,
        },
      );
    }
    refuseWhenGuarded(session, hopPlan, plan.flags);
    const free = open.changes.filter((change) => change.blocked === null);
    if (free.length > 0 && !(await confirm(hopPlan))) {
      report.status = 'cancelled';
      report.reason = 'not agreed to';
      return;
    }
    if (first && !(await session.store.runs.claimPlan(plan.id, run.id, session.clock.now(), begun)))
      throw appliedBefore(plan);
    try {
      const { stopped } = await applyChanges(session, {
        runId: run.id,
        fence,
        target,
        changes: free,
        already,
        fitted: (change) => fittingNow(places, change),
      });
      if (stopped) throw stopReason(session.signal);
    } finally {
      const rows = await session.store.journal.ofRun(run.id);
      const ofHop = rows.filter((row) => row.change.integration === hopPlan.integration);
      const { blocked } = report.changes;
      const tally = tallyApplied(ofHop, report.changes);
      report.changes = { ...tally, blocked: tally.blocked + blocked };
    }
    report.status = report.changes.failed > 0 ? 'partial' : 'ok';
    run.codes.push(report.status === 'partial' ? ExitCode.partial : ExitCode.ok);
  });
}

/** Earlier runs that began to apply this plan and did not come to its end: killed, stopped, or failed. */
async function brokenOff(session: Session, plan: Plan, runId: string): Promise<readonly string[]> {
  const runs = await session.store.runs.list(10_000);
  return runs
    .filter((run) => run.kind === 'apply' && run.about === plan.id && run.id !== runId)
    .filter((run) => run.status !== 'ok' && run.status !== 'partial')
    .map((run) => run.id);
}

/** What those runs made for good, by change: it is neither checked nor written again. */
async function madeBy(session: Session, runIds: readonly string[]): Promise<ReadonlyMap<string, Settled>> {
  const rows = (await Promise.all(runIds.map((id) => doneRows(session, id)))).flat();
  return new Map(rows.map(({ change, targetId }) => [change.id, { state: 'done', targetId, error: null }]));
}

async function refuseWhenApplied(session: Session, plan: Plan): Promise<void> {
  const runs = await session.store.runs.list(10_000);
  const ended = runs.filter(
    (run) => run.kind === 'apply' && run.about === plan.id && run.finishedAt !== null,
  );
  if (ended.some((run) => run.status === 'ok' || run.status === 'partial')) throw appliedBefore(plan);
}

function appliedBefore(plan: Plan): Refused {
  return new Refused(`This plan was applied before (plan ${plan.id}).`, {
    code: 'plan-applied',
    hint: 'Nothing was written. See: trilink sync logs — or make a new plan with: trilink sync plan -o FILE',
  });
}

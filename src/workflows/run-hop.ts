import { countDevices, countPlanned, countSites } from '../domain/counts.js';
import type { SystemId } from '../domain/estate/systems.js';
import type { Hop } from '../domain/hops/hop.js';
import { awaitEarlier } from '../domain/reconcile/await-earlier.js';
import { type GuardLimits, type GuardTrip, guard } from '../domain/reconcile/guard.js';
import type { Change, HopPlan, PlanFlags } from '../domain/reconcile/plan.js';
import type { HopReport } from '../domain/run.js';
import { ExitCode, Refused } from '../errors.js';
import type { Session } from '../ports/session.js';
import type { Fence } from '../ports/store.js';
import type { SourcePort, TargetPort } from '../ports/system.js';
import { applyChanges, stopReason } from './apply.js';
import { type BuiltPlan, buildPlan } from './build-plan.js';
import { withoutDecided } from './decided-meanwhile.js';
import { checkAccount } from './identity.js';
import { withLease } from './lease.js';
import { type MatchedHop, matchHop } from './match-hop.js';
import { recall } from './memory.js';
import { psaKnowledge } from './psa-knowledge.js';
import { publish, publishCreated } from './publish.js';
import { recover } from './recover.js';
import type { RunRecord } from './run-document.js';
import { refuseWhenStopped, type SetupStops, setupStops, withholdChanges } from './setup-stops.js';
import { tallyApplied } from './tally.js';
import { whollyIncomplete } from './wholly-incomplete.js';

/** What a person is asked before a hop's first write. */
export interface HopQuestion {
  readonly hop: Hop;
  readonly plan: HopPlan;
  readonly matched: MatchedHop;
}

export interface HopHooks {
  /** Asks a person; `false` cancels the hop. */
  confirm(question: HopQuestion): Promise<boolean>;
  /** Told once the hop is planned, before anything is asked or written. */
  planned?(question: HopQuestion): void | Promise<void>;
}

export interface HopRequest {
  readonly flags: PlanFlags;
  /** Whether this run may write at all: mode `sync`, and no dry run. */
  readonly mayWrite: boolean;
  readonly dryRun: boolean;
  /** What earlier hops of a run that only looks would have written before this one. */
  readonly earlier: readonly HopPlan[];
}

export interface HopResult {
  readonly plan: HopPlan;
  readonly matched: MatchedHop;
}

/** Reads, matches, plans, guards, asks and applies one hop. Fills `report` as it goes, so that a failure keeps what is known. */
export async function runHop(
  session: Session,
  run: RunRecord,
  hop: Hop,
  request: HopRequest,
  report: HopReport,
  hooks: HopHooks,
): Promise<HopResult> {
  if (!request.mayWrite) return work(session, run, hop, request, report, hooks, null);
  return withLease(session, hop.target, run.id, (fence) =>
    work(session, run, hop, request, report, hooks, fence),
  );
}

async function work(
  session: Session,
  run: RunRecord,
  hop: Hop,
  request: HopRequest,
  report: HopReport,
  hooks: HopHooks,
  fence: Fence | null,
): Promise<HopResult> {
  const hopStartedAt = session.clock.now();
  const target = await session.target(hop.target);
  await checkAccountOnce(session, run, hop.source, await session.source(hop.source));
  await checkAccountOnce(session, run, hop.target, target);
  if (fence) await recover(session, hop.target, target);

  const psa = await psaKnowledge(session, hop);
  const decisionsReadAt = session.clock.now();
  const matched = await matchHop(session, hop, await recall(session, hop), request.flags, psa);
  report.sites = countSites(matched.reading.sites, matched.siteVerdicts.values());
  report.devices = countDevices(matched.reading.devices, matched.deviceVerdicts.values());
  report.complete = matched.reading.complete;
  report.auditsSpared = matched.auditsSpared;
  noteIncomplete(run, report, matched);
  refuseWhenWhollyIncomplete(matched);
  const publishing = { id: run.id, hopStartedAt, decisionsReadAt, dryRun: request.dryRun };
  await publish(session, matched, publishing);

  const stops = await setupStops(session, matched, request.flags.ignoreSetup);
  refuseWhenStopped(stops);
  const planned = withheldBy(stops, await buildPlan(session, matched, request.flags));
  const built = { ...planned, plan: awaitingEarlier(planned.plan, matched, request.earlier) };
  report.changes = countPlanned(built.plan.changes);
  await hooks.planned?.({ hop, plan: built.plan, matched });
  refuseWhenGuarded(session, built.plan, request.flags);
  if (fence) {
    await write(session, run, { hop, plan: built.plan, matched }, built, report, hooks, fence);
    await publishCreated(session, matched, publishing);
  }
  settleStatus(run, report);
  return { plan: built.plan, matched };
}

/** A run that only looks finds earlier hops' records missing: what they would make is left to them. */
function awaitingEarlier(plan: HopPlan, { hop, reading }: MatchedHop, earlier: readonly HopPlan[]): HopPlan {
  if (earlier.length === 0) return plan;
  const { sites, devices } = reading;
  return { ...plan, changes: awaitEarlier({ hop, changes: plan.changes, sites, devices, earlier }) };
}

/** Once in a run for each system: the hops follow one another at once, on the same connections. */
async function checkAccountOnce(
  session: Session,
  run: RunRecord,
  system: SystemId,
  port: SourcePort | TargetPort,
): Promise<void> {
  if (run.checkedAccounts.has(system)) return;
  await checkAccount(session, system, port);
  run.checkedAccounts.add(system);
}

/** The plan without what the set-up order keeps out for now. */
function withheldBy(stops: SetupStops, built: BuiltPlan): BuiltPlan {
  return { ...built, plan: { ...built.plan, changes: withholdChanges(built.plan.changes, stops) } };
}

async function write(
  session: Session,
  run: RunRecord,
  question: HopQuestion,
  built: BuiltPlan,
  report: HopReport,
  hooks: HopHooks,
  fence: Fence,
): Promise<void> {
  const changes = built.plan.changes;
  await noteBlocked(session, run.id, changes, fence);
  if (changes.every((change) => change.blocked !== null)) return;
  if (!(await hooks.confirm(question))) {
    report.status = 'cancelled';
    report.reason = 'not agreed to';
    return;
  }
  const target = await session.target(question.hop.target);
  const late = await withoutDecided(session, question);
  await noteBlocked(session, run.id, late.blocked, fence);
  try {
    const changes = late.changes;
    const order = { runId: run.id, fence, target, changes, fitted: (change: Change) => built.fitted(change) };
    const { stopped } = await applyChanges(session, order);
    if (stopped) throw stopReason(session.signal);
  } finally {
    const rows = await session.store.journal.ofRun(run.id);
    report.changes = tallyApplied(
      rows.filter((row) => row.change.integration === question.hop.id),
      report.changes,
    );
  }
}

/** Puts what was planned and blocked into the log, with who owns it. */
async function noteBlocked(
  session: Session,
  runId: string,
  changes: readonly Change[],
  fence: Fence,
): Promise<void> {
  const at = session.clock.now();
  const rows = changes.flatMap((change) =>
    change.blocked === null
      ? []
      : [
          {
            runId,
            change,
            state: 'blocked' as const,
            attempt: 0,
            batch: null,
            fence: fence.number,
            targetId: change.target.id,
            before: {},
            after: {},
            echoed: null,
            fitted: [],
            error: `${change.blocked.by}: ${change.blocked.reason}`,
            at,
          },
        ],
  );
  if (rows.length > 0) await session.store.journal.note(rows);
}

function noteIncomplete(
  run: RunRecord,
  report: HopReport,
  { hop, reading, failedDetails }: MatchedHop,
): void {
  for (const outcome of reading.outcomes) {
    for (const failure of outcome.failures) {
      run.warnings.push(`${outcome.system}: ${failure.request} failed: ${failure.why}`);
    }
    if (!outcome.complete && outcome.failures.length + outcome.incomplete.length === 0) {
      run.warnings.push(
        `${outcome.system}: the list of ${outcome.type}s is not complete: ${outcome.received} of ${outcome.expected ?? 'an unknown number'} came`,
      );
    }
    for (const scope of outcome.incomplete) {
      run.warnings.push(
        `${outcome.system}: ${outcome.type}s of ${scope.scopeId} are incomplete: ${scope.why}`,
      );
    }
  }
  if (failedDetails.size > 0) {
    const [first] = failedDetails;
    run.warnings.push(
      `${hop.source}: details of ${failedDetails.size} devices could not be read (${first?.[0]}: ${first?.[1]})`,
    );
  }
  if (!report.complete) report.reason = 'part of it could not be read: nothing is created or archived there';
}

/** Nothing can be said when neither side's records came through. */
function refuseWhenWhollyIncomplete({ hop, reading }: MatchedHop): void {
  const failed = reading.outcomes.filter((outcome) => !outcome.complete && outcome.received === 0);
  const [first] = failed;
  if (!first) return;
  const why = first.failures[0];
  throw whollyIncomplete(first.system, `${first.type}s`, hop.id, why ? `${why.request}: ${why.why}` : null);
}

/** @throws {Refused} with the arithmetic, the first few records and the flags that lift it once. */
export function refuseWhenGuarded(session: Session, plan: HopPlan, flags: PlanFlags): void {
  const trips = guard(
    plan.integration,
    plan.changes,
    plan.matched,
    guardLimits(session, plan.integration, flags),
  );
  if (trips.length === 0) return;
  throw new Refused(trips.map(tripText).join('\n'), {
    code: 'guard',
    hint: `Look at it with: trilink sync plan ${plan.integration}. To allow it once, add ${liftingFlags(trips)}`,
    details: trips,
  });
}

/** One flag an action, high enough for every kind of record that exceeds it. */
function liftingFlags(trips: readonly GuardTrip[]): string {
  const actions = [...new Set(trips.map((trip) => trip.action))];
  const most = (action: GuardTrip['action']) =>
    Math.max(...trips.filter((trip) => trip.action === action).map((trip) => trip.count));
  return actions.map((action) => `--max-${action} ${most(action)}`).join(' ');
}

function guardLimits(session: Session, integration: HopPlan['integration'], flags: PlanFlags): GuardLimits {
  const settings = session.settings(integration);
  return {
    creates: flags.maxCreates ?? settings.maxCreates,
    overwrites: flags.maxOverwrites ?? settings.maxOverwrites,
    archives: flags.maxArchives ?? settings.maxArchives,
  };
}

function tripText(trip: GuardTrip): string {
  const verb = { creates: 'create', overwrites: 'overwrite', archives: 'archive' }[trip.action];
  const what =
    trip.action === 'overwrites'
      ? `${trip.count} filled values of ${trip.kind}`
      : `${trip.count} ${trip.kind}`;
  const more = trip.examples.length > 0 ? ` First: ${trip.examples.join(', ')}.` : '';
  return `${trip.integration} would ${verb} ${what}; the guard allows ${trip.limit}: ${trip.arithmetic} (${trip.matched} matched).${more}`;
}

function settleStatus(run: RunRecord, report: HopReport): void {
  if (report.status === 'cancelled') {
    run.codes.push(ExitCode.ok);
    return;
  }
  const partial = !report.complete || report.changes.failed > 0;
  report.status = partial ? 'partial' : 'ok';
  if (report.changes.failed > 0)
    report.reason ??= `${report.changes.failed} changes were not made; see the log`;
  run.codes.push(partial ? ExitCode.partial : ExitCode.ok);
}

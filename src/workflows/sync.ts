import { didYouMean } from '../domain/closest.js';
import type { IntegrationId } from '../domain/estate/systems.js';
import type { Hop } from '../domain/hops/hop.js';
import { allHops, findHop } from '../domain/hops/index.js';
import { planFingerprint } from '../domain/reconcile/fingerprint.js';
import { isLimit } from '../domain/reconcile/guard.js';
import type { HopPlan, Plan, PlanFlags } from '../domain/reconcile/plan.js';
import type { HopReport, RunDocument } from '../domain/run.js';
import { AppError, ExitCode, UsageError } from '../errors.js';
import type { Session } from '../ports/session.js';
import { isRefusedLogin, markRefused } from './identity.js';
import { readingSourcesOnce } from './read-once.js';
import { emptyReport, RunRecord, statusOfFailure } from './run-document.js';
import { type HopHooks, type HopQuestion, runHop } from './run-hop.js';
import { checkIgnoredSteps } from './setup-stops.js';

export interface SyncRequest {
  /** What was asked for by name; empty means every enabled integration in safe order. */
  readonly integrations: readonly IntegrationId[];
  readonly flags: Omit<PlanFlags, 'integrations'>;
  readonly dryRun: boolean;
  /** Whether somebody can agree: `--yes`, or a person at a terminal. */
  readonly canAgree: boolean;
}

export interface SyncResult {
  readonly document: RunDocument;
  /**
   * What every hop would ask, in order, as far as a plan came. Empty after a sync, whose hooks were told: it holds on to
   * no more than one hop's records at a time.
   */
  readonly hops: readonly HopQuestion[];
  readonly plan: Plan;
  /** What ended the run, to be printed after the document. */
  readonly failure: AppError | null;
  /** Whether anything waits: unblocked changes not written, or items that need a person. */
  readonly pending: boolean;
}

/**
 * The whole job: each hop is read, matched, planned, guarded, asked about and applied, one after another. The next one
 * starts after `ok` or `partial`. Failures that were foreseen end the run and come back beside its document.
 *
 * @throws {UsageError} before any request, when names or limits are wrong or nobody could agree to a write.
 */
export async function sync(
  session: Session,
  request: SyncRequest,
  hooks: HopHooks,
  hops: readonly Hop[] = allHops,
): Promise<SyncResult> {
  const chosen = chooseHops(session, hops, request.integrations);
  checkFlags(request.flags);
  const mayWrite = (hop: Hop) => !request.dryRun && session.settings(hop.id).mode === 'sync';
  if (!request.canAgree && chosen.some(mayWrite)) {
    throw new UsageError('This sync may write, and there is nobody to ask.', {
      code: 'nobody-to-ask',
      hint: 'Add --yes to agree beforehand, or --dry-run to look only.',
    });
  }
  const flags: PlanFlags = { ...request.flags, integrations: chosen.map((hop) => hop.id) };
  return runHops(session, 'sync', chosen, flags, { dryRun: request.dryRun, mayWrite }, hooks);
}

/** The plan alone: what a sync would write now. Sends nothing that could change anything. */
export async function planSync(
  session: Session,
  request: Pick<SyncRequest, 'integrations' | 'flags'>,
  hops: readonly Hop[] = allHops,
): Promise<SyncResult> {
  const chosen = chooseHops(session, hops, request.integrations);
  checkFlags(request.flags);
  const flags: PlanFlags = { ...request.flags, integrations: chosen.map((hop) => hop.id) };
  const hooks: HopHooks = { confirm: async () => false };
  return runHops(session, 'plan', chosen, flags, { dryRun: true, mayWrite: () => false }, hooks);
}

async function runHops(
  session: Session,
  kind: 'sync' | 'plan',
  chosen: readonly Hop[],
  flags: PlanFlags,
  may: { dryRun: boolean; mayWrite(hop: Hop): boolean },
  hooks: HopHooks,
): Promise<SyncResult> {
  const run = await RunRecord.start(session, kind, { dryRun: may.dryRun });
  const reading = readingSourcesOnce(session, chosen);
  const asked: HopQuestion[] = [];
  const plans: HopPlan[] = [];
  let unresolved = false;
  const watching: HopHooks = {
    confirm: (question) => hooks.confirm(question),
    planned: async (question) => {
      plans.push(question.plan);
      if (kind === 'plan') asked.push(question);
      unresolved ||= isUnresolved(question);
      await hooks.planned?.(question);
    },
  };
  let goesOn = true;
  for (const hop of chosen) {
    const mode = session.settings(hop.id).mode === 'sync' ? 'sync' : 'audit';
    const report = emptyReport(hop.id, mode);
    run.hops.push(report);
    if (!goesOn) {
      report.status = 'skipped';
      report.reason = 'an earlier integration did not finish';
      continue;
    }
    const earlier = may.dryRun ? plans.filter((plan) => plan.mode === 'sync') : [];
    const request = { flags, mayWrite: may.mayWrite(hop), dryRun: may.dryRun, earlier };
    await endingWell(session, run, report, () => runHop(reading, run, hop, request, report, watching));
    goesOn = report.status === 'ok' || report.status === 'partial';
    await run.save();
  }
  const document = await run.finish();
  let plan: Plan | null = null;
  return {
    document,
    hops: asked,
    // A fingerprint goes over every change: made only for who looks at it.
    get plan() {
      plan ??= asPlan(session, run.id, flags, plans);
      return plan;
    },
    failure: run.failure,
    pending: unresolved || isPending(document),
  };
}

/** Turns a foreseen failure into the hop's status; closes the run before passing on any other. */
export async function endingWell(
  session: Session,
  run: RunRecord,
  report: HopReport,
  work: () => Promise<unknown>,
): Promise<void> {
  try {
    await work();
  } catch (error) {
    report.status = 'failed';
    if (!(error instanceof AppError)) {
      report.reason = 'an error in trilink itself';
      run.codes.push(ExitCode.bug);
      await run.finish('failed');
      throw error;
    }
    if (isRefusedLogin(error)) await markRefused(session, error);
    report.status = statusOfFailure(error);
    report.reason = error.message;
    run.fail(error);
  }
}

function asPlan(session: Session, id: string, flags: PlanFlags, hops: readonly HopPlan[]): Plan {
  const createdAt = new Date(session.clock.now()).toISOString();
  const body = { id, createdAt, profile: session.profile, flags, hops };
  return { ...body, fingerprint: planFingerprint(body) };
}

function isPending(document: RunDocument): boolean {
  const written = (report: HopReport) =>
    report.changes.created + report.changes.updated + report.changes.archived;
  return document.integrations.some((report) => report.changes.planned > written(report));
}

function isUnresolved({ matched }: HopQuestion): boolean {
  return [...matched.siteVerdicts.values(), ...matched.deviceVerdicts.values()].some((verdict) =>
    ['suggested', 'ambiguous', 'unmatched', 'gone'].includes(verdict.status),
  );
}

/**
 * The hops to run, in safe order.
 * @throws {UsageError} for an unknown, disabled or unconnected integration, or when there is none at all.
 */
export function chooseHops(
  session: Session,
  hops: readonly Hop[],
  asked: readonly IntegrationId[],
): readonly Hop[] {
  const known = hops.map((hop) => hop.id).join(', ');
  for (const id of asked) {
    if (!findHop(hops, id)) {
      throw new UsageError(
        `There is no integration "${id}".${didYouMean(
          id,
          hops.map((hop) => hop.id),
        )}`,
        {
          code: 'integration-unknown',
          hint: `Known are: ${known}`,
        },
      );
    }
    if (session.integrations.includes(id)) continue;
    const isOff = session.settings(id).mode === 'off';
    throw new UsageError(
      isOff ? `The integration ${id} is off.` : `The integration ${id} lacks a connection.`,
      {
        code: isOff ? 'integration-off' : 'not-connected',
        hint: isOff
          ? `Turn it on with: trilink config set integrations.${id}.mode audit`
          : `Connect both systems: ${id
              .split(':')
              .map((system) => `trilink connect ${system}`)
              .join(', ')}`,
      },
    );
  }
  const chosen = hops.filter((hop) =>
    asked.length > 0 ? asked.includes(hop.id) : session.integrations.includes(hop.id),
  );
  if (chosen.length === 0) {
    throw new UsageError('No integration is ready to run.', {
      code: 'not-connected',
      hint: 'Start with: trilink init — or try it without any account: trilink demo',
    });
  }
  return chosen;
}

function checkFlags(flags: SyncRequest['flags']): void {
  checkIgnoredSteps(flags.ignoreSetup);
  const limits = [
    ['--max-creates', flags.maxCreates],
    ['--max-overwrites', flags.maxOverwrites],
    ['--max-archives', flags.maxArchives],
  ] as const;
  const wrong = limits.filter(([, text]) => text !== null && !isLimit(text));
  if (wrong.length > 0) {
    throw new UsageError(wrong.map(([flag, text]) => `${flag} does not take "${text}".`).join(' '), {
      hint: 'A limit is a whole number, such as 50, or a share of the matched records, such as 40%.',
    });
  }
  const days = flags.archiveMissingDays;
  if (days !== null && (!Number.isInteger(days) || days < 7)) {
    throw new UsageError(`--archive-missing takes whole days, at least 7, not ${days}.`, {
      hint: 'Shorter absences are holidays and repairs, not devices that are gone.',
    });
  }
}

import {
  type CheckRecord,
  defaultOrder,
  deriveFacts,
  evaluateSetup,
  type Finding,
  type PreConnectionCompany,
  preConnectionReport,
  recordOf,
  ruleOf,
  type SetupCheck,
  type SetupHop,
  type Severity,
} from '../domain/setup/index.js';
import { summarize } from '../domain/setup/summary.js';
import { UsageError } from '../errors.js';
import type { Session } from '../ports/session.js';
import { collectSetup, type SetupReading, type Unseen } from './setup-collect.js';
import { setupScope } from './setup-scope.js';

export interface CheckRequest {
  /** Findings of this hop only; `null` for all. */
  readonly hop: SetupHop | null;
  /** Findings of this step only; `null` for all. */
  readonly step: string | null;
  readonly subdomain: string | null;
}

export interface CheckResult {
  /** What was asked for, with a summary of that. The whole is what was saved. */
  readonly check: SetupCheck;
  readonly reading: SetupReading;
  /** The pre-connection report, company by company; `null` unless step B-03 was asked for and could be told. */
  readonly report: readonly PreConnectionCompany[] | null;
  /** When it was made, epoch ms. */
  readonly at: number;
}

/**
 * Reads every connected system, holds the set-up against the order, and saves the outcome for `setup history`.
 *
 * @throws {UsageError} for a step that does not exist, before anything is asked.
 */
export async function checkSetup(session: Session, request: CheckRequest): Promise<CheckResult> {
  const step = request.step === null ? null : knownStep(request.step);
  const reading = await collectSetup(session, { subdomain: request.subdomain });
  const whole = await evaluateReading(session, reading);
  const at = session.clock.now();
  await saveCheck(session, whole, reading.unseen, at);
  const wanted = whole.findings.filter(
    (finding) =>
      (request.hop === null || finding.step.charAt(0) === request.hop) &&
      (step === null || finding.step === step),
  );
  return {
    check: { findings: wanted, summary: summarize(wanted, defaultOrder) },
    reading,
    at,
    report: step === 'B-03' ? reportOf(reading) : null,
  };
}

/** What the rules say of a reading now, with what people have stated. Asks no vendor. */
export async function evaluateReading(session: Session, { inputs }: SetupReading): Promise<SetupCheck> {
  return evaluateSetup({
    facts: deriveFacts(inputs),
    attestations: await session.store.attestations.list(),
    scope: setupScope(session),
    nowMs: session.clock.now(),
  });
}

/** A saved check: its record, and the systems that could not be read at all, whose steps prove nothing. */
export interface SavedCheck extends CheckRecord {
  readonly unseen: readonly string[];
}

export async function saveCheck(
  session: Session,
  check: SetupCheck,
  unseen: readonly Unseen[],
  at: number,
): Promise<void> {
  const gone = [...new Set(unseen.filter(({ what }) => what === 'everything').map(({ system }) => system))];
  const saved: SavedCheck = { ...recordOf(check, at), unseen: gone };
  await session.store.attestations.saveCheck(at, JSON.stringify(saved));
}

function reportOf({ inputs }: SetupReading): readonly PreConnectionCompany[] | null {
  const { autotask, itGlue } = inputs;
  const lists = [autotask?.companies, autotask?.items, itGlue?.organizations, itGlue?.configurations];
  return lists.every((list) => list?.complete) ? preConnectionReport(inputs) : null;
}

/**
 * The step as the rules spell it.
 * @throws {UsageError} naming where those of the same hop are listed, when there is none.
 */
export function knownStep(typed: string): Finding['step'] {
  const rule = ruleOf(typed.trim().toUpperCase());
  if (rule) return rule.id;
  const hop = typed.trim().charAt(0).toUpperCase();
  const own = defaultOrder.rules.flatMap((one) => (one.hop === hop ? [one.id] : [])).sort();
  throw new UsageError(`There is no set-up step "${typed}".`, {
    code: 'step-unknown',
    hint:
      own.length > 0
        ? `Steps of hop ${hop} are ${own[0]} to ${own.at(-1)}: trilink setup check --hop ${hop} --all`
        : 'List them with: trilink setup check --all',
    details: { step: typed },
  });
}

const severities: readonly Severity[] = ['info', 'warning', 'critical'];

/** Whether a check fails: something wrong of that severity or a worse one. `none`: never. */
export function failsAt(level: Severity | 'none', { summary }: SetupCheck): boolean {
  if (level === 'none') return false;
  return severities.slice(severities.indexOf(level)).some((severity) => summary.failed[severity] > 0);
}

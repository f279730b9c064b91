import { isAttestable } from './attestation.js';
import { defaultOrder } from './default-order.js';
import type { Finding, FindingStatus } from './finding.js';
import type { SetupOrder } from './order.js';
import type { DecidedBy, RunHop, SetupHop, SetupRule, StepId } from './rule.js';

/** One step of the walk, as a person goes through it. */
export interface GuideStep {
  readonly step: StepId;
  readonly hop: SetupHop;
  /** The good state to reach. */
  readonly title: string;
  readonly status: FindingStatus;
  readonly findings: readonly Finding[];
  /** Where to click, with old and new menu names. */
  readonly where: string;
  readonly why: string;
  readonly verifiedBy: string;
  readonly attestable: boolean;
  readonly note: string | null;
  readonly blockedBy: readonly StepId[];
  /** What breaks when this step is taken now; empty when nothing does. */
  readonly breaks: readonly string[];
}

/** Steps that must be good before a hop is turned on. Syncro stands in the place of hop C. */
const gates: Readonly<Record<RunHop, readonly StepId[]>> = {
  A: [],
  B: ['A-18', 'A-24'],
  C: ['B-17'],
  S: ['B-17'],
};

export interface HopGate {
  readonly hop: RunHop;
  readonly open: boolean;
  /** One sentence a step that stands in the way: what is not right, and what breaks. */
  readonly breaks: readonly string[];
}

/** Whether a hop may be turned on now. A step that nobody can tell keeps the gate shut, one that does not apply does not. */
export function gateOf(hop: RunHop, findings: readonly Finding[]): HopGate {
  const breaks = gates[hop].flatMap((step) => {
    const standing = findings.filter((finding) => finding.step === step && isOpen(finding));
    return standing.slice(0, 1).map((finding) => `${step} is not OK (${finding.detail}). ${finding.why}`);
  });
  return { hop, open: breaks.length === 0, breaks };
}

const isOpen = (finding: Finding): boolean => finding.status === 'fail' || finding.status === 'unknown';

/** Every step that applies, in walking order: the earliest that is not good is where to go on. */
export function walk(findings: readonly Finding[], order: SetupOrder = defaultOrder): GuideStep[] {
  return order.rules.flatMap((rule) => {
    const own = findings.filter((finding) => finding.step === rule.id);
    const [first] = own;
    if (!first || rule.decide === 'none' || first.status === 'not-applicable') return [];
    return [guideStep(rule, first.status, own, findings)];
  });
}

function guideStep(
  rule: SetupRule,
  status: FindingStatus,
  own: readonly Finding[],
  all: readonly Finding[],
): GuideStep {
  const gated = rule.hop === 'B' || rule.hop === 'C' || rule.hop === 'S';
  const gate =
    gated && status !== 'pass' && status !== 'attested' ? gateOf(rule.hop as RunHop, all).breaks : [];
  return {
    step: rule.id,
    hop: rule.hop,
    title: rule.title,
    status,
    findings: own,
    where: rule.fix,
    why: rule.why,
    verifiedBy: verification[rule.decide].replace('STEP', rule.id),
    attestable: isAttestable(rule),
    note: rule.note,
    blockedBy: own[0]?.blockedBy ?? [],
    breaks: gate,
  };
}

const verification: Readonly<Record<DecidedBy, string>> = {
  api: 'trilink reads it back from the systems',
  evidence: 'trilink looks for evidence; what stays open you confirm with: trilink setup attest STEP',
  attestation: 'no API shows it: you confirm it with: trilink setup attest STEP',
  none: 'nothing to verify',
};

/**
 * Where to go on: the earliest step that fails; without one, the earliest that is open and waits for nothing. A step
 * whose `breaks` is not empty is named only when nothing before it is left to do, and then with what breaks.
 */
export function nextStep(steps: readonly GuideStep[]): GuideStep | null {
  const free = steps.filter(
    (step) => isLeft(step) && step.breaks.length === 0 && step.blockedBy.length === 0,
  );
  const safeFailure = free.find((step) => step.status === 'fail');
  return safeFailure ?? free[0] ?? steps.find((step) => isLeft(step)) ?? null;
}

const isLeft = (step: GuideStep): boolean => step.status === 'fail' || step.status === 'unknown';

import { systemName } from './applies.js';
import { nameTogether } from './causes.js';
import { defaultOrder } from './default-order.js';
import type { Finding, FindingStatus, SetupCheck } from './finding.js';
import { type Evaluation, type Judgement, judge } from './judge.js';
import type { SetupOrder } from './order.js';
import type { FindingEvidence, SetupRule, StepId } from './rule.js';
import { sortFindings } from './sort-findings.js';
import { summarize } from './summary.js';

/**
 * Checks the set-up order: every rule over the facts, then over what people stated, then over what waits for what.
 *
 * A step that was done wrong fails. One that is not done yet fails only when nothing before it has failed; otherwise it
 * waits: `unknown`, with the failed steps in `blockedBy`. So does any other step that cannot be decided. What is good
 * stays good: a later step that works is not put in doubt by an earlier one that does not.
 */
export function evaluateSetup(evaluation: Evaluation, order: SetupOrder = defaultOrder): SetupCheck {
  const failed = new Set<StepId>();
  const findings = order.rules.flatMap((rule) => {
    const judgement = judge(rule, evaluation);
    const blockers = order.before(rule.id).filter((step) => failed.has(step));
    const status = statusOf(judgement, blockers);
    if (status === 'fail' && rule.severity !== 'info') failed.add(rule.id);
    return findingsOf(judgement, status, status === 'unknown' ? blockers : []);
  });
  const sorted = nameTogether(sortFindings(findings, order), order);
  return { findings: sorted, summary: summarize(sorted, order) };
}

function statusOf(judgement: Judgement, blockers: readonly StepId[]): FindingStatus {
  if (judgement.is === 'wrong') return 'fail';
  if (judgement.is === 'missing') return blockers.length > 0 ? 'unknown' : 'fail';
  return judgement.is;
}

function findingsOf(
  { rule, is, problems }: Judgement,
  status: FindingStatus,
  blockedBy: readonly StepId[],
): Finding[] {
  const seen = new Map<string, number>();
  return problems.map((problem) => {
    const key = problem.key === null ? rule.id : `${rule.id}:${problem.key}`;
    const before = seen.get(key) ?? 0;
    seen.set(key, before + 1);
    const waits = is === 'missing' ? [{ kind: 'not-done', value: 'not done yet' }] : [];
    return {
      id: before === 0 ? key : `${key}:${before + 1}`,
      step: rule.id,
      severity: rule.severity,
      status,
      subject: problem.subject ?? subjectOf(rule),
      detail: problem.detail,
      why: rule.why,
      fix: rule.fix,
      evidence: [...problem.evidence, ...(waits satisfies FindingEvidence[])],
      blockedBy,
    };
  });
}

/** What a step is about when it names nothing: the systems it joins. */
function subjectOf(rule: SetupRule): string {
  return rule.needs.length > 0 ? rule.needs.map(systemName).join(' and ') : 'trilink';
}

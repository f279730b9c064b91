import type { Finding } from './finding.js';
import type { SetupOrder } from './order.js';
import type { StepId } from './rule.js';

/** Failing steps that one piece of evidence speaks for, in the order of the findings. */
export type Cause = readonly StepId[];

/** What is wrong, counted by cause: steps of one evidence group that fail at once are one thing to put right. */
export function causesOf(findings: readonly Finding[], order: SetupOrder): readonly Cause[] {
  const causes: { readonly steps: StepId[]; groups: readonly string[] }[] = [];
  const failing = new Set(findings.flatMap(({ status, step }) => (status === 'fail' ? [step] : [])));
  for (const step of failing) {
    const own = order.ruleOf(step)?.sharesEvidence ?? [];
    const cause = causes.find(({ groups }) => groups.some((group) => own.includes(group)));
    if (cause) {
      cause.steps.push(step);
      cause.groups = cause.groups.filter((group) => own.includes(group));
    } else {
      causes.push({ steps: [step], groups: own });
    }
  }
  return causes.map(({ steps }) => steps);
}

/** The findings with, as evidence, the steps that fail by the same cause. */
export function nameTogether(findings: readonly Finding[], order: SetupOrder): Finding[] {
  const causes = causesOf(findings, order);
  return findings.map((finding) => {
    if (finding.status !== 'fail') return finding;
    const others = causes.find((steps) => steps.includes(finding.step)) ?? [];
    const together = others.flatMap((step) =>
      step === finding.step ? [] : [{ kind: 'together', value: step }],
    );
    return together.length === 0 ? finding : { ...finding, evidence: [...finding.evidence, ...together] };
  });
}

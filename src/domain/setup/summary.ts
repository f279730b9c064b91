import { isAttestable } from './attestation.js';
import type { Finding, FindingStatus, FindingSummary } from './finding.js';
import { hardStopSteps } from './hard-stops.js';
import type { SetupOrder } from './order.js';
import type { Severity, StepId } from './rule.js';

/** Counts are of findings, not of steps: a step that is wrong in three ways counts three times. */
export function summarize(findings: readonly Finding[], order: SetupOrder): FindingSummary {
  const counts: Record<FindingStatus, number> = {
    pass: 0,
    fail: 0,
    unknown: 0,
    attested: 0,
    'not-applicable': 0,
  };
  const failed: Record<Severity, number> = { critical: 0, warning: 0, info: 0 };
  const stops = new Set<StepId>();
  for (const finding of findings) {
    counts[finding.status] += 1;
    if (finding.status !== 'fail') continue;
    failed[finding.severity] += 1;
    if (hardStopSteps.has(finding.step)) stops.add(finding.step);
  }
  const next = nextOf(findings, order);
  return { counts, failed, hardStops: [...stops], next, line: lineOf(counts, failed, next) };
}

/** The first hard stop that fails, else the earliest failure in the walk, else the earliest step that a person can confirm. */
export function nextOf(findings: readonly Finding[], order: SetupOrder): StepId | null {
  const steps = (wanted: (finding: Finding) => boolean) =>
    findings
      .filter(wanted)
      .map((finding) => finding.step)
      .sort((a, b) => order.positionOf(a) - order.positionOf(b));
  const stopping = steps((finding) => finding.status === 'fail' && hardStopSteps.has(finding.step));
  const failing = steps((finding) => finding.status === 'fail');
  const open = steps((finding) => {
    const rule = order.ruleOf(finding.step);
    return (
      finding.status === 'unknown' && finding.blockedBy.length === 0 && rule !== null && isAttestable(rule)
    );
  });
  return stopping[0] ?? failing[0] ?? open[0] ?? null;
}

function lineOf(
  counts: Record<FindingStatus, number>,
  failed: Record<Severity, number>,
  next: StepId | null,
): string {
  const severities = (['critical', 'warning', 'info'] as const)
    .filter((severity) => failed[severity] > 0)
    .map((severity) => `${failed[severity]} ${severity}`);
  const failure = counts.fail === 0 ? 'nothing wrong' : `${counts.fail} wrong (${severities.join(', ')})`;
  const rest = `${counts.unknown} open, ${counts.attested} attested, ${counts.pass} good`;
  return `setup: ${failure}, ${rest}${next ? `; next: ${next}` : ''}`;
}

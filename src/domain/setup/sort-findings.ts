import type { Finding, FindingStatus } from './finding.js';
import { hardStopSteps } from './hard-stops.js';
import type { SetupOrder } from './order.js';

const quiet: Readonly<Record<FindingStatus, number>> = {
  fail: 0,
  unknown: 4,
  attested: 5,
  pass: 6,
  'not-applicable': 7,
};

/**
 * Hard stops first, then what to do next with all that waits for it, failure by failure in walking order, then what
 * waits for a hard stop alone; then the open, the attested, the good and the rest. Stable for equal ones.
 */
export function sortFindings(findings: readonly Finding[], order: SetupOrder): Finding[] {
  const keyed = findings.map((finding, index) => ({ finding, key: [...rank(finding, order), index] }));
  keyed.sort((a, b) => compare(a.key, b.key));
  return keyed.map(({ finding }) => finding);
}

function rank(finding: Finding, order: SetupOrder): number[] {
  const position = order.positionOf(finding.step);
  if (finding.status === 'fail') {
    return hardStopSteps.has(finding.step) ? [0, position] : [1, position, 0];
  }
  const blocker = finding.blockedBy.find((step) => !hardStopSteps.has(step));
  if (blocker) return [1, order.positionOf(blocker), 1, position];
  if (finding.blockedBy.length > 0) return [2, position];
  return [quiet[finding.status], position];
}

function compare(a: readonly number[], b: readonly number[]): number {
  for (let at = 0; at < Math.max(a.length, b.length); at += 1) {
    const difference = (a[at] ?? -1) - (b[at] ?? -1);
    if (difference !== 0) return difference;
  }
  return 0;
}

import type { Finding, FindingStatus, FindingSummary, SetupCheck } from './finding.js';
import type { Severity } from './rule.js';

/** What is kept of a check, to compare later ones with. `at` in epoch ms. */
export interface CheckRecord {
  readonly at: number;
  readonly summary: FindingSummary;
  readonly findings: readonly Pick<Finding, 'id' | 'step' | 'severity' | 'status' | 'subject' | 'detail'>[];
}

export function recordOf(check: SetupCheck, atMs: number): CheckRecord {
  return {
    at: atMs,
    summary: check.summary,
    findings: check.findings.map(({ id, step, severity, status, subject, detail }) => ({
      id,
      step,
      severity,
      status,
      subject,
      detail,
    })),
  };
}

/**
 * `better`, `worse`: the step's status moved. `new`: something is wrong that was not there, in a step that failed
 * already or did not apply before. `gone`: something that was wrong is not any more, though its step still fails or no
 * longer applies.
 */
export interface StepChange {
  readonly change: 'better' | 'worse' | 'new' | 'gone';
  readonly step: string;
  readonly id: string;
  readonly severity: Severity;
  readonly subject: string;
  readonly from: FindingStatus | null;
  readonly to: FindingStatus | null;
  readonly detail: string;
}

const badness: Readonly<Record<FindingStatus, number>> = {
  fail: 3,
  unknown: 2,
  attested: 1,
  pass: 0,
  'not-applicable': -1,
};

type Row = CheckRecord['findings'][number];

/** What changed from one check to a later one, worst first. Equal checks give nothing. */
export function compareChecks(before: CheckRecord, after: CheckRecord): StepChange[] {
  const steps = [...new Set([...before.findings, ...after.findings].map((row) => row.step))];
  const changes = steps.flatMap((step) => {
    const ofStep = (row: Row) => row.step === step;
    return changesOf(before.findings.filter(ofStep), after.findings.filter(ofStep));
  });
  const order = ['worse', 'new', 'better', 'gone'];
  return changes.sort(
    (a, b) => order.indexOf(a.change) - order.indexOf(b.change) || a.id.localeCompare(b.id),
  );
}

function changesOf(before: readonly Row[], after: readonly Row[]): StepChange[] {
  const from = worstOf(before);
  const to = worstOf(after);
  const applied = from !== null && from.status !== 'not-applicable';
  const applies = to !== null && to.status !== 'not-applicable';
  if (applied && applies && from.status !== to.status) {
    return [
      change(badness[to.status] < badness[from.status] ? 'better' : 'worse', to, from.status, to.status),
    ];
  }
  const wasWrong = new Set(before.filter(isWrong).map((row) => row.id));
  const isStillWrong = new Set(after.filter(isWrong).map((row) => row.id));
  return [
    ...after
      .filter((row) => isWrong(row) && !wasWrong.has(row.id))
      .map((row) => change('new', row, applied ? null : (from?.status ?? null), row.status)),
    ...before
      .filter((row) => isWrong(row) && !isStillWrong.has(row.id))
      .map((row) => change('gone', row, row.status, applies ? null : (to?.status ?? null))),
  ];
}

const isWrong = (row: Row): boolean => row.status === 'fail';

function worstOf(rows: readonly Row[]): Row | null {
  return [...rows].sort((a, b) => badness[b.status] - badness[a.status])[0] ?? null;
}

function change(
  kind: StepChange['change'],
  row: Row,
  from: FindingStatus | null,
  to: FindingStatus | null,
): StepChange {
  const { step, id, severity, subject, detail } = row;
  return { change: kind, step, id, severity, subject, from, to, detail };
}

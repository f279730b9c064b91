import type { FindingEvidence, Severity, StepId } from './rule.js';

export type FindingStatus = 'pass' | 'fail' | 'unknown' | 'attested' | 'not-applicable';

/** One entry of `findings/1`. `id` is the step, with what it is about where a step has several: `A-15:laptop`. */
export interface Finding {
  readonly id: string;
  readonly step: StepId;
  readonly severity: Severity;
  readonly status: FindingStatus;
  readonly subject: string;
  readonly detail: string;
  readonly why: string;
  readonly fix: string;
  readonly evidence: readonly FindingEvidence[];
  /** Failed steps that this one waits for, in walking order. */
  readonly blockedBy: readonly StepId[];
}

export interface FindingSummary {
  readonly counts: { readonly [S in FindingStatus]: number };
  readonly failed: { readonly [S in Severity]: number };
  /** Steps that fail and stop a hop, see `hard-stops.ts`. */
  readonly hardStops: readonly StepId[];
  /** What to do first, or `null` when nothing is left to do. */
  readonly next: StepId | null;
  /** All of it on one line, for a log or a mail from cron. */
  readonly line: string;
}

export interface SetupCheck {
  readonly findings: readonly Finding[];
  readonly summary: FindingSummary;
}

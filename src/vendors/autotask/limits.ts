import type { Limit } from '../http/pacing.js';

/**
 * Autotask's numbers, each with its source (autotask.md sections 4, 6 and 7).
 *
 * 10,000 requests in a rolling hour for the whole database, all integrations together; beyond it everybody is refused
 * until usage falls (doc). Latency is added from 50 % on (observed), so we leave a good part to others.
 */
export const OUR_SHARE = 0.6;

/** What the account has before it has told (doc). */
export const usualReport: ThresholdReport = { limit: 10_000, windowMs: 60 * 60_000, used: 0 };

/** The report is asked for again after this time: others share the hour, and asking counts as a request (spec). */
export const REPORT_GOOD_FOR_MS = 5 * 60_000;

/** How long to wait before looking again whether the others have become quieter, and how often at most. */
export const OTHERS_WAIT_MS = 60_000;
export const OTHERS_WAITS = 60;

/**
 * Requests under way at once for one entity: three are allowed for each tracking identifier and entity, and a slot is
 * free only a little after its answer (doc / observed).
 */
export const PER_ENTITY = 2;

/** Different entities read at the same time. */
export const CONNECTIONS = 16;

/** Rows a page: default and ceiling (doc). */
export const PAGE_ROWS = 500;

/** OR conditions in one query, each value of an `in` counted (doc). */
export const OR_CONDITIONS = 500;

/** How often a refusal for too many threads is waited out before we give up. */
export const THREAD_REPEATS = 10;

/** The n-th refusal in a row (from 1): 1 s, doubling, up to 60 s; no `Retry-After` is documented (observed). */
export function threadWaitMs(nth: number): number {
  return Math.min(60_000, 1000 * 2 ** (nth - 1));
}

export interface ThresholdReport {
  /** Requests allowed in the window, for everybody together. */
  readonly limit: number;
  readonly windowMs: number;
  /** Requests of everybody in the window that is running, ours included. */
  readonly used: number;
}

/** Our limit by the account's report, less what others use. May be zero or less: then nothing is left for us. */
export function ourLimit(report: ThresholdReport, ours: number, share: number): Limit {
  const others = Math.max(0, report.used - ours);
  const permits = Math.floor(report.limit * share) - others;
  return { permits, windowMs: report.windowMs, source: 'GET /V1.0/ThresholdInformation (spec)' };
}

import type { Limit } from '../http/pacing.js';

/**
 * Datto RMM's numbers, each with its source (datto-rmm.md section 3).
 *
 * Reads: 600 in a rolling 60 s for the whole account, all users and integrations together (doc). Above 90 % every
 * reply is delayed by 1 s (doc). Over the limit: 429; carrying on: a block of the caller's IP for 5 minutes (doc).
 */
export const startingLimit: Limit = {
  permits: 300,
  windowMs: 60_000,
  spacingMs: 200,
  source: 'about 5 reads/s until the account has told its limit (client policy in the vendor paper)',
};

/** We use no more than this share of the reported limit, less what others use. */
export const OUR_SHARE = 0.8;

/** The report is asked for again after this time: others share the bucket. */
export const REPORT_GOOD_FOR_MS = 30_000;

/** From here on the limit is no limit: asking the store for permits would only cost time. */
export const UNLIMITED_FROM_PERMITS = 100_000;

/** What we never go below, so that the report itself can be read again while others use up the share. */
export const LEAST_PERMITS = 6;

/** A 429 that does not say how long: the rolling window's length (client policy in the vendor paper). */
export const RATE_LIMIT_WAIT_MS = 60_000;

/** How long a blocked IP stays blocked (doc). */
export const BLOCK_WAIT_MS = 300_000;

/** Rows a page: default and ceiling (spec, observed). */
export const PAGE_SIZE = 250;

/** Requests under way at once; pacing decides how fast, this only hides the way there and back. */
export const CONCURRENCY = 16;

/** So many requests in a row without any answer mean that the system is gone, not just what was asked about. */
export const GONE_AFTER = 5;

export interface RateReport {
  readonly windowMs: number;
  readonly limit: number;
  /** Requests of the whole account in the window, ours included. */
  readonly used: number;
}

/** Our limit by the account's report, or `null` when it is so high that pacing has no point. */
export function limitFrom(report: RateReport, ours: number): Limit | null {
  if (report.limit >= UNLIMITED_FROM_PERMITS) return null;
  const others = Math.max(0, report.used - ours);
  const permits = Math.max(LEAST_PERMITS, Math.floor(report.limit * OUR_SHARE) - others);
  return { permits, windowMs: report.windowMs, source: 'GET /v2/system/request_rate (spec)' };
}

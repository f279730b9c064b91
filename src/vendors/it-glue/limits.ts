import type { Limit } from '../http/pacing.js';

/** What is left to others: whether IT Glue counts by key or by account is unverified. */
export const OTHERS_SHARE = 0.1;

/** From here on the limit is no limit: asking the store for permits would only cost time. */
export const UNLIMITED_FROM_REQUESTS = 100_000;

/**
 * IT Glue's numbers, each with its source (itglue.md sections 2 to 4).
 *
 * 3000 requests in 5 minutes, beyond it 429 (spec), of which we use nine in ten.
 */
export const requestLimit: Limit = {
  permits: 2700,
  windowMs: 300_000,
  source: '3000 requests in 5 minutes (spec), less a tenth for others on the same account (unverified scope)',
};

/** A 429 that does not say how long, the n-th in a row: no header is documented, so waits grow (spec). */
export function rateLimitWaitMs(nth: number): number {
  return Math.min(60_000, 5_000 * 2 ** (nth - 1));
}

/**
 * Page sizes, from the one to begin with down to the smallest. The maximum is 1000 (spec); large pages time out with
 * 504 (observed). Each divides the one before, so that a smaller page can begin at the same row.
 */
export const plainPageSizes: readonly number[] = [1000, 500, 250, 50, 10];
export const heavyPageSizes: readonly number[] = [250, 50, 10];

/** Pages under way at once. */
export const PAGE_CONCURRENCY = 4;

/** Ids or organizations named in one filter: keeps the address under 2,000 characters with 16-digit ids. */
export const IDS_PER_FILTER = 50;

/** Records in one bulk request: the maximum is undocumented, 50 to 100 are advised (unverified). */
export const BATCH_SIZE = 50;

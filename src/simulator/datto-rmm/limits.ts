import { RollingWindow } from '../http/rolling-window.js';

/** Datto RMM's published limits (doc, vendor help): reads of the whole account in a rolling minute. */
const READS_A_MINUTE = 600;
const WRITES_A_MINUTE = 600;
const WINDOW_MS = 60_000;
const CUT_OFF_RATIO = 0.9;
const DELAY_MS = 1_000;
const BLOCK_MS = 300_000;
/** How many refused calls in a row make it an attack. The vendor gives no number (unverified). */
const PATIENCE = 10;
/** What an account without limits reports: more than anybody can use. */
const PRACTICALLY_UNLIMITED = 1_000_000;

export type Permit =
  | { readonly outcome: 'go'; readonly delayMs: number }
  | { readonly outcome: 'too-many' }
  | { readonly outcome: 'blocked' };

/** The account-wide read limit, and the block for whoever carries on. */
export class DattoLimits {
  readonly #factor: number | 'unlimited';
  readonly #reads = new RollingWindow(WINDOW_MS);
  #blockedUntil = 0;
  #refusedInARow = 0;

  /** @param factor multiplies the limits; `unlimited` lets everything pass and reports a very high limit. */
  constructor(factor: number | 'unlimited') {
    this.#factor = factor;
  }

  get readLimit(): number {
    return this.#factor === 'unlimited'
      ? PRACTICALLY_UNLIMITED
      : Math.max(1, Math.round(READS_A_MINUTE * this.#factor));
  }

  ask(now: number): Permit {
    if (this.#factor === 'unlimited') return { outcome: 'go', delayMs: 0 };
    if (now < this.#blockedUntil) return { outcome: 'blocked' };
    const used = this.#reads.count(now);
    if (used >= this.readLimit) {
      this.#refusedInARow += 1;
      if (this.#refusedInARow <= PATIENCE) return { outcome: 'too-many' };
      this.#blockedUntil = now + BLOCK_MS;
      this.#refusedInARow = 0;
      return { outcome: 'blocked' };
    }
    this.#refusedInARow = 0;
    this.#reads.add(now);
    return { outcome: 'go', delayMs: used + 1 > this.readLimit * CUT_OFF_RATIO ? DELAY_MS : 0 };
  }

  /** Calls of other integrations that use up the same account-wide limit. */
  useElsewhere(calls: number, now: number): void {
    for (let call = 0; call < calls; call += 1) this.#reads.add(now);
  }

  /** The body of `GET /v2/system/request_rate` (spec; values observed). */
  report(accountUid: string, now: number): Record<string, unknown> {
    const writeLimit =
      this.#factor === 'unlimited' ? PRACTICALLY_UNLIMITED : Math.round(WRITES_A_MINUTE * this.#factor);
    return {
      slidingTimeWindowSizeSeconds: WINDOW_MS / 1000,
      accountUid,
      accountCount: this.#reads.count(now),
      accountRateLimit: this.readLimit,
      accountCutOffRatio: CUT_OFF_RATIO,
      accountWriteRateLimit: writeLimit,
      accountWriteCount: 0,
      operationWriteStatus: {
        'site-create': { limit: 100, count: 0 },
        'device-udf-set': { limit: writeLimit, count: 0 },
        'device-move': { limit: 100, count: 0 },
      },
    };
  }
}

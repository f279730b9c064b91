import type { Clock } from '../../ports/clock.js';
import type { PermitVerbs } from '../../ports/store.js';
import { bucketName, type Limit } from '../http/pacing.js';
import { limitFrom, type RateReport, REPORT_GOOD_FOR_MS, startingLimit } from './limits.js';

/** Knows how fast we may read now: slowly until the account has reported its limit, then by the newest report. */
export class RateWatch {
  readonly #clock: Clock;
  readonly #permits: PermitVerbs;
  readonly #account: string;
  #limit: Limit | null = startingLimit;
  #askedAt: number | null = null;
  #asking: Promise<void> | null = null;
  #sentAt: number[] = [];

  constructor(options: { clock: Clock; permits: PermitVerbs; account: string }) {
    this.#clock = options.clock;
    this.#permits = options.permits;
    this.#account = options.account;
  }

  limit(): Limit | null {
    return this.#limit;
  }

  /** Remembers a request of ours, for telling the others' from them when the store cannot. */
  sent(): void {
    if (this.#limit !== null) this.#sentAt.push(this.#clock.now());
  }

  /**
   * Asks for the report when there is none or it is old. The first one is waited for by everybody; later only the
   * caller who asks waits. `ask` answers `null` when the account does not tell: then the limit stays as it is.
   */
  async fresh(ask: () => Promise<RateReport | null>): Promise<void> {
    const now = this.#clock.now();
    const isFirst = this.#askedAt === null || (this.#asking !== null && this.#limit === startingLimit);
    if (this.#asking !== null) return isFirst ? this.#asking : undefined;
    if (this.#askedAt !== null && (this.#limit === null || now - this.#askedAt < REPORT_GOOD_FOR_MS)) return;
    this.#askedAt = now;
    this.#asking = this.#read(ask).finally(() => {
      this.#asking = null;
    });
    return this.#asking;
  }

  async #read(ask: () => Promise<RateReport | null>): Promise<void> {
    const report = await ask();
    if (report === null) return;
    this.#limit = limitFrom(report, await this.#ours(report.windowMs));
    if (this.#limit === null) this.#sentAt = [];
  }

  async #ours(windowMs: number): Promise<number> {
    const now = this.#clock.now();
    this.#sentAt = this.#sentAt.filter((at) => at > now - windowMs);
    const bucket = bucketName(this.#account, 'reads', windowMs);
    return (await this.#permits.used?.(bucket, windowMs, now)) ?? this.#sentAt.length;
  }
}

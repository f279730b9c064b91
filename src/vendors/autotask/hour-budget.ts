import { SystemUnreachable } from '../../errors.js';
import type { Clock } from '../../ports/clock.js';
import type { PermitVerbs } from '../../ports/store.js';
import { bucketName, type Limit } from '../http/pacing.js';
import type { Waiting } from '../http/waiting.js';
import {
  OTHERS_WAIT_MS,
  OTHERS_WAITS,
  ourLimit,
  REPORT_GOOD_FOR_MS,
  type ThresholdReport,
  usualReport,
} from './limits.js';

const system = 'autotask';

/** The limit's name in the store. */
export const BUDGET_NAME = 'hour';

export interface BudgetOptions {
  readonly account: string;
  readonly clock: Clock;
  readonly permits: PermitVerbs;
  /** Part of the database's hourly requests that we never go beyond, from 0 to 1. */
  readonly share: number;
  waiting(): Waiting;
}

type Ask = () => Promise<ThresholdReport | null>;

/** Knows how many requests of the running hour are ours: a share of the database's, less what other tools use. */
export class HourBudget {
  readonly #options: BudgetOptions;
  #limit: Limit;
  #askedAt: number | null = null;
  #asking: Promise<void> | null = null;
  #sentAt: number[] = [];

  constructor(options: BudgetOptions) {
    this.#options = options;
    this.#limit = ourLimit(usualReport, 0, options.share);
  }

  limit(): Limit {
    return this.#limit;
  }

  /** Remembers a request of ours, for telling the others' from them. */
  sent(): void {
    this.#sentAt.push(this.#options.clock.now());
  }

  /**
   * Returns when the report is fresh and leaves room for us; waits, visibly, while other tools use our share up. `ask`
   * answers `null` when the account does not tell: then the documented numbers hold.
   *
   * @throws {SystemUnreachable} when the hour's requests are all spent, or the others do not become quieter in time.
   */
  async ready(ask: Ask): Promise<void> {
    const { clock } = this.#options;
    if (this.#asking === null) {
      if (this.#askedAt !== null && clock.now() - this.#askedAt < REPORT_GOOD_FOR_MS) return;
      this.#asking = this.#untilRoom(ask).finally(() => {
        this.#asking = null;
      });
    }
    return this.#asking;
  }

  async #untilRoom(ask: Ask): Promise<void> {
    for (let waits = 0; ; waits += 1) {
      const report = await ask();
      if (report === null) break;
      if (report.used >= report.limit) throw spent(report);
      const limit = ourLimit(report, await this.#ours(report.windowMs), this.#options.share);
      if (limit.permits > 0) {
        this.#limit = limit;
        break;
      }
      if (waits >= OTHERS_WAITS) throw crowdedOut(report, this.#options.share);
      await this.#options.waiting().wait(OTHERS_WAIT_MS, `rate limit, ${crowd(report)}`);
    }
    this.#askedAt = this.#options.clock.now();
  }

  /**
   * Requests of ours in the window, at least: of what the store counts, one block may be reserved and not sent. What is
   * taken for the others' by this only makes us slower.
   */
  async #ours(windowMs: number): Promise<number> {
    const { permits, account, clock } = this.#options;
    const now = clock.now();
    this.#sentAt = this.#sentAt.filter((at) => at > now - windowMs);
    const bucket = bucketName(account, BUDGET_NAME, windowMs);
    const reserved = (await permits.used?.(bucket, windowMs, now)) ?? 0;
    return Math.max(this.#sentAt.length, reserved - blockOf(this.#limit.permits));
  }
}

/** How many permits are reserved at once, at most (as pacing does). */
function blockOf(permits: number): number {
  return Math.max(1, Math.min(500, Math.floor(permits / 20)));
}

const hint =
  'All tools on this Autotask database share these requests. See which ones use them, and run the same command later.';

function crowd({ used, limit, windowMs }: ThresholdReport): string {
  return `${used} of ${limit} requests of the last ${Math.round(windowMs / 60_000)} minutes are used by all tools together`;
}

function spent(report: ThresholdReport): SystemUnreachable {
  return new SystemUnreachable(system, `Autotask refuses everybody: ${crowd(report)}`, {
    code: 'rate-limit',
    hint,
    details: { used: report.used, limit: report.limit },
  });
}

function crowdedOut(report: ThresholdReport, share: number): SystemUnreachable {
  const part = Math.round(share * 100);
  return new SystemUnreachable(
    system,
    `Other tools leave nothing of the ${part} % of Autotask's requests that trilink takes at most: ${crowd(report)}`,
    { code: 'rate-limit', hint, details: { used: report.used, limit: report.limit } },
  );
}

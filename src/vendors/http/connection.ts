import type { Clock } from '../../ports/clock.js';
import type { Progress } from '../../ports/progress.js';
import type { RequestCounts } from '../../ports/session.js';
import type { PermitVerbs } from '../../ports/store.js';
import { type Limit, Pacer, withPacing } from './pacing.js';
import type { ProxySettings } from './proxy.js';
import { Redactor } from './redact.js';
import { type RetryPolicy, usualPolicy, withRetry } from './retry.js';
import type { Request, Send } from './send.js';
import { ServerClock } from './server-clock.js';
import { type RequestTrace, type SentCounts, withTrace } from './trace.js';
import { openTransport, type Timeouts } from './transport.js';
import { Waiting } from './waiting.js';

/** What every client is given, whatever the vendor. */
export interface VendorOptions {
  /** Tells this account's pacing from every other's: made of address and key by the composition root, never a secret. */
  readonly account: string;
  readonly clock: Clock;
  /** From 0 up to 1, to spread waits. */
  readonly random: () => number;
  readonly permits: PermitVerbs;
  readonly progress: Progress;
  readonly signal: AbortSignal;
  /** Epoch ms by which the command must be done; waits that would not end before it fail at once. */
  readonly deadline: number | null;
  readonly onRequest?: ((trace: RequestTrace) => void) | undefined;
  readonly proxy?: ProxySettings | undefined;
  readonly timeouts?: Timeouts | undefined;
  /** False for simulated vendors that count nothing: then no permit is asked for. A 429 still stops us. */
  readonly paced?: boolean | undefined;
}

/** A row of a vendor's `limits.ts`: which requests share which bucket. */
export interface PacedLimit {
  /** Distinguishes the buckets of one account, such as `reads`. */
  readonly name: string;
  appliesTo(request: Request): boolean;
  limit(): Limit | null;
}

export interface ConnectionRules {
  readonly system: string;
  readonly limits: readonly PacedLimit[];
  readonly secrets: readonly string[];
  readonly retry?: Partial<RetryPolicy>;
  /** How many connections are kept open. */
  readonly connections?: number;
}

/** One account's way out: sockets, trace and counts, pacing, retry, in that order from the inside. */
export class Connection {
  readonly send: Send;
  readonly waiting: Waiting;
  readonly redactor: Redactor;
  readonly #serverClock = new ServerClock();
  readonly #counts: SentCounts = { reads: 0, writes: 0, retries: 0 };
  readonly #pacers: ReadonlyMap<string, Pacer>;
  readonly #close: () => Promise<void>;
  #busy = 0;

  constructor(rules: ConnectionRules, options: VendorOptions) {
    const { clock, progress, signal, deadline, random } = options;
    const policy = { ...usualPolicy, ...rules.retry };
    this.waiting = new Waiting({ system: rules.system, clock, progress, signal, deadline });
    this.redactor = new Redactor(rules.secrets);
    this.#pacers = new Map(rules.limits.map((row) => [row.name, this.#pacer(row, options)]));
    const paced = rules.limits.flatMap((row) => {
      const pacer = this.#pacers.get(row.name);
      return pacer === undefined ? [] : [{ pacer, appliesTo: (request: Request) => row.appliesTo(request) }];
    });

    const transport = openTransport({ ...options, connections: rules.connections });
    this.#close = transport.close;
    const tools = { system: rules.system, clock, redactor: this.redactor, counts: this.#counts };
    const traced = withTrace(this.#serverClock.heard(transport.send, clock), tools, options.onRequest);
    const slow = withPacing(traced, paced, clock, policy.rateLimitWaitMs);
    this.send = withRetry(slow, { clock, waiting: this.waiting, random }, policy);
  }

  /** Runs one piece of work; when no other goes on, permits that were reserved and not used are given back. */
  async during<T>(work: () => Promise<T>): Promise<T> {
    this.#busy += 1;
    try {
      return await work();
    } finally {
      this.#busy -= 1;
      if (this.#busy === 0) for (const pacer of this.#pacers.values()) await pacer.rest();
    }
  }

  /** Stops everybody who uses that bucket of this account until then. */
  async stop(name: string, until: number): Promise<void> {
    await this.#pacers.get(name)?.stop(until);
  }

  /** By how much the server's clock is ahead of ours; `null` before its first answer. */
  clockAheadMs(): number | null {
    return this.#serverClock.aheadMs();
  }

  requests(): RequestCounts {
    return { ...this.#counts, waitedMs: this.waiting.waitedMs };
  }

  async close(): Promise<void> {
    await this.#close();
  }

  #pacer(row: PacedLimit, options: VendorOptions): Pacer {
    const { permits, clock, account } = options;
    const { name } = row;
    const limit = () => (options.paced === false ? null : row.limit());
    return new Pacer({ account, name, permits, clock, waiting: this.waiting, limit });
  }
}

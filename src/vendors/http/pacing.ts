import type { Clock } from '../../ports/clock.js';
import type { PermitVerbs } from '../../ports/store.js';
import { retryAfterMs } from './retry-after.js';
import type { Request, Send } from './send.js';
import type { Waiting } from './waiting.js';

/** So many requests in any window of that length. `source` says where the number comes from. */
export interface Limit {
  readonly permits: number;
  readonly windowMs: number;
  /** At least this long between two requests of this process, beside the limit that all share. */
  readonly spacingMs?: number;
  readonly source: string;
}

/** The store's bucket of a limit: one window each, since a store forgets what lies before the window it is asked for. */
export function bucketName(account: string, limit: string, windowMs: number): string {
  return `${account}:${limit}:${windowMs}`;
}

export interface PacerOptions {
  /** Everybody who names the same account and limit shares it. */
  readonly account: string;
  readonly name: string;
  readonly permits: PermitVerbs;
  readonly clock: Clock;
  readonly waiting: Waiting;
  /** The limit now; `null` when there is none, and then pacing costs nothing. */
  limit(): Limit | null;
}

/**
 * Keeps one bucket's limit. Permits are reserved in small blocks from the store, so that all processes share them; a
 * block is good for a short time only (a twentieth of the window, at most 2 s), and the window asked for is that much longer, so that a permit
 * used late can never make the real window overflow.
 */
export class Pacer {
  readonly #options: PacerOptions;
  #left = 0;
  #expiresAt = 0;
  #stoppedUntil = 0;
  #nextAt = 0;
  /** The bucket that `#left` came from, and the limit that it was a part of. */
  #bucket: string | null = null;
  #grantedBy: Limit | null = null;
  #asking: Promise<void> | null = null;

  constructor(options: PacerOptions) {
    this.#options = options;
  }

  /** Returns when one more request may leave. */
  async take(): Promise<void> {
    for (;;) {
      const limit = this.#options.limit();
      const now = this.#options.clock.now();
      if (now < this.#stoppedUntil) {
        await this.#options.waiting.wait(this.#stoppedUntil - now, 'rate limit');
        continue;
      }
      if (limit === null) return;
      // What was reserved under another limit goes back: under a stricter one it would keep everybody else waiting.
      if (this.#left > 0 && now < this.#expiresAt && isSameLimit(limit, this.#grantedBy)) {
        this.#left -= 1;
        return this.#spaced(limit);
      }
      this.#asking ??= this.#ask(limit).finally(() => {
        this.#asking = null;
      });
      await this.#asking;
    }
  }

  /** A 429 or a block: nobody sends before `until`, in this process or another. */
  async stop(until: number): Promise<void> {
    this.#left = 0;
    if (until <= this.#stoppedUntil) return;
    this.#stoppedUntil = until;
    const { permits, limit, account, name } = this.#options;
    const bucket = this.#bucket ?? bucketName(account, name, limit()?.windowMs ?? 0);
    await permits.stopUntil(bucket, until);
  }

  /** Gives back what was reserved and not used. Called when nothing more is to be sent for now. */
  async rest(): Promise<void> {
    const unused = this.#left;
    this.#left = 0;
    const { permits, clock } = this.#options;
    if (unused > 0 && this.#bucket !== null) await permits.giveBack(this.#bucket, unused, clock.now());
  }

  async #spaced({ spacingMs }: Limit): Promise<void> {
    if (spacingMs === undefined) return;
    const now = this.#options.clock.now();
    const at = Math.max(now, this.#nextAt);
    this.#nextAt = at + spacingMs;
    if (at > now) await this.#options.waiting.wait(at - now, 'rate limit');
  }

  async #ask(limit: Limit): Promise<void> {
    const { permits, clock, waiting, account, name } = this.#options;
    await this.rest();
    const bucket = bucketName(account, name, limit.windowMs);
    this.#bucket = bucket;
    this.#grantedBy = limit;
    const goodForMs = Math.min(2000, limit.windowMs / 20);
    const block = Math.max(1, Math.min(500, Math.floor(limit.permits / 20)));
    const now = clock.now();
    const { granted, waitMs } = await permits.reserve(
      bucket,
      block,
      limit.permits,
      limit.windowMs + goodForMs,
      now,
    );
    this.#left = granted;
    this.#expiresAt = now + goodForMs;
    if (granted === 0) await waiting.wait(Math.max(1, waitMs), 'rate limit');
  }
}

function isSameLimit(a: Limit, b: Limit | null): boolean {
  return a.permits === b?.permits && a.windowMs === b.windowMs;
}

export interface PacedBy {
  readonly pacer: Pacer;
  appliesTo(request: Request): boolean;
}

/** Lets each request leave only when all limits that apply to it allow; a 429 stops everybody. */
export function withPacing(
  send: Send,
  limits: readonly PacedBy[],
  clock: Clock,
  rateLimitWaitMs: (nth: number) => number,
): Send {
  return async (request) => {
    const applying = limits.filter((limit) => limit.appliesTo(request));
    for (const { pacer } of applying) await pacer.take();
    const reply = await send(request);
    if (reply.status === 429) {
      const wait = retryAfterMs(reply, clock.now()) ?? rateLimitWaitMs(1);
      for (const { pacer } of applying) await pacer.stop(clock.now() + wait);
    }
    return reply;
  };
}

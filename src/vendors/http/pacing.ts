import type { Clock } from '../../ports/clock.js';
import type { PermitVerbs } from '../../ports/store.js';
import { retryAfterMs } from './retry-after.js';
import type { Request, Send } from './send.js';
import type { Waiting } from './waiting.js';

/** So many requests in any window of that length. `source` says where the number comes from. */
export interface Limit {
  readonly permits: number;
  readonly windowMs: number;
  readonly source: string;
}

export interface PacerOptions {
  /** Account and limit: everybody who names the same bucket shares it. */
  readonly bucket: string;
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
      if (this.#left > 0 && now < this.#expiresAt) {
        this.#left -= 1;
        return;
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
    await this.#options.permits.stopUntil(this.#options.bucket, until);
  }

  /** Gives back what was reserved and not used. Called when nothing more is to be sent for now. */
  async rest(): Promise<void> {
    const unused = this.#left;
    this.#left = 0;
    if (unused > 0)
      await this.#options.permits.giveBack(this.#options.bucket, unused, this.#options.clock.now());
  }

  async #ask(limit: Limit): Promise<void> {
    const { permits, clock, waiting, bucket } = this.#options;
    await this.rest();
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

import type { Clock } from '../../ports/clock.js';
import type { Send } from './send.js';

/** Hears from every answer's `Date` header (RFC 9110, whole seconds) how far the server's clock is from ours. */
export class ServerClock {
  #aheadMs: number | null = null;

  aheadMs(): number | null {
    return this.#aheadMs;
  }

  /** `send`, listened to. An answer out of a cache (`Age`) is as old as it says and tells nothing. */
  heard(send: Send, clock: Clock): Send {
    return async (request) => {
      const reply = await send(request);
      const sentAt = Date.parse(reply.headers.date ?? '');
      if (Number.isFinite(sentAt) && reply.headers.age === undefined)
        this.#aheadMs = sentAt + 500 - clock.now();
      return reply;
    };
  }
}

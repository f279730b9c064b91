import type { Reply, Send } from '../http/send.js';
import type { Waiting } from '../http/waiting.js';
import { THREAD_REPEATS, threadWaitMs } from './limits.js';

/** A refusal for too many requests at once may come with any status; only its text tells (observed). */
const threadWords = /itgenatr005|thread threshold/i;

export function isThreadRefusal({ status, text }: Reply): boolean {
  return status >= 400 && threadWords.test(text);
}

export interface RefusalTools {
  readonly waiting: Waiting;
  /** From 0 up to 1. */
  readonly random: () => number;
  /** Stops everybody of this account until then. */
  stop(waitMs: number): Promise<void>;
}

/**
 * Waits out thread refusals that do not say 429 (those are waited out below) and sends again, writes too: what was
 * refused at the door has done nothing. Gives back the last answer.
 */
export function withThreadRefusals(send: Send, tools: RefusalTools): Send {
  return async (request) => {
    for (let refusals = 1; ; refusals += 1) {
      const reply = await send(request);
      if (reply.status === 429 || !isThreadRefusal(reply) || refusals > THREAD_REPEATS) return reply;
      const full = threadWaitMs(refusals);
      const wait = full / 2 + (tools.random() * full) / 2;
      await tools.stop(wait);
      await tools.waiting.wait(wait, 'rate limit');
    }
  };
}

import type { Clock } from '../../ports/clock.js';
import { retryAfterMs } from './retry-after.js';
import { isRead, type Reply, type Request, type Send } from './send.js';
import { TransportError } from './transport-error.js';
import type { Waiting } from './waiting.js';

export interface RetryPolicy {
  /** How often a request that failed is repeated, beside the first try. */
  readonly repeats: number;
  /** How often it is repeated after 429; each of these waits until the vendor lets us go on. */
  readonly rateLimitRepeats: number;
  /** The first wait of the growing ones, and the longest. */
  readonly firstWaitMs: number;
  readonly longestWaitMs: number;
  /** How long to wait after the n-th 429 in a row (from 1) that says nothing itself. */
  rateLimitWaitMs(nth: number): number;
}

export const usualPolicy: RetryPolicy = {
  repeats: 3,
  rateLimitRepeats: 10,
  firstWaitMs: 500,
  longestWaitMs: 30_000,
  rateLimitWaitMs: (nth) => Math.min(60_000, 5_000 * 2 ** (nth - 1)),
};

export interface RetryTools {
  readonly clock: Clock;
  readonly waiting: Waiting;
  /** From 0 up to 1. */
  readonly random: () => number;
}

/** Answers that say the vendor is busy, not that the request is wrong. */
const passing: readonly number[] = [502, 503, 504];

/**
 * Repeats what may be repeated: reads on 429, 502, 503, 504 and when no whole answer came; writes on 429, or when the
 * connection was never made, since after anything else nobody knows whether they landed. `Retry-After` is honoured,
 * other waits grow and are spread by chance. Gives back the last answer, or throws the last fault.
 */
export function withRetry(send: Send, tools: RetryTools, policy: RetryPolicy = usualPolicy): Send {
  return async (request) => {
    let failures = 0;
    let refusals = 0;
    for (let attempt = 1; ; attempt += 1) {
      const result = await attemptOf(send, { ...request, attempt });
      if (result instanceof TransportError) {
        if (!mayRepeatAfterFault(request, result) || failures >= policy.repeats) throw result;
        failures += 1;
        await tools.waiting.wait(growingWait(failures, tools.random, policy), 'no answer, trying again');
      } else if (
        result.status === 429 &&
        !isLeftToClient(request, 429) &&
        refusals < policy.rateLimitRepeats
      ) {
        refusals += 1;
        const wait = retryAfterMs(result, tools.clock.now()) ?? policy.rateLimitWaitMs(refusals);
        await tools.waiting.wait(wait + tools.random() * 500, 'rate limit');
      } else if (isPassing(request, result) && failures < policy.repeats) {
        failures += 1;
        const asked = retryAfterMs(result, tools.clock.now());
        const wait = asked ?? growingWait(failures, tools.random, policy);
        await tools.waiting.wait(wait, `answered ${result.status}, trying again`);
      } else {
        return result;
      }
    }
  };
}

async function attemptOf(send: Send, request: Request): Promise<Reply | TransportError> {
  try {
    return await send(request);
  } catch (error) {
    if (error instanceof TransportError) return error;
    throw error;
  }
}

function mayRepeatAfterFault(request: Request, error: TransportError): boolean {
  if (error.fault === 'untrusted') return false;
  return isRead(request) || error.fault === 'not-connected';
}

function isPassing(request: Request, reply: Reply): boolean {
  return isRead(request) && passing.includes(reply.status) && !isLeftToClient(request, reply.status);
}

function isLeftToClient(request: Request, status: number): boolean {
  return request.notRepeated?.includes(status) ?? false;
}

/** Doubles each time; the upper half is left to chance, so that many waiting requests do not come back at once. */
function growingWait(nth: number, random: () => number, policy: RetryPolicy): number {
  const full = Math.min(policy.longestWaitMs, policy.firstWaitMs * 2 ** (nth - 1));
  return full / 2 + random() * (full / 2);
}

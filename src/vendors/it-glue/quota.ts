import type { Limit } from '../http/pacing.js';
import type { Reply } from '../http/send.js';
import { OTHERS_SHARE, requestLimit, UNLIMITED_FROM_REQUESTS } from './limits.js';

/**
 * How fast we may go: by the documented limit, until the server itself names another one in a `RateLimit-Policy` header
 * (`"default";q=3000;w=300`: q requests in w seconds, as the IETF's draft has it). No such header is documented for IT
 * Glue (spec), so this costs nothing; a gateway before it, or a test bench without limits, may send one.
 */
export class Quota {
  #limit: Limit | null = requestLimit;
  #heard = '';

  /** `null` when the limit is so high that pacing has no point. */
  limit(): Limit | null {
    return this.#limit;
  }

  heed({ headers }: Reply): void {
    const policy = headers['ratelimit-policy'];
    if (policy === undefined || policy === this.#heard) return;
    this.#heard = policy;
    const told = policyIn(policy);
    if (told !== null) this.#limit = limitOf(told);
  }
}

interface Policy {
  readonly requests: number;
  readonly windowMs: number;
}

/** The strictest of the policies that a header names; `null` when it names none that can be read. */
function policyIn(header: string): Policy | null {
  const policies = header.split(',').flatMap((one): Policy[] => {
    const [requests, seconds] = [/;\s*q=(\d{1,12})/i, /;\s*w=(\d{1,9})/i].map((part) =>
      Number(part.exec(one)?.[1]),
    );
    return requests && seconds ? [{ requests, windowMs: seconds * 1000 }] : [];
  });
  policies.sort((a, b) => a.requests / a.windowMs - b.requests / b.windowMs);
  return policies[0] ?? null;
}

function limitOf({ requests, windowMs }: Policy): Limit | null {
  if (requests >= UNLIMITED_FROM_REQUESTS) return null;
  const permits = Math.max(1, Math.floor(requests * (1 - OTHERS_SHARE)));
  return {
    permits,
    windowMs,
    source: 'RateLimit-Policy header, less a tenth for others on the same account',
  };
}

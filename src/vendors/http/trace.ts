import type { Clock } from '../../ports/clock.js';
import type { Redactor } from './redact.js';
import { isRead, type Request, type Send } from './send.js';
import { TransportError } from './transport-error.js';

/** One request as `-vv` shows it. Never headers, never bodies; path and query are redacted. */
export interface RequestTrace {
  readonly system: string;
  readonly method: string;
  readonly path: string;
  /** `null` when no answer came. */
  readonly status: number | null;
  readonly ms: number;
  readonly read: boolean;
  readonly attempt: number;
  readonly fault: string | null;
}

/** Requests that left, a log-in and a search by POST counted as reads. */
export interface SentCounts {
  reads: number;
  writes: number;
  retries: number;
}

/** Counts every request that leaves and tells `onRequest` how it ended. */
export function withTrace(
  send: Send,
  tools: { system: string; clock: Clock; redactor: Redactor; counts: SentCounts },
  onRequest?: (trace: RequestTrace) => void,
): Send {
  const { counts } = tools;
  return async (request) => {
    if (isRead(request)) counts.reads += 1;
    else counts.writes += 1;
    if ((request.attempt ?? 1) > 1) counts.retries += 1;
    if (onRequest === undefined) return send(request);

    const startedAt = tools.clock.now();
    const tell = (status: number | null, fault: string | null) =>
      onRequest({ ...described(request, tools), status, fault, ms: tools.clock.now() - startedAt });
    try {
      const reply = await send(request);
      tell(reply.status, null);
      return reply;
    } catch (error) {
      tell(null, error instanceof TransportError ? error.fault : 'stopped');
      throw error;
    }
  };
}

function described(request: Request, tools: { system: string; redactor: Redactor }) {
  return {
    system: tools.system,
    method: request.method,
    path: tools.redactor.clean(`${request.url.pathname}${request.url.search}`),
    read: isRead(request),
    attempt: request.attempt ?? 1,
  };
}

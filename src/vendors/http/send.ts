/** One HTTP request as a client words it. Headers hold credentials: they never reach a trace or an error. */
export interface Request {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT';
  readonly url: URL;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** A POST that only reads (a search, a log-in): repeated, counted and aborted as a GET is. */
  readonly readOnly?: boolean;
  /** Statuses that the client deals with itself: they come back at once instead of being repeated. */
  readonly notRepeated?: readonly number[];
  /** Which try this is, from 1. Set by the retry wrapper alone. */
  readonly attempt?: number;
}

export interface Reply {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

/**
 * Sends one request and answers with whatever status came back.
 * Every wrapper (trace, pacing, retry) has this type too, so a client knows about none of them.
 *
 * @throws {TransportError} when no whole answer came.
 * @throws {Stopped} when the run was asked to stop before the request left, or while a read was under way.
 */
export type Send = (request: Request) => Promise<Reply>;

/** Whether the request can change nothing, so that it may be repeated and cut short. */
export function isRead(request: Request): boolean {
  return request.method === 'GET' || request.readOnly === true;
}

/** Method and path, for messages: `GET /api/v2/account`. Queries stay out, they may name people. */
export function endpointOf(request: Pick<Request, 'method' | 'url'>): string {
  return `${request.method} ${request.url.pathname}`;
}

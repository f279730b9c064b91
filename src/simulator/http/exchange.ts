import type { IncomingHttpHeaders } from 'node:http';
import type { ListTwist, PartialCommit } from './faults.js';

export type SimulatedSystem = 'datto-rmm' | 'it-glue' | 'autotask';

/** One request as a simulated vendor sees it. */
export interface SimRequest {
  readonly method: string;
  /** Without the query, as sent. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** `http://127.0.0.1:port` of the vendor's own server. */
  readonly origin: string;
  /** Faults that the vendor itself has to play: a list gone wrong, a bulk write that stops half way. */
  readonly twist: ListTwist | null;
  readonly partial: PartialCommit | null;
}

export interface Reply {
  readonly status: number;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Held back by so many ms before it is sent. */
  readonly delayMs?: number;
  /** Called once the answer has left, or the client has gone: frees what the request held. */
  readonly done?: () => void;
  /** Instead of an answer: the connection is cut, after whatever was done. */
  readonly reset?: boolean;
}

/** A vendor: answers one request at a time, with no waiting of its own. */
export interface Vendor {
  readonly system: SimulatedSystem;
  /** True for a request that can change nothing: what a dry run may send. */
  isRead(method: string, path: string): boolean;
  answer(request: SimRequest): Reply;
  /** Plays a fault that changes the vendor's own state before the request is answered. */
  expireTokens(): void;
  revokeKey(): void;
}

export const JSON_HEADERS: Readonly<Record<string, string>> = { 'content-type': 'application/json' };

export function jsonReply(status: number, value: unknown): Reply {
  return { status, body: JSON.stringify(value), headers: JSON_HEADERS };
}

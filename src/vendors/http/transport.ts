import { setMaxListeners } from 'node:events';
import type { Dispatcher } from 'undici';
import { UsageError } from '../../errors.js';
import type { Clock } from '../../ports/clock.js';
import { isSecure } from './addresses.js';
import { type ProxySettings, proxyFor } from './proxy.js';
import { isRead, type Reply, type Request, type Send } from './send.js';
import { TransportError, toTransportError } from './transport-error.js';
import { stopReason } from './waiting.js';

export interface Timeouts {
  readonly connectMs: number;
  /** For the first byte of an answer, and again for its whole body. */
  readonly bodyMs: number;
}

/** PRODUCT.md section 5: each request has 30 s to connect and 120 s for a body. */
export const usualTimeouts: Timeouts = { connectMs: 30_000, bodyMs: 120_000 };

/**
 * How long a write that has left is waited for once the run is told to stop. What has not answered by then is left open:
 * it may have landed, and the next run looks it up before anything else.
 */
export const STOP_GRACE_MS = 10_000;

/** Far above the largest page any vendor sends; an endless body must not eat the machine. */
const LARGEST_BODY_BYTES = 256 * 1024 * 1024;

export interface TransportOptions {
  readonly signal: AbortSignal;
  readonly clock: Pick<Clock, 'sleep'>;
  readonly proxy?: ProxySettings | undefined;
  readonly timeouts?: Timeouts | undefined;
  /** How many connections are kept to one host. */
  readonly connections?: number | undefined;
}

export interface Transport {
  readonly send: Send;
  close(): Promise<void>;
}

/**
 * Sends over real sockets, kept alive between requests, and follows no redirect: a credential must not travel on.
 * The HTTP library is loaded with the first request. An abort cuts reads short at once; a write that has left is
 * waited for a little longer, so that its outcome is known.
 */
export function openTransport(options: TransportOptions): Transport {
  const { connectMs, bodyMs } = options.timeouts ?? usualTimeouts;
  const dispatchers = new Map<string, Promise<Dispatcher>>();
  // Every read and every wait listens to the one signal; Node would warn on stderr from the eleventh on.
  setMaxListeners(0, options.signal);

  const dispatcherFor = (url: URL): Promise<Dispatcher> => {
    const proxy = proxyFor(url, options.proxy);
    const known = dispatchers.get(proxy ?? '');
    if (known) return known;
    const made = makeDispatcher(proxy, { connectMs, bodyMs, connections: options.connections ?? 32 });
    dispatchers.set(proxy ?? '', made);
    return made;
  };

  return {
    send: async (request) => {
      if (!isSecure(request.url)) throw new UsageError(`${request.url.host} is not spoken to without https`);
      if (options.signal.aborted) throw stopReason(options.signal);
      try {
        const dispatcher = await dispatcherFor(request.url);
        if (isRead(request)) return await exchange(dispatcher, request, options.signal, bodyMs);
        return await graciously(options, (signal) => exchange(dispatcher, request, signal, bodyMs));
      } catch (error) {
        if (options.signal.aborted && isRead(request)) throw stopReason(options.signal);
        throw error instanceof TransportError ? error : toTransportError(error);
      }
    },
    close: async () => {
      for (const made of dispatchers.values()) await (await made).destroy();
      dispatchers.clear();
    },
  };
}

async function makeDispatcher(
  proxy: string | null,
  limits: { connectMs: number; bodyMs: number; connections: number },
): Promise<Dispatcher> {
  const { Agent, ProxyAgent } = await import('undici');
  const shared = {
    connect: { timeout: limits.connectMs },
    headersTimeout: limits.bodyMs,
    bodyTimeout: limits.bodyMs,
    connections: limits.connections,
    maxResponseSize: LARGEST_BODY_BYTES,
  };
  if (proxy === null) return new Agent(shared);
  return new ProxyAgent({ ...shared, uri: proxy, requestTls: shared.connect, proxyTls: shared.connect });
}

/**
 * Does work whose signal aborts only some time after the run's own.
 * @throws {Stopped} when the run was stopped before anything left.
 */
async function graciously<T>(
  { signal, clock }: TransportOptions,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  if (signal.aborted) throw stopReason(signal);
  const late = new AbortController();
  const over = new AbortController();
  const stopped = () => {
    clock.sleep(STOP_GRACE_MS, over.signal).then(
      () => late.abort(new TransportError('timed-out', 'no answer in time after the stop')),
      () => {},
    );
  };
  signal.addEventListener('abort', stopped, { once: true });
  try {
    return await work(late.signal);
  } finally {
    signal.removeEventListener('abort', stopped);
    over.abort();
  }
}

async function exchange(
  dispatcher: Dispatcher,
  request: Request,
  signal: AbortSignal,
  bodyMs: number,
): Promise<Reply> {
  const { statusCode, headers, body } = await dispatcher.request({
    origin: request.url.origin,
    path: `${request.url.pathname}${request.url.search}`,
    method: request.method,
    headers: { accept: 'application/json', 'user-agent': 'trilink', ...request.headers },
    body: request.body ?? null,
    signal,
  });
  // The library's own limit is between two chunks; one that trickles would go on for ever.
  const tooLong = setTimeout(
    () => body.destroy(new TransportError('timed-out', 'the answer did not end in time')),
    bodyMs,
  );
  try {
    return { status: statusCode, headers: plainHeaders(headers), text: await body.text() };
  } finally {
    clearTimeout(tooLong);
  }
}

function plainHeaders(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  const plain: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) plain[name.toLowerCase()] = Array.isArray(value) ? value.join(', ') : value;
  }
  return plain;
}

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { SimulatorClock } from '../clock.js';
import type { Reply, SimRequest, Vendor } from './exchange.js';
import type { FaultBoard } from './fault-board.js';
import type { Fault } from './faults.js';
import type { Journal, LoggedRequest } from './journal.js';

export interface VendorServer {
  readonly url: string;
  close(): Promise<void>;
}

interface Surroundings {
  readonly vendor: Vendor;
  readonly faults: FaultBoard;
  readonly journal: Journal;
  readonly clock: SimulatorClock;
  /** Where faulty next-page addresses lead: whoever follows them is caught there. */
  readonly strangerOrigin: string;
  /** Called when a request has been written down, before it is answered. */
  readonly onRequest: (request: LoggedRequest) => void;
}

/** Serves a vendor on a loopback port of its own. */
export async function serveVendor(surroundings: Surroundings, port = 0): Promise<VendorServer> {
  let origin = '';
  const server = createServer((incoming, outgoing) => {
    readBody(incoming, (body) => receive(surroundings, origin, incoming, outgoing, body));
  });
  // Longer than any client keeps an idle connection: nobody meets a socket that closes under a request.
  server.keepAliveTimeout = 120_000;
  server.requestTimeout = 0;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url: origin,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function readBody(incoming: IncomingMessage, then: (body: string) => void): void {
  if (incoming.method === 'GET' || incoming.method === 'HEAD') {
    incoming.resume();
    then('');
    return;
  }
  const chunks: Buffer[] = [];
  incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
  incoming.on('end', () => then(Buffer.concat(chunks).toString('utf8')));
}

function receive(
  { vendor, faults, journal, clock, strangerOrigin, onRequest }: Surroundings,
  origin: string,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  body: string,
): void {
  const target = incoming.url ?? '/';
  const cut = target.indexOf('?');
  const path = cut === -1 ? target : target.slice(0, cut);
  const query = cut === -1 ? '' : target.slice(cut + 1);
  const method = incoming.method ?? 'GET';
  const logged = journal.arrived({
    system: vendor.system,
    method,
    path,
    query,
    read: vendor.isRead(method, path),
    at: clock.now(),
  });
  onRequest(logged);

  const fault = faults.draw(vendor.system, method, target);
  if (fault?.kind === 'expire-token') vendor.expireTokens();
  if (fault?.kind === 'revoke-key') vendor.revokeKey();
  const instead = fault === null ? null : insteadOfAnswer(fault, clock.now());
  if (instead === 'hang') return;
  const reply =
    instead ??
    answer(vendor, {
      method,
      path,
      query: new URLSearchParams(query),
      headers: incoming.headers,
      body,
      origin,
      twist:
        fault?.kind === 'list'
          ? { ...fault, ...(fault.twist === 'foreign-next' && { origin: fault.origin ?? strangerOrigin }) }
          : null,
      partial: fault?.kind === 'commit-some' ? fault : null,
    });
  if (reply.done !== undefined) outgoing.once('close', reply.done);
  if (fault?.kind === 'hang') return;
  const delayMs = (reply.delayMs ?? 0) + (fault?.kind === 'slow' ? fault.ms : 0);
  const finish = (): void => send(outgoing, reply, fault, logged);
  if (delayMs > 0) clock.after(delayMs, finish);
  else finish();
}

/** A vendor that breaks down answers 500: that is a bug of the simulator, and must be seen rather than retried away. */
function answer(vendor: Vendor, request: SimRequest): Reply {
  try {
    return vendor.answer(request);
  } catch (error) {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { status: 500, body: `simulator bug: ${text}`, headers: { 'content-type': 'text/plain' } };
  }
}

function insteadOfAnswer(fault: Fault, now: number): Reply | 'hang' | null {
  switch (fault.kind) {
    case 'status':
      return statusReply(fault, now);
    case 'reset-before':
      return { status: 0, body: '', reset: true };
    case 'html-200':
      return { status: 200, body: PROXY_PAGE, headers: { 'content-type': 'text/html' } };
    case 'hang':
      return fault.commit ? null : 'hang';
    default:
      return null;
  }
}

const PROXY_PAGE = '<!doctype html><html><body><h1>Sign in to the network</h1></body></html>';

function statusReply(fault: Fault & { kind: 'status' }, now: number): Reply {
  const headers: Record<string, string> = {};
  if (fault.retryAfter !== undefined) {
    const { seconds, as } = fault.retryAfter;
    headers['retry-after'] =
      as === 'seconds' ? String(seconds) : new Date(now + seconds * 1000).toUTCString();
  }
  if (fault.body === 'empty') return { status: fault.status, body: '', headers };
  if (fault.body === 'html') {
    return {
      status: fault.status,
      body: `<html><body><h1>${fault.status}</h1></body></html>`,
      headers: { ...headers, 'content-type': 'text/html' },
    };
  }
  const body = JSON.stringify({
    status: fault.status,
    error: `simulated ${fault.status}`,
    errors: [`simulated ${fault.status}`],
  });
  return { status: fault.status, body, headers: { ...headers, 'content-type': 'application/json' } };
}

function send(outgoing: ServerResponse, reply: Reply, fault: Fault | null, logged: LoggedRequest): void {
  if (reply.reset === true || fault?.kind === 'reset-after') {
    logged.status = 0;
    outgoing.socket?.resetAndDestroy();
    return;
  }
  logged.status = reply.status;
  const body = Buffer.from(reply.body, 'utf8');
  outgoing.writeHead(reply.status, { ...reply.headers, 'content-length': body.length });
  if (fault?.kind === 'truncate') {
    outgoing.write(body.subarray(0, Math.floor(body.length / 2)), () => outgoing.socket?.resetAndDestroy());
    return;
  }
  outgoing.end(body);
}

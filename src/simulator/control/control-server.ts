import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Call } from './handle.js';

const READABLE = new Set([
  'requests',
  'non-reads',
  'violations',
  'snapshot',
  'faults',
  'devices',
  'sites',
  'env',
  'introduction',
]);

export interface ControlServer {
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Lets people and other processes steer the simulators: `GET /requests` and the like, `POST /call` with
 * `{"name": …, "args": […]}`. Every other path stands for a stranger's host, to which a client must never come:
 * `onStranger` is told.
 */
export async function serveControl(
  call: Call,
  onStranger: (method: string, path: string, hadCredentials: boolean) => void,
  port = 0,
): Promise<ControlServer> {
  const server = createServer((incoming, outgoing) => {
    const path = (incoming.url ?? '/').split('?')[0] ?? '/';
    if (incoming.method === 'GET' && READABLE.has(path.slice(1))) {
      void answerCall(outgoing, () => call(path.slice(1), []));
    } else if (incoming.method === 'POST' && path === '/call') {
      void answerCall(outgoing, async () => {
        const { name, args } = JSON.parse(await bodyOf(incoming)) as { name: string; args?: unknown[] };
        return await call(name, args ?? []);
      });
    } else {
      const { authorization, 'x-api-key': key, secret } = incoming.headers;
      onStranger(incoming.method ?? 'GET', path, (authorization ?? key ?? secret) !== undefined);
      outgoing.writeHead(404).end('not one of the simulated vendors');
    }
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answerCall(outgoing: ServerResponse, work: () => Promise<unknown>): Promise<void> {
  try {
    const answer = await work();
    outgoing.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer ?? null));
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    outgoing.writeHead(400, { 'content-type': 'application/json' }).end(JSON.stringify({ message }));
  }
}

async function bodyOf(incoming: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

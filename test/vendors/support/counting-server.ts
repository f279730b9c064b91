import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Asked {
  readonly method: string;
  /** Path and query as received. */
  readonly path: string;
  readonly url: URL;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

export type Answer =
  | {
      readonly status?: number;
      readonly headers?: Record<string, string>;
      readonly json?: unknown;
      readonly text?: string;
    }
  | 'hang up'
  | 'half';

/** A server on loopback that counts what it is asked and answers what the test says. */
export class CountingServer {
  readonly asked: Asked[] = [];
  readonly url: string;
  readonly #server;

  private constructor(server: ReturnType<typeof createServer>) {
    this.#server = server;
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  static async start(
    answer: (asked: Asked, nth: number) => Answer | Promise<Answer>,
  ): Promise<CountingServer> {
    const box: { server?: CountingServer } = {};
    const http = createServer(async (request, response) => {
      const asked = await readRequest(request);
      const nth = box.server?.asked.push(asked) ?? 0;
      reply(response, await answer(asked, nth));
    });
    http.listen(0, '127.0.0.1');
    await once(http, 'listening');
    box.server = new CountingServer(http);
    return box.server;
  }

  /** How many requests had this method and a path that matches. */
  count(method: string, path: RegExp): number {
    return this.asked.filter((asked) => asked.method === method && path.test(asked.path)).length;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }
}

async function readRequest(request: IncomingMessage): Promise<Asked> {
  let body = '';
  for await (const chunk of request.setEncoding('utf8')) body += chunk;
  const path = request.url ?? '/';
  return {
    method: request.method ?? '',
    path,
    url: new URL(path, 'http://server'),
    headers: request.headers,
    body,
  };
}

function reply(response: ServerResponse, answer: Answer): void {
  if (answer === 'hang up') {
    response.destroy();
    return;
  }
  if (answer === 'half') {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' });
    response.write('{"half":', () => response.destroy());
    return;
  }
  const text = answer.text ?? JSON.stringify(answer.json ?? null);
  const status = answer.status ?? 200;
  response.writeHead(status, { 'content-type': 'application/json', ...answer.headers }).end(text);
}

import { once } from 'node:events';
import { createServer as createTcpServer, type Socket } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { Stopped, UsageError } from '../../../src/errors.js';
import { systemClock } from '../../../src/system-clock.js';
import { isLoopback, isSecure, sameOrigin } from '../../../src/vendors/http/addresses.js';
import { proxyFor } from '../../../src/vendors/http/proxy.js';
import { openTransport, STOP_GRACE_MS, type TransportOptions } from '../../../src/vendors/http/transport.js';
import { toTransportError } from '../../../src/vendors/http/transport-error.js';
import { CountingServer } from '../support/counting-server.js';

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

function open(options: Partial<TransportOptions> = {}) {
  const transport = openTransport({ signal: new AbortController().signal, clock: systemClock, ...options });
  closing.push(transport.close);
  return transport;
}

async function tcp(onSocket: (socket: Socket) => void): Promise<string> {
  const sockets = new Set<Socket>();
  const server = createTcpServer((socket) => {
    sockets.add(socket.on('error', () => {}));
    onSocket(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  closing.push(async () => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const address = server.address();
  return `127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
}

describe('addresses', () => {
  test.each([
    ['http://127.0.0.1:80/', true],
    ['http://127.9.9.9/', true],
    ['http://localhost:3000/', true],
    ['http://[::1]/', true],
    ['http://127.0.0.1.evil.example/', false],
    ['http://localhost.evil.example/', false],
    ['http://10.0.0.1/', false],
  ])('%s on this machine: %s', (text, expected) => {
    expect(isLoopback(new URL(text))).toBe(expected);
    expect(isSecure(new URL(text))).toBe(expected);
  });

  test.each([
    ['https://a.example/next?page=2', 'https://a.example/next?page=2'],
    ['/next', 'https://a.example/next'],
    ['http://a.example/next', null],
    ['https://a.example:444/next', null],
    ['https://evil.example/next', null],
    ['//evil.example/next', null],
    ['https://a.example@evil.example/', null],
    ['https://user:pass@a.example/', null],
    ['https://[', null],
  ])('the next page %s is %s', (next, expected) => {
    expect(sameOrigin(next, new URL('https://a.example/list'))?.href ?? null).toBe(expected);
  });
});

describe('the transport', () => {
  test.each(['http://vendor.example/', 'ftp://127.0.0.1/'])('never speaks to %s', async (url) => {
    await expect(open().send({ method: 'GET', url: new URL(url) })).rejects.toThrow(UsageError);
  });

  test('gives up on an answer that never begins', async () => {
    const host = await tcp(() => {});
    const transport = open({ timeouts: { connectMs: 200, bodyMs: 200 } });
    const sent = transport.send({ method: 'GET', url: new URL(`http://${host}/`) });
    await expect(sent).rejects.toMatchObject({ fault: 'timed-out' });
  });

  test('gives up on a body that trickles for ever', async () => {
    const trickling: NodeJS.Timeout[] = [];
    const host = await tcp((socket) => {
      socket.write('HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n');
      trickling.push(setInterval(() => socket.write('x'), 20));
    });
    const transport = open({ timeouts: { connectMs: 300, bodyMs: 300 } });
    const sent = transport.send({ method: 'GET', url: new URL(`http://${host}/`) });
    await expect(sent).rejects.toMatchObject({ fault: 'timed-out' });
    trickling.forEach(clearInterval);
  });

  test('ends a read at once when the run is stopped, and sends nothing more', async () => {
    const stop = new AbortController();
    const arrived = deferred();
    const host = await tcp(() => arrived.resolve());
    const transport = open({ signal: stop.signal });
    const url = new URL(`http://${host}/`);
    const sent = transport.send({ method: 'GET', url });
    const ended = expect(sent).rejects.toMatchObject({ exitCode: 130 });
    await arrived.promise;
    stop.abort(new Stopped('SIGINT'));
    await ended;
    await expect(transport.send({ method: 'GET', url })).rejects.toThrow(Stopped);
  });

  test('waits for a write that has left, so that its outcome is known', async () => {
    const stop = new AbortController();
    const server = await CountingServer.start(() => {
      stop.abort(new Stopped('SIGINT'));
      return { status: 201, json: { landed: true } };
    });
    closing.push(() => server.close());
    const transport = open({ signal: stop.signal });
    const url = new URL(server.url);
    expect((await transport.send({ method: 'POST', url, body: '{}' })).status).toBe(201);
    await expect(transport.send({ method: 'POST', url, body: '{}' })).rejects.toThrow(Stopped);
    expect(server.asked).toHaveLength(1);
  });

  test('gives up on a write that hangs, ten seconds after the stop: nobody knows whether it landed', async () => {
    const stop = new AbortController();
    const asked: number[] = [];
    const wake = deferred();
    const clock = {
      sleep: async (ms: number) => {
        asked.push(ms);
        await wake.promise;
      },
    };
    const host = await tcp(() => stop.abort(new Stopped('deadline')));
    const sent = open({ signal: stop.signal, clock }).send({
      method: 'POST',
      url: new URL(`http://${host}/`),
    });
    const ended = expect(sent).rejects.toMatchObject({ name: 'TransportError', fault: 'timed-out' });
    await expect.poll(() => asked).toEqual([STOP_GRACE_MS]);
    wake.resolve();
    await ended;
  });

  test('keeps a read in flight short of nothing when many run at once', async () => {
    const server = await CountingServer.start(() => ({ json: 'x'.repeat(200) }));
    closing.push(() => server.close());
    const transport = open({ connections: 16 });
    const urls = Array.from({ length: 400 }, (_, index) => new URL(`/${index}`, server.url));
    const replies = await Promise.all(urls.map((url) => transport.send({ method: 'GET', url })));
    expect(replies.every((reply) => reply.status === 200)).toBe(true);
    expect(new Set(server.asked.map((asked) => asked.path)).size).toBe(400);
  });

  test('does not trust a certificate nobody vouches for', async () => {
    const host = await tcp((socket) => socket.destroy());
    const sent = open().send({ method: 'GET', url: new URL(`https://${host}/`) });
    await expect(sent).rejects.toMatchObject({ name: 'TransportError' });
  });
});

describe('what the HTTP library throws', () => {
  test.each([
    [{ code: 'ECONNREFUSED', syscall: 'connect' }, 'not-connected'],
    [{ code: 'ENOTFOUND', syscall: 'getaddrinfo' }, 'not-connected'],
    [{ code: 'UND_ERR_CONNECT_TIMEOUT' }, 'not-connected'],
    [{ code: 'ETIMEDOUT', syscall: 'connect' }, 'not-connected'],
    [{ code: 'ETIMEDOUT', syscall: 'read' }, 'timed-out'],
    [{ code: 'UND_ERR_HEADERS_TIMEOUT' }, 'timed-out'],
    [{ code: 'UND_ERR_BODY_TIMEOUT' }, 'timed-out'],
    [{ code: 'ECONNRESET', syscall: 'read' }, 'broken'],
    [{ code: 'UND_ERR_SOCKET' }, 'broken'],
    [{ code: 'EPIPE', syscall: 'write' }, 'broken'],
    [{ code: 'CERT_HAS_EXPIRED' }, 'untrusted'],
    [{ code: 'DEPTH_ZERO_SELF_SIGNED_CERT' }, 'untrusted'],
    [{ code: 'SELF_SIGNED_CERT_IN_CHAIN' }, 'untrusted'],
    [{ code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' }, 'untrusted'],
    [{ code: 'ERR_TLS_CERT_ALTNAME_INVALID' }, 'untrusted'],
    [{ message: 'Proxy response (407) !== 200 when HTTP Tunneling' }, 'not-connected'],
    [{}, 'broken'],
    [null, 'broken'],
  ])('%j is %s: only what cannot happen after a connection counts as never connected', (error, fault) => {
    expect(toTransportError(error).fault).toBe(fault);
  });
});

describe('proxies', () => {
  const settings = {
    https: 'http://proxy.example:3128',
    except: '.internal.example, direct.example:8443 *.star.example',
  };

  test.each([
    ['https://api.itglue.com/', true, 'no exception fits'],
    ['https://a.internal.example/', false, 'a sub-domain of an exception'],
    ['https://internal.example/', false, 'the exception itself'],
    ['https://notinternal.example/', true, 'the end of a name is not a sub-domain'],
    ['https://direct.example:8443/', false, 'host and port fit'],
    ['https://direct.example/', true, 'another port'],
    ['https://x.star.example/', false, 'with a star'],
    ['http://127.0.0.1:4000/', false, 'loopback never goes through a proxy'],
    ['http://localhost:4000/', false, 'loopback never goes through a proxy'],
  ])('%s through it: %s', (url, proxied, because) => {
    expect(proxyFor(new URL(url), settings) !== null, because).toBe(proxied);
  });

  test('are off without HTTPS_PROXY and with NO_PROXY=*', () => {
    const url = new URL('https://api.itglue.com/');
    expect(proxyFor(url, { https: null, except: '' })).toBe(null);
    expect(proxyFor(url, { https: 'http://proxy.example', except: '*' })).toBe(null);
  });

  test('are asked for a tunnel to other hosts, and for nothing on loopback', async () => {
    const lines: string[] = [];
    const proxy = await tcp((socket) => {
      socket.once('data', (data) => {
        lines.push(String(data).split('\r\n')[0] ?? '');
        socket.end('HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n');
      });
    });
    const server = await CountingServer.start(() => ({ json: 1 }));
    closing.push(() => server.close());
    const transport = open({ proxy: { https: `http://${proxy}`, except: '' } });
    expect((await transport.send({ method: 'GET', url: new URL(server.url) })).status).toBe(200);
    expect(lines).toEqual([]);
    const sent = transport.send({ method: 'GET', url: new URL('https://vendor.example/path?secret=1') });
    await expect(sent).rejects.toMatchObject({ fault: 'not-connected' });
    expect(lines).toEqual(['CONNECT vendor.example:443 HTTP/1.1']);
  });
});

function deferred(): { promise: Promise<void>; resolve: () => void } {
  let resolve = () => {};
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}

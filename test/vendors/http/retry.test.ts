import { afterEach, describe, expect, test } from 'vitest';
import { Stopped, SystemUnreachable } from '../../../src/errors.js';
import { Connection } from '../../../src/vendors/http/connection.js';
import type { Request } from '../../../src/vendors/http/send.js';
import { type Answer, type Asked, CountingServer } from '../support/counting-server.js';
import { testOptions } from '../support/vendor-options.js';

const servers: CountingServer[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

async function serve(answer: (asked: Asked, nth: number) => Answer): Promise<CountingServer> {
  const server = await CountingServer.start(answer);
  servers.push(server);
  return server;
}

function connect(options = testOptions()) {
  return { ...options, connection: new Connection({ system: 'syncro', limits: [], secrets: [] }, options) };
}

type Kind = 'GET' | 'query' | 'POST' | 'PATCH';

function request(kind: Kind, base: string): Request {
  const url = new URL('/thing', base);
  if (kind === 'query') return { method: 'POST', url, body: '{}', readOnly: true };
  return kind === 'GET' ? { method: kind, url } : { method: kind, url, body: '{}' };
}

describe('what is repeated', () => {
  test.each([
    ['GET', 429, 2, 'a read waits for the rate limit'],
    ['query', 429, 2, 'a POST that only reads is a read'],
    ['POST', 429, 2, 'a write that was turned away did not land'],
    ['GET', 502, 2, 'the vendor is busy'],
    ['GET', 503, 2, 'the vendor is busy'],
    ['GET', 504, 2, 'the vendor is busy'],
    ['query', 504, 2, 'the vendor is busy'],
    ['POST', 502, 1, 'nobody knows whether it landed'],
    ['POST', 503, 1, 'nobody knows whether it landed'],
    ['PATCH', 504, 1, 'nobody knows whether it landed'],
    ['GET', 500, 1, 'the request itself may be the reason'],
    ['GET', 404, 1, 'an answer is an answer'],
    ['GET', 301, 1, 'no redirect is followed, a credential must not travel on'],
  ] as const)('%s answered %i is sent %i times', async (kind, status, times, because) => {
    const headers = { location: '/elsewhere' };
    const server = await serve((_, nth) => (nth === 1 ? { status, headers } : { json: 'fine' }));
    const reply = await connect().connection.send(request(kind, server.url));
    expect(server.asked.length, because).toBe(times);
    expect(reply.status).toBe(times === 1 ? status : 200);
  });

  test.each([
    ['GET', 'hang up', 2],
    ['GET', 'half', 2],
    ['query', 'hang up', 2],
  ] as const)('a %s whose answer is cut off (%s) is asked again', async (kind, cut, times) => {
    const server = await serve((_, nth) => (nth === 1 ? cut : { json: 'fine' }));
    expect((await connect().connection.send(request(kind, server.url))).text).toBe('"fine"');
    expect(server.asked).toHaveLength(times);
  });

  test.each([
    'hang up',
    'half',
  ] as const)('a write whose answer is cut off (%s) is never repeated', async (cut) => {
    const server = await serve(() => cut);
    await expect(connect().connection.send(request('POST', server.url))).rejects.toMatchObject({
      fault: 'broken',
    });
    expect(server.asked).toHaveLength(1);
  });

  test('a write whose connection was never made is repeated', async () => {
    const server = await serve(() => ({ json: 'fine' }));
    const gone = server.url;
    await server.close();
    servers.pop();
    const { connection, clock } = connect();
    const error = await connection.send(request('POST', gone)).catch((thrown) => thrown);
    expect(error).toMatchObject({ fault: 'not-connected' });
    expect(clock.sleeps).toHaveLength(3);
    expect(connection.requests()).toMatchObject({ writes: 4, retries: 3 });
  });

  test('a status the client deals with itself comes back at once', async () => {
    const server = await serve(() => ({ status: 504 }));
    const { connection } = connect();
    const reply = await connection.send({ ...request('GET', server.url), notRepeated: [504] });
    expect([reply.status, server.asked.length]).toEqual([504, 1]);
  });

  test('in the end the last answer is given back', async () => {
    const server = await serve(() => ({ status: 503 }));
    const { connection, clock } = connect();
    expect((await connection.send(request('GET', server.url))).status).toBe(503);
    expect(server.asked).toHaveLength(4);
    expect(clock.sleeps).toEqual([250, 500, 1000]);
  });
});

describe('Retry-After', () => {
  test.each([
    ['7', 7_000],
    ['Mon, 30 Nov 2026 12:00:42 GMT', 42_000],
    ['Mon, 30 Nov 2026 11:00:00 GMT', 0],
    ['soon', 5_000],
  ])('"%s" is waited for, and the person is told', async (text, expected) => {
    const server = await serve((_, nth) =>
      nth === 1 ? { status: 429, headers: { 'retry-after': text } } : {},
    );
    const { connection, clock, told } = connect();
    await connection.send(request('GET', server.url));
    expect(clock.sleeps).toEqual([expected]);
    expect(told).toEqual(expected === 0 ? [null] : [`rate limit, ${expected / 1000} s`, null]);
    expect(connection.requests().waitedMs).toBe(expected);
  });

  test('is honoured on 503 too', async () => {
    const headers = { 'retry-after': '3' };
    const server = await serve((_, nth) => (nth === 1 ? { status: 503, headers } : {}));
    const { connection, clock } = connect();
    await connection.send(request('GET', server.url));
    expect(clock.sleeps).toEqual([3000]);
  });

  test('past the deadline is not waited for', async () => {
    const server = await serve(() => ({ status: 429, headers: { 'retry-after': '90' } }));
    const options = testOptions();
    const { connection, clock } = connect({ ...options, deadline: options.clock.now() + 60_000 });
    const error = await connection.send(request('GET', server.url)).catch((thrown) => thrown);
    expect(error).toBeInstanceOf(SystemUnreachable);
    expect(error).toMatchObject({ code: 'outlasts-deadline', exitCode: 5 });
    expect(clock.sleeps).toEqual([]);
  });

  test('of more than an hour is an outage, not a wait', async () => {
    const server = await serve(() => ({ status: 429, headers: { 'retry-after': '86400' } }));
    await expect(connect().connection.send(request('GET', server.url))).rejects.toThrow(SystemUnreachable);
  });

  test('waits end when the run is stopped', async () => {
    const server = await serve(() => ({ status: 429 }));
    const { connection, clock, stop } = connect();
    clock.onSleep = () => stop.abort(new Stopped('SIGTERM'));
    await expect(connection.send(request('GET', server.url))).rejects.toMatchObject({ exitCode: 143 });
    expect(server.asked).toHaveLength(1);
  });

  test('a vendor that says 429 for ever is given up in the end', async () => {
    const server = await serve(() => ({ status: 429, headers: { 'retry-after': '1' } }));
    expect((await connect().connection.send(request('GET', server.url))).status).toBe(429);
    expect(server.asked).toHaveLength(11);
  });
});

import { afterEach, describe, expect, test } from 'vitest';
import { CredentialsRefused, UsageError } from '../../../src/errors.js';
import { autotaskAddress, isTrustedZone } from '../../../src/vendors/autotask/address.js';
import { createAutotask } from '../../../src/vendors/index.js';
import type { AutotaskServer } from '../support/autotask-server.js';
import { testOptions } from '../support/vendor-options.js';
import { closeAll, memoryCache, setUp } from './set-up.js';

afterEach(closeAll);

const dayMs = 24 * 60 * 60_000;
const zoneAt = (url: string) => () => ({
  json: { zoneName: 'Z', url, webUrl: 'https://ww3.autotask.net/', ci: 1 },
});

describe('the first host', () => {
  test.each<[string | undefined, string, string]>([
    [undefined, 'https://webservices2.autotask.net/', 'the usual one'],
    ['https://webservices14.autotask.net', 'https://webservices14.autotask.net/', 'as given'],
    ['https://webservices3.autotask.net/ATServicesRest/V1.0/', 'https://webservices3.autotask.net/', 'whole'],
    ['webservices3.autotask.net', 'https://webservices3.autotask.net/', 'without https'],
    ['http://127.0.0.1:8080/autotask', 'http://127.0.0.1:8080/autotask/', 'this machine'],
  ])('%s is %s (%s)', (given, expected) => {
    expect(autotaskAddress(given).href).toBe(expected);
  });

  test.each([
    ['http://webservices2.autotask.net'],
    ['https://autotask.net.example.com'],
    ['https://evilautotask.net'],
    ['https://someone:CANARY@webservices2.autotask.net'],
    ['ftp://webservices2.autotask.net'],
    ['https://'],
  ])('%s is refused before anything is sent', (given) => {
    expect(() => autotaskAddress(given)).toThrow(UsageError);
    try {
      autotaskAddress(given);
    } catch (error) {
      expect(String(error)).not.toContain('CANARY');
    }
  });

  test.each([
    ['https://webservices3.autotask.net/ATServicesRest', 'https://webservices2.autotask.net', true],
    ['http://webservices3.autotask.net/', 'https://webservices2.autotask.net', false],
    ['https://autotask.net.example.com/', 'https://webservices2.autotask.net', false],
    ['https://u:p@webservices3.autotask.net/', 'https://webservices2.autotask.net', false],
    ['http://127.0.0.1:1/', 'http://127.0.0.1:2', true],
    ['http://127.0.0.1:1/', 'https://webservices2.autotask.net', false],
  ])('a zone at %s named by %s is trusted: %s', (zone, first, trusted) => {
    expect(isTrustedZone(new URL(zone), new URL(first))).toBe(trusted);
  });
});

describe('finding the zone', () => {
  test('is one request without credentials; everything else goes to the zone with three headers', async () => {
    const { vendor, client } = await setUp();
    expect(await client.identity()).toEqual({ system: 'autotask', id: '104233', name: 'Our MSP' });
    await client.identity();
    expect(vendor.count('GET', /ZoneInformation/)).toBe(1);
    const [first, ...others] = vendor.asked;
    expect(first?.url.searchParams.get('user')).toBe(vendor.username);
    expect(first?.headers).not.toHaveProperty('secret');
    expect(first?.headers).not.toHaveProperty('apiintegrationcode');
    for (const { headers } of others) {
      expect(headers).toMatchObject({
        apiintegrationcode: vendor.code,
        username: vendor.username,
        secret: vendor.secret,
      });
      expect(headers).not.toHaveProperty('authorization');
    }
  });

  test('sends the headers when the zone is not told without them', async () => {
    const { vendor, client } = await setUp(
      {},
      {
        before: ({ path, headers }) =>
          path.includes('ZoneInformation') && headers.secret === undefined ? { status: 401 } : null,
      },
    );
    await client.identity();
    expect(vendor.count('GET', /ZoneInformation/)).toBe(2);
  });

  test('is remembered for a day, and asked again afterwards', async () => {
    const cache = memoryCache();
    const open = async (vendor: AutotaskServer, days: number) => {
      const options = testOptions();
      options.clock.advance(days * dayMs);
      const { username, secret, code: integrationCode } = vendor;
      const login = { address: vendor.url, username, secret, integrationCode };
      const client = await createAutotask({ ...options, ...login, cache });
      await client.identity();
      await client.close();
    };
    const { vendor } = await setUp();
    for (const days of [0, 0.9, 1.1]) await open(vendor, days);
    expect(vendor.count('GET', /ZoneInformation/)).toBe(2);
    const stored = [...cache.stored].join();
    expect(stored).toContain('ATServicesRest');
    expect(stored).not.toContain('CANARY');
  });

  test.each([
    ['not JSON', '{'],
    ['a zone elsewhere', JSON.stringify({ zone: { url: 'https://evil.example/', ci: 1 }, at: 0 })],
    ['another shape', '{"zone":7}'],
  ])('a memory that holds %s is asked anew', async (_what, stored) => {
    const cache = memoryCache(new Map([['autotask-zone/test-account', stored]]));
    const { vendor, client } = await setUp({}, {}, { cache });
    await client.identity();
    expect(vendor.count('GET', /ZoneInformation/)).toBe(1);
  });

  test('a remembered zone that refuses us is asked for again, once, and only followed when it has moved', async () => {
    const moved = await setUp();
    const old = await setUp({}, { before: () => ({ status: 401 }) });
    const wire = (url: string) => ({ zoneName: 'Z', url, webUrl: null, ci: '104233' });
    const at = moved.clock.now();
    const cache = memoryCache();
    cache.stored.set(
      'autotask-zone/test-account',
      JSON.stringify({ zone: wire(`${old.vendor.url}/ATServicesRest`), at }),
    );
    const { username, secret, code: integrationCode } = moved.vendor;
    const login = { address: moved.vendor.url, username, secret, integrationCode };
    const client = await createAutotask({ ...testOptions(), ...login, cache });
    await expect(client.identity()).resolves.toMatchObject({ name: 'Our MSP' });
    await client.close();
    expect(old.vendor.asked).toHaveLength(1);
    expect(moved.vendor.count('GET', /ZoneInformation/)).toBe(1);
  });

  test.each([
    ['500 with errors', { status: 500, json: { errors: ['no zone for canary'] } }],
    ['404', { status: 404, text: '' }],
    ['an answer without a zone', { json: { zoneName: null, url: null, webUrl: null, ci: 0 } }],
  ])('a user without a zone (%s) is told so', async (_what, answer) => {
    const { client } = await setUp({}, { zone: () => answer });
    const failing = client.identity();
    await expect(failing).rejects.toBeInstanceOf(CredentialsRefused);
    await expect(failing).rejects.toMatchObject({
      code: 'no-zone',
      exitCode: 4,
      message: 'Autotask knows no zone for this user name',
    });
  });

  test.each([
    'https://webservices3.autotask.net.example.com/ATServicesRest/',
    'http://webservices3.autotask.net/ATServicesRest/',
    'https://user:pw@webservices3.autotask.net/',
    'nowhere',
  ])('a zone at %s gets nothing from us', async (url) => {
    const { client, vendor } = await setUp({}, { zone: zoneAt(url) });
    await expect(client.identity()).rejects.toMatchObject({ code: 'untrusted-zone', exitCode: 2 });
    expect(vendor.asked).toHaveLength(1);
  });

  test('a zone that cannot be asked is unreachable, not refused', async () => {
    const { client } = await setUp({}, { zone: () => ({ status: 500, text: 'oops' }) });
    await expect(client.identity()).rejects.toMatchObject({ name: 'VendorError', exitCode: 5 });
  });
});

describe('who we are', () => {
  test.each([
    ['secret', { secret: 'CANARY-wrong-secret' }],
    ['tracking identifier', { integrationCode: 'CANARY-WRONG-CODE' }],
  ])('a wrong %s is refused at once, after one try', async (_what, over) => {
    const { client, vendor } = await setUp({}, {}, over);
    await expect(client.identity()).rejects.toMatchObject({ name: 'CredentialsRefused', exitCode: 4 });
    expect(vendor.asked.filter(({ path }) => !path.includes('Zone'))).toHaveLength(1);
  });

  test.each([
    ['', 'is empty'],
    ['with\nline', 'cannot be sent'],
    ['schlüssel', 'cannot be sent'],
  ])('a secret of %j is refused without a request', async (secret, why) => {
    const login = { username: 'u', secret, integrationCode: 'c' };
    await expect(createAutotask({ ...testOptions(), ...login })).rejects.toThrow(why);
  });

  test('an own company that may not be seen leaves the database number', async () => {
    const { client } = await setUp({ Companies: [] });
    expect(await client.identity()).toEqual({ system: 'autotask', id: '104233', name: null });
  });
});

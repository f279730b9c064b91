import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type InProcessOptions, type LocalSimulators, startSimulators } from '../../src/simulator/index.js';
import { HandClock } from './support/hand-clock.js';
import { type Answer, DattoTalk } from './support/talk.js';

let simulators: LocalSimulators;
let datto: DattoTalk;
let clock: HandClock;

async function start(options: InProcessOptions = {}): Promise<void> {
  clock = new HandClock();
  simulators = await startSimulators({ clock, systems: ['datto-rmm'], ...options });
  datto = new DattoTalk(simulators);
}

afterEach(() => simulators.close());

async function uidOf(deviceClass: string, audited = true): Promise<string> {
  const found = (await simulators.devices()).find(
    (device) => device.deviceClass === deviceClass && device.audited === audited,
  );
  if (found === undefined) throw new Error(`no ${deviceClass}`);
  return found.uid;
}

describe('the token endpoint', () => {
  beforeEach(() => start());

  test('gives a bearer token of a hundred hours', async () => {
    const { status, json } = await datto.login();
    expect([status, json.token_type, json.expires_in]).toEqual([200, 'bearer', 359_999]);
    expect((await datto.get('/v2/account')).status).toBe(200);
  });

  test('answers 400 to a wrong secret, a trailing newline included', async () => {
    expect((await datto.login(`${simulators.env.TRILINK_DATTO_RMM_SECRET}\n`)).status).toBe(400);
  });

  test('wants the public client', async () => {
    expect((await datto.login(undefined, 'someone:else')).status).toBe(401);
  });

  test('gives tokens that run out', async () => {
    await datto.login();
    clock.pass(360_000_000);
    expect((await datto.get('/v2/account')).status).toBe(401);
    await datto.login();
    expect((await datto.get('/v2/account')).status).toBe(200);
  });

  test('refuses a revoked key and the tokens made with it, until a new key is given', async () => {
    await datto.login();
    await simulators.revokeKey('datto-rmm');
    expect((await datto.get('/v2/account')).status).toBe(401);
    expect((await datto.login()).status).toBe(400);
    datto = new DattoTalk({ env: await simulators.rotateKey('datto-rmm') });
    expect((await datto.login()).status).toBe(200);
  });
});

describe('paging', () => {
  test('starts at zero, follows absolute addresses and ends with null', async () => {
    await start({ devices: 520, sites: 20 });
    await datto.login();
    const pages: Answer[] = [await datto.get('/v2/account/devices?max=1000')];
    for (
      let next = pages[0]?.json.pageDetails.nextPageUrl;
      next !== null;
      next = pages.at(-1)?.json.pageDetails.nextPageUrl
    ) {
      expect(next.startsWith(simulators.env.TRILINK_DATTO_RMM_URL)).toBe(true);
      pages.push(await datto.get(next));
    }
    expect(pages.map(({ json }) => json.devices.length)).toEqual([250, 250, 20]);
    const uids = pages.flatMap(({ json }) => json.devices.map(({ uid }: { uid: string }) => uid));
    expect(new Set(uids).size).toBe(520);
    expect(pages[1]?.json.pageDetails).toMatchObject({ count: 250, totalCount: 520 });
  });

  test('keeps the filters of the first call, or loses them when told to', async () => {
    await start({ dattoRmm: { losesFilters: true, lastPage: 'blank' } });
    await datto.login();
    const first = await datto.get('/v2/account/devices?hostname=-WS&max=2');
    expect(first.json.devices).toHaveLength(2);
    expect(first.json.pageDetails.nextPageUrl).not.toContain('hostname');
    expect((await datto.get('/v2/account/sites')).json.pageDetails.nextPageUrl).toBe('');
  });

  test('answers 400 to what is no page', async () => {
    await start();
    await datto.login();
    expect((await datto.get('/v2/account/devices?page=-1')).status).toBe(400);
  });
});

describe('records', () => {
  beforeEach(async () => {
    await start();
    await datto.login();
  });

  test('of the account, its sites and devices agree on the numbers', async () => {
    const account = (await datto.get('/v2/account')).json;
    const { sites } = (await datto.get('/v2/account/sites')).json;
    const perSite = sites.reduce(
      (sum: number, site: { devicesStatus: { numberOfDevices: number } }) =>
        sum + site.devicesStatus.numberOfDevices,
      0,
    );
    expect([account.devicesStatus.numberOfDevices, perSite, sites.length]).toEqual([120, 120, 15]);
  });

  test('of a device hold no serial and no MAC', async () => {
    const { text } = await datto.get(`/v2/device/${await uidOf('device')}`);
    expect(text).not.toMatch(/serial|macAddress/i);
  });

  test('of network gear are full of nulls', async () => {
    const { json } = await datto.get(`/v2/device/${await uidOf('rmmnetworkdevice', false)}`);
    expect(json).toMatchObject({
      operatingSystem: null,
      lastReboot: null,
      antivirus: null,
      domain: null,
      a64Bit: null,
    });
    expect(json.deviceType.category).toMatch(/^Network Device \(/);
  });

  test.each([
    ['device', (json: Answer['json']) => json.bios.serialNumber],
    ['esxihost', (json: Answer['json']) => json.systemInfo.serviceTag],
    ['printer', (json: Answer['json']) => json.snmpInfo.snmpSerial],
  ])('of an audit of class %s hold the serial where that class has it', async (deviceClass, serialIn) => {
    const device = (await simulators.devices()).find(
      (each) => each.deviceClass === deviceClass && each.audited && each.serial !== null,
    );
    const { status, json } = await datto.get(`/v2/audit/${deviceClass}/${device?.uid}`);
    expect([status, serialIn(json)]).toEqual([200, device?.serial]);
    expect(json.nics.every(({ macAddress }: { macAddress: string }) => /^(..:){5}..$/.test(macAddress))).toBe(
      true,
    );
  });

  test.each([
    ['a class that does not fit', async () => `/v2/audit/printer/${await uidOf('device')}`, 400],
    ['an agent that was never audited', async () => `/v2/audit/device/${await uidOf('device', false)}`, 404],
    ['an unknown device', async () => '/v2/audit/device/none', 404],
    ['software of a printer', async () => `/v2/audit/device/${await uidOf('printer')}/software`, 400],
    ['an unknown site', async () => '/v2/site/none/devices', 404],
    ['an unknown path', async () => '/v2/nothing', 404],
  ])('are refused for %s', async (_, path, status) => {
    const answer = await datto.get(await path());
    expect([answer.status, answer.json.status, answer.json.path]).toEqual([
      status,
      status,
      `/api${await path()}`,
    ]);
  });

  test('by MAC come as a bare array, several for a shared dock', async () => {
    const { json } = await datto.get('/v2/device/macAddress/00E04C68001D');
    expect(json.length).toBeGreaterThanOrEqual(3);
  });

  test('of adapters come in bulk for a site, without class and serial', async () => {
    const site = (await simulators.sites()).find(({ devices }) => devices > 10);
    const { json } = await datto.get(`/v2/site/${site?.uid}/devices/network-interface`);
    expect(json.devices[0]).toHaveProperty('nics');
    expect(json.devices[0]).not.toHaveProperty('deviceClass');
  });

  test('of version 3 carry typed fields instead of the flat ones', async () => {
    const { json } = await datto.get('/v3/account/devices?max=1');
    expect(json.devices[0]).toHaveProperty('udfs');
    expect(json.devices[0]).not.toHaveProperty('udf');
  });
});

test.each([
  ['ms', /^\d{13}$/],
  ['s', /^\d{10}$/],
  ['digits', /^"\d{13}"$/],
  ['iso', /^"\d{4}-\d\d-\d\dT/],
] as const)('times can be sent as %s', async (times, shape) => {
  await start({ dattoRmm: { times, macs: 'bare' } });
  await datto.login();
  const { json } = await datto.get(`/v2/device/${await uidOf('device')}`);
  expect(JSON.stringify(json.lastSeen)).toMatch(shape);
});

test('a write is refused, reported, and counted as no read', async () => {
  await start();
  await datto.login();
  const { status } = await datto.send('POST', `/v2/device/${await uidOf('device')}/udf`, { udf1: 'x' });
  expect(status).toBe(403);
  expect(await simulators.violations()).toMatchObject([
    { system: 'datto-rmm', method: 'POST', why: 'a write to Datto RMM' },
  ]);
  expect((await simulators.nonReads()).map(({ method }) => method)).toEqual(['POST']);
});

describe('the rate limit', () => {
  // A fiftieth of the real one: twelve calls a minute.
  beforeEach(async () => {
    await start({ limits: 0.02 });
    await datto.login();
  });
  const calls = async (count: number): Promise<number[]> => {
    const statuses: number[] = [];
    for (let call = 0; call < count; call += 1)
      statuses.push((await datto.get('/v2/system/pagination')).status);
    return statuses;
  };

  test('shows itself in request_rate', async () => {
    await calls(3);
    const { json } = await datto.get('/v2/system/request_rate');
    expect(json).toMatchObject({
      slidingTimeWindowSizeSeconds: 60,
      accountCount: 4,
      accountRateLimit: 12,
      accountCutOffRatio: 0.9,
    });
  });

  test('slows answers down above nine tenths', async () => {
    await calls(10);
    expect(clock.waits).toEqual([]);
    await calls(2);
    expect(clock.waits).toEqual([1000, 1000]);
  });

  test('answers 429 above, and lets through again when the minute has passed', async () => {
    expect((await calls(14)).slice(11)).toEqual([200, 429, 429]);
    clock.pass(60_000);
    expect(await calls(1)).toEqual([200]);
  });

  test('blocks whoever carries on, for five minutes', async () => {
    const statuses = await calls(12 + 12);
    expect(statuses.slice(-2)).toEqual([403, 403]);
    clock.pass(299_000);
    expect(await calls(1)).toEqual([403]);
    clock.pass(2_000);
    expect(await calls(1)).toEqual([200]);
  });
});

test('without limits request_rate reports a very high one', async () => {
  await start();
  await datto.login();
  expect((await datto.get('/v2/system/request_rate')).json.accountRateLimit).toBe(1_000_000);
});

import { afterEach, describe, expect, test } from 'vitest';
import type { Device, DeviceDetail } from '../../../src/domain/estate/source.js';
import { CredentialsRefused, Stopped, SystemUnreachable, VendorError } from '../../../src/errors.js';
import { createDattoRmm } from '../../../src/vendors/index.js';
import {
  type DattoEstate,
  DattoServer,
  type DattoSwitches,
  deviceRow,
  estateOf,
  siteRow,
} from '../support/datto-server.js';
import { testOptions } from '../support/vendor-options.js';

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function setUp(
  estate: Partial<DattoEstate> = {},
  switches: DattoSwitches = {},
  own: { secret?: string; paced?: boolean } = {},
) {
  const vendor = await DattoServer.start(estate, switches);
  const options = testOptions();
  const { url: address, key, secret } = vendor;
  const client = await createDattoRmm({ ...options, address, key, secret, ...own });
  closing.push(
    () => vendor.close(),
    () => client.close(),
  );
  return { vendor, client, ...options };
}

const lists = /\/v2\/(account\/(sites|devices)|site\/[^/]+\/devices)/;

describe('logging in', () => {
  test('happens once for many requests at the same time', async () => {
    const { vendor, client } = await setUp(estateOf(20, 2));
    await Promise.all([client.identity(), client.sites(), client.devices('all')]);
    expect(vendor.count('POST', /token/)).toBe(1);
  });

  test('is renewed once when the token expires in the middle of paging, and nothing is lost', async () => {
    let requests = 0;
    const before: DattoSwitches['before'] = (asked, server) => {
      if (lists.test(asked.path) && ++requests === 3) server.expireToken();
      return null;
    };
    const { vendor, client } = await setUp(estateOf(4, 300), { before });
    const { records, outcome } = await client.devices('all');
    expect([records.length, outcome.complete]).toEqual([1200, true]);
    expect(vendor.count('POST', /token/)).toBe(2);
  });

  test('many requests that meet the same expired token share one renewal', async () => {
    const estate = estateOf(1, 60);
    const audits = Object.fromEntries(estate.devices.map(({ uid }) => [String(uid), {}]));
    const { vendor, client } = await setUp({ ...estate, audits });
    const { records } = await client.devices('all');
    vendor.expireToken();
    const { failed } = await client.details(records, () => {});
    expect(failed.size).toBe(0);
    expect(vendor.count('POST', /token/)).toBe(2);
  });

  test('a second 401 with a fresh token is a refusal', async () => {
    const before: DattoSwitches['before'] = (asked) =>
      asked.path.includes('/account/sites') ? { status: 401 } : null;
    const { client } = await setUp({}, { before });
    await expect(client.sites()).rejects.toThrow(CredentialsRefused);
  });

  test.each([
    400, 401,
  ])('a wrong secret (%i) is refused without trying again, and not repeated in the message', async (status) => {
    const before: DattoSwitches['before'] = (asked) => (asked.path.includes('token') ? { status } : null);
    const { vendor, client } = await setUp({}, { before });
    const error = await client.identity().catch((thrown) => thrown);
    expect(error).toBeInstanceOf(CredentialsRefused);
    expect(error.hint).toContain('trilink connect datto-rmm');
    await expect(client.sites()).rejects.toThrow(CredentialsRefused);
    expect(vendor.asked).toHaveLength(1);
  });

  test('a blank at the end of the secret does no harm', async () => {
    const { client } = await setUp({}, {}, { secret: ' canary-secret+/=\n' });
    expect(await client.identity()).toEqual({ system: 'datto-rmm', id: 'qx3f00042', name: 'Harbor MSP' });
  });

  test('when nobody answers, the system is unreachable', async () => {
    const { vendor, client } = await setUp();
    await vendor.close();
    closing.shift();
    await expect(client.identity()).rejects.toMatchObject({ name: 'SystemUnreachable', exitCode: 5 });
  });
});

describe('paging', () => {
  test('begins at page zero and ends when there is no next page', async () => {
    const { vendor, client } = await setUp({ sites: estateOf(600, 0).sites });
    const { records, outcome } = await client.sites();
    expect(records).toHaveLength(600);
    expect(outcome).toMatchObject({ complete: true, expected: 600, received: 600, failures: [] });
    const pages = vendor.asked.filter((asked) => asked.path.includes('/sites'));
    expect(pages.map((asked) => asked.url.search)).toEqual([
      '?max=250&page=0',
      '?max=250&page=1',
      '?max=250&page=2',
    ]);
  });

  test.each(['', undefined])('"%s" as the next page is the end', async (end) => {
    const page: DattoSwitches['page'] = (body) => ({
      ...body,
      pageDetails: { ...body.pageDetails, nextPageUrl: body.pageDetails.nextPageUrl ?? end },
    });
    const { client } = await setUp({ sites: estateOf(300, 0).sites }, { page });
    expect((await client.sites()).outcome).toMatchObject({ received: 300, complete: true });
  });

  test('puts back parameters that the next page lost', async () => {
    const page: DattoSwitches['page'] = (body, asked) => {
      const next = new URL(String(body.pageDetails.nextPageUrl ?? 'http://none'));
      next.searchParams.delete('max');
      return {
        ...body,
        pageDetails: {
          ...body.pageDetails,
          nextPageUrl: body.pageDetails.nextPageUrl && asked ? next.href : null,
        },
      };
    };
    const { vendor, client } = await setUp({ sites: estateOf(260, 0).sites }, { page });
    await client.sites();
    const pages = vendor.asked.filter((asked) => asked.path.includes('/sites'));
    expect(pages.map((asked) => asked.url.searchParams.get('max'))).toEqual(['250', '250']);
  });

  test('takes null for an empty list', async () => {
    const { client } = await setUp({}, { page: () => ({ pageDetails: null, sites: null }) });
    expect((await client.sites()).outcome).toMatchObject({ complete: true, expected: null, received: 0 });
  });

  test('counts a row that comes twice once, and says that one is missing', async () => {
    const page: DattoSwitches['page'] = (body, asked) => {
      const rows = body.sites as unknown[];
      return asked.url.searchParams.get('page') === '1'
        ? { ...body, sites: [rows[1], ...rows.slice(1)] }
        : body;
    };
    const { client } = await setUp({ sites: estateOf(300, 0).sites }, { page });
    const { records, outcome } = await client.sites();
    expect([records.length, outcome.complete]).toEqual([299, false]);
  });

  test('never follows a next page to another host', async () => {
    const foreign = await DattoServer.start();
    closing.push(() => foreign.close());
    const page: DattoSwitches['page'] = (body, asked) => ({
      ...body,
      pageDetails: { ...body.pageDetails, nextPageUrl: `${foreign.url}${asked.path}&page=1` },
    });
    const { client } = await setUp({ sites: estateOf(300, 0).sites }, { page });
    const { records, outcome } = await client.sites();
    expect(foreign.asked).toHaveLength(0);
    expect([records.length, outcome.complete]).toEqual([250, false]);
    expect(outcome.failures[0]?.why).toContain('another host');
  });

  test('that walks in circles is ended', async () => {
    const page: DattoSwitches['page'] = (body, asked) => {
      const next = new URL(asked.url.pathname + asked.url.search, 'http://127.0.0.1');
      next.searchParams.set('page', String(Number(next.searchParams.get('page')) + 1));
      return { ...body, sites: [siteRow(1, 0)], pageDetails: { nextPageUrl: next.pathname + next.search } };
    };
    const { vendor, client } = await setUp({}, { page });
    expect((await client.sites()).outcome.complete).toBe(false);
    expect(vendor.asked.length).toBeLessThan(10);
  });
});

describe('what goes wrong in a list', () => {
  test.each([
    ['a web page', { text: '<html>Service unavailable</html>' }, 'a web page instead of JSON'],
    ['half an answer', { text: '{"pageDetails":{"cou' }, 'broken JSON instead of JSON'],
    ['nothing', { text: '' }, 'nothing instead of JSON'],
    [
      'another shape',
      { json: { pageDetails: {}, sites: [{ name: 'no uid' }] } },
      'sites.0.uid is not as expected',
    ],
    ['a page without its list', { json: { pageDetails: {} } }, 'sites is not as expected'],
    ['a row that is none', { json: { pageDetails: {}, sites: 'many' } }, 'sites is not as expected'],
  ])('%s is a failure of that page that names the endpoint', async (_, answer, words) => {
    const before: DattoSwitches['before'] = (asked) =>
      asked.path.includes('/account/sites') ? answer : null;
    const { client } = await setUp({}, { before });
    const { outcome } = await client.sites();
    expect(outcome.complete).toBe(false);
    expect(outcome.failures[0]?.why).toContain('GET /api/v2/account/sites');
    expect(outcome.failures[0]?.why).toContain(words);
  });

  test('an identity in an unknown shape names endpoint and field', async () => {
    const before: DattoSwitches['before'] = (asked) =>
      asked.path.endsWith('/account') ? { json: { name: 'x' } } : null;
    const { client } = await setUp({}, { before });
    const error = await client.identity().catch((thrown) => thrown);
    expect(error).toBeInstanceOf(VendorError);
    expect(error.message).toMatch(/GET \/api\/v2\/account .*uid/);
  });

  test('504 and cut connections on lists are waited out', async () => {
    const seen = new Map<string, number>();
    const before: DattoSwitches['before'] = (asked) => {
      const times = (seen.get(asked.path) ?? 0) + 1;
      seen.set(asked.path, times);
      if (!lists.test(asked.path) || times > 2) return null;
      return times === 1 ? { status: 504, text: '<html>' } : 'hang up';
    };
    const { client } = await setUp(estateOf(3, 200), { before });
    const { records, outcome } = await client.devices('all');
    expect([records.length, outcome.complete]).toEqual([600, true]);
  });

  test('a page that fails for good makes the read incomplete, keeps what came, and is no error', async () => {
    const before: DattoSwitches['before'] = (asked) =>
      asked.path.includes('/account/devices') && asked.path.includes('page=1') ? { status: 504 } : null;
    const { client } = await setUp(estateOf(3, 100), { before });
    const { records, outcome } = await client.devices('all');
    expect(records).toHaveLength(250);
    expect(outcome.complete).toBe(false);
    expect(outcome.incomplete).toEqual([{ scopeId: 'site-3', why: '50 of 100 devices were listed' }]);
    expect(outcome.failures[0]?.request).toBe('GET /api/v2/account/devices?max=250&page=1');
  });
});

describe('devices', () => {
  test('come with the adapters of their site and are counted against it', async () => {
    const estate = estateOf(2, 3);
    const nics = {
      'device-10000': [{ instance: 'Intel', ipv4: '10.0.0.5', macAddress: 'AA:BB:CC:DD:EE:01', ipv6: null }],
    };
    const { vendor, client } = await setUp({ ...estate, nics });
    const { records, outcome } = await client.devices('all');
    expect(records.find(({ id }) => id === 'device-10000')?.nics).toEqual([
      { name: 'Intel', mac: 'AA:BB:CC:DD:EE:01', ipv4: '10.0.0.5', ipv6: null },
    ]);
    expect(records.find(({ id }) => id === 'device-10001')?.nics).toEqual([]);
    expect(outcome).toMatchObject({ complete: true, expected: 6, received: 6, incomplete: [], scope: 'all' });
    expect(vendor.count('GET', /network-interface/)).toBe(2);
  });

  test('of an account list that falls short of a site make that site incomplete', async () => {
    const estate = estateOf(2, 3);
    estate.sites[1] = siteRow(2, 5);
    const { client } = await setUp(estate);
    const { outcome } = await client.devices('all');
    expect(outcome.complete).toBe(false);
    expect(outcome.incomplete).toEqual([{ scopeId: 'site-2', why: '3 of 5 devices were listed' }]);
  });

  test('of an account list that falls short of its own total make every site incomplete when none can be told', async () => {
    const page: DattoSwitches['page'] = (body, asked) =>
      asked.path.includes('account/devices')
        ? { ...body, pageDetails: { ...body.pageDetails, totalCount: 9 } }
        : body;
    const { client } = await setUp(estateOf(2, 3), { page });
    const { outcome } = await client.devices('all');
    expect(outcome.incomplete.map(({ scopeId }) => scopeId)).toEqual(['site-1', 'site-2']);
    expect([outcome.expected, outcome.received]).toEqual([9, 6]);
  });

  test('of system sites and empty sites cost no request for adapters', async () => {
    const estate = estateOf(1, 1);
    estate.sites.push(siteRow(2, 0), siteRow(3, 7, { name: 'Deleted Devices' }));
    const { vendor, client } = await setUp(estate);
    const { outcome } = await client.devices('all');
    expect(outcome.complete).toBe(true);
    expect(vendor.count('GET', /network-interface/)).toBe(1);
  });

  test('of some sites are read from those sites alone', async () => {
    const { vendor, client } = await setUp(estateOf(5, 300));
    const { records, outcome } = await client.devices(['site-2', 'site-4']);
    expect(records).toHaveLength(600);
    expect(outcome).toMatchObject({ scope: ['site-2', 'site-4'], complete: true, expected: 600 });
    expect(vendor.count('GET', /account\/(devices|sites)/)).toBe(0);
    expect(vendor.count('GET', /site-[135]/)).toBe(0);
  });

  test('of a site that does not exist are an incomplete scope, not an empty one', async () => {
    const { client } = await setUp(estateOf(1, 2));
    const { records, outcome } = await client.devices(['site-1', 'gone']);
    expect(records).toHaveLength(2);
    expect(outcome.incomplete).toEqual([{ scopeId: 'gone', why: 'there is no such site' }]);
    expect(outcome.complete).toBe(false);
  });

  test('whose adapters cannot be read leave their site incomplete', async () => {
    const before: DattoSwitches['before'] = (asked) =>
      asked.path.includes('site-1/devices/network-interface') ? { status: 500 } : null;
    const { client } = await setUp(estateOf(2, 2), { before });
    const { records, outcome } = await client.devices('all');
    expect(outcome.incomplete.map(({ scopeId }) => scopeId)).toEqual(['site-1']);
    expect(records.filter(({ nics }) => nics === null).map(({ siteId }) => siteId)).toEqual([
      'site-1',
      'site-1',
    ]);
  });

  test('keep ids beyond 2^53 to the last digit', async () => {
    const text = `{"pageDetails":{"totalCount":1,"nextPageUrl":null},"sites":[{"uid":"s","name":"S","id":9223372036854775807}]}`;
    const before: DattoSwitches['before'] = (asked) =>
      asked.path.includes('/account/sites') ? { text } : null;
    const { client } = await setUp({}, { before });
    expect((await client.sites()).records[0]?.otherIds).toEqual(['9223372036854775807']);
  });
});

describe('audits', () => {
  const audit = {
    systemInfo: { manufacturer: 'Dell Inc.', model: 'Latitude 5440', totalPhysicalMemory: 17179869184 },
    nics: [{ instance: 'Wi-Fi', ipv4: '10.20.4.31', ipv6: null, macAddress: 'F0:D4:1A:3B:92:C7' }],
    bios: { serialNumber: '7K2QXW3' },
    logicalDisks: [
      { description: 'Local Fixed Disk', diskIdentifier: 'C:', freespace: 211004928000, size: 510770802688 },
      { description: 'CD-ROM Disc', diskIdentifier: 'D:', freespace: 0, size: 100 },
    ],
    processors: [{ name: 'i5-1345U' }, { name: 'i5-1345U' }],
    attachedDevices: null,
  };

  async function detailsOf(
    rows: Record<string, unknown>[],
    audits: DattoEstate['audits'],
    switches: DattoSwitches = {},
  ) {
    const found = await setUp({ sites: [siteRow(1, rows.length)], devices: rows, audits }, switches);
    const { records } = await found.client.devices('all');
    const details = new Map<string, DeviceDetail>();
    const read = () => found.client.details(records, (detail) => void details.set(detail.deviceId, detail));
    return { ...found, records, details, read };
  }

  test('of an agent bring serial, model, adapters and hardware', async () => {
    const { details, read, records, clock } = await detailsOf([deviceRow(1, 1)], { 'device-1': audit });
    await read();
    expect(details.get('device-1')).toEqual({
      deviceId: 'device-1',
      state: 'read',
      readAt: clock.now(),
      detailKey: records[0]?.detailKey,
      serial: '7K2QXW3',
      manufacturer: 'Dell Inc.',
      model: 'Latitude 5440',
      nics: [{ name: 'Wi-Fi', mac: 'F0:D4:1A:3B:92:C7', ipv4: '10.20.4.31', ipv6: null }],
      facts: { 'memory-bytes': 17179869184, cpu: 'i5-1345U (2)', disks: 'C: 476 GiB, 197 GiB free' },
    });
  });

  test('are asked by class, each class its own serial', async () => {
    const rows = [
      deviceRow(1, 1, { deviceClass: 'esxihost' }),
      deviceRow(2, 1, { deviceClass: 'printer' }),
      deviceRow(3, 1, { deviceClass: 'rmmnetworkdevice' }),
    ];
    const { vendor, details, read } = await detailsOf(rows, {
      'device-1': {
        systemInfo: { serviceTag: 'ESX1' },
        nics: [{ name: 'vmnic0', macAddress: '00:11:22:33:44:55' }],
      },
      'device-2': { snmpInfo: { snmpSerial: 'PRN2' }, nics: null },
    });
    await read();
    expect(details.get('device-1')).toMatchObject({ serial: 'ESX1', nics: [{ name: 'vmnic0' }] });
    expect(details.get('device-2')).toMatchObject({ serial: 'PRN2', state: 'read' });
    expect(details.get('device-3')).toMatchObject({ state: 'not-applicable', serial: null });
    const audits = vendor.asked.map((asked) => asked.path).filter((path) => path.includes('audit'));
    expect(audits.sort()).toEqual(['/api/v2/audit/esxihost/device-1', '/api/v2/audit/printer/device-2']);
  });

  test('that do not exist yet are told from classes that have none', async () => {
    const before: DattoSwitches['before'] = (asked) =>
      asked.path.endsWith('audit/device/device-2') ? { status: 400 } : null;
    const { details, read } = await detailsOf([deviceRow(1, 1), deviceRow(2, 1)], {}, { before });
    expect((await read()).failed.size).toBe(0);
    expect(details.get('device-1')?.state).toBe('not-audited');
    expect(details.get('device-2')?.state).toBe('not-applicable');
  });

  test('with nothing but nulls are read all the same', async () => {
    const nulls = Object.fromEntries(Object.keys(audit).map((name) => [name, null]));
    const { details, read } = await detailsOf([deviceRow(1, 1)], { 'device-1': nulls });
    await read();
    expect(details.get('device-1')).toMatchObject({ state: 'read', serial: null, nics: [] });
  });

  test('that fail are told device by device, and the others arrive', async () => {
    const before: DattoSwitches['before'] = (asked) =>
      asked.path.endsWith('audit/device/device-2') ? { status: 500 } : null;
    const rows = [deviceRow(1, 1), deviceRow(2, 1), deviceRow(3, 1)];
    const audits = { 'device-1': audit, 'device-3': audit };
    const { details, read } = await detailsOf(rows, audits, { before });
    const { failed } = await read();
    expect([...details.keys()].sort()).toEqual(['device-1', 'device-3']);
    expect(failed.get('device-2')).toContain('answered 500 to GET /api/v2/audit/device/device-2');
  });

  test('end when the system is gone, and keep what came', async () => {
    const rows = Array.from({ length: 40 }, (_, n) => deviceRow(n, 1));
    let left = 10;
    const before: DattoSwitches['before'] = (asked) =>
      asked.path.includes('audit') && left-- <= 0 ? 'hang up' : null;
    const audits = Object.fromEntries(rows.map(({ uid }) => [String(uid), audit]));
    const { details, read } = await detailsOf(rows, audits, { before });
    await expect(read()).rejects.toThrow(SystemUnreachable);
    expect(details.size).toBe(10);
  });

  test('stop being asked for when the run is stopped', async () => {
    const rows = Array.from({ length: 200 }, (_, n) => deviceRow(n, 1));
    const audits = Object.fromEntries(rows.map(({ uid }) => [String(uid), audit]));
    const stopping: { abort?: () => void } = {};
    const before: DattoSwitches['before'] = (asked, server) => {
      if (asked.path.includes('audit') && server.count('GET', /audit/) > 50) stopping.abort?.();
      return null;
    };
    const { vendor, read, stop, details } = await detailsOf(rows, audits, { before });
    stopping.abort = () => stop.abort(new Stopped('SIGINT'));
    await expect(read()).rejects.toThrow(Stopped);
    expect(vendor.count('GET', /audit/)).toBeLessThan(100);
    expect(details.size).toBeGreaterThan(20);
  });

  test('put odd ids into the path safely', async () => {
    const uid = 'a/b?c#../d e';
    const { vendor, details, read } = await detailsOf([deviceRow(1, 1, { uid })], {});
    await read();
    expect(details.get(uid)?.state).toBe('not-audited');
    expect(vendor.asked.at(-1)?.path).toBe('/api/v2/audit/device/a%2Fb%3Fc%23..%2Fd%20e');
  });
});

test('429 for ever is a rate limit that does not end', async () => {
  const before: DattoSwitches['before'] = (asked) => (/sites/.test(asked.path) ? { status: 429 } : null);
  const { client } = await setUp({}, { before });
  await expect(client.sites()).rejects.toMatchObject({ exitCode: 5, code: 'rate-limit' });
});

describe('a 403', () => {
  test('on a path that never worked is a matter of rights', async () => {
    const before: DattoSwitches['before'] = (asked) =>
      asked.path.includes('/sites') ? { status: 403 } : null;
    const { client, clock } = await setUp({}, { before });
    await expect(client.sites()).rejects.toMatchObject({ name: 'PermissionRefused', exitCode: 4 });
    expect(clock.sleeps).toEqual([]);
  });

  test('on a path that worked is a block: waited for once, then everything goes on', async () => {
    let seen = 0;
    let blocked = false;
    const before: DattoSwitches['before'] = (asked) => {
      if (/audit/.test(asked.path) && ++seen === 8) blocked = true;
      return blocked && !/oauth/.test(asked.path) ? { status: 403 } : null;
    };
    const rows = Array.from({ length: 30 }, (_, n) => deviceRow(n, 1));
    const found = await setUp({ sites: [siteRow(1, 30)], devices: rows }, { before });
    const { records } = await found.client.devices('all');
    found.clock.onSleep = (ms) => {
      if (ms >= 300_000) blocked = false;
    };
    const states: string[] = [];
    await found.client.details(records, (detail) => void states.push(detail.state));
    expect(states).toHaveLength(30);
    expect(Math.max(...found.clock.sleeps)).toBe(300_000);
    expect(found.told).toContain('blocked by Datto RMM, 300 s');
    expect(found.permits.stoppedUntil('test-account:reads:60000')).toBeGreaterThan(0);
  });

  test('met again after the wait ends the run, and never loops', async () => {
    let seen = 0;
    const before: DattoSwitches['before'] = (asked) =>
      (/audit/.test(asked.path) && ++seen > 5) || seen > 5 ? { status: 403 } : null;
    const rows = Array.from({ length: 200 }, (_, n) => deviceRow(n, 1));
    const { client, vendor } = await setUp({ sites: [siteRow(1, 200)], devices: rows }, { before });
    const { records } = await client.devices('all');
    await expect(client.details(records, () => {})).rejects.toMatchObject({ exitCode: 5, code: 'blocked' });
    expect(vendor.count('GET', /audit/)).toBeLessThan(60);
  });

  test("on one audit is that device's matter, and no login is refused", async () => {
    const before: DattoSwitches['before'] = (asked) =>
      asked.path.endsWith(`audit/device/${deviceRow(3, 1).uid}`) ? { status: 403 } : null;
    const rows = Array.from({ length: 30 }, (_, n) => deviceRow(n, 1));
    const { client, clock } = await setUp({ sites: [siteRow(1, 30)], devices: rows }, { before });
    const { records } = await client.devices('all');
    const { failed } = await client.details(records, () => {});
    expect([...failed]).toEqual([
      [deviceRow(3, 1).uid, expect.stringContaining('does not let this API key read /api/v2/audit/device/')],
    ]);
    expect(Math.max(0, ...clock.sleeps)).toBeLessThan(60_000);
  });

  test('on every audit is a right that is missing: each device is told of, and few are asked for', async () => {
    const before: DattoSwitches['before'] = (asked) => (/audit/.test(asked.path) ? { status: 403 } : null);
    const rows = Array.from({ length: 300 }, (_, n) => deviceRow(n, 1));
    const { client, vendor } = await setUp({ sites: [siteRow(1, 300)], devices: rows }, { before });
    const { records } = await client.devices('all');
    const { failed } = await client.details(records, () => {});
    expect(failed.size).toBe(300);
    expect(vendor.count('GET', /audit/)).toBeLessThan(40);
  });

  test("on one site's list leaves that site incomplete, and the others are read", async () => {
    const before: DattoSwitches['before'] = (asked) =>
      asked.path.includes(`${siteRow(1, 1).uid}/devices/network-interface`) ? { status: 403 } : null;
    const estate = { sites: [siteRow(1, 1), siteRow(2, 1)], devices: [deviceRow(1, 1), deviceRow(2, 2)] };
    const { client } = await setUp(estate, { before });
    const { outcome, records } = await client.devices('all');
    expect(records).toHaveLength(2);
    expect(outcome).toMatchObject({ complete: false, incomplete: [{ scopeId: siteRow(1, 1).uid }] });
  });

  test('that comes a second time in a run ends it without another try', async () => {
    let seen = 0;
    const before: DattoSwitches['before'] = (asked) =>
      /sites/.test(asked.path) && (++seen === 2 || seen === 4) ? { status: 403 } : null;
    const { client, vendor } = await setUp({}, { before });
    await client.sites();
    await client.sites();
    await expect(client.sites()).rejects.toMatchObject({ exitCode: 5, code: 'blocked' });
    expect(vendor.count('GET', /sites/)).toBe(4);
  });

  test('is not waited for when the deadline comes first', async () => {
    let seen = 0;
    const before: DattoSwitches['before'] = (asked) =>
      /sites/.test(asked.path) && ++seen > 1 ? { status: 403 } : null;
    const vendor = await DattoServer.start({}, { before });
    const options = testOptions();
    const deadline = options.clock.now() + 60_000;
    const { url: address, key, secret } = vendor;
    const client = await createDattoRmm({ ...options, deadline, address, key, secret });
    closing.push(
      () => vendor.close(),
      () => client.close(),
    );
    await client.sites();
    await expect(client.sites()).rejects.toMatchObject({ exitCode: 5 });
    expect(options.clock.sleeps).toEqual([]);
  });
});

describe('pacing', () => {
  test('goes by the reported limit, less what others use', async () => {
    const rate = { slidingTimeWindowSizeSeconds: 60, accountCount: 80, accountRateLimit: 200 };
    const { client, clock, records } = await readAudits(rate, 100);
    expect(records).toBe(100);
    // 160 of the 200 are ours to use, 80 of which others use: 100 audits and the lists take a second window.
    expect(clock.sleptMs).toBeGreaterThan(50_000);
    expect(client.requests().waitedMs).toBeGreaterThan(50_000);
  });

  test('of an unlimited account costs nothing: no wait, and hardly a question to the store', async () => {
    const rate = { slidingTimeWindowSizeSeconds: 60, accountCount: 0, accountRateLimit: 1_000_000_000 };
    const { clock, permits } = await readAudits(rate, 500);
    expect(clock.sleptMs).toBe(0);
    expect(permits.calls).toBeLessThan(5);
  });

  test('begins slowly and stays slow when the account does not tell its limit', async () => {
    const { clock } = await readAudits({}, 50);
    expect(clock.sleptMs).toBeGreaterThan(8_000);
  });

  test('can be switched off for a simulated vendor', async () => {
    const { clock, permits } = await readAudits({}, 50, { paced: false });
    expect([clock.sleptMs, permits.calls]).toEqual([0, 0]);
  });

  test('reads the report again after half a minute', async () => {
    const rate = { slidingTimeWindowSizeSeconds: 60, accountCount: 0, accountRateLimit: 600 };
    const { client, vendor, clock } = await setUp({ rate });
    await client.sites();
    await client.sites();
    expect(vendor.count('GET', /request_rate/)).toBe(1);
    clock.advance(31_000);
    await client.sites();
    expect(vendor.count('GET', /request_rate/)).toBe(2);
  });

  async function readAudits(rate: Record<string, unknown>, count: number, own: { paced?: boolean } = {}) {
    const rows = Array.from({ length: count }, (_, n) => deviceRow(n, 1));
    const found = await setUp({ sites: [siteRow(1, count)], devices: rows, rate }, {}, own);
    const { records } = await found.client.devices('all');
    let arrived = 0;
    await found.client.details(records as readonly Device[], () => void arrived++);
    return { ...found, records: arrived };
  }
});

describe('what leaves and what is told', () => {
  test('nothing but GETs and the log-in', async () => {
    const { vendor, client } = await setUp(estateOf(3, 10));
    const { records } = await client.devices('all');
    await client.details(records, () => {});
    await client.identity();
    const other = vendor.asked.filter(({ method, path }) => method !== 'GET' && path !== '/auth/oauth/token');
    expect(other).toEqual([]);
    expect(client.requests().writes).toBe(0);
    expect(client.requests().reads).toBe(vendor.asked.length);
  });

  test('holds no secret, whatever happens', async () => {
    const echo: DattoSwitches['before'] = (asked) =>
      asked.path.includes('/account/sites')
        ? { status: 500, text: JSON.stringify(asked.headers) }
        : asked.path.endsWith('/account')
          ? { text: `${asked.headers.authorization} is no JSON` }
          : null;
    const { client, traces, vendor } = await setUp(estateOf(1, 2), { before: echo });
    const told = [
      (await client.sites()).outcome,
      (await client.devices('all')).records,
      String(
        await client
          .identity()
          .catch((error) => `${error.message} ${error.hint} ${JSON.stringify(error.details)}`),
      ),
      traces,
    ];
    const text = JSON.stringify(told);
    for (const secret of [vendor.key, vendor.secret, ...vendor.tokens, 'CANARY'])
      expect(text).not.toContain(secret);
    expect(traces[0]).toMatchObject({ method: 'POST', path: '/auth/oauth/token', status: 200, read: true });
  });
});

import { describe, expect, test } from 'vitest';
import { UsageError } from '../../../src/errors.js';
import { dattoRmmAddress } from '../../../src/vendors/datto-rmm/address.js';
import { limitFrom } from '../../../src/vendors/datto-rmm/limits.js';
import { toDevice, toSite } from '../../../src/vendors/datto-rmm/map.js';
import { device, site } from '../../../src/vendors/datto-rmm/schema.js';
import { isoTimeOf, timeOf } from '../../../src/vendors/datto-rmm/times.js';
import { deviceRow, siteRow } from '../support/datto-server.js';

describe('the address', () => {
  test.each([
    ['merlot', 'https://merlot-api.centrastage.net/'],
    [' Zinfandel ', 'https://zinfandel-api.centrastage.net/'],
    ['https://vidal-api.centrastage.net', 'https://vidal-api.centrastage.net/'],
    ['https://vidal-api.centrastage.net/api/', 'https://vidal-api.centrastage.net/'],
    ['vidal-api.centrastage.net/api', 'https://vidal-api.centrastage.net/'],
    ['http://127.0.0.1:4010/', 'http://127.0.0.1:4010/'],
    ['http://127.0.0.1:4010/datto/api', 'http://127.0.0.1:4010/datto/'],
  ])('%s is %s', (given, expected) => {
    expect(dattoRmmAddress(given).href).toBe(expected);
  });

  test.each([
    'https://evil.example',
    'https://merlot-api.centrastage.net.evil.example',
    'http://merlot-api.centrastage.net',
    'https://user:CANARY@merlot-api.centrastage.net',
    'https://centrastage.net',
    'two words',
    '',
  ])('"%s" is refused, and no credential in it is repeated', (given) => {
    expect(() => dattoRmmAddress(given)).toThrow(UsageError);
    expect(() => dattoRmmAddress(given)).not.toThrow(/CANARY/);
  });
});

describe('times', () => {
  const expected = Date.UTC(2026, 6, 31, 10, 5, 1);
  test.each([
    [1785492301000, expected, 'ms as a number'],
    [1785492301, expected, 'seconds as a number'],
    ['1785492301000', expected, 'ms as digits'],
    ['1785492301', expected, 'seconds as digits'],
    ['2026-07-31T10:05:01.000Z', expected, 'ISO'],
    ['2026-07-31T10:05:01', expected, 'ISO without a zone is UTC'],
    ['2026-07-31T12:05:01+02:00', expected, 'ISO with another zone'],
    [1785492301.25, expected + 250, 'seconds with decimals'],
    [-62135596800000, null, 'year 1 is none'],
    ['-62135596800000', null, 'year 1 as digits'],
    [-62135596800, null, 'year 1 in seconds'],
    ['0001-01-01T00:00:00Z', null, 'year 1 in ISO'],
    [0, null, 'the epoch is none'],
    [null, null, 'null'],
    [undefined, null, 'missing'],
    ['', null, 'blank'],
    ['yesterday', null, 'no time at all'],
  ])('%s is %s', (value, result, because) => {
    expect(timeOf(value), because).toBe(result);
  });

  test('are ISO 8601 in UTC as facts', () => {
    expect(isoTimeOf(1785492301)).toBe('2026-07-31T10:05:01.000Z');
  });
});

describe('sites', () => {
  const read = (over: Record<string, unknown>) => toSite(site.parse(siteRow(1, 3, over)));

  test.each([
    [{ autotaskCompanyId: '29683511', autotaskCompanyName: 'Lark LLC' }, '29683511', 'Lark LLC'],
    [{ autotaskCompanyId: 29683511 }, '29683511', null],
    [{ autotaskCompanyId: '0', autotaskCompanyName: 'Us' }, null, null],
    [{ autotaskCompanyId: '' }, null, null],
    [{ autotaskCompanyId: null }, null, null],
    [{ autotaskCompanyId: undefined }, null, null],
  ])('%j are mapped to %s', (over, id, name) => {
    expect(read(over)).toMatchObject({ psaCompanyId: id, psaCompanyName: name });
  });

  test.each([
    [{ name: 'Deleted Devices', uid: 'no guid' }, true],
    [{ name: 'OnDemand', onDemand: true }, true],
    [{ name: 'Managed' }, true],
    [{ name: 'Managed', autotaskCompanyId: '7' }, false],
    [{ name: 'Managed Services Ltd' }, false],
  ])('%j is a system site: %s', (over, expected) => {
    expect(read(over).skip !== null).toBe(expected);
  });

  test('never carry the proxy password or the notes', () => {
    expect(JSON.stringify(read({}))).not.toMatch(/CANARY/);
  });

  test('trim names, and say when they do not know how many devices there are', () => {
    expect(read({ name: '  Harbor  ', devicesStatus: null })).toMatchObject({
      name: 'Harbor',
      deviceCount: null,
    });
  });
});

describe('devices', () => {
  const read = (over: Record<string, unknown>, nics?: Record<string, unknown>[]) => {
    const interfaces = nics && { uid: 'x', nics: nics.map((nic) => ({ ...emptyNic, ...nic })) };
    return toDevice(device.parse(deviceRow(1, 1, over)), interfaces);
  };
  const emptyNic = { instance: null, name: null, ipv4: null, ipv6: null, macAddress: null };

  test.each([
    ['device', { category: 'Laptop', type: 'Notebook' }, 'Laptop'],
    ['device', { category: 'Server', type: 'Server' }, 'Server'],
    ['device', { category: null, type: 'Desktop' }, 'Desktop'],
    ['rmmnetworkdevice', { category: 'Network Device (Switch)', type: 'Switch' }, 'Switch'],
    ['rmmnetworkdevice', { category: 'Network Device (Firewall)', type: null }, 'Firewall'],
    ['printer', { category: 'Printer', type: null }, 'Printer'],
    ['esxihost', { category: 'ESXi Host', type: 'ESXi Host' }, 'ESXi Host'],
    ['unknown', null, null],
  ])('of class %s and type %j are keyed by %s', (deviceClass, deviceType, expected) => {
    expect(read({ deviceClass, deviceType }).deviceType).toBe(expected);
  });

  test('may be null in almost every field', () => {
    const names = Object.keys(deviceRow(1, 1)).filter((name) => name !== 'uid' && name !== 'siteUid');
    const bare = read(Object.fromEntries(names.map((name) => [name, null])));
    expect(bare).toMatchObject({
      id: 'device-1',
      hostname: 'device-1',
      active: true,
      lastSeenAt: null,
      nics: null,
    });
    expect(read(Object.fromEntries(names.map((name) => [name, undefined])))).toEqual(bare);
  });

  test('carry the facts a hop may write, and never a UDF', () => {
    const full = read({
      lastReboot: '1785081600',
      warrantyDate: '2027-03-31T00:00:00',
      domain: 'lark.local',
    });
    expect(full.facts).toMatchObject({
      hostname: 'PC-1',
      'internal-ip': '10.0.0.1',
      'last-reboot': '2026-07-26T16:00:00.000Z',
      warranty: '2027-03-31',
      domain: 'lark.local',
    });
    expect(JSON.stringify(full)).not.toMatch(/CANARY/);
  });

  test.each([
    ['device', 'unread'],
    ['esxihost', 'unread'],
    ['printer', 'unread'],
    ['rmmnetworkdevice', 'not-applicable'],
    ['unknown', 'not-applicable'],
    ['something new', 'not-applicable'],
  ])('of class %s start out %s', (deviceClass, detail) => {
    expect(read({ deviceClass }).detail).toBe(detail);
  });

  test('have a detail key that follows MACs, host name, system and type, and nothing else', () => {
    const nics = [{ macAddress: 'AA:BB:CC:00:11:22' }, { macAddress: '00-11-22-33-44-55' }];
    const key = read({}, nics).detailKey;
    expect(read({ lastSeen: 1785999999, intIpAddress: '10.9.9.9', udf: {} }, nics).detailKey).toBe(key);
    expect(read({}, [{ macAddress: '001122334455' }, { macAddress: 'aabbcc001122' }]).detailKey).toBe(key);
    expect(read({ hostname: 'other' }, nics).detailKey).not.toBe(key);
    expect(read({ operatingSystem: 'Windows 12' }, nics).detailKey).not.toBe(key);
    expect(read({}, nics.slice(1)).detailKey).not.toBe(key);
  });
});

describe('our share of the reported limit', () => {
  const report = (limit: number, used: number) => ({ windowMs: 60_000, limit, used });
  test.each([
    [report(600, 0), 0, 480, '80 %'],
    [report(600, 137), 37, 380, 'less what others use'],
    [report(600, 37), 50, 480, 'ours may be more than the report has seen'],
    [report(600, 590), 0, 6, 'never so little that the report cannot be read again'],
  ])('%j of which %i are ours: %i', (told, ours, expected, because) => {
    expect(limitFrom(told, ours)?.permits, because).toBe(expected);
  });

  test('is no limit when the account is unlimited', () => {
    expect(limitFrom(report(1_000_000_000, 5), 0)).toBe(null);
  });
});

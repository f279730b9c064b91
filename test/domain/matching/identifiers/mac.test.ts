import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  classifyMac,
  formatMac,
  MacReader,
  parseMac,
} from '../../../../src/domain/matching/identifiers/mac.js';

describe('parseMac', () => {
  test.each([
    // text, canonical, because
    ['AA:BB:CC:00:11:22', 'AA:BB:CC:00:11:22', 'colons'],
    ['aa-bb-cc-00-11-22', 'AA:BB:CC:00:11:22', 'hyphens, small letters'],
    ['aabb.cc00.1122', 'AA:BB:CC:00:11:22', "Cisco's dots"],
    [' AABBCC001122 ', 'AA:BB:CC:00:11:22', 'blanks around, no separators'],
    ['AA:BB:CC:00:11', null, 'ten digits'],
    ['AA:BB:CC:00:11:22:33:44', null, 'sixteen digits'],
    ['GA:BB:CC:00:11:22', null, 'a letter that is no digit'],
    ['', null, 'nothing'],
    [null, null, 'nothing'],
  ])('%s', (text, canonical, because) => {
    const mac = parseMac(text);
    expect(mac === null ? null : formatMac(mac), because).toBe(canonical);
  });

  test('bytes and text are read alike, whatever the text', () => {
    const text = fc.string({ unit: fc.constantFrom(...'0123456789abcdefABCDEFgz:-. '), maxLength: 24 });
    fc.assert(
      fc.property(text, (one) => {
        const bytes = new TextEncoder().encode(one);
        const reader = new MacReader();
        const mac = reader.read(bytes, 0, bytes.length) ? reader.mac() : null;
        expect(mac).toBe(parseMac(one));
      }),
    );
  });

  test('what is formatted reads back as the same address', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 48 - 1 }), (mac) => {
        expect(parseMac(formatMac(mac))).toBe(mac);
      }),
    );
  });
});

test('an address that looks plain is one of one machine', () => {
  const reader = new MacReader();
  const heads = fc.constantFrom(
    '0050',
    '000c',
    '00e0',
    '02ab',
    'd481',
    '4845',
    '0000',
    'ffff',
    '3c18',
    'a0ce',
  );
  fc.assert(
    fc.property(heads, fc.nat({ max: 2 ** 32 - 1 }), (head, rest) => {
      const text = head + rest.toString(16).padStart(8, '0');
      reader.read(new TextEncoder().encode(text), 0, 12);
      if (reader.isPlain()) expect(classifyMac(reader.mac()).class).toBe('ok');
    }),
    { numRuns: 2000 },
  );
});

describe('classifyMac', () => {
  test.each([
    ['D4:81:D7:00:11:22', 'ok', "a maker's address"],
    ['00:00:00:00:00:00', 'none', 'all zeros'],
    ['FF:FF:FF:FF:FF:FF', 'junk', 'broadcast'],
    ['00:05:9A:3C:7A:00', 'junk', 'VPN client'],
    ['02:00:4C:4F:4F:50', 'junk', 'loopback, though locally administered too'],
    ['50:50:54:50:30:30', 'junk', 'spells PPTP00'],
    ['00:FF:12:34:56:78', 'junk', 'TAP tunnel'],
    ['00:50:56:C0:00:08', 'junk', "VMware's own adapter on the host"],
    ['00:50:56:C0:12:34', 'virtual', 'a guest whose address happens to go on like that'],
    ['00:50:56:12:34:56', 'virtual', 'VMware guest'],
    ['00:15:5D:01:02:03', 'virtual', 'Hyper-V guest'],
    ['00:00:5E:00:01:0A', 'junk', 'VRRP'],
    ['00:00:0C:9F:F1:23', 'junk', 'HSRP, a prefix of nine digits'],
    ['00:E0:4C:12:34:56', 'dock-weak', 'Realtek'],
    ['48:45:4C:4C:4F:01', 'dock-weak', 'spells HELLO'],
    ['01:23:45:00:00:01', 'multicast', 'group bit'],
    ['C6:FA:9B:46:45:84', 'locally-administered', 'randomised'],
    ['52:54:00:12:34:56', 'locally-administered', 'QEMU'],
  ])('%s is %s: %s', (text, expected, because) => {
    expect(classifyMac(parseMac(text) ?? -1).class, because).toBe(expected);
  });

  test('every class but a good one says why', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 48 - 1 }), (mac) => {
        const kind = classifyMac(mac);
        expect(kind.why === '').toBe(kind.class === 'ok');
      }),
    );
  });
});

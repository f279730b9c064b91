import { describe, expect, test } from 'vitest';
import { isOwnAdapter } from '../../../../src/domain/matching/identifiers/adapter-name.js';
import { realMakerOrModel } from '../../../../src/domain/matching/identifiers/placeholders.js';
import { writableMac } from '../../../../src/domain/matching/identifiers/writable-mac.js';

describe('writableMac', () => {
  test.each([
    [
      'd481.d7a0.4f67',
      'Intel(R) Ethernet Connection',
      'D4:81:D7:A0:4F:67',
      'a real adapter, in the spelling we write',
    ],
    ['d4-81-d7-a0-4f-67', null, 'D4:81:D7:A0:4F:67', 'an adapter without a name'],
    ['d4-81-d7-a0-4f-67', 'Cisco AnyConnect Secure Mobility', null, 'a tunnel, by its name'],
    ['00:00:00:00:00:00', null, null, 'no address'],
    ['00:09:0F:FE:00:01', null, null, 'shared by many'],
    ['00:50:56:12:34:56', null, null, 'virtual'],
    ['00:E0:4C:12:34:56', null, null, "a dock's"],
    ['C6:FA:9B:46:45:84', null, null, 'locally administered'],
    ['nonsense', null, null, 'no MAC'],
    [null, 'Ethernet', null, 'none'],
  ])('%s of %s', (mac, name, expected, because) => {
    expect(writableMac({ mac, name }), because).toBe(expected);
  });
});

describe('isOwnAdapter', () => {
  test.each([
    ['Intel(R) Wi-Fi 6 AX201', true],
    ['vmxnet3 Ethernet Adapter', true],
    ['Microsoft Hyper-V Network Adapter #2', true],
    [null, true],
    ['Hyper-V Virtual Ethernet Adapter', false],
    ['VMware Virtual Ethernet Adapter for VMnet8', false],
    ['TAP-Windows Adapter V9', false],
    ['WAN Miniport (IP)', false],
    ['Bluetooth Device (Personal Area Network)', false],
  ])('%s: %s', (name, expected) => {
    expect(isOwnAdapter(name)).toBe(expected);
  });
});

test('placeholders of makers and models are none', () => {
  expect(['System manufacturer', ' to be filled by O.E.M. ', '*', '', null].map(realMakerOrModel)).toEqual(
    Array(5).fill(null),
  );
  expect(realMakerOrModel(' Latitude  5520\u0000')).toBe('Latitude 5520');
});

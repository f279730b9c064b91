import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { goodSerial, readSerial } from '../../../../src/domain/matching/identifiers/serial.js';
import { junkSerials } from '../../../../src/domain/matching/identifiers/serial-values.js';

describe('the canonical form of a serial', () => {
  test.each([
    // received, canonical, because
    ['pfwq4ehb', 'PFWQ4EHB', 'case is nothing'],
    [' PFWQ4EHB\u0000', 'PFWQ4EHB', 'blanks and control characters around'],
    ['PF\u0000WQ4EHB', 'PFWQ4EHB', 'control characters within'],
    ['\u00a0PFWQ4EHB\u00a0', 'PFWQ4EHB', 'no-break spaces'],
    ['S/N: PFWQ4EHB', 'PFWQ4EHB', 'label with colon'],
    ['s/n PFWQ4EHB', 'PFWQ4EHB', 'label without colon'],
    ['SN PFWQ4EHB', 'PFWQ4EHB', 'SN and a blank'],
    ['Serial: PFWQ4EHB', 'PFWQ4EHB', 'the word'],
    ['SNVWLN54VZ226JD', 'SNVWLN54VZ226JD', 'a serial that starts with SN keeps it'],
    ['1S20QV0007USPFWQ4EHB', 'PFWQ4EHB', "Lenovo's 1S, type of ten, serial of eight"],
    ['1S2537AB1R9ABCDE', 'R9ABCDE', "Lenovo's older 1S, seven and seven"],
    ['1SABC', '1SABC', 'not that layout'],
    [
      'VMware-56 4d 32 d4 06 3c c4 2c-ca 56 5b 6d ba 14 02 d6',
      'VMWARE564D32D4063CC42CCA565B6DBA1402D6',
      'as the BIOS has it',
    ],
    [
      'VMware-564d32d4063cc42c-ca565b6dba1402d6',
      'VMWARE564D32D4063CC42CCA565B6DBA1402D6',
      'as some tools have it',
    ],
    ['AB-12 34-CD', 'AB1234CD', 'hyphens and blanks within'],
  ])('%j', (received, canonical, because) => {
    expect(goodSerial(received), because).toBe(canonical);
  });
});

describe('the class of a serial', () => {
  test.each([
    ['', 'none', 'nothing'],
    [' \u0000 ', 'none', 'blanks only'],
    ['0', 'junk', 'too short'],
    ['...', 'junk', 'no letter and no digit'],
    ['................', 'junk', 'filler'],
    ['00000000', 'junk', 'one character'],
    ['0000-0000-0000-0000-0000-0000-00', 'junk', 'one character and hyphens'],
    ['xxxxxxxxxxx', 'junk', 'one character'],
    ['FFFFFFFF', 'junk', 'one character'],
    ['1010110', 'junk', 'zeros and ones'],
    ['123456789AB', 'junk', 'counts up'],
    ['0123456789', 'junk', 'counts up from zero'],
    ['12345', 'junk', 'counts up, short'],
    ['To Be Filled By O.E.M.', 'junk', 'on the list'],
    ['Default string', 'junk', 'on the list'],
    ['SystemSerialNumb', 'junk', 'on the list'],
    ['Some other phrase', 'junk', 'words without a digit'],
    ['VMware Virtual Platform', 'junk', 'a model'],
    ['03000200-0400-0500-0006-000700080009', 'junk', 'a UUID every board of a maker has'],
    ['7351', 'weak', 'four characters'],
    ['A7351', 'weak', 'five characters'],
    ['XAECCRZ', 'ok', 'letters only, one word'],
    ['1.2AB7', 'ok', 'a dot between digits is no reason'],
    ['000570532198', 'ok', 'leading zeros'],
  ])('%j is %s: %s', (received, expected, because) => {
    expect(readSerial(received).class, because).toBe(expected);
  });

  test('every listed placeholder is junk in any case and with blanks around', () => {
    for (const text of junkSerials) {
      expect(readSerial(` ${text.toLowerCase()} `).class, text).toBe('junk');
      expect(readSerial(text.toUpperCase()).class, text).toBe('junk');
    }
  });

  test('a canonical form is its own canonical form, and letter case and blanks around change nothing', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...'ABCDEFGHXYZ0123456789'), minLength: 6, maxLength: 15 }),
        (text) => {
          const serial = readSerial(text);
          expect(readSerial(` ${text.toLowerCase()}\u0000`)).toEqual(serial);
          if (!text.startsWith('1S')) expect(readSerial(serial.text)).toEqual(serial);
        },
      ),
    );
  });
});

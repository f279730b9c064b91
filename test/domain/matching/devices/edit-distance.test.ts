import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isOneEditApart } from '../../../../src/domain/matching/devices/edit-distance.js';
import { editDistance } from '../../../../src/domain/matching/names/distance.js';

describe('one edit apart', () => {
  test.each([
    ['PF2QXW31', 'PF2QXW3', true, 'a letter left out'],
    ['PF2QXW31', 'PF2QXW3I', true, 'a letter misread'],
    ['PF2QXW31', 'PF2QWX31', true, 'neighbours swapped'],
    ['PF2QXW31', 'PF2QXW31', false, 'equal is not apart'],
    ['PF2QXW31', 'PF2QXV32', false, 'two letters misread'],
    ['PF2QXW31', 'PF2QXW', false, 'two letters left out'],
    ['A', '', true, 'a single letter'],
    ['', '', false, 'nothing at all'],
  ] as const)('%s and %s: %s', (a, b, apart, because) => {
    expect(isOneEditApart(a, b), because).toBe(apart);
  });

  test('is mutual, and what counting edits says', () => {
    const serial = fc.string({ unit: fc.constantFrom('A', 'B', '1'), maxLength: 6 });
    fc.assert(
      fc.property(serial, serial, (a, b) => {
        expect(isOneEditApart(a, b)).toBe(isOneEditApart(b, a));
        expect(isOneEditApart(a, b)).toBe(editDistance(a, b, 1) === 1);
      }),
      { numRuns: 2000 },
    );
  });
});

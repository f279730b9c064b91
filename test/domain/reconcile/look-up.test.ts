import { describe, expect, test } from 'vitest';
import { assignFound, fitStrength, fittingIndex } from '../../../src/domain/reconcile/look-up.js';

const keys = (serial: string | null, macs: readonly string[] = [], name: string | null = 'PC-1') => ({
  name,
  serial,
  macs,
});

describe('fitStrength', () => {
  test.each([
    [keys('ABC123'), keys('abc123 '), 3, 'one serial, two spellings'],
    [keys('ABC123'), keys('XYZ999'), 0, 'two serials are two machines'],
    [keys('ABC123', ['AA:BB']), keys(null, ['aabb']), 2, 'the MAC tells'],
    [keys(null, ['AA:BB']), keys(null, ['CC:DD']), 0, 'two MACs are two machines'],
    [keys(null), keys('ABC123'), 1, 'only the name was to be written'],
    [keys(null, [], 'PC-1'), keys(null, [], 'pc-1'), 1, 'case does not matter'],
    [keys(null, [], null), keys(null, [], null), 0, 'two blanks are no evidence'],
  ] as const)('%o and %o: %i', (wanted, record, expected, because) => {
    expect(fitStrength(wanted, record), because).toBe(expected);
  });
});

describe('assignFound', () => {
  test('gives a record once, and never one that was there before', () => {
    const wanted = [
      { id: 'a', keys: keys('S1'), fitted: ['old'] },
      { id: 'b', keys: keys('S1'), fitted: ['old'] },
    ];
    const records = [
      { id: 'old', keys: keys('S1') },
      { id: 'new', keys: keys('S1') },
    ];
    expect([...assignFound(wanted, records).values()]).toEqual(['new']);
  });
});

describe('fittingIndex', () => {
  test('finds by serial, MAC or name, inside one place only', () => {
    const records = [
      { id: '1', place: 'org-1', keys: keys('S1', ['AA:01'], 'PC-1') },
      { id: '2', place: 'org-2', keys: keys('S1', ['AA:01'], 'PC-1') },
    ];
    const find = fittingIndex(
      records,
      (one) => one.place,
      (one) => one.keys,
    );
    expect(find('org-1', keys('s1', [], 'other'))).toEqual(['1']);
    expect(find('org-1', keys('S9', ['aa01'], 'other'))).toEqual(['1']);
    expect(find('org-2', keys(null, [], 'pc-1'))).toEqual(['2']);
    expect(find('org-3', keys('S1'))).toEqual([]);
  });
});

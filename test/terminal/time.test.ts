import { describe, expect, test } from 'vitest';
import { localTime, span } from '../../src/terminal/time.js';

describe('a time for people', () => {
  test.each([
    ['UTC', '2026-03-05 23:30'],
    ['Europe/Berlin', '2026-03-06 00:30'],
    ['America/New_York', '2026-03-05 18:30'],
  ])('stands in their zone, %s', (zone, expected) => {
    expect(localTime(Date.UTC(2026, 2, 5, 23, 30), zone)).toBe(expected);
  });

  test('survives a zone that Node does not know', () => {
    expect(localTime(0, 'Middle/Earth')).toMatch(/^19(69|70)-\d\d-\d\d \d\d:\d\d$/);
  });
});

describe('a span for people', () => {
  test.each([
    [0, '0 s'],
    [59_999, '59 s'],
    [60_000, '1 min'],
    [3_599_000, '59 min'],
    [3_600_000, '1 h'],
    [47 * 3_600_000, '47 h'],
    [48 * 3_600_000, '2 days'],
    [-5, '0 s'],
  ])('%i ms is %s', (ms, expected) => {
    expect(span(ms)).toBe(expected);
  });
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { openInput } from '../../../src/workflows/match-files/byte-input.js';
import { JsonBytes } from '../../../src/workflows/match-files/json-bytes.js';
import { lastSeenFrom } from '../../../src/workflows/match-files/last-seen.js';
import { countLines, eachLine } from '../../../src/workflows/match-files/lines.js';
import { RECORDS_A_MARK, RecordFinder } from '../../../src/workflows/match-files/record-lines.js';

const bytesOf = (text: string) => new TextEncoder().encode(text);
const decode = (bytes: Uint8Array, from: number, to: number) =>
  new TextDecoder().decode(bytes.subarray(from, to));

function linesOf(text: string, start = 0, end?: number): string[] {
  const input = openInput({ bytes: bytesOf(text) });
  const lines: string[] = [];
  eachLine(input, start, end ?? input.size, (bytes, from, to) => lines.push(decode(bytes, from, to)));
  return lines;
}

describe('the lines of a file', () => {
  test.each([
    ['a\nb\n', ['a', 'b'], 'the last line end ends the last line'],
    ['a\nb', ['a', 'b'], 'and may be missing'],
    ['a\r\nb\r\n', ['a', 'b'], 'as Windows writes them'],
    ['\n\na', ['', '', 'a'], 'empty ones count'],
    ['\ufeffa\nb', ['a', 'b'], 'a byte order mark is no part of the first'],
    ['', [], 'nothing'],
  ])('%j', (text, expected, because) => {
    expect(linesOf(text), because).toEqual(expected);
  });

  test('longer than any block are whole', () => {
    const long = 'x'.repeat(700_000);
    expect(linesOf(`a\n${long}\nb`)).toEqual(['a', long, 'b']);
  });

  test('of stretches that follow each other are the lines of the whole, and are counted alike', () => {
    const texts = fc.string({ unit: fc.constantFrom('a', 'b', '\n', '\r'), maxLength: 40 });
    fc.assert(
      fc.property(texts, fc.array(fc.nat(40), { maxLength: 3 }), (text, cuts) => {
        const size = bytesOf(text).length;
        const edges = [0, ...cuts.filter((cut) => cut < size).sort((a, b) => a - b), size];
        const input = openInput({ bytes: bytesOf(text) });
        const pieces = edges.slice(1).map((end, i) => linesOf(text, edges[i], end));
        expect(pieces.flat()).toEqual(linesOf(text));
        expect(edges.slice(1).map((end, i) => countLines(input, edges[i] ?? 0, end))).toEqual(
          pieces.map((one) => one.length),
        );
      }),
      { numRuns: 1000 },
    );
  });
});

test('any record is found again, whatever was skipped before it', () => {
  const lines = Array.from({ length: 300 }, (_, i) =>
    i % 7 === 3 ? 'bad' : i % 11 === 5 ? '' : `record ${i}`,
  );
  const text = lines.join('\n');
  const records: { text: string; position: number }[] = [];
  const skipped: number[] = [];
  let position = 0;
  for (const line of lines) {
    if (line === 'bad') skipped.push(position);
    else if (line !== '') records.push({ text: line, position });
    position += line.length + 1;
  }
  const marks = Float64Array.from(
    records.filter((_, i) => i % RECORDS_A_MARK === 0).map((record) => record.position),
  );
  const map = { from: 1000, to: 1000 + records.length, end: text.length, marks, skipped };
  const finder = new RecordFinder(openInput({ bytes: bytesOf(text) }), [map]);
  for (const [i, record] of records.entries()) {
    finder.find(1000 + i);
    expect(decode(finder.bytes, finder.from, finder.to)).toBe(record.text);
  }
});

describe('when a device was last seen', () => {
  const seconds = (text: string) => lastSeenFrom(bytesOf(text), 0, bytesOf(text).length);
  test.each([
    ['2026-10-14T04:03:39Z', Date.UTC(2026, 9, 14, 4, 3, 39) / 1000, 'ISO'],
    ['2024-02-29T23:59:59Z', Date.UTC(2024, 1, 29, 23, 59, 59) / 1000, 'a leap day'],
    ['2026-10-14T04:03:39.250Z', Date.UTC(2026, 9, 14, 4, 3, 39) / 1000, 'with milliseconds'],
    ['2026-10-14T04:03:39+02:00', Date.UTC(2026, 9, 14, 2, 3, 39) / 1000, 'with an offset'],
    ['1760414619', 1_760_414_619, 'seconds'],
    ['1760414619000', 1_760_414_619, 'milliseconds'],
    ['-62135596800000', 0, 'year 1 means never'],
    ['yesterday', 0, 'no time'],
    ['2026-13-14T04:03:39Z', 0, 'no month'],
    ['', 0, 'nothing'],
  ])('%s', (text, expected, because) => {
    expect(seconds(text), because).toBe(expected);
  });

  test('is what Date makes of any ISO time', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 4_000_000_000 }), (time) => {
        const text = new Date(time * 1000).toISOString().replace('.000Z', 'Z');
        expect(seconds(text)).toBe(time);
      }),
    );
  });
});

test('numbers and shares are spelled as JSON.stringify does', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 999_999_999_999_999 }),
      fc.integer({ min: -99, max: 99 }),
      fc.nat(10_000),
      (id, weight, share) => {
        const out = new JsonBytes();
        out.integer(id);
        out.raw(bytesOf(' '));
        out.integer(weight);
        out.raw(bytesOf(' '));
        out.share(share / 10_000);
        expect(decode(out.bytes, 0, out.length)).toBe(
          [id, weight, share / 10_000].map((one) => JSON.stringify(one)).join(' '),
        );
      },
    ),
  );
});

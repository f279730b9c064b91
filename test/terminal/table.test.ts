import fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, test } from 'vitest';
import { openScreen } from '../../src/terminal/screen.js';
import { fitWidths, type TableSpec } from '../../src/terminal/table.js';

interface Row {
  readonly name: string;
  readonly count: number;
}

const spec: TableSpec<Row> = {
  columns: [
    { header: 'Site', value: (row) => row.name, shrinkTo: 8 },
    { header: 'Devices', value: (row) => String(row.count), align: 'right' },
  ],
};
const rows: readonly Row[] = [
  { name: 'Alder Dental', count: 12 },
  { name: '株式会社ハンノキ', count: 3 },
  { name: 'A site with a name that is longer than the whole terminal', count: 140 },
];

function screenOf(columns: number | null, env: Record<string, string> = { LANG: 'C.UTF-8' }) {
  const stream = columns === null ? { isTTY: false } : { isTTY: true, columns };
  return openScreen({ stream, env: { ...env, NO_COLOR: '1' }, platform: 'linux', color: true, utc: true });
}

describe('a table', () => {
  test('fits the terminal, cuts what may be cut, and counts wide characters as two', async () => {
    const lines = (await screenOf(40)).table(rows, spec).split('\n');
    expect(lines).toEqual([
      'Site                            Devices',
      '──────────────────────────────  ───────',
      'Alder Dental                         12',
      '株式会社ハンノキ                      3',
      'A site with a name that is lo…      140',
    ]);
    expect(Math.max(...lines.map((line) => stringWidth(line)))).toBe(39);
  });

  test('uses plain signs where the locale has no others', async () => {
    const table = (await screenOf(30, { LANG: 'C' })).table(rows.slice(2), spec);
    expect(table).toBe(
      'Site                  Devices\n--------------------  -------\nA site with a name~       140',
    );
  });

  test('is neither framed nor cut when piped', async () => {
    expect((await screenOf(null)).table(rows, { ...spec, limit: 1 }).split('\n')).toEqual([
      'SITE                                                       DEVICES',
      'Alder Dental                                                    12',
      '株式会社ハンノキ                                                 3',
      'A site with a name that is longer than the whole terminal      140',
    ]);
  });

  test('counts the rows that a terminal does not show', async () => {
    const limited = {
      ...spec,
      limit: 1,
      more: (hidden: number) => `… ${hidden} more, see trilink match list sites`,
    };
    expect((await screenOf(80)).table(rows, limited).split('\n').at(-1)).toBe(
      '… 2 more, see trilink match list sites',
    );
  });

  test('of ten thousand rows is drawn without the slow library, in the same columns', async () => {
    const many = Array.from({ length: 10_000 }, (_, index) => ({ name: `site ${index}`, count: index }));
    const lines = (await screenOf(80)).table(many, spec).split('\n');
    expect(lines).toHaveLength(10_002);
    expect(lines.slice(-1)).toEqual(['site 9999     9999']);
  });

  test('is never wider than the terminal, as long as its narrowest form fits', async () => {
    const screen = await screenOf(60);
    const cell = fc.string({ unit: 'grapheme', maxLength: 90 });
    fc.assert(
      fc.property(
        fc.array(fc.record({ name: cell, count: fc.nat() }), { minLength: 1, maxLength: 5 }),
        (some) => {
          for (const line of screen.table(some, spec).split('\n')) expect(stringWidth(line)).toBeLessThan(60);
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('fitWidths', () => {
  test.each([
    [[10, 20], [5, 5], 40, [10, 20], 'what fits stays'],
    [[10, 20], [5, 5], 22, [10, 10], 'the widest gives way first'],
    [[10, 20], [undefined, 12], 24, [10, 12], 'a column that may not shrink does not'],
    [[10, 20], [undefined, 12], 20, [10, 8], 'a terminal too small breaks the wish, not the table'],
    [[30, 20], [undefined, undefined], 20, [30, 20], 'nothing may shrink, so nothing does'],
  ] as const)('%j with %j into %i', (natural, shrinkTo, room, expected, because) => {
    expect(fitWidths(natural, shrinkTo, room), because).toEqual(expected);
  });
});

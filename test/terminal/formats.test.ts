import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toCsv } from '../../src/terminal/formats/csv.js';
import { toHtml } from '../../src/terminal/formats/html.js';
import { toMarkdown } from '../../src/terminal/formats/markdown.js';

describe('a report', () => {
  const rows = [{ name: '<b>Alder</b> | "x" & *y*', n: 1 }];

  test('as Markdown is one table that no name can break', () => {
    expect(toMarkdown(rows)).toBe(
      '| name | n |\n| --- | --- |\n| &lt;b>Alder&lt;/b> \\| "x" &amp; \\*y\\* | 1 |\n',
    );
  });

  test('as HTML is one page that no name can add to', () => {
    const page = toHtml('findings/1', rows);
    expect(page).toContain('<td>&lt;b&gt;Alder&lt;/b&gt; | &quot;x&quot; &amp; *y*</td><td>1</td>');
    expect(page.match(/<script|<link|<img|src=/g)).toBeNull();
  });
});

describe('CSV', () => {
  test('has every column that any row has, lists joined, nothing as nothing', () => {
    expect(
      toCsv([
        { a: 1, b: ['x', 'y'] },
        { a: null, c: true, d: { e: 1 } },
      ]),
    ).toBe('a,b,c,d\n1,x;y,,\n,,true,"{""e"":1}"\n');
  });

  test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1'])('%j cannot start a formula', (text) => {
    expect(parse(toCsv([{ cell: text }]), { from: 2 })).toEqual([[`'${text}`]]);
  });

  test('leaves negative numbers numbers', () => {
    expect(toCsv([{ n: -5 }])).toBe('n\n-5\n');
  });

  test('gives back every text it was given, the guard aside', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (text) => {
        const [[cell] = []] = parse(toCsv([{ cell: text }]), { from: 2, relax_quotes: false }) as string[][];
        expect([text, `'${text}`]).toContain(cell);
      }),
    );
  });
});

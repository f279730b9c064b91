import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { onlyColour, plain, plainDeep, plainJson } from '../../src/terminal/plain.js';
import { openScreen } from '../../src/terminal/screen.js';
import { render } from '../../src/terminal/show.js';
import type { View } from '../../src/terminal/view.js';

const steers = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/;
const nasty = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({
    unit: fc.constantFrom(
      '\u001b',
      '\u009b',
      '\u202e',
      '\u2066',
      '\u0007',
      '[',
      '3',
      '1',
      'm',
      ']',
      ';',
      'a',
      '\n',
      '\r',
    ),
  }),
);

describe('plain', () => {
  test.each([
    ['Alder & Söhne 株式会社 🦊', 'Alder & Söhne 株式会社 🦊', 'names of this world stay'],
    ['a\u001b[31mb', 'a\\x1b[31mb', 'an escape sequence is written out'],
    ['a\u009b31mb', 'a\\x9b31mb', 'so is its one-character form'],
    ['txt.\u202egpj.exe', 'txt.\\u{202e}gpj.exe', 'text cannot be turned round'],
    ['two\nlines\tand tab\r', 'two\\nlines\\tand tab\\r', 'a cell has one line'],
    ['half \ud83d pair', 'half \\u{d83d} pair', 'half a surrogate pair is no character'],
    ['\ufeffname', '\\u{feff}name', 'a byte order mark is seen'],
  ])('%j', (text, expected, because) => {
    expect(plain(text), because).toBe(expected);
  });

  test('leaves nothing that steers a terminal, whatever comes in', () => {
    fc.assert(fc.property(nasty, (text) => !/\n/.test(plain(text)) && !steers.test(plain(text))));
  });

  test('changes nothing the second time', () => {
    fc.assert(fc.property(nasty, (text) => plain(plain(text)) === plain(text)));
  });
});

describe('plainDeep', () => {
  test('reaches keys, lists, maps and sets, and shares what needs no change', () => {
    const clean = { name: 'Alder', list: ['a'] };
    expect(plainDeep(clean)).toBe(clean);
    expect(
      plainDeep({ 'a\u001b': ['\u0007', new Map([['k', '\u202e']]), new Set(['\u0000'])], n: 1, at: null }),
    ).toEqual({
      'a\\x1b': ['\\x07', new Map([['k', '\\u{202e}']]), new Set(['\\x00'])],
      n: 1,
      at: null,
    });
  });
});

describe('plainJson', () => {
  test('says the same as the JSON it was given', () => {
    fc.assert(
      fc.property(nasty, (text) => {
        const json = plainJson(JSON.stringify({ text }, null, 2));
        return JSON.parse(json).text === text && !steers.test(json);
      }),
    );
  });
});

describe('onlyColour', () => {
  test('lets colours and line ends pass and nothing else', () => {
    expect(onlyColour('\u001b[1mbold\u001b[22m\nnext\u001b[2J\u001b]0;title\u0007')).toBe(
      '\u001b[1mbold\u001b[22m\nnext\\x1b[2J\\x1b]0;title\\x07',
    );
  });
});

describe('what is shown', () => {
  const echo: View<{ name: string }> = {
    text: ({ name }, screen) =>
      `${name}\n${screen.table([{ name }], { columns: [{ header: 'name', value: (row) => row.name }] })}`,
    json: ({ name }) => ({ schema: 'echo/1', name }),
    rows: ({ name }) => [{ name }],
  };
  const formats = ['table', 'json', 'ndjson', 'csv', 'markdown', 'html'] as const;

  test.each([
    true,
    false,
  ])('never holds a raw control, escape or bidirectional mark (terminal: %s)', async (isTTY) => {
    const needs = {
      stream: { isTTY, columns: 80 },
      env: { FORCE_COLOR: '0' },
      platform: 'linux',
      color: true,
      utc: true,
    } as const;
    const screen = await openScreen(needs);
    await fc.assert(
      fc.asyncProperty(nasty, fc.constantFrom(...formats), async (name, format) => {
        expect(await render({ name }, echo, format, async () => screen, [])).not.toMatch(steers);
      }),
    );
  });
});

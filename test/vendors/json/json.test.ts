import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ExactInteger, numberId } from '../../../src/vendors/json/exact-integer.js';
import { readJson } from '../../../src/vendors/json/read-json.js';
import { writeJson } from '../../../src/vendors/json/write-json.js';

describe('readJson', () => {
  test.each([
    ['{"id":9007199254740993}', { id: '9007199254740993' }, 'beyond 2^53 the digits are kept as text'],
    ['{"id":9007199254740991}', { id: 9007199254740991 }, 'the last safe integer stays a number'],
    ['[-123456789012345678901]', ['-123456789012345678901'], 'negative ones too'],
    ['{"a":1234567890123456789.5}', { a: Number('1234567890123456789.5') }, 'a fraction is no id'],
    [
      '{"a":1.23456789012345678901}',
      { a: Number('1.23456789012345678901') },
      'digits after the point are no integer',
    ],
    ['{"a":12345678901234567e2}', { a: Number('12345678901234567e2') }, 'an exponent makes no id'],
    ['{"a":"1234567890123456789"}', { a: '1234567890123456789' }, 'a string stays as it is'],
    [
      '{"a":"x\\": 1234567890123456789, \\\\"}',
      { a: 'x": 1234567890123456789, \\' },
      'escapes do not end a string',
    ],
    ['{"1234567890123456789":1}', { '1234567890123456789': 1 }, 'a key is a string'],
    ['12345678901234567890', '12345678901234567890', 'a bare number'],
  ])('%s', (text, expected, because) => {
    expect(readJson(text), because).toEqual(expected);
  });

  test.each([
    '{"a":12345678901234567890',
    '{"a":"1234567890123456',
    '<html>1234567890123456',
    '',
    '-',
  ])('refuses what is not JSON: %s', (text) => {
    expect(() => readJson(text)).toThrow(SyntaxError);
  });

  test('reads whatever JSON.stringify writes, exactly as JSON.parse would, when no integer is too big', () => {
    const small = fc.jsonValue().filter((value) => !/(?<![\d.])-?\d{16,}/.test(JSON.stringify(value)));
    fc.assert(
      fc.property(small, (value) => {
        const text = JSON.stringify(value);
        expect(readJson(text)).toEqual(JSON.parse(text));
      }),
    );
  });

  test('keeps every digit of any integer, wherever it stands, and never touches the strings around it', () => {
    fc.assert(
      fc.property(fc.bigInt(), fc.string(), fc.string({ unit: 'binary' }), (integer, before, after) => {
        const text = `{${JSON.stringify(before)}:[${JSON.stringify(after)}, ${integer} ,${integer}]}`;
        const expected = Number.isSafeInteger(Number(integer)) ? Number(integer) : String(integer);
        expect(readJson(text)).toEqual({ [before]: [after, expected, expected] });
      }),
    );
  });

  test('takes time in proportion to the text, even for one long string full of escapes', () => {
    const long = '\\"1234567890123456'.repeat(100_000);
    expect(readJson(`{"a":"${long}","b":1234567890123456789}`)).toHaveProperty('b', '1234567890123456789');
  });
});

describe('writeJson', () => {
  test('writes an exact integer as bare digits', () => {
    expect(writeJson({ id: numberId('98765432109876543210'), name: 'n' })).toBe(
      '{"id":98765432109876543210,"name":"n"}',
    );
  });

  test('leaves an id that is no number as text', () => {
    expect(writeJson([numberId('a7'), numberId('007'), numberId('')])).toBe('["a7","007",""]');
  });

  test('refuses digits that are none', () => {
    expect(() => new ExactInteger('1,"admin":true')).toThrow(RangeError);
  });

  test('is JSON.stringify for everything else', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(writeJson(value)).toBe(JSON.stringify(value));
      }),
    );
    expect(writeJson({ a: undefined, b: [undefined] })).toBe('{"b":[null]}');
  });

  test('brings an id back unchanged after reading and writing', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 2n ** 53n }), (id) => {
        const read = readJson(`{"id":${id}}`) as { id: string };
        expect(writeJson({ id: numberId(read.id) })).toBe(`{"id":${id}}`);
      }),
    );
  });
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { JsonLine, Kind } from '../../../src/workflows/match-files/json-line.js';
import { RecordLine } from '../../../src/workflows/match-files/record-line.js';
import {
  ConfigurationField,
  configurationShape,
  DeviceField,
  deviceShape,
} from '../../../src/workflows/match-files/shapes.js';

const bytesOf = (text: string) => new TextEncoder().encode(text);

/** What a device line says, read by the scanner alone; `null` when it is not sure of the line. */
function scanned(text: string) {
  const line = new JsonLine(deviceShape);
  const bytes = bytesOf(`${text}\n{"uid":"next"}`);
  const end = bytesOf(text).length;
  if (!line.parse(bytes, 0, end)) return null;
  const field = (i: number) => {
    const inside = new TextDecoder().decode(bytes.subarray(line.from[i], line.to[i]));
    if (line.kind[i] === Kind.text || line.kind[i] === Kind.escaped) return JSON.parse(`"${inside}"`);
    return line.kind[i] === Kind.absent ? undefined : JSON.parse(inside);
  };
  const macs = Array.from({ length: line.listCount }, (_, i) =>
    new TextDecoder().decode(bytes.subarray(line.listFrom[i], line.listTo[i])),
  );
  return {
    uid: field(DeviceField.uid),
    siteId: field(DeviceField.siteId),
    serial: field(DeviceField.serialNumber),
    macs,
  };
}

describe('the scanner of JSON lines', () => {
  test.each([
    [
      '{"uid":"a","siteId":7,"serialNumber":null,"macAddresses":["x","y"]}',
      { uid: 'a', siteId: 7, serial: null, macs: ['x', 'y'] },
    ],
    ['{"macAddresses":[],"uid":"a"}', { uid: 'a', siteId: undefined, serial: undefined, macs: [] }],
    [' { "uid" : "a" , "siteId" : 7 } ', { uid: 'a', siteId: 7, serial: undefined, macs: [] }],
    ['{"uid":"a\\u0041\\n\\"","other":true,"one more":-0}', null],
    [
      '{"uid":"a\\u0041\\n\\"","other":true}',
      { uid: 'aA\n"', siteId: undefined, serial: undefined, macs: [] },
    ],
    ['{"uid":"a","uid":"b"}', { uid: 'b', siteId: undefined, serial: undefined, macs: [] }],
    ['{}', { uid: undefined, siteId: undefined, serial: undefined, macs: [] }],
  ])('reads %s', (text, expected) => {
    expect(scanned(text)).toEqual(expected);
  });

  test.each([
    '{"uid":"a"',
    '{"uid":"a"}}',
    '{"uid":"a",}',
    '{"uid" "a"}',
    '{"uid":a}',
    '{"uid":tru}',
    '{"uid":01}',
    '{"uid":"a\tb"}',
    '{"uid":"a\\x"}',
    '{"uid":"a\\u12g4"}',
    '{uid:"a"}',
    '"uid"',
    '[1]',
    '',
    '{"macAddresses":["x",]}',
    '{"macAddresses":["x"',
    '{"uid":"a"} x',
    '{"uid":"open',
  ])('is not sure of %s', (text) => {
    expect(scanned(text)).toBeNull();
  });

  test('whatever it is sure of, JSON.parse reads the same', () => {
    const value = fc.oneof(
      fc.string(),
      fc.nat(),
      fc.constantFrom(null, true, false, 1.5, -3, [1], { a: 'b' }),
    );
    const record = fc.record(
      {
        uid: value,
        siteId: value,
        serialNumber: value,
        macAddresses: fc.array(fc.string(), { maxLength: 3 }),
        other: value,
      },
      { requiredKeys: [] },
    );
    const damage = fc.tuple(
      fc.nat(200),
      fc.constantFrom('', '"', '\\', ',', '{', '}', ':', ' ', '0', '\u0001'),
    );
    fc.assert(
      fc.property(record, fc.option(damage), fc.constantFrom(undefined, 1), (one, hurt, indent) => {
        let text = JSON.stringify(one, null, indent).replaceAll('\n', ' ');
        if (hurt) text = text.slice(0, hurt[0]) + hurt[1] + text.slice(hurt[0] + 1);
        const seen = scanned(text);
        if (seen === null) return;
        const parsed = JSON.parse(text);
        expect(seen.uid).toEqual(parsed.uid);
        expect(seen.siteId).toEqual(parsed.siteId);
        expect(seen.serial).toEqual(parsed.serialNumber);
        if (Array.isArray(parsed.macAddresses)) expect(seen.macs).toEqual(parsed.macAddresses);
      }),
      { numRuns: 3000 },
    );
  });

  test('is used to the order of the first line and reads any other', () => {
    const line = new JsonLine(deviceShape);
    const texts = [
      '{"uid":"a","siteId":1}',
      '{"siteId":2,"uid":"b"}',
      '{"x":"y","uid":"c","siteId":3}',
      '{"uid":"d","siteId":4}',
    ];
    const seen = texts.map((text) => {
      const bytes = bytesOf(text);
      expect(line.parse(bytes, 0, bytes.length)).toBe(true);
      return new TextDecoder().decode(bytes.subarray(line.from[0], line.to[0]));
    });
    expect(seen).toEqual(['a', 'b', 'c', 'd']);
  });
});

describe('a line as a record', () => {
  const read = (text: string) => {
    const line = new RecordLine(configurationShape);
    const bytes = bytesOf(text);
    return { line, problem: line.read(bytes, 0, bytes.length) };
  };
  const textOf = (line: RecordLine, field: number) =>
    line.take(field) ? new TextDecoder().decode(line.bytes.subarray(line.from, line.to)) : null;

  test.each([
    ['{"id":"1","name":"B\\u00fcro \\"1\\""}', 'Büro "1"', 'escapes beyond ASCII'],
    ['{"id":"1","name":"PF\\u0000X"}', 'PF\u0000X', 'control characters as escapes'],
    ['{"\\u0069d":"1","name":"x"}', 'x', 'an escaped key'],
    ['{"id":1e3,"name":"x"}', 'x', 'a number with an exponent'],
    ['{"id":"1","extra":{"deep":[1,{"name":"no"}]},"name":"x"}', 'x', 'what nobody asked for'],
    ['{"id":"1","name":12345678901234567890}', '12345678901234567890', 'no digit of a long number is lost'],
  ])('reads %s', (text, name, because) => {
    const { line, problem } = read(text);
    expect([problem, textOf(line, ConfigurationField.name)], because).toEqual([null, name]);
  });

  test.each([
    ['{"id":"1"', /^is not JSON/],
    ['[1,2]', /^is not a JSON object$/],
    ['"text"', /^is not a JSON object$/],
    ['{"id":{"a":1}}', /where id should be$/],
    ['{"id":"1","interfaces":[[1]]}', /list of texts in interfaces$/],
  ])('says what is wrong with %s', (text, problem) => {
    expect(read(text).problem).toMatch(problem);
  });

  test('takes the MACs of interfaces, and of lists spelled otherwise', () => {
    const macs = (text: string) => {
      const { line } = read(text);
      return Array.from({ length: line.line.listCount }, (_, i) => {
        line.takeItem(i);
        return new TextDecoder().decode(line.bytes.subarray(line.from, line.to));
      });
    };
    expect(
      macs(
        '{"id":"1","interfaces":[{"mac_address":"a"},{"x":1,"mac_address":null},{"name":"n","mac_address":"b"}]}',
      ),
    ).toEqual(['a', 'b']);
    expect(macs('{"id":"1","interfaces":"a;b"}')).toEqual(['a', 'b']);
    expect(macs('{"id":"1","interfaces":["a",null]}')).toEqual(['a']);
    expect(macs('{"id":"1","interfaces":null}')).toEqual([]);
  });

  test('tells whether two names are the same but for letter case', () => {
    const same = (name: string, hostname: string) =>
      read(JSON.stringify({ id: '1', name, hostname })).line.isSame(
        ConfigurationField.name,
        ConfigurationField.hostname,
      );
    expect([same('PC-1', 'pc-1'), same('PC-1', 'PC-2'), same('PC-1', 'PC-11'), same('PC@1', 'PC`1')]).toEqual(
      [true, false, false, false],
    );
  });
});

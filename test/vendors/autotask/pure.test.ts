import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { entryNamed } from '../../../src/vendors/autotask/lists.js';
import { macsIn } from '../../../src/vendors/autotask/macs.js';
import { Picklist } from '../../../src/vendors/autotask/metadata.js';
import { problemsIn } from '../../../src/vendors/autotask/outcomes.js';
import { isId } from '../../../src/vendors/autotask/query.js';
import { recordAddress } from '../../../src/vendors/autotask/record-addresses.js';
import { dateAt, flagAt, idAt, textAt, timeAt } from '../../../src/vendors/autotask/row.js';
import { fieldNamed } from '../../../src/vendors/autotask/target-fields.js';
import { udfsOf } from '../../../src/vendors/autotask/udf-values.js';

describe('the addresses in one text', () => {
  test.each<[string | null, string[], string]>([
    [
      '[A4:5E:60:11:0C:9D, 02:00:4C:4F:4F:50]',
      ['A4:5E:60:11:0C:9D', '02:00:4C:4F:4F:50'],
      'brackets and commas',
    ],
    ['A4:5E:60:11:0C:9D', ['A4:5E:60:11:0C:9D'], 'a single one'],
    ['["A4-5E-60-11-0C-9D","02-00-4C-4F-4F-50"]', ['A4-5E-60-11-0C-9D', '02-00-4C-4F-4F-50'], 'quoted'],
    ['a45e.6011.0c9d;a45e60110c9d', ['a45e.6011.0c9d', 'a45e60110c9d'], 'other spellings'],
    ['[A4:5E:60:11:0C:9D, A4:5E:60:11:0C:9D]', ['A4:5E:60:11:0C:9D'], 'each once'],
    ['[]', [], 'empty brackets'],
    [null, [], 'nothing'],
  ])('%j are %j (%s)', (text, expected) => {
    expect(macsIn(text)).toEqual(expected);
  });
});

test('however several addresses are strung together, each is found as it is spelled', () => {
  const mac = fc
    .array(fc.integer({ min: 0, max: 255 }), { minLength: 6, maxLength: 6 })
    .map((bytes) => bytes.map((byte) => byte.toString(16).padStart(2, '0')).join(':'));
  const style = fc.constantFrom<[string, string, string]>(
    ['[', ', ', ']'],
    ['', ',', ''],
    ['["', '","', '"]'],
    ['', ' ', ''],
    ['{', ';', '}'],
  );
  fc.assert(
    fc.property(fc.uniqueArray(mac, { maxLength: 6 }), style, (macs, [open, between, close]) => {
      expect(macsIn(`${open}${macs.join(between)}${close}`)).toEqual(macs);
    }),
  );
});

describe('values of a row', () => {
  const row = {
    zero: 0,
    big: '9223372036854775807',
    blank: '  ',
    text: ' a ',
    one: 1,
    yes: true,
    no: 'false',
    none: null,
    at: '2026-03-01T17:50:12.443Z',
    zoneless: '2026-03-01T17:50:12',
    odd: {},
  };

  test('an id may be zero, and keeps all its digits', () => {
    expect(['zero', 'big', 'none', 'missing'].map((name) => idAt(row, name))).toEqual([
      '0',
      '9223372036854775807',
      null,
      null,
    ]);
  });

  test('texts are trimmed, and blank is nothing', () => {
    expect(['text', 'blank', 'one', 'odd', 'none'].map((name) => textAt(row, name))).toEqual([
      'a',
      null,
      '1',
      null,
      null,
    ]);
  });

  test('yes and no come as flags, numbers and words', () => {
    expect(['yes', 'one', 'zero', 'no', 'none', 'text'].map((name) => flagAt(row, name))).toEqual([
      true,
      true,
      false,
      false,
      null,
      null,
    ]);
  });

  test('times are UTC, with or without a zone', () => {
    const at = Date.UTC(2026, 2, 1, 17, 50, 12);
    expect(['at', 'zoneless', 'text', 'none'].map((name) => timeAt(row, name))).toEqual([
      at + 443,
      at,
      null,
      null,
    ]);
    expect(['at', 'text', 'none'].map((name) => dateAt(row, name))).toEqual(['2026-03-01', null, null]);
  });
});

describe('user-defined fields', () => {
  test.each<[unknown, unknown[], string]>([
    [undefined, [], 'the array is left out when no row has values'],
    [[{ name: 'A', value: 'x' }], [{ name: 'A', value: 'x', masked: false }], 'a value'],
    [[{ name: 'A', value: 7 }], [{ name: 'A', value: '7', masked: false }], 'values are texts'],
    [[{ name: 'A', value: ' ' }], [{ name: 'A', value: null, masked: false }], 'blank'],
    [[{ name: 'A', value: '*****' }], [{ name: 'A', value: null, masked: true }], 'hidden from our user'],
    [[{ name: 'A', value: 'a*****' }], [{ name: 'A', value: 'a*****', masked: false }], 'stars in a text'],
    ['odd', [], 'not a list'],
  ])('%j are %j (%s)', (userDefinedFields, expected) => {
    expect(udfsOf({ userDefinedFields })).toEqual(expected);
  });
});

describe('picklists', () => {
  const picklist = new Picklist([
    { value: '1', label: 'Customer', isActive: true },
    { value: '2', label: 'customer', isActive: true },
    { value: '3', label: 'Lead', isActive: false },
    { value: null, label: 'Odd', isActive: true },
    { value: '5', label: null, isActive: null },
  ]);

  test.each([
    ['1', 'Customer'],
    ['3', 'Lead'],
    ['5', '5'],
    ['9', null],
    [null, null],
  ])('the label of %j is %j', (value, label) => {
    expect(picklist.labelOf(value)).toBe(label);
  });

  test.each<[string, string | null, string]>([
    ['customer', '2', 'letter by letter first'],
    [' CUSTOMER ', '1', 'else without regard to case'],
    ['Lead', null, 'inactive ones cannot be chosen'],
    ['Nobody', null, 'unknown'],
  ])('the value of %j is %j (%s)', (label, value) => {
    expect(picklist.valueOf(label)).toBe(value);
  });
});

describe('entries by name', () => {
  const entry = (id: string, name: string, active = true) => ({ id, name, active, row: {} });
  const entries = [
    entry('1', 'Laptop'),
    entry('2', 'LAPTOP'),
    entry('3', 'Old', false),
    entry('4', 'Both', false),
    entry('5', 'Both'),
  ];

  test.each([
    ['Laptop', '1', 'letter by letter'],
    ['laptop', 'several', 'two without regard to case'],
    ['old', 'inactive', 'only an inactive one'],
    ['Both', '5', 'the active one of two'],
    ['Nothing', 'none', 'nobody'],
  ])('%s is %s (%s)', (name, expected) => {
    const found = entryNamed(entries, name);
    expect(typeof found === 'string' ? found : found.id).toBe(expected);
  });
});

describe('what a refusal says', () => {
  test.each<[string, string | null, string]>([
    [
      'Reference value on field: productID of type: Product does not exist or is invalid.',
      'product',
      'the field is named',
    ],
    ['Missing Required Field: companyID.', null, 'a field that is not ours'],
    ['Value of field referenceNumber is too long', 'reference-number', 'without a colon'],
    ['Something else', null, 'no field'],
    ['', null, 'no words at all'],
  ])('%j is about %j (%s)', (text, field) => {
    expect(problemsIn([text], (wire) => fieldNamed('configuration', wire))).toEqual([
      { field, text: text || 'refused without a reason' },
    ]);
  });
});

test('a refusal over protected data names the right that is missing', () => {
  const [problem] = problemsIn(['You cannot update the protected UDF BitLocker.'], () => null);
  expect(problem?.text).toContain('Protected Data Permission');
});

test.each([
  ['0', true],
  ['41877', true],
  ['9223372036854775807', true],
  ['-1', false],
  ['01', false],
  ['1e3', false],
  ['no-such-site', false],
  ['', false],
])('%j can be an id: %s', (text, expected) => {
  expect(isId(text)).toBe(expected);
});

describe('where people see a record', () => {
  const zone = (web: string | null) => ({
    known: {
      name: null,
      base: new URL('https://a/'),
      web: web === null ? null : new URL(web),
      database: '1',
    },
  });

  test.each([
    [
      'organization',
      'https://ww3.autotask.net/Autotask/AutotaskExtend/ExecuteCommand.aspx?Code=OpenAccount&AccountID=7',
    ],
    [
      'configuration',
      'https://ww3.autotask.net/Autotask/AutotaskExtend/ExecuteCommand.aspx?Code=OpenInstalledProduct&InstalledProductID=7',
    ],
    ['product', null],
  ] as const)('a record of type %s is at %s', (type, expected) => {
    expect(recordAddress(zone('https://ww3.autotask.net/'), type, '7')).toBe(expected);
  });

  test('cannot be told before the zone is known', () => {
    expect(recordAddress({ known: null }, 'organization', '7')).toBeNull();
    expect(recordAddress(zone(null), 'organization', '7')).toBeNull();
  });
});

import { describe, expect, test } from 'vitest';
import { UsageError } from '../../../src/errors.js';
import { itGlueAddress } from '../../../src/vendors/it-glue/address.js';
import { contactFields, contactLists } from '../../../src/vendors/it-glue/contact-fields.js';
import { echoesOfCreates, echoesOfUpdates } from '../../../src/vendors/it-glue/echo-match.js';
import { problemsIn, refusal } from '../../../src/vendors/it-glue/outcomes.js';
import { RecordAddresses } from '../../../src/vendors/it-glue/record-addresses.js';
import type { Resource } from '../../../src/vendors/it-glue/resource.js';

describe('the address', () => {
  test.each([
    ['us', 'https://api.itglue.com/'],
    ['NA', 'https://api.itglue.com/'],
    [' eu ', 'https://api.eu.itglue.com/'],
    ['au', 'https://api.au.itglue.com/'],
    ['https://api.eu.itglue.com/', 'https://api.eu.itglue.com/'],
    ['api.itglue.com', 'https://api.itglue.com/'],
    ['http://127.0.0.1:4020', 'http://127.0.0.1:4020/'],
    ['http://localhost:4020/it-glue/', 'http://localhost:4020/it-glue/'],
  ])('%s is %s', (given, expected) => {
    expect(itGlueAddress(given).href).toBe(expected);
  });

  test.each([
    'https://evil.example',
    'https://api.itglue.com.evil.example',
    'https://company.itglue.com',
    'http://api.itglue.com',
    'https://me:CANARY@api.itglue.com',
    'mars!',
    '',
  ])('"%s" is refused, and no credential in it is repeated', (given) => {
    expect(() => itGlueAddress(given)).toThrow(UsageError);
    expect(() => itGlueAddress(given)).not.toThrow(/CANARY/);
  });
});

describe('addresses of records', () => {
  const resource = (url: string | null): Resource => {
    return { id: '7', type: 'configurations', attributes: { 'resource-url': url }, relationships: null };
  };

  test('are those that came with the record', () => {
    const addresses = new RecordAddresses({ subdomain: null, apiHost: 'api.itglue.com' });
    expect(addresses.of('configuration', '7', '3')).toBe(null);
    addresses.saw('configuration', resource('https://harbor.itglue.com/3/configurations/7'));
    expect(addresses.of('configuration', '7', null)).toBe('https://harbor.itglue.com/3/configurations/7');
    expect(addresses.of('configuration', '8', '3'), 'the host is known now').toBe(
      'https://harbor.itglue.com/3/configurations/8',
    );
  });

  test.each([
    ['api.itglue.com', 'https://harbor.itglue.com/3/contacts/7'],
    ['api.eu.itglue.com', 'https://harbor.eu.itglue.com/3/contacts/7'],
    ['127.0.0.1', 'https://harbor.itglue.com/3/contacts/7'],
  ])('are built from the subdomain beside %s', (apiHost, expected) => {
    const addresses = new RecordAddresses({ subdomain: 'Harbor', apiHost });
    expect(addresses.of('contact', '7', '3')).toBe(expected);
    expect(addresses.of('organization', '3', null)).toBe(new URL('/3', expected).href);
    expect(addresses.of('configuration-interface', '7', '3'), 'an interface has no page of its own').toBe(
      null,
    );
  });

  test('take over no odd address and no odd subdomain', () => {
    const addresses = new RecordAddresses({ subdomain: 'evil.example/', apiHost: 'api.itglue.com' });
    addresses.saw('configuration', resource('javascript:alert(1)'));
    expect(addresses.of('configuration', '7', '3')).toBe(null);
  });
});

describe('problems of a refusal', () => {
  const error = (pointer: string | undefined, detail?: string) => {
    return { errors: [{ status: 422, title: 'Unprocessable Entity', detail, source: { pointer } }] };
  };

  test.each([
    ['/data/attributes/hostname', 'hostname'],
    ['data/attributes/organization_id', 'organization-id'],
    ['/data/attributes/configuration-type', 'configuration-type'],
    ['/data/attributes/configuration_type_id', 'configuration-type'],
    ['/data/attributes/manufacturer-id', 'manufacturer'],
    ['/data/2/attributes/primary_ip', 'primary-ip'],
    ['/data/attributes/contact-emails.base', 'contact-emails'],
    ['/data', null],
    [undefined, null],
  ])('at %s name the field %s', (pointer, field) => {
    expect(problemsIn('configuration', error(pointer, 'must exist'), (text) => text)).toEqual([
      { field, text: 'must exist' },
    ]);
  });

  test('without a detail say the title', () => {
    expect(problemsIn('configuration', error(undefined), (text) => text)[0]?.text).toBe(
      'Unprocessable Entity',
    );
  });

  test.each([
    null,
    'text',
    {},
    { errors: 'many' },
    { errors: [null, 7] },
  ])('survive a body like %j', (body) => {
    expect(problemsIn('configuration', body, (text) => text).length).toBeLessThanOrEqual(2);
    expect(
      refusal(
        422,
        problemsIn('configuration', body, (text) => text),
      ).outcome,
    ).toBe('refused');
  });

  test('teach the lock', () => {
    const problems = problemsIn(
      'configuration',
      error('/data/attributes/hostname', 'Cannot update a synced resource'),
      (t) => t,
    );
    expect(refusal(422, problems)).toMatchObject({ locked: true, status: 422 });
    expect(refusal(422, [{ field: null, text: 'must exist' }])).toMatchObject({ locked: false });
  });
});

describe('which echo answers which record', () => {
  const echo = (id: string, attributes: Record<string, unknown>): Resource => {
    return { id, type: 'configurations', attributes, relationships: null };
  };
  const ids = (found: Resource[] | null) => found?.map(({ id }) => id) ?? null;

  test.each([
    [
      ['A', 'B'],
      [
        ['1', 'A'],
        ['2', 'B'],
      ],
      ['1', '2'],
      'in order',
    ],
    [
      ['A', 'B'],
      [
        ['2', 'B'],
        ['1', 'A'],
      ],
      ['1', '2'],
      'in another order',
    ],
    [
      ['A', 'A'],
      [
        ['1', 'A'],
        ['2', 'A'],
      ],
      ['1', '2'],
      'two alike go by order',
    ],
    [['A', 'B'], [['1', 'A']], null, 'one is not named'],
    [
      ['A', 'B'],
      [
        ['1', 'A'],
        ['1', 'A'],
      ],
      null,
      'one is named twice',
    ],
    [
      ['A', 'B'],
      [
        ['1', 'A'],
        ['2', 'C'],
      ],
      null,
      'a stranger is named',
    ],
    [
      ['A'],
      [
        ['1', 'A'],
        ['2', 'B'],
      ],
      null,
      'too many are named',
    ],
    [[' Pc-1 '], [['1', 'PC-1']], ['1'], 'spelling may change'],
  ] as const)('%j by %j', (sent, echoed, expected, because) => {
    const records = sent.map((name) => ({ name }));
    const answers = echoed.map(([id, name]) => echo(id, { name }));
    expect(ids(echoesOfCreates(records, answers)), because).toEqual(expected);
  });

  test('a serial tells two of one name apart', () => {
    const sent = [
      { name: 'PRINTER', 'serial-number': 'S1' },
      { name: 'PRINTER', 'serial-number': 'S2' },
    ];
    const answers = [
      echo('2', { name: 'PRINTER', 'serial-number': 'S2' }),
      echo('1', { name: 'PRINTER', 'serial-number': 'S1' }),
    ];
    expect(ids(echoesOfCreates(sent, answers))).toEqual(['1', '2']);
  });

  test('a MAC in another spelling is the same MAC', () => {
    const answers = [echo('1', { 'mac-address': 'AA-BB-CC-00-11-22' })];
    expect(ids(echoesOfCreates([{ 'mac-address': 'aa:bb:cc:00:11:22' }], answers))).toEqual(['1']);
  });

  test('updates go by id alone', () => {
    expect(ids(echoesOfUpdates(['1', '2'], [echo('2', {}), echo('1', {})]))).toEqual(['1', '2']);
    expect(ids(echoesOfUpdates(['1', '2'], [echo('2', {})]))).toBe(null);
  });
});

describe('e-mail and phones of a contact', () => {
  const stored = {
    'contact-emails': [
      { value: 'b@x.example', primary: false, 'label-name': 'Other' },
      { value: 'a@x.example', primary: true, 'label-name': 'Work' },
    ],
    'contact-phones': [
      { value: '111', 'label-name': 'Work', primary: true, extension: '9' },
      { value: '222', 'label-name': 'Mobile' },
      { value: '333', label_name: 'Fax' },
    ],
  };

  test('are plain fields', () => {
    expect(contactFields(stored)).toEqual({ email: 'a@x.example', phone: '111', mobile: '222', fax: '333' });
    expect(contactFields({})).toEqual({ email: null, phone: null, mobile: null, fax: null });
  });

  test('are written without losing those beside them', () => {
    expect(contactLists(stored, { email: 'new@x.example', mobile: null, phone: '112' })).toEqual({
      'contact-emails': [
        { value: 'new@x.example', primary: true, 'label-name': 'Work' },
        { value: 'b@x.example', primary: false, 'label-name': 'Other' },
      ],
      'contact-phones': [
        { value: '112', primary: true, 'label-name': 'Work', extension: '9' },
        { value: '333', primary: false, 'label-name': 'Fax' },
      ],
    });
  });

  test('the first one is the primary one', () => {
    expect(contactLists({}, { email: 'a@x.example' })).toEqual({
      'contact-emails': [{ value: 'a@x.example', primary: true, 'label-name': 'Work' }],
    });
  });
});

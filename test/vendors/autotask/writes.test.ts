import { afterEach, describe, expect, test } from 'vitest';
import type { Fields } from '../../../src/domain/estate/fields.js';
import type { WriteOutcome } from '../../../src/ports/system.js';
import { readJson } from '../../../src/vendors/json/read-json.js';
import {
  type AutotaskServer,
  type AutotaskSwitches,
  company,
  item,
  type Row,
  refused,
} from '../support/autotask-server.js';
import { closeAll, setUp } from './set-up.js';

afterEach(closeAll);

const one = '29684001';
const usual: Fields = {
  'reference-name': 'NEW',
  product: 'RMM_Laptop',
  'configuration-item-type': 'Workstation',
};

async function withItem(over: Row = {}, switches: AutotaskSwitches = {}, udfs: string[] = []) {
  return setUp(
    {
      Companies: [company(1), company(2)],
      CompanyLocations: [
        { id: 1203, companyID: 29_684_001, name: 'Main Street', isActive: true },
        { id: 1204, companyID: 29_684_001, name: 'Closed', isActive: false },
        { id: 1205, companyID: 29_684_002, name: 'Elsewhere', isActive: true },
      ],
      ConfigurationItems: [item(1, 29_684_001, over)],
    },
    switches,
    { udfs: () => udfs },
  );
}

const create = (fields: Fields, organizationId: string | null = one) => [
  { type: 'configuration' as const, organizationId, parentId: null, fields },
];
const update = (fields: Fields, id = '41001') => [
  { type: 'configuration' as const, id, organizationId: one, parentId: null, fields },
];
const sent = (vendor: AutotaskServer) =>
  vendor.writes.map(({ method, path, body }) => ({
    method,
    path: path.replace('/ATServicesRest/V1.0/', ''),
    body: readJson(body) as Row,
  }));
const problems = ([outcome]: readonly WriteOutcome[]) =>
  outcome?.outcome === 'refused' ? outcome.problems : outcome;

describe('creating', () => {
  test('a configuration item is one POST with what Autotask demands and ids in place of names', async () => {
    const { vendor, target } = await withItem();
    const fields = {
      ...usual,
      'reference-number': '741150',
      'serial-number': 'PF3K9Q2Z',
      location: 'main street',
      active: true,
      contract: null,
    };
    const outcomes = await target.create(create(fields));
    expect(outcomes).toEqual([{ outcome: 'done', id: '900000', echoed: fields }]);
    expect(sent(vendor)).toEqual([
      {
        method: 'POST',
        path: 'ConfigurationItems',
        body: {
          companyID: 29_684_001,
          isActive: true,
          referenceTitle: 'NEW',
          productID: 5210,
          configurationItemType: 14,
          referenceNumber: '741150',
          serialNumber: 'PF3K9Q2Z',
          companyLocationID: 1203,
        },
      },
    ]);
    expect(target.batchSize()).toBe(1);
  });

  test('sends the day of installation where the tenant demands one', async () => {
    const { vendor, target, clock } = await withItem();
    const fields = vendor.fields.get('ConfigurationItems') ?? [];
    vendor.fields.set(
      'ConfigurationItems',
      fields.map((field) => (field.name === 'installDate' ? { ...field, isRequired: true } : field)),
    );
    await target.create(create(usual));
    const today = new Date(clock.now()).toISOString().slice(0, 10);
    expect(sent(vendor)[0]?.body).toMatchObject({ installDate: `${today}T00:00:00Z` });
  });

  test.each<[string, Fields, string | null, string]>([
    ['without a product', { 'reference-name': 'A' }, 'product', 'a new configuration item needs it'],
    [
      'of a product that is not there',
      { ...usual, product: 'Nothing' },
      'product',
      'there is no product named',
    ],
    ['of an inactive product', { ...usual, product: 'Retired' }, 'product', 'is inactive in Autotask'],
    ['of a product whose name two have', { ...usual, product: 'Twin' }, 'product', 'there are several'],
    [
      'of an inactive type',
      { ...usual, 'configuration-item-type': 'Old Type' },
      'configuration-item-type',
      'is inactive in Autotask',
    ],
    [
      'of a type that is not there',
      { ...usual, 'configuration-item-type': 'Spaceship' },
      'configuration-item-type',
      'there is no configuration item type named "Spaceship"',
    ],
    [
      'at a location of another company',
      { ...usual, location: 'Elsewhere' },
      'location',
      'there is no location',
    ],
    ['at a closed location', { ...usual, location: 'Closed' }, 'location', 'is inactive'],
    [
      'with an id that the tenant keeps to itself',
      { ...usual, 'rmm-uid': 'u' },
      'rmm-uid',
      'cannot be written',
    ],
    [
      'with a serial that does not fit',
      { ...usual, 'serial-number': 'X'.repeat(101) },
      'serial-number',
      'longer than the 100 characters',
    ],
    ['with a field that nobody knows', { ...usual, colour: 'red' }, 'colour', 'has no such field'],
    ['with a field of another prototype', { ...usual, constructor: 'x' }, 'constructor', 'has no such field'],
  ])('%s is refused before anything is sent', async (_what, fields, field, text) => {
    const { vendor, target } = await withItem();
    expect(problems(await target.create(create(fields)))).toContainEqual({
      field,
      text: expect.stringContaining(text),
    });
    expect(vendor.writes).toEqual([]);
  });

  test.each([null, 'not-a-number'])('for the company %j is refused', async (organizationId) => {
    const { vendor, target } = await withItem();
    expect(problems(await target.create(create(usual, organizationId)))).toEqual([
      { field: null, text: 'a configuration item needs its company' },
    ]);
    expect(vendor.writes).toEqual([]);
  });

  test('the ids of the RMM go out to the last digit where the tenant lets them be written', async () => {
    const { vendor, target } = await withItem();
    const fields = vendor.fields.get('ConfigurationItems') ?? [];
    vendor.fields.set(
      'ConfigurationItems',
      fields.map((field) => (field.name.startsWith('rmmDevice') ? { ...field, isReadOnly: false } : field)),
    );
    await target.create(create({ ...usual, 'rmm-uid': 'uid-1', 'rmm-id': '9007199254740993' }));
    expect(vendor.writes[0]?.body).toContain('"rmmDeviceUID":"uid-1","rmmDeviceID":9007199254740993');
    expect(problems(await target.create(create({ ...usual, 'rmm-id': '12-34' })))).toEqual([
      { field: 'rmm-id', text: 'takes a number' },
    ]);
  });

  test('a company is never made', async () => {
    const { vendor, target } = await withItem();
    const request = {
      type: 'organization' as const,
      organizationId: null,
      parentId: null,
      fields: { name: 'X' },
    };
    expect(problems(await target.create([request]))).toMatchObject([
      { text: expect.stringContaining('organization') },
    ]);
    expect(vendor.writes).toEqual([]);
  });
});

describe('making a product', () => {
  const product = (fields: Fields) => [
    { type: 'product' as const, organizationId: null, parentId: null, fields },
  ];
  const whole = { name: 'RMM_Server', 'material-code': 'hardware' };

  test('is one POST with the material code of that name, and the name is found afterwards', async () => {
    const { vendor, target } = await withItem();
    await target.catalogue();
    expect(await target.create(product(whole))).toEqual([{ outcome: 'done', id: '900000', echoed: whole }]);
    expect(sent(vendor)).toEqual([
      {
        method: 'POST',
        path: 'Products',
        body: { name: 'RMM_Server', isActive: true, isSerialized: false, productBillingCodeID: 70 },
      },
    ]);
    expect(await target.create(create({ ...usual, product: 'RMM_Server' }))).toMatchObject([
      { outcome: 'done' },
    ]);
    expect(sent(vendor)[1]?.body).toMatchObject({ productID: 900_000 });
  });

  test.each<[Fields, string, string]>([
    [{ name: 'RMM_Server' }, 'material-code', 'needs a material code'],
    [{ 'material-code': 'Hardware' }, 'name', 'needs a name'],
    [{ ...whole, 'material-code': 'Nothing' }, 'material-code', 'there is no billing code named'],
    [{ ...whole, 'material-code': 'Labour' }, 'material-code', 'is not a material code'],
    [{ ...whole, 'material-code': 'Old Hardware' }, 'material-code', 'is inactive'],
    [{ ...whole, name: 'rmm_laptop' }, 'name', 'there is a product named "rmm_laptop" already'],
    [{ ...whole, name: 'Retired' }, 'name', 'there is an inactive product named'],
    [{ ...whole, colour: 'red' }, 'colour', 'does not write this'],
  ])('of %j is refused before anything is sent', async (fields, field, text) => {
    const { vendor, target } = await withItem();
    expect(problems(await target.create(product(fields)))).toContainEqual({
      field,
      text: expect.stringContaining(text),
    });
    expect(vendor.writes).toEqual([]);
  });

  test('is refused while the list of products cannot be read: it might be there', async () => {
    const { vendor, target } = await withItem(
      {},
      { before: ({ path }) => (path.endsWith('Products/query') ? refused('no') : null) },
    );
    expect(problems(await target.create(product(whole)))).toMatchObject([
      { field: 'name', text: expect.stringContaining('could not be told') },
    ]);
    expect(vendor.writes).toEqual([]);
  });
});

describe('changing', () => {
  test('is a PATCH on the collection with the id in the body and only what changes', async () => {
    const { vendor, target } = await withItem();
    const fields = { 'reference-number': 'A-1', 'serial-number': null };
    expect(await target.update(update(fields))).toEqual([{ outcome: 'done', id: '41001', echoed: fields }]);
    expect(sent(vendor)).toEqual([
      {
        method: 'PATCH',
        path: 'ConfigurationItems',
        body: { id: 41_001, referenceNumber: 'A-1', serialNumber: null },
      },
    ]);
  });

  test.each([
    [{ archived: true }, { isActive: false }, 'archiving deactivates'],
    [{ archived: false }, { isActive: true }, 'and back'],
    [{ active: false }, { isActive: false }, 'by its own name'],
    [{ product: 'ProLiant' }, { productID: 5211 }, 'a name becomes an id'],
    [{ location: null }, { companyLocationID: null }, 'an undo may clear'],
  ] as [Fields, Row, string][])('%j goes out as %j (%s)', async (fields, body) => {
    const { vendor, target } = await withItem();
    expect(await target.update(update(fields))).toMatchObject([{ outcome: 'done', echoed: fields }]);
    expect(sent(vendor)[0]?.body).toEqual({ id: 41_001, ...body });
  });

  test('what was written is what the next reading shows', async () => {
    const { target } = await withItem();
    const fields = { 'reference-name': 'B', product: 'ProLiant', archived: true };
    await target.update(update(fields));
    expect((await target.configurations([one])).records[0]?.fields).toMatchObject({
      ...fields,
      active: false,
    });
    expect((await target.fetch('configuration', ['41001'])).get('41001')?.fields).toMatchObject(fields);
  });

  test.each(['x', '', '-1'])('a record with the id %j is refused', async (id) => {
    const { vendor, target } = await withItem();
    expect(problems(await target.update(update({ active: true }, id)))).toMatchObject([
      { text: 'no configuration item has such an id' },
    ]);
    expect(vendor.writes).toEqual([]);
  });
});

describe('locations and contacts', () => {
  test.each<['location' | 'contact', Fields, string, Row]>([
    [
      'location',
      { name: 'Depot', 'address-1': '2 High St', country: 'united states', primary: false },
      `Companies/${one}/Locations`,
      { isActive: true, name: 'Depot', address1: '2 High St', countryID: 237, isPrimary: false },
    ],
    [
      'contact',
      { 'first-name': 'Jo', 'last-name': 'Reed', email: 'jo@example.test', location: 'Main Street' },
      `Companies/${one}/Contacts`,
      {
        isActive: 1,
        firstName: 'Jo',
        lastName: 'Reed',
        emailAddress: 'jo@example.test',
        companyLocationID: 1203,
      },
    ],
  ])('a %s is made and changed through its company', async (type, fields, path, body) => {
    const { vendor, target } = await withItem();
    const request = { type, organizationId: one, parentId: null, fields };
    const [made] = await target.create([request]);
    expect(made).toMatchObject({ outcome: 'done', echoed: fields });
    const id = made?.outcome === 'done' ? made.id : '';
    expect(await target.update([{ ...request, id, fields: { archived: true } }])).toMatchObject([
      { outcome: 'done', id },
    ]);
    const isActive = type === 'contact' ? 0 : false;
    expect(sent(vendor)).toEqual([
      { method: 'POST', path, body },
      { method: 'PATCH', path, body: { id: Number(id), isActive } },
    ]);
    expect((await target.fetch(type, [id])).get(id)).toMatchObject({ archived: true, organizationId: one });
  });

  test('are refused without what they need', async () => {
    const { vendor, target } = await withItem();
    const contact = {
      type: 'contact' as const,
      organizationId: one,
      parentId: null,
      fields: { 'first-name': 'Jo' },
    };
    expect(problems(await target.create([contact]))).toMatchObject([{ field: 'last-name' }]);
    expect(problems(await target.update([{ ...contact, id: '1', organizationId: null }]))).toMatchObject([
      { text: 'a contact is written through its company' },
    ]);
    expect(vendor.writes).toEqual([]);
  });
});

describe('user-defined fields', () => {
  const withUdfs = (...udfs: { name: string; value: string }[]) => ({ userDefinedFields: udfs });

  test('that are mapped are read, and no other one', async () => {
    const row = withUdfs({ name: 'BitLocker', value: 'On' }, { name: 'Recovery Key', value: 'CANARY-KEY' });
    const { target } = await withItem(row, {}, ['bitlocker', 'Tier']);
    const reading = await target.configurations('all');
    expect(reading.records[0]?.fields).toMatchObject({ 'udf.bitlocker': 'On', 'udf.Tier': null });
    expect(JSON.stringify(reading)).not.toContain('CANARY-KEY');
    expect(JSON.stringify([...(await target.fetch('configuration', ['41001']))])).not.toContain('CANARY-KEY');
  });

  test('go out by the name the tenant has, as texts, a label of a list as its value', async () => {
    const { vendor, target } = await withItem({}, {}, ['BitLocker', 'Tier']);
    const fields = { 'udf.bitlocker': 'Off', 'udf.Tier': 'silver', 'reference-number': '7' };
    expect(await target.update(update(fields))).toMatchObject([{ outcome: 'done', echoed: fields }]);
    expect(sent(vendor)[0]?.body).toEqual({
      id: 41_001,
      referenceNumber: '7',
      userDefinedFields: [
        { name: 'BitLocker', value: 'Off' },
        { name: 'Tier', value: '2' },
      ],
    });
    expect((await target.configurations('all')).records[0]?.fields).toMatchObject({ 'udf.Tier': 'Silver' });
  });

  test.each<[Fields, string]>([
    [{ 'udf.Nothing': 'x' }, 'Autotask has no user-defined field "Nothing"'],
    [{ 'udf.Computed': 'x' }, 'cannot be written'],
    [{ 'udf.BitLocker': '*****' }, 'stars stand for a value that cannot be read'],
    [{ 'udf.BitLocker': 'x'.repeat(21) }, 'longer than the 20 characters'],
    [{ 'udf.Tier': 'Bronze' }, 'is not a value of the list'],
  ])('%j is refused before anything is sent', async (fields, text) => {
    const { vendor, target } = await withItem();
    expect(problems(await target.update(update(fields)))).toMatchObject([
      { text: expect.stringContaining(text) },
    ]);
    expect(vendor.writes).toEqual([]);
  });

  test('that read as stars are not compared, not written, and the missing right is named once', async () => {
    const warned: string[] = [];
    const rows = withUdfs({ name: 'BitLocker', value: '*****' }, { name: 'Recovery Key', value: '*****' });
    const { vendor, target } = await setUp(
      { Companies: [company(1)], ConfigurationItems: [item(1, 29_684_001, rows), item(2, 29_684_001, rows)] },
      {},
      {
        udfs: () => ['BitLocker'],
        progress: {
          step: () => ({ advance() {}, total() {}, done() {} }),
          warn: (text) => warned.push(text),
          detail() {},
          waiting() {},
        },
      },
    );
    const { records } = await target.configurations('all');
    expect(records[0]?.fields).not.toHaveProperty('udf.BitLocker');
    await target.configurations('all');
    expect(warned).toEqual([expect.stringContaining('"BitLocker" is protected')]);
    expect(warned[0]).toContain('Protected Data Permission');
    expect(problems(await target.update(update({ 'udf.BitLocker': 'On' })))).toMatchObject([
      { field: 'udf.BitLocker', text: expect.stringContaining('is protected') },
    ]);
    expect(vendor.writes).toEqual([]);
  });
});

describe('how a write ends', () => {
  const answering = (answer: Parameters<typeof refused>[0] | object) => ({
    before: ({ method }: { method: string }) => (method === 'PATCH' ? (answer as never) : null),
  });

  test('500 with errors is a refusal: nothing was written, and it is sent once', async () => {
    const text = 'Reference value on field: productID of type: Product does not exist or is invalid.';
    const { vendor, target } = await withItem({}, answering(refused(text, 'Another')));
    expect(await target.update(update({ product: 'ProLiant' }))).toEqual([
      {
        outcome: 'refused',
        status: 500,
        locked: false,
        problems: [
          { field: 'product', text },
          { field: null, text: 'Another' },
        ],
      },
    ]);
    expect(vendor.count('PATCH', /./)).toBe(1);
  });

  test.each([
    [{ status: 500, json: { errors: [{ message: 'as an object' }] } }, 'as an object'],
    [{ status: 500, json: { errors: [] } }, 'autotask answered 500'],
    [{ status: 400, json: { errors: ['bad'] } }, 'bad'],
    [{ status: 403, text: '' }, 'the API user may not write this (403)'],
    [{ status: 404, text: '' }, 'autotask answered 404'],
    [{ status: 405, text: '' }, 'autotask answered 405'],
    [{ status: 409, text: '' }, 'autotask answered 409'],
  ])('%j is a refusal', async (answer, text) => {
    const { vendor, target } = await withItem({}, answering(answer));
    expect(problems(await target.update(update({ active: true })))).toMatchObject([{ text }]);
    expect(vendor.count('PATCH', /./)).toBe(1);
  });

  test.each([
    ['hang up'],
    ['half'],
    [{ status: 500, text: 'oops' }],
    [{ status: 500, json: { message: 'no errors array' } }],
    [{ status: 502, json: { errors: ['gateway'] } }],
    [{ status: 503, text: '' }],
    [{ status: 504, text: '' }],
    [{ status: 200, json: {} }],
    [{ status: 200, text: '<html>' }],
    [{ status: 302, text: '' }],
  ])('after %j nobody knows, and it is not repeated', async (answer) => {
    const { vendor, target } = await withItem({}, answering(answer));
    expect(await target.update(update({ active: true }))).toMatchObject([{ outcome: 'unknown' }]);
    expect(vendor.count('PATCH', /./)).toBe(1);
  });

  test('401 is the user', async () => {
    const { target } = await withItem({}, answering({ status: 401, text: '' }));
    await expect(target.update(update({ active: true }))).rejects.toMatchObject({
      name: 'CredentialsRefused',
      exitCode: 4,
    });
  });

  test('a server that is gone got nothing, once no old connection is left to try', async () => {
    const { vendor, target } = await withItem();
    await target.update(update({ active: true }));
    await vendor.close();
    expect(await target.update(update({ active: true }))).toMatchObject([{ outcome: 'unknown' }]);
    await expect(target.update(update({ active: true }))).rejects.toMatchObject({
      name: 'SystemUnreachable',
      exitCode: 5,
    });
  });

  test('reads and writes are told apart: a search by POST only reads', async () => {
    const { client, target, traces } = await withItem();
    await target.configurations('all');
    expect(client.requests().writes).toBe(0);
    await target.update(update({ active: true }));
    expect(client.requests().writes).toBe(1);
    expect(traces.filter(({ read }) => !read).map(({ method }) => method)).toEqual(['PATCH']);
  });
});

describe('secrets', () => {
  test('are in no message, hint, detail, cause or trace, even when the vendor sends them back', async () => {
    const echo = (vendor: AutotaskServer) =>
      `${vendor.username} ${vendor.secret} ${vendor.code} Bearer abcdef`;
    const answers: ((vendor: AutotaskServer) => object | string)[] = [
      (vendor) => refused(echo(vendor)) as object,
      (vendor) => ({ status: 400, text: echo(vendor) }),
      (vendor) => ({ status: 401, text: echo(vendor) }),
      (vendor) => ({ status: 200, text: echo(vendor) }),
      () => 'hang up',
    ];
    for (const answer of answers) {
      const { source, target, client, traces, told, vendor } = await withItem(
        {},
        {
          before: ({ path, method }, server) =>
            /Companies|Items$/.test(path) &&
            !/entityInfo/.test(path) &&
            (method !== 'GET' || path.endsWith('/0'))
              ? (answer(server) as never)
              : null,
        },
      );
      const ends = await Promise.allSettled([
        client.identity(),
        source.sites(),
        target.create(create(usual)),
        target.update(update({ active: true })),
      ]);
      const everything = [...ends.map(flat), JSON.stringify(traces), told.join()].join('\n');
      expect(ends.filter(isBad).length).toBeGreaterThanOrEqual(3);
      for (const canary of ['CANARY', 'canary-user', 'abcdef']) expect(everything).not.toContain(canary);
      await vendor.close();
    }
  });
});

function isBad(end: PromiseSettledResult<unknown>): boolean {
  return (
    end.status === 'rejected' || /"outcome":"(refused|unknown)"|"complete":false/.test(JSON.stringify(end))
  );
}

/** An ending with everything an error carries, its causes too. */
function flat(end: PromiseSettledResult<unknown>): string {
  if (end.status === 'fulfilled') return JSON.stringify(end.value);
  const texts: string[] = [];
  for (let error: unknown = end.reason; error instanceof Error; error = error.cause) {
    texts.push(error.message, error.stack ?? '', JSON.stringify(error));
  }
  return texts.join('\n');
}

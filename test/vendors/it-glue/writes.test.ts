import { afterEach, describe, expect, test } from 'vitest';
import type { Fields } from '../../../src/domain/estate/fields.js';
import { CredentialsRefused, SystemUnreachable } from '../../../src/errors.js';
import { createItGlue } from '../../../src/vendors/index.js';
import {
  catalogueRows,
  configuration,
  ItGlueServer,
  type ItGlueSwitches,
  organization,
  type Stored,
} from '../support/it-glue-server.js';
import { testOptions } from '../support/vendor-options.js';

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function setUp(collections: Record<string, Stored[]> = {}, switches: ItGlueSwitches = {}) {
  const vendor = await ItGlueServer.start(
    { organizations: [organization(1)], ...catalogueRows(), ...collections },
    switches,
  );
  const options = testOptions();
  const client = await createItGlue({ ...options, address: vendor.url, key: vendor.key });
  closing.push(
    () => vendor.close(),
    () => client.close(),
  );
  return { vendor, client, ...options };
}

const org = '4120987001';
const bigId = '98765432109876543210';
const create = (fields: Fields, organizationId = org) => {
  return { type: 'configuration' as const, organizationId, parentId: null, fields };
};
const update = (id: string, fields: Fields) => {
  return { type: 'configuration' as const, id, organizationId: org, parentId: null, fields };
};
const data = (body: string | undefined) => (JSON.parse(body ?? '{}') as { data: never }).data;
const isWrite = (method: string) => method === 'POST' || method === 'PATCH';

describe('creating', () => {
  test('several configurations is one request below their organization, each answered by its own echo', async () => {
    const after: ItGlueSwitches['after'] = (body, asked) =>
      asked.method === 'POST' ? { ...body, data: (body.data as unknown[]).toReversed() } : body;
    const { vendor, client } = await setUp({}, { after });
    const outcomes = await client.create([
      create({ name: 'A', 'serial-number': 'S1', 'configuration-type': 'Workstation', notes: null }),
      create({ name: 'A', 'serial-number': 'S2', 'configuration-type': 'switch' }),
      create({ name: 'B', 'mac-address': 'AA:BB:CC:00:11:22' }),
    ]);
    expect(outcomes.map((one) => (one.outcome === 'done' ? one.id : one.outcome))).toEqual([
      '700000',
      '700001',
      '700002',
    ]);
    expect(outcomes[1]).toMatchObject({
      echoed: { name: 'A', 'serial-number': 'S2', 'configuration-type': 'switch' },
    });
    expect(vendor.count('POST', /./)).toBe(1);
    expect(vendor.asked.at(-1)?.path).toBe(`/organizations/${org}/relationships/configurations`);
    expect(data(vendor.written[0])).toEqual([
      {
        type: 'configurations',
        attributes: { name: 'A', 'serial-number': 'S1', 'configuration-type-id': 57 },
      },
      {
        type: 'configurations',
        attributes: { name: 'A', 'serial-number': 'S2', 'configuration-type-id': 61 },
      },
      { type: 'configurations', attributes: { name: 'B', 'mac-address': 'AA:BB:CC:00:11:22' } },
    ]);
  });

  test('one is sent in the single form', async () => {
    const { vendor, client } = await setUp();
    await client.create([create({ name: 'A', model: 'Latitude 5440', manufacturer: 'Dell' })]);
    expect(data(vendor.written[0])).toEqual({
      type: 'configurations',
      attributes: { name: 'A', 'model-id': 200, 'manufacturer-id': 100 },
    });
  });

  test('interfaces is one request below their configuration', async () => {
    const { vendor, client } = await setUp();
    const one = (name: string, mac: string) => ({
      type: 'configuration-interface' as const,
      organizationId: org,
      parentId: '88001',
      fields: { name, 'mac-address': mac, 'ip-address': null },
    });
    const outcomes = await client.create([
      one('eth0', 'AA:BB:CC:00:11:22'),
      one('eth1', 'AA:BB:CC:00:11:23'),
    ]);
    expect(outcomes.every(({ outcome }) => outcome === 'done')).toBe(true);
    expect(vendor.asked.at(-1)?.path).toBe('/configurations/88001/relationships/configuration_interfaces');
  });

  test('organizations has no bulk form', async () => {
    const { vendor, client } = await setUp();
    expect(client.batchSize('create', 'organization')).toBe(1);
    expect(client.batchSize('create', 'configuration')).toBe(50);
    expect(client.batchSize('update', 'organization')).toBe(50);
    const fields = { name: 'New', 'organization-type': 'Customer', 'organization-status': 'Active' };
    const [outcome] = await client.create([
      { type: 'organization', organizationId: null, parentId: null, fields },
    ]);
    expect(outcome).toMatchObject({ outcome: 'done', echoed: fields });
    expect(vendor.asked.at(-1)?.path).toBe('/organizations');
  });

  test('keeps ids to the last digit, as numbers', async () => {
    const { vendor, client } = await setUp();
    await client.create([create({ name: 'A', 'operating-system': 'Windows 11 Pro' })]);
    expect(vendor.written[0]).toContain('"operating-system-id":9007199254740993}');
  });
});

describe('names of mapped fields', () => {
  test.each([
    [{ manufacturer: 'dell' }, { 'manufacturer-id': 100 }, 'folded'],
    [{ manufacturer: 'Dell Inc.' }, { 'manufacturer-id': 102 }, 'letter by letter first'],
    [{ 'operating-system': 'Windows 10' }, { 'operating-system-id': 301 }, 'letter by letter before folded'],
    [
      { model: 'Pro 400', manufacturer: 'HP' },
      { 'manufacturer-id': 101, 'model-id': 203 },
      'a model of its manufacturer',
    ],
    [{ manufacturer: null }, { 'manufacturer-id': null }, 'a blank clears it'],
  ])('%j is sent as %j', async (fields, expected, because) => {
    const { vendor, client } = await setUp({ configurations: [configuration(1, org)] });
    await client.update([update('88001', fields)]);
    expect(data(vendor.written[0]), because).toEqual({ type: 'configurations', attributes: expected });
  });

  test('a model alone is looked for with the manufacturer that the record has', async () => {
    const { vendor, client } = await setUp({
      configurations: [configuration(1, org, { 'manufacturer-id': 101 })],
    });
    await client.update([update('88001', { model: 'Pro 400' })]);
    expect(data(vendor.written[0])).toMatchObject({ attributes: { 'model-id': 203 } });
  });

  test.each([
    [{ manufacturer: 'Acme' }, 'manufacturer', 'there is no manufacturer named'],
    [{ 'operating-system': 'WINDOWS 10' }, 'operating-system', 'several'],
    [{ model: 'Latitude 5440', manufacturer: 'HP' }, 'model', 'there is no model named'],
    [{ model: 'Pro 400' }, 'model', 'several'],
    [{ colour: 'red' }, 'colour', 'no such field'],
    [{ location: 'Nowhere' }, 'location', 'there is no location of this organization'],
  ])('%j is refused before anything is sent', async (fields, field, words) => {
    const { vendor, client } = await setUp({ configurations: [configuration(1, org)] });
    const [outcome] = await client.update([update('88001', fields)]);
    expect(outcome).toMatchObject({ outcome: 'refused', locked: false, problems: [{ field }] });
    expect(JSON.stringify(outcome)).toContain(words);
    expect(vendor.written).toEqual([]);
  });

  test('a record that cannot be sent leaves the others of its batch alone', async () => {
    const { vendor, client } = await setUp();
    const outcomes = await client.create([
      create({ name: 'A' }),
      create({ name: 'B', model: 'none' }),
      create({ name: 'C' }),
    ]);
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(['done', 'refused', 'done']);
    expect(vendor.count('POST', /./)).toBe(1);
  });

  test('a location made in the same run is found', async () => {
    const { client } = await setUp({ configurations: [configuration(1, org)], locations: [] });
    const location = {
      type: 'location' as const,
      organizationId: org,
      parentId: null,
      fields: { name: 'Office' },
    };
    expect((await client.update([update('88001', { location: 'Office' })]))[0]?.outcome).toBe('refused');
    expect((await client.create([location]))[0]?.outcome).toBe('done');
    const [outcome] = await client.update([update('88001', { location: 'Office' })]);
    expect(outcome).toMatchObject({ outcome: 'done', echoed: { location: 'Office' } });
  });
});

test('names that a list has shown are not asked for again, those made since included', async () => {
  const office = { id: '7', attributes: { 'organization-id': Number(org), name: 'Office' } };
  const { vendor, client } = await setUp({ configurations: [configuration(1, org)], locations: [office] });
  await client.attachments('location', 'all');
  const location = {
    type: 'location' as const,
    organizationId: org,
    parentId: null,
    fields: { name: 'Depot' },
  };
  expect((await client.create([location]))[0]?.outcome).toBe('done');
  const asked = vendor.count('GET', /locations/);
  for (const name of ['Office', 'Depot']) {
    const [outcome] = await client.update([update('88001', { location: name })]);
    expect(outcome).toMatchObject({ outcome: 'done', echoed: { location: name } });
  }
  expect((await client.update([update('88001', { location: 'Annex' })]))[0]?.outcome).toBe('refused');
  expect(vendor.count('GET', /locations/)).toBe(asked);
});

describe('updating', () => {
  test('several is one request at the top, ids inside, and the echo is canonical', async () => {
    const rows = [configuration(1, org), { ...configuration(2, org), id: bigId }];
    const { vendor, client } = await setUp({ configurations: rows });
    const outcomes = await client.update([
      update('88001', { 'warranty-expires-at': '2027-03-31', manufacturer: 'DELL' }),
      update(bigId, { archived: true }),
    ]);
    expect(outcomes).toEqual([
      { outcome: 'done', id: '88001', echoed: { 'warranty-expires-at': '2027-03-31', manufacturer: 'DELL' } },
      { outcome: 'done', id: bigId, echoed: { archived: true } },
    ]);
    expect(vendor.asked.at(-1)?.path).toBe('/configurations');
    expect(vendor.written[0]).toContain(`"id":${bigId},"archived":true`);
  });

  test('one goes to its own address', async () => {
    const { vendor, client } = await setUp({ configurations: [configuration(1, org)] });
    const [outcome] = await client.update([update('88001', { hostname: 'NEW' })]);
    expect(outcome).toEqual({ outcome: 'done', id: '88001', echoed: { hostname: 'NEW' } });
    expect(vendor.asked.at(-1)?.path).toBe('/configurations/88001');
  });

  test('interfaces go to the top-level collection too, wherever they hang', async () => {
    const rows = ['71', '72'].map((id) => ({
      id,
      attributes: { 'configuration-id': 88001, name: `eth${id}` },
    }));
    const { vendor, client } = await setUp({ configuration_interfaces: rows });
    const change = (id: string) => {
      const fields = { 'ip-address': `10.0.0.${id}` };
      return { type: 'configuration-interface' as const, id, organizationId: org, parentId: '88001', fields };
    };
    const outcomes = await client.update([change('72'), change('71')]);
    expect(outcomes.map((one) => one.outcome === 'done' && one.echoed['ip-address'])).toEqual([
      '10.0.0.72',
      '10.0.0.71',
    ]);
    expect(vendor.asked.at(-1)?.path).toBe('/configuration_interfaces');
    await client.update([change('71')]);
    expect(vendor.asked.at(-1)?.path).toBe('/configuration_interfaces/71');
  });

  test('what the vendor made of a value is what is remembered', async () => {
    const after: ItGlueSwitches['after'] = (body, asked) => {
      if (asked.method !== 'PATCH') return body;
      const row = body.data as { attributes: Record<string, unknown> };
      return {
        data: {
          ...row,
          attributes: {
            ...row.attributes,
            notes: '<p>hello</p>',
            'manufacturer-name': 'Dell!',
            'manufacturer-id': 999,
          },
        },
      };
    };
    const { client } = await setUp({ configurations: [configuration(1, org)] }, { after });
    const [outcome] = await client.update([update('88001', { notes: 'hello', manufacturer: 'Dell' })]);
    expect(outcome).toMatchObject({ echoed: { notes: '<p>hello</p>', manufacturer: 'Dell!' } });
  });

  test('a contact keeps the numbers that are not written', async () => {
    const attributes = {
      'organization-id': Number(org),
      'first-name': 'Ada',
      'contact-emails': [{ value: 'ada@x.example', primary: true, 'label-name': 'Work' }],
      'contact-phones': [{ value: '1', 'label-name': 'Mobile', primary: true }],
    };
    const { vendor, client } = await setUp({ contacts: [{ id: '9', attributes }] });
    const fields = { email: 'new@x.example', phone: '2', title: 'CTO' };
    const [outcome] = await client.update([
      { type: 'contact', id: '9', organizationId: org, parentId: null, fields },
    ]);
    expect(outcome).toMatchObject({ outcome: 'done', echoed: fields });
    expect(data(vendor.written[0])).toMatchObject({
      attributes: {
        title: 'CTO',
        'contact-phones': [
          { value: '2', 'label-name': 'Work', primary: false },
          { value: '1', 'label-name': 'Mobile', primary: true },
        ],
      },
    });
  });
});

describe('what became of a write', () => {
  const answering = (answer: NonNullable<ItGlueSwitches['before']>): ItGlueSwitches => ({
    before: (asked, server) => (isWrite(asked.method) ? answer(asked, server) : null),
  });
  const locked = {
    errors: [
      {
        status: 422,
        title: 'Unprocessable Entity',
        detail: 'Cannot update a synced resource',
        source: { pointer: '/data/attributes/hostname' },
      },
    ],
  };

  test('a refused single record says why, and teaches the lock', async () => {
    const { client } = await setUp(
      {},
      answering(() => ({ status: 422, json: locked })),
    );
    const [outcome] = await client.update([update('88001', { hostname: 'NEW' })]);
    expect(outcome).toEqual({
      outcome: 'refused',
      status: 422,
      problems: [{ field: 'hostname', text: 'Cannot update a synced resource' }],
      locked: true,
    });
  });

  test.each([
    400, 404, 409, 415, 422,
  ])('%i to a single record is a refusal, whatever the body', async (status) => {
    const { client, vendor } = await setUp(
      {},
      answering(() => ({ status, text: '<html>no</html>' })),
    );
    const [outcome] = await client.create([create({ name: 'A' })]);
    expect(outcome).toMatchObject({ outcome: 'refused', status, locked: false });
    expect(vendor.written).toHaveLength(1);
  });

  test.each([
    ['422', { status: 422, json: locked }],
    ['400', { status: 400 }],
    ['500', { status: 500 }],
    ['502', { status: 502 }],
    ['504', { status: 504, text: '<html>' }],
    ['a cut connection', 'hang up'],
    ['half an answer', 'half'],
    ['200 and a web page', { status: 200, text: '<html>' }],
    ['201 and nothing', { status: 201, text: '' }],
    ['a redirect', { status: 302, headers: { location: '/' } }],
  ] as const)('%s to a bulk leaves every record open, and nothing is sent again', async (_, answer) => {
    const { client, vendor } = await setUp(
      {},
      answering(() => answer),
    );
    const outcomes = await client.create([create({ name: 'A' }), create({ name: 'B' })]);
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(['unknown', 'unknown']);
    expect(vendor.written).toHaveLength(1);
  });

  test.each([500, 503, 504, 302])('%i to a single record leaves it open', async (status) => {
    const { client, vendor } = await setUp(
      {},
      answering(() => ({ status })),
    );
    expect((await client.update([update('88001', { hostname: 'X' })]))[0]?.outcome).toBe('unknown');
    expect(vendor.written).toHaveLength(1);
  });

  test('a bulk of which half landed leaves every record open, and the look-up finds the half', async () => {
    const half: NonNullable<ItGlueSwitches['before']> = (asked, server) => {
      if (asked.method !== 'POST') return null;
      const rows = data(asked.body) as { attributes: Record<string, unknown> }[];
      const made = rows.slice(0, 1).map(({ attributes }) => {
        return server.make('configurations', { ...attributes, 'organization-id': Number(org) });
      });
      return { status: 201, json: { data: made.map((row) => ({ ...row, type: 'configurations' })) } };
    };
    const { client } = await setUp({}, { before: half });
    const outcomes = await client.create([
      create({ name: 'A', 'serial-number': 'S1' }),
      create({ name: 'B', 'serial-number': 'S2' }),
    ]);
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(['unknown', 'unknown']);
    const there = await client.listForLookUp('configuration', org, null);
    expect(there.map(({ keys }) => keys.serial)).toEqual(['S1']);
  });

  test('429 is waited for, since it did not land', async () => {
    let seen = 0;
    const once = answering(() => (++seen === 1 ? { status: 429, headers: { 'retry-after': '4' } } : null));
    const { client, vendor, clock } = await setUp({}, once);
    expect(
      (await client.create([create({ name: 'A' }), create({ name: 'B' })])).map(({ outcome }) => outcome),
    ).toEqual(['done', 'done']);
    expect(vendor.rows('configurations')).toHaveLength(2);
    expect(clock.sleeps[0]).toBe(4_000);
  });

  test('429 that does not end is an unreachable system, with nothing written', async () => {
    const { client } = await setUp(
      {},
      answering(() => ({ status: 429, headers: { 'retry-after': '1' } })),
    );
    await expect(client.create([create({ name: 'A' })])).rejects.toThrow(SystemUnreachable);
  });

  test('a connection that was never made is an unreachable system, with nothing written', async () => {
    const { client, vendor } = await setUp();
    await vendor.close();
    closing.splice(0, 1);
    await expect(client.create([create({ name: 'A' })])).rejects.toThrow(SystemUnreachable);
  });

  test('401 is a refused key', async () => {
    const { client } = await setUp(
      {},
      answering(() => ({ status: 401 })),
    );
    await expect(client.create([create({ name: 'A' })])).rejects.toThrow(CredentialsRefused);
  });

  test('403 is about the record while the key still reads, and about the key when it does not', async () => {
    const record = await setUp(
      {},
      answering(() => ({ status: 403 })),
    );
    await record.client.identity();
    const [outcome] = await record.client.update([update('88001', { hostname: 'X' })]);
    expect(outcome).toMatchObject({ outcome: 'refused', status: 403 });

    let isRevoked = false;
    const key = await setUp({}, { before: () => (isRevoked ? { status: 403 } : null) });
    await key.client.identity();
    isRevoked = true;
    await expect(key.client.update([update('88001', { hostname: 'X' })])).rejects.toThrow(CredentialsRefused);
  });

  test('holds no key, even when the vendor sends it back', async () => {
    const echo = answering((asked) => ({
      status: 422,
      json: { errors: [{ detail: `key ${asked.headers['x-api-key']} may not`, source: { pointer: 'x' } }] },
    }));
    const { client, vendor, traces } = await setUp({}, echo);
    const [outcome] = await client.create([create({ name: 'A' })]);
    expect(JSON.stringify([outcome, traces])).not.toContain(vendor.key);
    expect(JSON.stringify(outcome)).toContain('key *** may not');
  });
});

describe('flexible assets', () => {
  const types: Record<string, Stored[]> = {
    flexible_asset_types: [{ id: '900', attributes: { name: 'RMM Details' } }],
    flexible_asset_fields: [
      {
        id: '1',
        attributes: { name: 'CPU', 'name-key': 'cpu', kind: 'Text', 'flexible-asset-type-id': 900 },
      },
      {
        id: '2',
        attributes: { name: 'Device', 'name-key': 'device', kind: 'Tag', 'flexible-asset-type-id': 900 },
      },
      {
        id: '3',
        attributes: { name: 'Note', 'name-key': 'note', kind: 'Textbox', 'flexible-asset-type-id': 900 },
      },
    ],
  };
  const asset = (traits: Record<string, unknown>): Stored => {
    return {
      id: '77',
      attributes: { 'organization-id': Number(org), 'flexible-asset-type-id': 900, traits },
    };
  };
  const change = (fields: Fields) => [
    { type: 'flexible-asset' as const, id: '77', organizationId: org, parentId: null, fields },
  ];

  test('are made of a type by its name', async () => {
    const { vendor, client } = await setUp(types);
    const fields = { 'flexible-asset-type': 'rmm details', cpu: 'i5', device: bigId };
    const [outcome] = await client.create([
      { type: 'flexible-asset', organizationId: org, parentId: null, fields },
    ]);
    expect(outcome?.outcome).toBe('done');
    expect(vendor.written[0]).toContain(
      `"flexible-asset-type-id":900,"traits":{"cpu":"i5","device":[${bigId}]}`,
    );
  });

  test('of a type that does not exist are refused', async () => {
    const { vendor, client } = await setUp(types);
    const fields = { 'flexible-asset-type': 'Nothing', cpu: 'i5' };
    const [outcome] = await client.create([
      { type: 'flexible-asset', organizationId: org, parentId: null, fields },
    ]);
    expect(outcome).toMatchObject({ outcome: 'refused', problems: [{ field: 'flexible-asset-type' }] });
    expect(vendor.written).toEqual([]);
  });

  test('are updated with all their traits, since one left out is erased', async () => {
    const traits = {
      cpu: 'i5',
      note: 'by hand',
      device: { type: 'Configurations', values: [{ id: 88001, name: 'PC' }] },
    };
    const { vendor, client } = await setUp({ ...types, flexible_assets: [asset(traits)] });
    const [outcome] = await client.update(change({ cpu: 'i7' }));
    expect(outcome).toMatchObject({ outcome: 'done', echoed: { cpu: 'i7' } });
    expect(data(vendor.written[0])).toEqual({
      type: 'flexible-assets',
      attributes: { traits: { cpu: 'i7', note: 'by hand', device: [88001] } },
    });
  });

  test('with a password field are left alone, since it cannot be sent back', async () => {
    const password = {
      id: '4',
      attributes: { name: 'Key', 'name-key': 'key', kind: 'Password', 'flexible-asset-type-id': 900 },
    };
    const fields = [...(types.flexible_asset_fields ?? []), password];
    const { vendor, client } = await setUp({
      ...types,
      flexible_asset_fields: fields,
      flexible_assets: [asset({ cpu: 'i5', key: '********' })],
    });
    expect((await client.update(change({ cpu: 'i7' })))[0]).toMatchObject({
      outcome: 'refused',
      problems: [{ field: 'key' }],
    });
    expect(vendor.written).toEqual([]);
  });

  test('are archived without touching a trait', async () => {
    const { vendor, client } = await setUp({ ...types, flexible_assets: [asset({ cpu: 'i5' })] });
    await client.update(change({ archived: true }));
    expect(data(vendor.written[0])).toEqual({ type: 'flexible-assets', attributes: { archived: true } });
  });

  test('are listed by type and organization', async () => {
    const { vendor, client } = await setUp({
      ...types,
      flexible_assets: [asset({ cpu: 'i5', device: { values: [{ id: 1 }, { id: 2 }] } })],
    });
    const [record] = await client.listForLookUp('flexible-asset', org, 'RMM Details');
    expect(record).toMatchObject({ id: '77', fields: { cpu: 'i5', device: '1,2', archived: false } });
    expect(vendor.asked.at(-1)?.url.searchParams.get('filter[flexible-asset-type-id]')).toBe('900');
  });
});

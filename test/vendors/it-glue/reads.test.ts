import { afterEach, describe, expect, test } from 'vitest';
import { CredentialsRefused, VendorError } from '../../../src/errors.js';
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
  const vendor = await ItGlueServer.start(collections, switches);
  const options = testOptions();
  const client = await createItGlue({ ...options, address: vendor.url, key: vendor.key });
  closing.push(
    () => vendor.close(),
    () => client.close(),
  );
  return { vendor, client, ...options };
}

const many = (count: number, make: (n: number) => Stored) =>
  Array.from({ length: count }, (_, n) => make(n + 1));
const sizesAsked = (vendor: ItGlueServer, path: RegExp) =>
  vendor.asked
    .filter((asked) => path.test(asked.path))
    .map(({ url }) => `${url.searchParams.get('page[size]')}@${url.searchParams.get('page[number]')}`);

describe('who we are', () => {
  test('is the primary organization', async () => {
    const { client } = await setUp({ organizations: many(3, (n) => organization(n, { primary: n === 2 })) });
    expect(await client.identity()).toEqual({ system: 'it-glue', id: '4120987002', name: 'Organization 2' });
  });

  test('is found on the first page when the filter is not known, and stands in when none is primary', async () => {
    const ignore: ItGlueSwitches['before'] = (asked, server) => {
      if (!asked.path.includes('primary')) return null;
      return {
        json: { data: server.rows('organizations').map((row) => ({ ...row, type: 'organizations' })) },
      };
    };
    const found = await setUp(
      { organizations: many(3, (n) => organization(n, { primary: n === 3 })) },
      { before: ignore },
    );
    expect((await found.client.identity()).id).toBe('4120987003');
    const none = await setUp({ organizations: many(3, (n) => organization(n, { primary: false })) });
    expect((await none.client.identity()).id).toBe('4120987001');
  });

  test.each([
    '',
    'two words',
    'ITG.smörgås',
    'a\r\nx-injected: 1',
  ])('a key like "%s" is refused without a request', async (key) => {
    const vendor = await ItGlueServer.start();
    closing.push(() => vendor.close());
    await expect(createItGlue({ ...testOptions(), address: vendor.url, key })).rejects.toThrow(
      CredentialsRefused,
    );
    expect(vendor.asked).toHaveLength(0);
  });

  test('cannot be told without any organization', async () => {
    const { client } = await setUp();
    await expect(client.identity()).rejects.toThrow(VendorError);
  });

  test.each([
    401, 403,
  ])('a key that is answered with %i is refused, with every reason it can have', async (status) => {
    const { client, vendor } = await setUp({}, { before: () => ({ status, text: '<html>' }) });
    const error = await client.identity().catch((thrown) => thrown);
    expect(error).toBeInstanceOf(CredentialsRefused);
    expect(error.hint).toMatch(/region.*90 days.*trilink connect it-glue/s);
    expect(`${error.message}${error.hint}`).not.toContain(vendor.key);
    expect(vendor.asked).toHaveLength(1);
  });
});

describe('what is refused while the key still works', () => {
  test('is a right that is missing, not the login', async () => {
    const before: ItGlueSwitches['before'] = (asked) =>
      asked.path.includes('/configurations') ? { status: 403 } : null;
    const { client } = await setUp({ organizations: many(2, organization) }, { before });
    await client.organizations();
    await expect(client.configurations('all')).rejects.toMatchObject({
      name: 'PermissionRefused',
      exitCode: 4,
      message: 'IT Glue does not let this API key read /configurations (403)',
    });
  });

  test('is the login when the organizations are refused too', async () => {
    let isRevoked = false;
    const before: ItGlueSwitches['before'] = () => (isRevoked ? { status: 403 } : null);
    const { client } = await setUp({ organizations: many(2, organization) }, { before });
    await client.organizations();
    isRevoked = true;
    await expect(client.configurations('all')).rejects.toMatchObject({ name: 'CredentialsRefused' });
  });

  test('with 429 for ever is a rate limit that does not end', async () => {
    const before: ItGlueSwitches['before'] = (asked) =>
      asked.path.includes('/configurations') ? { status: 429 } : null;
    const { client } = await setUp({ organizations: many(2, organization) }, { before });
    await client.organizations();
    await expect(client.configurations('all')).rejects.toMatchObject({ exitCode: 5, code: 'rate-limit' });
  });
});

describe('lists', () => {
  test('are read in pages of a thousand, each record once', async () => {
    const { vendor, client } = await setUp({ organizations: many(2_300, organization) });
    const { records, outcome } = await client.organizations();
    expect(new Set(records.map(({ id }) => id)).size).toBe(2_300);
    expect(outcome).toMatchObject({
      complete: true,
      expected: 2_300,
      received: 2_300,
      scope: 'all',
      incomplete: [],
    });
    expect(sizesAsked(vendor, /organizations/).sort()).toEqual(['1000@1', '1000@2', '1000@3']);
  });

  test('step down from the same row on when a page times out', async () => {
    const before: ItGlueSwitches['before'] = ({ url }) =>
      Number(url.searchParams.get('page[size]')) > 500 && url.searchParams.get('page[number]') !== '1'
        ? { status: 504 }
        : null;
    const { vendor, client, clock } = await setUp({ organizations: many(2_600, organization) }, { before });
    const { records, outcome } = await client.organizations();
    expect([records.length, outcome.complete]).toEqual([2_600, true]);
    const asked = sizesAsked(vendor, /organizations/);
    expect(asked).toContain('500@3');
    expect(asked.filter((one) => one.startsWith('500')).sort()).toEqual(['500@3', '500@4', '500@5', '500@6']);
    expect(clock.sleeps, 'nothing is waited for: a smaller page is the cure').toEqual([]);
  });

  test('step down on the first page too', async () => {
    const before: ItGlueSwitches['before'] = ({ url }) =>
      Number(url.searchParams.get('page[size]')) > 250 ? { status: 504 } : null;
    const { vendor, client } = await setUp({ organizations: many(700, organization) }, { before });
    expect((await client.organizations()).outcome).toMatchObject({ complete: true, received: 700 });
    expect(sizesAsked(vendor, /organizations/)).toEqual(['1000@1', '500@1', '250@1', '250@2', '250@3']);
  });

  test('that answer 504 even to the smallest page are waited for, then incomplete', async () => {
    const before: ItGlueSwitches['before'] = ({ url }) =>
      url.pathname === '/organizations' ? { status: 504 } : null;
    const { client, clock } = await setUp({}, { before });
    const { outcome } = await client.organizations();
    expect(outcome).toMatchObject({ complete: false, received: 0 });
    expect(outcome.failures[0]?.why).toContain('answered 504 to GET /organizations');
    expect(clock.sleeps).toHaveLength(3);
  });

  test('of a server with a smaller maximum are read in its size', async () => {
    const { vendor, client } = await setUp({ organizations: many(350, organization) }, { largestPage: 100 });
    expect((await client.organizations()).outcome).toMatchObject({ complete: true, received: 350 });
    expect(sizesAsked(vendor, /organizations/).sort()).toEqual(['1000@1', '100@2', '100@3', '100@4'].sort());
  });

  test('without a total are followed page by page', async () => {
    const after: ItGlueSwitches['after'] = (body) => {
      const meta = body.meta as Record<string, unknown>;
      return { ...body, meta: { 'next-page': meta['next-page'] } };
    };
    const { client } = await setUp({ organizations: many(2_100, organization) }, { after });
    expect((await client.organizations()).outcome).toMatchObject({
      complete: true,
      expected: null,
      received: 2_100,
    });
  });

  test('that are shorter than their total are incomplete', async () => {
    const after: ItGlueSwitches['after'] = (body) => ({ ...body, data: (body.data as unknown[]).slice(1) });
    const { client } = await setUp({ organizations: many(30, organization) }, { after });
    const { outcome } = await client.organizations();
    expect(outcome).toMatchObject({ complete: false, expected: 30, received: 29 });
  });

  test('that shrink while they are read are read again, since a row may have been passed over', async () => {
    let pages = 0;
    const before: ItGlueSwitches['before'] = (asked, server) => {
      if (asked.url.pathname === '/organizations' && ++pages === 2) server.rows('organizations').shift();
      return null;
    };
    const { client } = await setUp({ organizations: many(2_001, organization) }, { before });
    const { records, outcome } = await client.organizations();
    expect(outcome).toMatchObject({ complete: true, received: 2_000 });
    expect(records.at(-1)?.id).toBe('4120989001');
  });

  test('that grow while they are read bring the newcomer too', async () => {
    let pages = 0;
    const before: ItGlueSwitches['before'] = (asked, server) => {
      if (asked.url.pathname === '/organizations' && ++pages === 2)
        server.rows('organizations').push(organization(9_999));
      return null;
    };
    const { client } = await setUp({ organizations: many(2_000, organization) }, { before });
    expect((await client.organizations()).outcome).toMatchObject({ complete: true, received: 2_001 });
  });

  test('one page that fails for good makes the reading incomplete and keeps the others', async () => {
    const before: ItGlueSwitches['before'] = ({ url }) =>
      url.searchParams.get('page[number]') === '2' ? { status: 500 } : null;
    const { client } = await setUp({ organizations: many(2_500, organization) }, { before });
    const { outcome } = await client.organizations();
    expect(outcome).toMatchObject({ complete: false, received: 1_500, expected: 2_500 });
    expect(outcome.failures).toHaveLength(1);
  });

  test.each([
    ['a web page', { text: '<!doctype html>' }, 'a web page'],
    ['half an answer', { text: '{"data":[' }, 'broken JSON'],
    ['another shape', { json: { data: [{ type: 'organizations' }] } }, 'data.0.id'],
    ['no list', { json: { data: 7 } }, 'data is not as expected'],
  ])('%s is a failure that names the endpoint', async (_, answer, words) => {
    const { client } = await setUp({}, { before: () => answer });
    const { outcome } = await client.organizations();
    expect(outcome.failures[0]?.why).toContain('GET /organizations');
    expect(outcome.failures[0]?.why).toContain(words);
  });

  test('a rate limit is waited for, and no request more is made meanwhile', async () => {
    let seen = 0;
    const before: ItGlueSwitches['before'] = () => (++seen === 2 ? { status: 429 } : null);
    const { client, clock, told } = await setUp({ organizations: many(5_000, organization) }, { before });
    expect((await client.organizations()).outcome.complete).toBe(true);
    expect(clock.sleptMs).toBeGreaterThanOrEqual(5_000);
    expect(told).toContain('rate limit, 5 s');
  });
});

describe('organizations', () => {
  const linked = (
    state: unknown,
    remoteId: string | null,
    place: 'beside' | 'inside',
  ): NonNullable<ItGlueSwitches['before']> => {
    const attributes = state === undefined ? { name: 'L' } : { name: 'L', 'psa-integration': state };
    const link = { id: '990017', type: 'adapters_resources', attributes: { 'remote-id': remoteId } };
    const refs = { 'adapters-resources': { data: [{ id: '990017', type: 'adapters-resources' }] } };
    const row = { id: '5', type: 'organizations', attributes, relationships: refs };
    const body =
      place === 'beside' ? { data: [row], included: [link] } : { data: [{ ...row, included: [link] }] };
    return () => ({ json: { ...body, meta: { 'total-count': 1 } } });
  };

  test.each([
    ['enabled', 'enabled'],
    ['orphaned', 'orphaned'],
    ['disabled', 'disabled'],
    [null, 'none'],
    [undefined, 'absent'],
    ['paused', 'unknown'],
  ])('psa-integration %s is %s', async (sent, expected) => {
    const { client } = await setUp({}, { before: linked(sent, '29684011', 'beside') });
    expect((await client.organizations()).records[0]?.provenance).toMatchObject({
      psaState: expected,
      psaIds: ['29684011'],
    });
  });

  test.each([
    'beside',
    'inside',
  ] as const)('the PSA id is found %s the data, zero included', async (place) => {
    const { client } = await setUp({}, { before: linked('enabled', '0', place) });
    expect((await client.organizations()).records[0]?.provenance.psaIds).toEqual(['0']);
  });

  test('ask for their links and for the RMM companies joined to them', async () => {
    const included = [
      {
        type: 'rmm-companies',
        id: '8',
        attributes: { name: 'Harbor (RMM)' },
        relationships: { organization: { data: { id: '4120987001', type: 'organizations' } } },
      },
    ];
    const { vendor, client } = await setUp({ organizations: [{ ...organization(1), included }] });
    expect((await client.organizations()).records[0]?.rmmCompanies).toEqual(['Harbor (RMM)']);
    expect(vendor.asked[0]?.url.searchParams.get('include')).toBe('adapters_resources,rmm_companies');
  });

  test('have their parent by its name, also one that no list has shown', async () => {
    const rows = [organization(1), organization(2, { 'parent-id': 4120987001 }), organization(3)];
    const { vendor, client } = await setUp({ organizations: rows });
    const found = await client.fetch('organization', ['4120987002']);
    expect(found.get('4120987002')?.fields.parent).toBe('Organization 1');
    const asked = vendor.asked.length;
    expect((await client.organizations()).records.map(({ fields }) => fields.parent)).toEqual([
      null,
      'Organization 1',
      null,
    ]);
    expect(vendor.asked.length).toBe(asked + 1);
  });

  test('that are inactive are told from active ones', async () => {
    const rows = [
      organization(1),
      organization(2, { 'organization-status-name': 'Inactive' }),
      organization(3, { 'organization-status-name': null }),
    ];
    const { client } = await setUp({ organizations: rows });
    expect((await client.organizations()).records.map(({ active }) => active)).toEqual([true, false, true]);
  });
});

describe('configurations', () => {
  const one = organization(1).id;
  const two = organization(2).id;

  test('come with interfaces, RMM records and PSA ids, ids inside the attributes included', async () => {
    const row: Stored = {
      ...configuration(1, one, {
        'psa-integration': 'enabled',
        'warranty-expires-at': '2027-03-31T00:00:00.000Z',
        'model-name': 'X1',
      }),
      relationships: {
        'configuration-interfaces': {
          data: [{ id: '71', type: 'configuration-interfaces' }],
          'rmm-records': { data: [{ id: '5501', type: 'rmm-records' }] },
        },
        'adapters-resources': { data: [{ id: '990', type: 'adapters-resources' }] },
      },
      included: [
        {
          type: 'configuration-interfaces',
          id: undefined as unknown as string,
          attributes: {
            id: 71,
            name: 'eth0',
            'ip-address': '10.0.0.1',
            'mac-address': 'A4:5E:60:11:0C:9D',
            primary: true,
            notes: null,
          },
        },
        {
          type: 'rmm-records',
          id: '5501',
          attributes: {
            name: 'PC',
            'serial-number': 'S',
            'mac-addresses': ['A4-5E-60-11-0C-9D'],
            'last-seen-online': '2026-03-01T17:44:02.000Z',
            'external-url': 'https://rmm.example/d/7',
          },
        },
        { type: 'adapters-resources', id: '990', attributes: { 'remote-id': 77123 } },
      ],
    };
    const { client } = await setUp({ configurations: [row] });
    const { records } = await client.configurations('all');
    expect(records[0]).toMatchObject({
      id: '88001',
      organizationId: one,
      serial: 'SERIAL1',
      model: 'X1',
      archived: false,
      interfaces: [
        { id: '71', name: 'eth0', ip: '10.0.0.1', mac: 'A4:5E:60:11:0C:9D', primary: true, notes: null },
      ],
      rmmRecords: [
        {
          id: '5501',
          name: 'PC',
          hostname: null,
          serial: 'S',
          macs: ['A4-5E-60-11-0C-9D'],
          url: 'https://rmm.example/d/7',
          lastSeenAt: Date.UTC(2026, 2, 1, 17, 44, 2),
        },
      ],
      provenance: { psaState: 'enabled', psaIds: ['77123'] },
    });
    expect(records[0]?.fields).toMatchObject({
      'warranty-expires-at': '2027-03-31',
      model: 'X1',
      manufacturer: null,
      archived: false,
    });
  });

  const estate = () => ({
    configurations: [
      ...many(300, (n) => configuration(n, one)),
      ...many(20, (n) => configuration(1_000 + n, two, { archived: n > 15 })),
    ],
  });

  test('include archived ones when the plain list has them, without asking twice', async () => {
    const { vendor, client } = await setUp(estate());
    const { records, outcome } = await client.configurations('all');
    expect([records.length, records.filter(({ archived }) => archived).length]).toEqual([320, 5]);
    expect(outcome).toMatchObject({ complete: true, expected: 320 });
    expect(vendor.asked).toHaveLength(2);
  });

  test('include archived ones when the plain list leaves them out', async () => {
    const { vendor, client } = await setUp(estate(), { omitsArchived: true });
    const { records, outcome } = await client.configurations('all');
    expect([records.length, records.filter(({ archived }) => archived).length]).toEqual([320, 5]);
    expect(outcome).toMatchObject({ complete: true, expected: 320 });
    expect(vendor.asked).toHaveLength(3);
  });

  test('cost one request more when nothing is archived, and no duplicates when the filter is ignored', async () => {
    const before: ItGlueSwitches['before'] = (asked) => {
      asked.url.searchParams.delete('filter[archived]');
      return null;
    };
    const { vendor, client } = await setUp(
      { configurations: many(600, (n) => configuration(n, one)) },
      { before },
    );
    const { records, outcome } = await client.configurations('all');
    expect(new Set(records.map(({ id }) => id)).size).toBe(600);
    expect(outcome.complete).toBe(true);
    expect(vendor.asked).toHaveLength(4);
  });

  test('of a few organizations are asked for by their ids, and what was learnt of archived ones is kept', async () => {
    const { vendor, client } = await setUp(estate());
    await client.configurations([two]);
    const { records } = await client.configurations([one]);
    expect(records).toHaveLength(300);
    expect(vendor.asked.map(({ url }) => url.searchParams.get('filter[organization_id]'))).toEqual([
      two,
      one,
      one,
    ]);
  });

  test('of many organizations are asked for in batches', async () => {
    const ids = many(120, organization).map(({ id }) => id);
    const { vendor, client } = await setUp({
      configurations: ids.map((id, n) => configuration(n, id, { archived: n === 0 })),
    });
    const { records, outcome } = await client.configurations(ids);
    expect([records.length, outcome.complete]).toEqual([120, true]);
    expect(vendor.asked).toHaveLength(3);
    expect(Math.max(...vendor.asked.map(({ path }) => path.length))).toBeLessThan(2_000);
  });

  test('of another organization are left out should the filter be ignored', async () => {
    const before: ItGlueSwitches['before'] = (asked) => {
      asked.url.searchParams.delete('filter[organization_id]');
      return null;
    };
    const { client } = await setUp(estate(), { before });
    expect((await client.configurations([two])).records).toHaveLength(20);
  });

  test('that fall short leave the organizations of their batch incomplete', async () => {
    const after: ItGlueSwitches['after'] = (body) => ({ ...body, data: (body.data as unknown[]).slice(2) });
    const { client } = await setUp(estate(), { after });
    const { outcome } = await client.configurations([two]);
    expect(outcome.incomplete).toEqual([{ scopeId: two, why: '18 of 20 records were listed' }]);
    const whole = await client.configurations('all');
    expect(whole.outcome, 'nobody can tell whose they are').toMatchObject({
      complete: false,
      incomplete: [],
    });
  });

  test('of the plain list alone, for a few organizations, do not wait for others', async () => {
    const { vendor, client } = await setUp(estate());
    await client.configurations([]);
    expect(vendor.asked).toHaveLength(0);
  });
});

describe('locations and contacts', () => {
  test('are read for some organizations', async () => {
    const rows = many(4, (n) => ({
      id: String(n),
      attributes: { 'organization-id': n, name: `Office ${n}`, city: 'Ghent', primary: n === 1 },
    }));
    const { client } = await setUp({ locations: rows });
    const { records, outcome } = await client.attachments('location', ['1', '3']);
    expect(records.map(({ name, organizationId }) => [name, organizationId])).toEqual([
      ['Office 1', '1'],
      ['Office 3', '3'],
    ]);
    expect(records[0]?.fields).toMatchObject({ city: 'Ghent', primary: true, region: null });
    expect(outcome).toMatchObject({ type: 'location', complete: true, expected: 2 });
  });

  test('contacts are called by first and last name', async () => {
    const attributes = {
      'organization-id': 1,
      'first-name': 'Ada',
      'last-name': 'Byron',
      'contact-emails': [{ value: 'ada@x.example', primary: true }],
    };
    const { client } = await setUp({ contacts: [{ id: '9', attributes }] });
    const { records } = await client.attachments('contact', 'all');
    expect(records[0]).toMatchObject({
      name: 'Ada Byron',
      fields: { 'first-name': 'Ada', email: 'ada@x.example' },
    });
  });
});

describe('the catalogue', () => {
  test('is read once, models with their manufacturers', async () => {
    const { vendor, client } = await setUp(catalogueRows());
    const catalogue = await client.catalogue();
    await client.catalogue();
    expect(catalogue.models[0]).toEqual({ id: '200', name: 'Latitude 5440', manufacturerId: '100' });
    expect(catalogue.configurationTypes).toEqual([
      { id: '57', name: 'Workstation' },
      { id: '61', name: 'Switch' },
    ]);
    expect(catalogue.operatingSystems[0]?.id).toBe('9007199254740993');
    expect(vendor.asked).toHaveLength(7);
  });

  test('is asked only for the lists that are needed', async () => {
    const { vendor, client } = await setUp(catalogueRows());
    const catalogue = await client.catalogue(['configurationTypes', 'models']);
    expect(vendor.asked).toHaveLength(2);
    expect(catalogue.models).toHaveLength(4);
    expect(catalogue.configurationTypes).toHaveLength(2);
    expect([catalogue.manufacturers, catalogue.organizationTypes]).toEqual([[], []]);
  });

  test('that cannot be read whole is an error, and is tried again', async () => {
    let fails = true;
    const before: ItGlueSwitches['before'] = ({ path }) =>
      fails && path.startsWith('/models') ? { status: 500 } : null;
    const { client } = await setUp(catalogueRows(), { before });
    await expect(client.catalogue()).rejects.toThrow(/models/);
    fails = false;
    expect((await client.catalogue()).models).toHaveLength(4);
  });
});

describe('records as they stand', () => {
  const org = organization(1).id;

  test('are fetched by id in one request, archived ones by their own address, missing ones not at all', async () => {
    const rows = [configuration(1, org), configuration(2, org, { archived: true }), configuration(3, org)];
    const { vendor, client } = await setUp({ configurations: rows }, { omitsArchived: true });
    const found = await client.fetch('configuration', ['88001', '88002', '88003', '99999']);
    expect([...found.keys()].sort()).toEqual(['88001', '88002', '88003']);
    expect(found.get('88002')).toMatchObject({ archived: true, organizationId: org, type: 'configuration' });
    expect(vendor.count('GET', /^\/configurations\?/)).toBe(1);
    expect(vendor.count('GET', /^\/configurations\/\d/)).toBe(2);
  });

  test.each([
    [{ 'psa-integration': 'enabled' }, false, true],
    [{ 'psa-integration': 'something new' }, false, true],
    [{ 'psa-integration': null }, true, false],
    [{ 'psa-integration': 'orphaned' }, true, false],
    [{ 'psa-integration': undefined }, true, true],
    [{ 'psa-integration': undefined }, false, false],
  ])('with %j and a PSA link %s are locked: %s', async (attributes, isLinked, locked) => {
    const row = configuration(1, org, attributes);
    const relationships = isLinked
      ? { 'adapters-resources': { data: [{ id: '1', type: 'adapters-resources' }] } }
      : {};
    const { client } = await setUp({ configurations: [{ ...row, relationships }] });
    expect((await client.fetch('configuration', ['88001'])).get('88001')?.locked).toBe(locked);
  });

  test('carry the keys they are found by, interfaces included', async () => {
    const row: Stored = {
      ...configuration(1, org, { 'mac-address': 'AA:BB:CC:00:00:01' }),
      relationships: { x: { data: [{ id: '71', type: 'configuration_interfaces' }] } },
      included: [
        { type: 'configuration-interfaces', id: '71', attributes: { 'mac-address': 'AA:BB:CC:00:00:02' } },
      ],
    };
    const { client } = await setUp({ configurations: [row] });
    const [record] = await client.listForLookUp('configuration', org, null);
    expect(record?.keys).toEqual({
      name: 'PC-1',
      serial: 'SERIAL1',
      macs: ['AA:BB:CC:00:00:01', 'AA:BB:CC:00:00:02'],
    });
  });

  test('of a look-up include archived ones', async () => {
    const rows = [configuration(1, org), configuration(2, org, { archived: true }), configuration(3, '7')];
    const { client } = await setUp({ configurations: rows }, { omitsArchived: true });
    expect((await client.listForLookUp('configuration', org, null)).map(({ id }) => id)).toEqual([
      '88001',
      '88002',
    ]);
  });

  test('of a look-up that was not read whole are an error, never a shorter list', async () => {
    const after: ItGlueSwitches['after'] = (body) => ({ ...body, data: [] });
    const { client } = await setUp({ configurations: [configuration(1, org)] }, { after });
    await expect(client.listForLookUp('configuration', org, null)).rejects.toThrow(VendorError);
  });

  test('interfaces are listed below their configuration', async () => {
    const rows = [{ id: '71', attributes: { 'configuration-id': 88001, name: 'eth1', 'mac-address': 'AA' } }];
    const { vendor, client } = await setUp({ configuration_interfaces: rows });
    const [record] = await client.listForLookUp('configuration-interface', null, '88001');
    expect(record).toMatchObject({ id: '71', parentId: '88001', locked: false, name: 'eth1' });
    expect(vendor.asked[0]?.path).toContain('/configurations/88001/relationships/configuration_interfaces');
    expect((await client.fetch('configuration-interface', ['71', '72'])).size).toBe(1);
  });

  test('organizations whose quick notes are cut short in lists are fetched one by one', async () => {
    const rows = [organization(1, { 'quick-notes': 'n'.repeat(250) }), organization(2)];
    const { vendor, client } = await setUp({ organizations: rows });
    const found = await client.fetch(
      'organization',
      rows.map(({ id }) => id),
    );
    expect(found.size).toBe(2);
    expect(vendor.count('GET', /^\/organizations\/\d/)).toBe(1);
  });
});

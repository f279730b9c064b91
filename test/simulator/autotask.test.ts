import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  type InProcessOptions,
  type LocalSimulators,
  type SimulatorClock,
  startSimulators,
} from '../../src/simulator/index.js';
import { AutotaskTalk } from './support/autotask-talk.js';
import { HandClock } from './support/hand-clock.js';
import type { Answer } from './support/talk.js';

let simulators: LocalSimulators;
let autotask: AutotaskTalk;
let clock: HandClock;

async function start(options: InProcessOptions = {}): Promise<void> {
  clock = new HandClock();
  simulators = await startSimulators({ clock, systems: ['datto-rmm', 'it-glue', 'autotask'], ...options });
  autotask = new AutotaskTalk(simulators);
}

async function restart(options: InProcessOptions): Promise<void> {
  await simulators.close();
  await start(options);
}

beforeEach(() => start());
afterEach(() => simulators.close());

const everything = { op: 'gte', field: 'id', value: 0 };

describe('the zone', () => {
  test('is told to anybody who knows a user', async () => {
    const url = `${autotask.root}/zoneinformation?user=${autotask.env.TRILINK_AUTOTASK_USERNAME}`;
    const zone = (await (await fetch(url)).json()) as { url: string; ci: number };
    expect(zone).toMatchObject({ url: `${autotask.env.TRILINK_AUTOTASK_URL}/ATServicesRest/`, ci: 104_233 });
  });

  test('is not told for an unknown user', async () => {
    const { status, json } = await autotask.get('/ZoneInformation?user=nobody@example');
    expect([status, json.errors.length]).toEqual([500, 1]);
  });
});

describe('access', () => {
  test.each([
    'TRILINK_AUTOTASK_SECRET',
    'TRILINK_AUTOTASK_USERNAME',
    'TRILINK_AUTOTASK_INTEGRATION_CODE',
  ])('needs the right %s', async (name) => {
    autotask.env = { ...autotask.env, [name]: 'wrong' };
    expect((await autotask.get('/Companies/0')).status).toBe(401);
  });

  test('is locked after too many refusals, for the right secret too, until it is changed', async () => {
    const right = autotask.env;
    autotask.env = { ...right, TRILINK_AUTOTASK_SECRET: 'wrong' };
    for (let attempt = 0; attempt < 10; attempt += 1) await autotask.get('/Companies/0');
    autotask.env = right;
    expect((await autotask.get('/Companies/0')).status).toBe(401);
    autotask.env = await simulators.rotateKey('autotask');
    expect((await autotask.get('/Companies/0')).status).toBe(200);
  });
});

describe('a query', () => {
  const names = async (...filter: unknown[]): Promise<string[]> =>
    (await autotask.rows('Companies', ...filter)).map(({ companyName }) => companyName);

  test.each<[why: string, filter: unknown, finds: (row: Answer['json']) => boolean]>([
    ['eq', { op: 'eq', field: 'isActive', value: true }, ({ isActive }) => isActive],
    ['noteq', { op: 'noteq', field: 'id', value: 0 }, ({ id }) => id !== 0],
    ['gt', { op: 'gt', field: 'id', value: 29_683_515 }, ({ id }) => id > 29_683_515],
    ['lte', { op: 'lte', field: 'id', value: 29_683_515 }, ({ id }) => id <= 29_683_515],
    [
      'beginsWith, whatever the case',
      { op: 'BeginsWith', field: 'COMPANYNAME', value: 'north' },
      ({ companyName }) => companyName.startsWith('North'),
    ],
    [
      'endsWith',
      { op: 'endsWith', field: 'companyName', value: 'LLC' },
      ({ companyName }) => companyName.endsWith('LLC'),
    ],
    [
      'contains',
      { op: 'contains', field: 'companyName', value: 'o' },
      ({ companyName }) => companyName.toLowerCase().includes('o'),
    ],
    ['exist', { op: 'exist', field: 'classification' }, ({ classification }) => classification !== null],
    [
      'notExist',
      { op: 'notExist', field: 'classification' },
      ({ classification }) => classification === null,
    ],
    [
      'in',
      { op: 'in', field: 'companyType', value: [1, 43] },
      ({ companyType }) => [1, 43].includes(companyType),
    ],
    ['notIn', { op: 'notIn', field: 'id', value: [0] }, ({ id }) => id !== 0],
    [
      'a time',
      { op: 'lt', field: 'createDate', value: '2023-01-01T00:00:00Z' },
      ({ createDate }) => createDate < '2023',
    ],
    [
      'or',
      {
        op: 'or',
        items: [
          { op: 'eq', field: 'id', value: 0 },
          { op: 'eq', field: 'id', value: 29_683_511 },
        ],
      },
      ({ id }) => id === 0 || id === 29_683_511,
    ],
  ])('understands %s', async (_, filter, finds) => {
    const all = await autotask.rows('Companies', everything);
    const found = await autotask.rows('Companies', filter);
    expect(found).toEqual(all.filter(finds));
    expect(found.length).toBeGreaterThan(0);
  });

  test('finds nothing, silently, with a text for a number', async () => {
    expect(await names({ op: 'eq', field: 'id', value: '29683511' })).toEqual([]);
  });

  test('can be asked by GET, and for the number alone', async () => {
    const search = encodeURIComponent(JSON.stringify({ filter: [everything] }));
    const { json } = await autotask.get(`/companies/query?search=${search}`);
    const count = await autotask.send('POST', '/Companies/query/count', { filter: [everything] });
    expect(count.json.queryCount).toBe(json.items.length);
  });

  test('finds by one user-defined field, not by two', async () => {
    const udf = { op: 'eq', field: 'BitLocker', value: 'On', udf: true };
    expect((await autotask.rows('ConfigurationItems', udf)).length).toBeGreaterThan(0);
    const { status } = await autotask.send('POST', '/ConfigurationItems/query', {
      Filter: [udf, { ...udf, field: 'Recovery key' }],
    });
    expect(status).toBe(500);
  });

  test('gives only the fields asked for', async () => {
    const { json } = await autotask.send('POST', '/Companies/query', {
      IncludeFields: ['ID', 'companyname'],
      MaxRecords: 1,
      Filter: [everything],
    });
    expect(Object.keys(json.items[0])).toEqual(['id', 'companyName']);
  });

  test.each([
    [{}, 'Filter is required'],
    [{ Filter: [{ op: 'eq', field: 'nonsense', value: 1 }] }, 'Unable to find nonsense'],
    [{ Filter: [{ op: 'like', field: 'id', value: 1 }] }, 'Operator like is not known'],
    [{ Filter: [everything], MaxRecords: 501 }, 'MaxRecords must be between'],
    [
      { Filter: [{ op: 'in', field: 'id', value: Array.from({ length: 501 }, (_, id) => id) }] },
      'limited to 500 or fewer OR conditions',
    ],
    [{ Filter: [{ op: 'exist', field: 'assetValue' }] }, 'cannot be queried'],
  ])('is refused with 500 and a text: %j', async (body, text) => {
    const { status, json } = await autotask.send('POST', '/Companies/query', body);
    expect([status, json.errors.join()]).toEqual([500, expect.stringContaining(text)]);
  });

  test('comes in pages that are followed by the same method, in order of id', async () => {
    await restart({ devices: 1_500, sites: 40 });
    const body = { MaxRecords: 200, Filter: [everything] };
    const ids: number[] = [];
    let next: string | null = '/ConfigurationItems/query';
    while (next !== null) {
      const { json }: Answer = await autotask.send('POST', next, body);
      ids.push(...json.items.map(({ id }: { id: number }) => id));
      next = json.pageDetails.nextPageUrl;
    }
    const count = await autotask.send('POST', '/ConfigurationItems/query/count', body);
    expect(ids).toEqual([...new Set(ids)].sort((a, b) => a - b));
    expect(ids.length).toBe(count.json.queryCount);
    expect(ids.length).toBeGreaterThan(600);
  });
});

describe('the estate behind it', () => {
  test('is the same as in the RMM: items carry device uids, sites carry company ids', async () => {
    const uids = new Set((await simulators.devices()).map(({ uid }) => uid));
    const items = await autotask.rows('ConfigurationItems', { op: 'exist', field: 'rmmDeviceUID' });
    expect(items.length).toBeGreaterThan(20);
    expect(items.every(({ rmmDeviceUID }) => uids.has(rmmDeviceUID))).toBe(true);
    const companies = new Set((await autotask.rows('Companies', everything)).map(({ id }) => String(id)));
    const mapped = (await simulators.sites()).filter(
      ({ companyId }) => companyId !== null && companyId.length > 1,
    );
    expect(mapped.filter(({ companyId }) => companies.has(companyId ?? '')).length).toBe(mapped.length - 1);
  });

  test('is the same as in IT Glue: what is linked there exists here', async () => {
    const linked = simulators.estate.documentation.collections.configurations
      .all()
      .flatMap(({ psaIds }) => psaIds);
    const found = await autotask.rows('ConfigurationItems', {
      op: 'in',
      field: 'id',
      value: linked.map(Number),
    });
    expect(found).toHaveLength(linked.length);
  });
});

describe('one record', () => {
  test.each([
    ['null-item', 200],
    [404, 404],
  ] as const)('that is not there answers as the switch says: %s', async (unknownId, status) => {
    await restart({ autotask: { unknownId } });
    expect((await autotask.get('/Companies/7')).status).toBe(status);
  });

  test.each([
    ['GET', '/Nothing/query', 404],
    ['PATCH', '/ConfigurationItems/41877', 405],
    ['POST', '/CompanyLocations', 405],
    ['POST', '/Resources', 405],
  ])('%s %s answers %i', async (method, path, status) => {
    expect((await autotask.send(method, path, method === 'GET' ? undefined : {})).status).toBe(status);
  });
});

describe('metadata', () => {
  const fieldOf = async (name: string): Promise<Answer['json']> =>
    (await autotask.get('/ConfigurationItems/entityInformation/fields')).json.fields.find(
      (field: { name: string }) => field.name === name,
    );

  test.each([
    ['read-only', true],
    ['writable', false],
  ] as const)('says whether the link to the RMM can be written: %s', async (rmmFields, isReadOnly) => {
    await restart({ autotask: { rmmFields } });
    expect((await fieldOf('rmmDeviceUID')).isReadOnly).toBe(isReadOnly);
    expect((await fieldOf('rmmDeviceAuditHostname')).isReadOnly).toBe(true);
  });

  test('names what is required, what refers, and picklists with texts for values', async () => {
    expect(await fieldOf('productID')).toMatchObject({
      isRequired: true,
      isReference: true,
      referenceEntityType: 'Products',
    });
    expect((await fieldOf('apiVendorID')).picklistValues).toContainEqual(
      expect.objectContaining({ value: '28', label: 'Datto RMM' }),
    );
  });

  test('tells what our own user may do', async () => {
    expect((await autotask.get('/Companies/entityInformation')).json.info).toMatchObject({
      canCreate: true,
      canDelete: false,
      userAccessForQuery: 'All',
    });
    expect(
      (await autotask.get('/ConfigurationItems/entityInformation/userDefinedFields')).json.fields[0].name,
    ).toBe('BitLocker');
    expect((await autotask.get('/BillingCodes/entityInformation/userDefinedFields')).status).toBe(404);
  });
});

describe('writing', () => {
  const firstItem = async (): Promise<Answer['json']> =>
    (await autotask.rows('ConfigurationItems', everything))[0];
  const item = (more: object = {}): object => ({
    companyID: 29_683_511,
    productID: 5_210,
    isActive: true,
    referenceTitle: 'NEW',
    ...more,
  });

  test('creates on the collection and gives the new id', async () => {
    const { status, json } = await autotask.send(
      'POST',
      '/ConfigurationItems',
      item({ userDefinedFields: [{ name: 'bitlocker', value: 'Off' }] }),
    );
    expect(status).toBe(200);
    expect((await autotask.get(`/ConfigurationItems/${json.itemId}`)).json.item).toMatchObject({
      referenceTitle: 'NEW',
      configurationItemCategoryID: 2,
      createDate: new Date(clock.now()).toISOString(),
      userDefinedFields: [{ name: 'BitLocker', value: 'Off' }],
    });
  });

  test('changes what is sent, keeps the rest, and ignores another company', async () => {
    const before = await firstItem();
    await autotask.send('PATCH', '/ConfigurationItems', { id: before.id, referenceTitle: 'X', companyID: 0 });
    expect(await firstItem()).toEqual({
      ...before,
      referenceTitle: 'X',
      lastModifiedTime: new Date(clock.now()).toISOString(),
    });
  });

  test.each<[body: object, text: string]>([
    [{ productID: undefined }, 'Missing Required Field: productID.'],
    [{ productID: 1 }, 'Reference value on field: productID of type: Product does not exist or is invalid.'],
    [{ configurationItemType: 999 }, 'Reference value on field: configurationItemType'],
    [{ installedByID: 29_682_886 }, 'Reference value on field: installedByID of type: Resource'],
    [{ nonsense: 1 }, 'Unable to find nonsense in the entity.'],
    [{ rmmDeviceUID: 'x' }, 'Field rmmDeviceUID is read only.'],
    [{ serialNumber: 's'.repeat(101) }, 'exceeds the maximum length of 100'],
    [{ isActive: 'yes' }, 'boolean expected'],
    [
      { userDefinedFields: [{ name: 'Unknown', value: '1' }] },
      'The user-defined field Unknown does not exist.',
    ],
  ])('is refused with 500 and a text: %j', async (body, text) => {
    const before = await simulators.snapshot();
    const { status, json } = await autotask.send('POST', '/ConfigurationItems', item(body));
    expect([status, json.errors.join()]).toEqual([500, expect.stringContaining(text)]);
    expect(await simulators.snapshot()).toEqual(before);
  });

  test('a picklist takes only its own values', async () => {
    const { json } = await autotask.send('PATCH', '/Companies', { id: 29_683_511, companyType: 999 });
    expect(json.errors).toEqual(['Value 999 is not valid for picklist companyType.']);
  });

  test('locations and contacts go through their company', async () => {
    const location = await autotask.send('POST', '/Companies/29683511/Locations', { name: 'Warehouse' });
    const contact = await autotask.send('POST', '/Companies/29683511/Contacts', {
      firstName: 'A',
      lastName: 'B',
      isActive: 1,
      companyLocationID: location.json.itemId,
    });
    expect(
      (await autotask.rows('Contacts', { op: 'eq', field: 'id', value: contact.json.itemId }))[0],
    ).toMatchObject({ companyID: 29_683_511, isActive: 1 });
    const list = await autotask.get('/Companies/29683511/Locations');
    expect(list.json.items.map(({ name }: { name: string }) => name)).toContain('Warehouse');
  });

  test.each(['PUT', 'DELETE'])('%s is refused and reported', async (method) => {
    const { status } = await autotask.send(
      method,
      '/ConfigurationItems/41877',
      method === 'PUT' ? {} : undefined,
    );
    expect(status).toBe(405);
    expect(await simulators.violations()).toMatchObject([{ system: 'autotask', method }]);
  });

  test('a query by POST counts as a read, a write does not', async () => {
    await autotask.rows('Companies', everything);
    await autotask.send('PATCH', '/Companies', { id: 29_683_511, phone: '1' });
    expect((await simulators.nonReads()).map(({ method }) => method)).toEqual(['PATCH']);
  });
});

test('a restricted user gets no rows rather than an error, and masks for protected values', async () => {
  await restart({ autotask: { restricted: true } });
  expect(await autotask.rows('Contacts', everything)).toEqual([]);
  const [item] = await autotask.rows('ConfigurationItems', { op: 'exist', field: 'rmmDeviceUID' });
  expect(item.userDefinedFields).toContainEqual({ name: 'Recovery key', value: '*****' });
  const refused = await autotask.send('PATCH', '/ConfigurationItems', {
    id: item.id,
    userDefinedFields: [{ name: 'Recovery key', value: 'x' }],
  });
  expect(refused.status).toBe(500);
});

describe('the limits', () => {
  test('of an hour slow down from half on, and refuse at the end, for the whole database', async () => {
    // Eight requests an hour.
    await restart({ limits: 0.0008, autotask: { serviceMs: 0 } });
    const statuses: number[] = [];
    for (let call = 0; call < 9; call += 1) statuses.push((await autotask.get('/Companies/0')).status);
    expect(statuses).toEqual([200, 200, 200, 200, 200, 200, 200, 200, 429]);
    expect(clock.waits).toEqual([500, 500, 1000, 1000]);
    clock.pass(3_600_000);
    const { json } = await autotask.get('/ThresholdInformation');
    expect(json).toEqual({
      externalRequestThreshold: 8,
      requestThresholdTimeframe: 60,
      currentTimeframeRequestCount: 1,
    });
  });

  test.each([
    429, 500,
  ] as const)('of threads let three at once through for each entity; the fourth meets the text, with %i', async (threadRefusal) => {
    await simulators.close();
    const held = new HeldClock();
    simulators = await startSimulators({
      clock: held,
      limits: 1,
      systems: ['autotask'],
      autotask: { threadRefusal },
    });
    autotask = new AutotaskTalk(simulators);
    const three = [1, 2, 3].map(() => autotask.get('/Companies/0'));
    await simulators.waitForRequest({ nth: 3 });
    const fourth = await autotask.get('/Companies/0');
    expect([fourth.status, fourth.json.errors[0]]).toEqual([
      threadRefusal,
      expect.stringContaining('thread threshold of 3 threads has been exceeded'),
    ]);
    const other = autotask.get('/Products/5210');
    await simulators.waitForRequest({ nth: 5 });
    held.release();
    expect((await Promise.all([...three, other])).map(({ status }) => status)).toEqual([200, 200, 200, 200]);
  });
});

/** Holds every wait until it is released. */
class HeldClock implements SimulatorClock {
  #held: (() => void)[] = [];

  now(): number {
    return Date.UTC(2026, 10, 30);
  }

  after(_: number, then: () => void): () => void {
    this.#held.push(then);
    return () => {};
  }

  release(): void {
    for (const then of this.#held) then();
    this.#held = [];
  }
}

describe('IT Glue’s own Autotask sync', () => {
  test('carries items over as locked configurations when it next runs', async () => {
    await simulators.mutate({ do: 'native-sync' });
    const { json } = await autotask.send('POST', '/ConfigurationItems', {
      companyID: 29_683_511,
      productID: 5_210,
      isActive: true,
      referenceTitle: 'NEW',
      configurationItemType: 14,
    });
    const [made] = await simulators.mutate({ do: 'native-sync' });
    expect(made).toHaveLength(1);
    const record = simulators.estate.documentation.collections.configurations.get(
      (made as readonly string[])[0] ?? '',
    );
    expect(record).toMatchObject({
      psaIds: [String(json.itemId)],
      attributes: { name: 'NEW', 'psa-integration': 'enabled' },
    });
    expect((await simulators.mutate({ do: 'native-sync' }))[0]).toEqual([]);
  });

  test('leaves items without a type behind', async () => {
    await simulators.mutate({ do: 'native-sync' });
    await autotask.send('POST', '/ConfigurationItems', {
      companyID: 29_683_511,
      productID: 5_210,
      isActive: true,
      referenceTitle: 'NEW',
    });
    expect((await simulators.mutate({ do: 'native-sync' }))[0]).toEqual([]);
  });

  test('renames an organization after its company', async () => {
    await simulators.mutate(
      { do: 'edit-autotask', entity: 'Companies', id: 29_683_511, values: { companyName: 'Renamed' } },
      { do: 'native-sync' },
    );
    const organizations = simulators.estate.documentation.collections.organizations.all();
    expect(organizations.find(({ psaIds }) => psaIds.includes('29683511'))?.attributes.name).toBe('Renamed');
  });

  test('can be absent: then nothing in IT Glue is locked or linked', async () => {
    await restart({ nativeHopB: false });
    const { organizations, configurations } = simulators.estate.documentation.collections;
    for (const { psaIds, attributes } of [...organizations.all(), ...configurations.all()]) {
      expect([psaIds, attributes['psa-integration'] ?? null]).toEqual([[], null]);
    }
  });
});

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type InProcessOptions, type LocalSimulators, startSimulators } from '../../src/simulator/index.js';
import { readJson } from '../../src/simulator/it-glue/wire.js';
import { HandClock } from './support/hand-clock.js';
import { GlueTalk } from './support/talk.js';

let simulators: LocalSimulators;
let glue: GlueTalk;
let clock: HandClock;

async function start(options: InProcessOptions = {}): Promise<void> {
  clock = new HandClock();
  simulators = await startSimulators({ clock, systems: ['it-glue'], ...options });
  glue = new GlueTalk(simulators);
}

beforeEach(() => start());
afterEach(() => simulators.close());

type Attributes = Readonly<Record<string, unknown>>;

function configurations(
  fits: (attributes: Attributes, psaIds: readonly string[]) => boolean,
): { id: string; attributes: Attributes }[] {
  return simulators.estate.documentation.collections.configurations
    .all()
    .filter(({ attributes, psaIds }) => fits(attributes, psaIds));
}

function firstId(fits: (attributes: Attributes, psaIds: readonly string[]) => boolean): string {
  const [first] = configurations(fits);
  if (first === undefined) throw new Error('the estate holds no such configuration');
  return first.id;
}

const lockedId = (): string => firstId((attributes) => attributes['psa-integration'] === 'enabled');
const openId = (): string =>
  firstId((attributes) => attributes['psa-integration'] === null && attributes['primary-ip'] === null);

function ownOrganization(): string {
  const own = simulators.estate.documentation.collections.organizations
    .all()
    .find(({ attributes }) => attributes['psa-integration'] === null);
  return own?.id ?? '';
}

function typeId(name: string): number {
  const types = simulators.estate.documentation.collections['configuration-types'].all();
  return Number(types.find(({ attributes }) => attributes.name === name)?.id);
}

const patch = (id: string, attributes: unknown): unknown => ({ type: 'configurations', id, attributes });

describe('access', () => {
  test.each([
    401, 403,
  ] as const)('is refused with %i for another key, as the switch says', async (refusedKey) => {
    await simulators.close();
    await start({ itGlue: { refusedKey } });
    glue.env = { ...glue.env, TRILINK_IT_GLUE_KEY: 'ITG.wrong' };
    expect((await glue.get('/organizations')).status).toBe(refusedKey);
  });

  test('is refused once the key is revoked, and given to the new one', async () => {
    await simulators.revokeKey('it-glue');
    expect((await glue.get('/organizations')).status).toBe(401);
    glue.env = await simulators.rotateKey('it-glue');
    expect((await glue.get('/organizations')).status).toBe(200);
  });

  test('needs the JSON:API media type for a body', async () => {
    glue.mediaType = 'application/json';
    expect(
      (await glue.send('PATCH', `/configurations/${openId()}`, patch(openId(), { hostname: 'X' }))).status,
    ).toBe(415);
  });

  test('ends after three thousand requests in five minutes', async () => {
    await simulators.close();
    await start({ limits: 0.001, itGlue: { retryAfter: true } });
    for (let call = 0; call < 3; call += 1) expect((await glue.get('/manufacturers')).status).toBe(200);
    const refused = await glue.get('/manufacturers');
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '300']);
    clock.pass(300_000);
    expect((await glue.get('/manufacturers')).status).toBe(200);
  });
});

describe('lists', () => {
  test('have fifty rows a page unless asked otherwise, and tell how many there are', async () => {
    const { json } = await glue.get('/configurations');
    const total = simulators.estate.documentation.collections.configurations.size;
    expect(json.data).toHaveLength(50);
    expect(json.meta).toMatchObject({
      'current-page': 1,
      'next-page': 2,
      'prev-page': null,
      'total-count': total,
      'total-pages': Math.ceil(total / 50),
    });
  });

  test('can be walked by their next links to the end', async () => {
    const ids = new Set<string>();
    let next: string | null = '/configurations?page[size]=30';
    while (next !== null) {
      const { text, json } = await glue.get(next);
      for (const { id } of (readJson(text) as { data: { id: string }[] }).data) ids.add(id);
      next = json.links.next;
    }
    expect(ids.size).toBe(simulators.estate.documentation.collections.configurations.size);
  });

  test.each([
    ['reject', 400],
    ['clamp', 200],
  ] as const)('with a page of more than a thousand: %s', async (oversizedPage, status) => {
    await simulators.close();
    await start({ itGlue: { oversizedPage } });
    expect((await glue.get('/configurations?page[size]=1001')).status).toBe(status);
  });

  test('sort by name, either way', async () => {
    const names = async (sort: string): Promise<string[]> =>
      (await glue.get(`/manufacturers?sort=${sort}`)).json.data.map(
        ({ attributes }: { attributes: { name: string } }) => attributes.name,
      );
    const up = await names('name');
    expect(up).toEqual([...up].sort());
    expect(await names('-name')).toEqual([...up].reverse());
  });

  test('shorten quick notes that a single record shows whole', async () => {
    await simulators.mutate({
      do: 'edit-organization',
      id: ownOrganization(),
      attributes: { 'quick-notes': 'n'.repeat(400) },
    });
    const [row] = (await glue.get(`/organizations?filter[id]=${ownOrganization()}`)).json.data;
    expect(row.attributes['quick-notes']).toHaveLength(250);
    expect(
      (await glue.get(`/organizations/${ownOrganization()}`)).json.data.attributes['quick-notes'],
    ).toHaveLength(400);
  });

  test('send ids as text and foreign keys as numbers, digit for digit', async () => {
    const { text } = await glue.get('/configurations?filter[organization_id]=9007199254740993&page[size]=1');
    expect(text).toContain('"organization-id":9007199254740993');
    expect(text).not.toContain('"organization-id":9007199254740992');
  });

  test('bring linked records along: PSA ids, interfaces, records of the native RMM integration', async () => {
    const { json } = await glue.get(
      '/configurations?include=adapters_resources,configuration_interfaces,rmm_records&page[size]=200',
    );
    const types = new Set(json.included.map(({ type }: { type: string }) => type));
    expect(types).toEqual(new Set(['adapters-resources', 'configuration-interfaces', 'rmm-records']));
    const linked = json.data.find(
      (row: { relationships: Record<string, { data: unknown[] }> }) =>
        (row.relationships['rmm-records']?.data.length ?? 0) > 0,
    );
    const [link] = linked.relationships['rmm-records'].data;
    expect(json.included).toContainEqual(expect.objectContaining(link));
  });

  test.each([
    ['/configurations?filter[psa_id]=41877', 'a PSA id without its kind'],
    ['/configurations?filter[rmm_id]=1', 'an RMM id without its kind'],
    ['/configurations?filter[hostname]=x', 'a filter that does not exist'],
    ['/configurations?sort=hostname', 'a sort that does not exist'],
    ['/configurations?include=rmm_adapters_resources', 'an include that only a single record has'],
    ['/configurations?page[number]=0', 'a page that is none'],
  ])('refuse %s: %s', async (path) => {
    expect((await glue.get(path)).status).toBe(400);
  });

  test.each([
    ['/configuration_interfaces', 404],
    ['/flexible_assets', 422],
    ['/nothing', 404],
    ['/configurations/1', 404],
  ])('%s answers %i', async (path, status) => {
    expect((await glue.get(path)).status).toBe(status);
  });
});

describe('filters', () => {
  const count = async (query: string): Promise<number> =>
    (await glue.get(`/configurations?page[size]=1&${query}`)).json.meta['total-count'];

  test('find by PSA id, and only under the right kind', async () => {
    const [locked] = simulators.estate.documentation.collections.configurations
      .all()
      .filter(({ psaIds }) => psaIds.length > 0);
    const id = locked?.psaIds[0];
    expect(await count(`filter[psa_id]=${id}&filter[psa_integration_type]=autotask`)).toBe(1);
    expect(await count(`filter[psa_id]=${id}&filter[psa_integration_type]=manage`)).toBe(0);
  });

  test('find by either id of the RMM under its old name', async () => {
    const [overlay] = simulators.estate.documentation.collections['rmm-records'].all();
    for (const id of overlay?.attributes['_rmm-ids'] as string[]) {
      expect(await count(`filter[rmm_id]=${id}&filter[rmm_integration_type]=aem`)).toBe(1);
    }
  });

  test('compare names exactly, and take an escaped comma for a letter', async () => {
    await simulators.mutate({ do: 'edit-configuration', id: openId(), attributes: { name: 'Rack 1, left' } });
    expect(await count('filter[name]=Rack 1\\, left')).toBe(1);
    expect(await count('filter[name]=rack 1\\, left')).toBe(0);
    expect(await count('filter[name]=Rack 1, left')).toBe(0);
  });

  test('take several values, and hyphens for underscores', async () => {
    const [first, second] = configurations(() => true);
    expect(await count(`filter[id]=${first?.id},${second?.id}`)).toBe(2);
    const own = await count(`filter[organization_id]=${ownOrganization()}`);
    expect(await count(`filter[organization-id]=${ownOrganization()}`)).toBe(own);
  });

  test('tell archived configurations from the others, and list both when not asked', async () => {
    const [archived, active, all] = [
      await count('filter[archived]=true'),
      await count('filter[archived]=false'),
      await count(''),
    ];
    expect(archived).toBeGreaterThan(0);
    expect(archived + active).toBe(all);
  });

  test('compare a MAC with the text as stored', async () => {
    const [dashed] = configurations(({ 'mac-address': mac }) => String(mac).includes('-'));
    const mac = String(dashed?.attributes['mac-address']);
    expect(await count(`filter[mac_address]=${mac}`)).toBe(1);
    expect(await count(`filter[mac_address]=${mac.replaceAll('-', ':')}`)).toBe(0);
  });
});

describe('creating', () => {
  const path = (): string => `/organizations/${ownOrganization()}/relationships/configurations`;
  const laptop = (attributes: Attributes): unknown => ({
    type: 'configurations',
    attributes: { name: 'NEW-1', 'configuration-type-id': typeId('Laptop'), ...attributes },
  });

  test('echoes what was stored: capitals and colons in MACs, trimmed texts, null for blanks', async () => {
    const { status, json } = await glue.send(
      'POST',
      path(),
      laptop({ 'mac-address': 'a45e60110c9d', hostname: ' NEW-1 ', notes: '  ' }),
    );
    expect(status).toBe(201);
    expect(json.data.attributes).toMatchObject({
      'mac-address': 'A4:5E:60:11:0C:9D',
      hostname: 'NEW-1',
      notes: null,
      archived: false,
      'configuration-type-name': 'Laptop',
    });
  });

  test('or echoes verbatim, when the switch says so', async () => {
    await simulators.close();
    await start({ itGlue: { echo: 'verbatim' } });
    const { json } = await glue.send('POST', path(), laptop({ 'mac-address': 'a45e60110c9d' }));
    expect(json.data.attributes['mac-address']).toBe('a45e60110c9d');
  });

  test('makes the primary interface from address and MAC, and further ones from relationships', async () => {
    const relationships = {
      configuration_interfaces: {
        data: [
          {
            type: 'configuration_interfaces',
            attributes: { name: 'Wi-Fi', mac_address: '02-00-00-00-00-01' },
          },
        ],
      },
    };
    const body = { ...(laptop({ 'primary-ip': '10.0.0.9' }) as object), relationships };
    const { text } = await glue.send('POST', path(), body);
    const { id } = (readJson(text) as { data: { id: string } }).data;
    const { json } = await glue.get(`/configurations/${id}/relationships/configuration_interfaces`);
    expect(
      json.data.map(({ attributes }: { attributes: Attributes }) => [
        attributes.primary,
        attributes['ip-address'],
        attributes.name,
      ]),
    ).toEqual([
      [true, '10.0.0.9', null],
      [false, null, 'Wi-Fi'],
    ]);
  });

  test('takes several at once on the nested route only', async () => {
    const two = [laptop({ name: 'A' }), laptop({ name: 'B' })];
    const nested = await glue.send('POST', path(), two);
    expect([nested.status, nested.json.data.length]).toEqual([201, 2]);
    expect((await glue.send('POST', '/configurations', two)).status).toBe(400);
  });

  test.each([
    [{ 'configuration-type-id': null }, '/data/attributes/configuration-type', 'must exist'],
    [{ name: '' }, '/data/attributes/name', "can't be blank"],
    [{ 'manufacturer-id': 99 }, '/data/attributes/manufacturer', 'must exist'],
    [
      { 'mac-address': 'AA:BB:CC:DD:EE:FF:00' },
      '/data/attributes/mac-address',
      'is too long (maximum is 17 characters)',
    ],
    [{ 'warranty-expires-at': 'soon' }, '/data/attributes/warranty-expires-at', 'is invalid'],
  ])('refuses %j', async (attributes, pointer, detail) => {
    const { status, json } = await glue.send('POST', path(), laptop(attributes));
    expect([status, json.errors]).toMatchObject([422, [{ status: 422, detail, source: { pointer } }]]);
  });

  test('wants an organization on the top-level route', async () => {
    const { status, json } = await glue.send('POST', '/configurations', laptop({}));
    expect([status, json.errors[0].title]).toEqual([422, 'Valid organization_id is required']);
  });

  test('does not know attributes that the server fills', async () => {
    expect((await glue.send('POST', path(), laptop({ 'psa-integration': null }))).status).toBe(400);
  });

  test('gives neighbouring ids that a double cannot tell apart', async () => {
    const { text } = await glue.send('POST', path(), [laptop({}), laptop({}), laptop({}), laptop({})]);
    const ids = (readJson(text) as { data: { id: string }[] }).data.map(({ id }) => id);
    expect(new Set(ids).size).toBe(4);
    expect(new Set(ids.map(Number)).size).toBeLessThan(4);
  });
});

describe('updating', () => {
  test('changes what was sent and nothing else', async () => {
    const id = openId();
    const before = (await glue.get(`/configurations/${id}`)).json.data.attributes;
    const { json } = await glue.send('PATCH', `/configurations/${id}`, patch(id, { hostname: 'NEW-HOST' }));
    expect(json.data.attributes).toEqual({
      ...before,
      hostname: 'NEW-HOST',
      'updated-at': new Date(clock.now()).toISOString(),
    });
  });

  test('takes many at once on the top-level route, ids among the attributes', async () => {
    const ids = configurations((attributes) => attributes['psa-integration'] === null)
      .slice(0, 2)
      .map(({ id }) => id);
    const body = ids.map((id) => `{"type":"configurations","attributes":{"id":${id},"notes":"seen"}}`);
    const { status, json } = await glue.sendText('PATCH', '/configurations', `{"data":[${body.join(',')}]}`);
    expect([status, json.data.map(({ attributes }: { attributes: Attributes }) => attributes.notes)]).toEqual(
      [200, ['seen', 'seen']],
    );
  });

  test.each([
    ['partial', 'seen'],
    ['atomic', 'as before'],
  ] as const)('of many with one refused is %s, as the switch says', async (bulk, expected) => {
    await simulators.close();
    await start({ itGlue: { bulk } });
    const [first, locked] = [openId(), lockedId()];
    await simulators.mutate({ do: 'edit-configuration', id: first, attributes: { notes: 'as before' } });
    const { status } = await glue.send('PATCH', '/configurations', [
      patch(first, { id: first, notes: 'seen' }),
      patch(locked, { id: locked, hostname: 'X' }),
    ]);
    const snapshot = await simulators.snapshot();
    expect([status, snapshot.configurations?.[first]?.notes]).toEqual([422, expected]);
  });

  test('on nested routes takes one record', async () => {
    const id = openId();
    const organization = String(
      configurations((_, __) => true).find((each) => each.id === id)?.attributes['organization-id'],
    );
    const route = `/organizations/${organization}/relationships/configurations`;
    expect((await glue.send('PATCH', `${route}/${id}`, patch(id, { hostname: 'X' }))).status).toBe(200);
    expect((await glue.send('PATCH', route, [patch(id, { hostname: 'X' })])).status).toBe(400);
  });

  test('keeps configuration and primary interface in step, both ways', async () => {
    const id = openId();
    await glue.send(
      'PATCH',
      `/configurations/${id}`,
      patch(id, { 'primary-ip': '10.9.9.9', 'mac-address': '02:00:00:00:00:07' }),
    );
    const interfaces = (await glue.get(`/configurations/${id}/relationships/configuration_interfaces`)).json
      .data;
    const primary = interfaces.find(
      ({ attributes }: { attributes: Attributes }) => attributes.primary === true,
    );
    expect(primary.attributes).toMatchObject({
      'ip-address': '10.9.9.9',
      'mac-address': '02:00:00:00:00:07',
    });
    await glue.send('PATCH', `/configuration_interfaces/${primary.id}`, {
      type: 'configuration-interfaces',
      attributes: { 'ip-address': '10.9.9.10' },
    });
    expect((await glue.get(`/configurations/${id}`)).json.data.attributes['primary-ip']).toBe('10.9.9.10');
  });

  test('shows a new name beside every foreign key at once', async () => {
    const id = ownOrganization();
    await glue.get('/configurations?page[size]=1000');
    await glue.send('PATCH', `/organizations/${id}`, {
      type: 'organizations',
      attributes: { name: 'Renamed' },
    });
    const { json } = await glue.get(`/configurations?filter[organization_id]=${id}&page[size]=1`);
    expect(json.data[0].attributes['organization-name']).toBe('Renamed');
  });

  test('refuses relationships', async () => {
    const body = { ...(patch(openId(), { notes: 'x' }) as object), relationships: {} };
    expect((await glue.send('PATCH', `/configurations/${openId()}`, body)).status).toBe(422);
  });
});

describe('the PSA lock', () => {
  test('answers one error for every closed attribute, and writes nothing', async () => {
    const id = lockedId();
    const before = await simulators.snapshot();
    const { status, json } = await glue.send(
      'PATCH',
      `/configurations/${id}`,
      patch(id, { hostname: 'X', 'primary-ip': '10.1.1.1', notes: 'x' }),
    );
    expect([
      status,
      json.errors.map(({ source }: { source: { pointer: string } }) => source.pointer),
    ]).toEqual([422, ['/data/attributes/hostname', '/data/attributes/primary-ip']]);
    expect(json.errors[0].detail).toBe('Cannot update a synced resource');
    expect(await simulators.snapshot()).toEqual(before);
  });

  test.each([
    'archived',
    'asset-tag',
    'notes',
    'serial-number',
    'warranty-expires-at',
  ])('leaves %s open', async (name) => {
    const value = { archived: true, 'warranty-expires-at': '2027-01-01' }[name] ?? 'x';
    expect(
      (await glue.send('PATCH', `/configurations/${lockedId()}`, patch(lockedId(), { [name]: value })))
        .status,
    ).toBe(200);
  });

  test('holds for a record that says nothing but is linked to the PSA', async () => {
    const id = firstId((attributes, psaIds) => !('psa-integration' in attributes) && psaIds.length > 0);
    expect((await glue.send('PATCH', `/configurations/${id}`, patch(id, { hostname: 'X' }))).status).toBe(
      422,
    );
  });

  test('leaves an orphan open for archiving only', async () => {
    const id = firstId((attributes) => attributes['psa-integration'] === 'orphaned');
    expect((await glue.send('PATCH', `/configurations/${id}`, patch(id, { archived: true }))).status).toBe(
      200,
    );
    expect((await glue.send('PATCH', `/configurations/${id}`, patch(id, { hostname: 'X' }))).status).toBe(
      422,
    );
  });

  test('lets interfaces be written, but not the primary one', async () => {
    const id = firstId(
      (attributes) => attributes['psa-integration'] === 'enabled' && attributes['primary-ip'] !== null,
    );
    const route = `/configurations/${id}/relationships/configuration_interfaces`;
    const made = await glue.send('POST', route, {
      type: 'configuration_interfaces',
      attributes: { name: 'Wi-Fi', 'mac-address': 'f0:d4:1a:00:00:01' },
    });
    expect(made.status).toBe(201);
    const primary = (await glue.get(route)).json.data.find(
      ({ attributes }: { attributes: Attributes }) => attributes.primary === true,
    );
    const refused = await glue.send('PATCH', `/configuration_interfaces/${primary.id}`, {
      type: 'configuration-interfaces',
      attributes: { 'ip-address': '10.1.1.1' },
    });
    expect(refused.status).toBe(422);
  });

  test('closes types, manufacturers and locations that a PSA fills', async () => {
    const location = simulators.estate.documentation.collections.locations
      .all()
      .find(({ attributes }) => attributes['psa-integration'] === 'enabled');
    const { status } = await glue.send('PATCH', `/locations/${location?.id}`, {
      type: 'locations',
      attributes: { city: 'X' },
    });
    expect(status).toBe(422);
  });

  test('leaves a synced organization its alert, description and quick notes', async () => {
    const organization = simulators.estate.documentation.collections.organizations
      .all()
      .find(({ psaIds }) => psaIds.length > 0);
    const write = (attributes: unknown) =>
      glue.send('PATCH', `/organizations/${organization?.id}`, { type: 'organizations', attributes });
    expect((await write({ 'quick-notes': 'x' })).status).toBe(200);
    expect((await write({ name: 'x' })).status).toBe(422);
  });
});

describe('flexible assets', () => {
  const type = (): string =>
    simulators.estate.documentation.collections['flexible-asset-types'].all()[0]?.id ?? '';
  const asset = (traits: unknown): unknown => ({
    type: 'flexible-assets',
    attributes: { 'organization-id': ownOrganization(), 'flexible-asset-type-id': type(), traits },
  });

  test('are named by their title trait, and lose what an update leaves out', async () => {
    const made = await glue.send(
      'POST',
      '/flexible_assets',
      asset({ name: 'PC 1', cpu: 'i5', remarks: 'by hand' }),
    );
    expect([made.status, made.json.data.attributes.name]).toEqual([201, 'PC 1']);
    const { id } = (readJson(made.text) as { data: { id: string } }).data;
    const { json } = await glue.send('PATCH', `/flexible_assets/${id}`, {
      type: 'flexible-assets',
      attributes: { traits: { name: 'PC 1', cpu: 'i7' } },
    });
    expect(json.data.attributes.traits).toEqual({ name: 'PC 1', cpu: 'i7' });
    const list = await glue.get(
      `/flexible_assets?filter[flexible-asset-type-id]=${type()}&filter[organization-id]=${ownOrganization()}`,
    );
    expect(list.json.data).toHaveLength(1);
  });

  test('name the records of a tag', async () => {
    const id = openId();
    const { json } = await glue.send('POST', '/flexible_assets', asset({ name: 'PC 1', device: [id] }));
    expect(json.data.attributes.traits.device).toMatchObject({
      type: 'Configurations',
      values: [{ type: 'configurations' }],
    });
  });

  test.each([
    [{}, '/data/attributes/traits/name'],
    [{ name: 'x', nonsense: 1 }, '/data/attributes/traits/nonsense'],
    [{ name: 'x', disks: 'd'.repeat(70_000) }, '/data/attributes/traits/disks'],
  ])('refuse traits that do not fit', async (traits, pointer) => {
    const { status, json } = await glue.send('POST', '/flexible_assets', asset(traits));
    expect([status, json.errors[0].source.pointer]).toEqual([422, pointer]);
  });
});

describe('passwords', () => {
  const first = (): string => simulators.estate.documentation.collections.passwords.all()[0]?.id ?? '';

  test('are listed without their values', async () => {
    const { text, json } = await glue.get('/passwords');
    expect(json.data.length).toBeGreaterThan(10);
    expect(text).not.toContain('simulated-');
  });

  test('show their value, unless told not to or without the right', async () => {
    expect((await glue.get(`/passwords/${first()}`)).json.data.attributes.password).toMatch(/^simulated-/);
    expect(
      (await glue.get(`/passwords/${first()}?show_password=false`)).json.data.attributes,
    ).not.toHaveProperty('password');
    await simulators.close();
    await start({ itGlue: { passwordAccess: false } });
    expect((await glue.get(`/passwords/${first()}`)).json.data.attributes).not.toHaveProperty('password');
  });
});

test('a deletion is refused and reported', async () => {
  const before = await simulators.snapshot();
  expect(
    (await glue.send('DELETE', '/configurations', [{ type: 'configurations', attributes: { id: 1 } }]))
      .status,
  ).toBe(403);
  expect(await simulators.violations()).toMatchObject([{ system: 'it-glue', method: 'DELETE' }]);
  expect(await simulators.snapshot()).toEqual(before);
});

test('related items are directional, and the same one twice makes two', async () => {
  const [from, to] = configurations(() => true);
  const body = {
    type: 'related_items',
    attributes: { destination_type: 'Configuration', destination_id: Number(to?.id) },
  };
  for (let time = 0; time < 2; time += 1) {
    expect(
      (await glue.send('POST', `/configurations/${from?.id}/relationships/related_items`, body)).status,
    ).toBe(201);
  }
  const count = async (id: string | undefined): Promise<number> =>
    (await glue.get(`/configurations/${id}?include=related_items`)).json.included.length;
  expect([await count(from?.id), await count(to?.id)]).toEqual([2, 0]);
});

import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { readJson } from '../../../src/vendors/json/read-json.js';
import { company, item, type Row, refused } from '../support/autotask-server.js';
import { closeAll, setUp } from './set-up.js';

afterEach(closeAll);

const one = 29_684_001;
const many = (count: number, from = 0) => Array.from({ length: count }, (_, n) => item(from + n, one));
const queries = (asked: readonly { path: string; body: string }[], entity: string) =>
  asked
    .filter(({ path }) => path.endsWith(`${entity}/query`))
    .map(({ body }) => readJson(body) as { Filter: Row[]; IncludeFields?: string[]; MaxRecords: number });

describe('paging', () => {
  test('goes on behind the last id, never to the next page that the vendor names', async () => {
    const { vendor, source } = await setUp({ Companies: [company(1)], ConfigurationItems: many(1_200) });
    const { records, outcome } = await source.devices('all');
    expect(records).toHaveLength(1_200);
    expect(outcome).toMatchObject({ complete: true, expected: 1_200, received: 1_200 });
    const asked = queries(vendor.asked, 'ConfigurationItems');
    expect(asked.map(({ Filter }) => Filter)).toEqual([
      [{ op: 'exist', field: 'id' }],
      [{ op: 'gt', field: 'id', value: 41_499 }],
      [{ op: 'gt', field: 'id', value: 41_999 }],
    ]);
    expect(asked.every(({ MaxRecords }) => MaxRecords === 500)).toBe(true);
    expect(vendor.count('POST', /ConfigurationItems\/query\/count$/)).toBe(1);
  });

  test('a single page is not counted over', async () => {
    const { vendor, source } = await setUp({ ConfigurationItems: many(499) });
    await source.devices('all');
    expect(vendor.count('POST', /query\/count$/)).toBe(0);
    expect(queries(vendor.asked, 'ConfigurationItems')).toHaveLength(1);
  });

  test('a full last page ends with an empty one', async () => {
    const { vendor, source } = await setUp({ ConfigurationItems: many(500) });
    expect((await source.devices('all')).outcome).toMatchObject({ complete: true, received: 500 });
    expect(queries(vendor.asked, 'ConfigurationItems')).toHaveLength(2);
  });

  test('a server with smaller pages is read to its end, since it says that there is more', async () => {
    const { source } = await setUp(
      { ConfigurationItems: many(450) },
      {
        after: (body) => {
          const items = body.items as Row[] | undefined;
          if (!items || items.length <= 200) return body;
          return { items: items.slice(0, 200), pageDetails: { nextPageUrl: 'https://elsewhere.example/' } };
        },
      },
    );
    expect((await source.devices('all')).records).toHaveLength(450);
  });

  test('whatever the size of pages and the gaps between ids, every row comes once', async () => {
    const gaps = fc.array(fc.integer({ min: 1, max: 9 }), { maxLength: 60 });
    const { vendor, source } = await setUp(
      {},
      {
        after: (body) => {
          const items = body.items as Row[] | undefined;
          if (!items || items.length <= size) return body;
          return { items: items.slice(0, size), pageDetails: { nextPageUrl: 'https://elsewhere.example/' } };
        },
      },
    );
    let size = 1;
    await fc.assert(
      fc.asyncProperty(gaps, fc.integer({ min: 1, max: 20 }), async (steps, most) => {
        size = most;
        let id = 0;
        const rows = steps.map((step) => {
          id += step;
          return item(id, one);
        });
        vendor.entities.set('ConfigurationItems', rows.toReversed());
        const { records, outcome } = await source.devices('all');
        expect(records.map((record) => record.id)).toEqual(rows.map((row) => String(row.id)));
        expect(outcome.complete).toBe(true);
      }),
      { numRuns: 25 },
    );
  });

  test('ids keep all their digits', async () => {
    const id = '9007199254740993';
    const rows = { ConfigurationItems: [item(1, one)] };
    const { source, vendor } = await setUp(rows, {
      before: ({ path, body }) => {
        if (!path.endsWith('ConfigurationItems/query')) return null;
        if (body.includes(id)) return { json: { items: [], pageDetails: { nextPageUrl: null } } };
        const text = `{"items":[{"id":${id},"companyID":1,"productID":5210,"rmmDeviceID":${id}}],"pageDetails":{"nextPageUrl":"more"}}`;
        return { text };
      },
    });
    const { records } = await source.devices('all');
    expect(records[0]).toMatchObject({ id });
    expect(records[0]?.lent).toContainEqual({ kind: 'rmm-id', value: id, from: 'autotask', asOf: null });
    expect(vendor.asked.at(-1)?.path).toContain('Products');
    expect(vendor.asked.some(({ body }) => body.includes(`"value":${id}`))).toBe(true);
  });

  test('rows that vanish between the pages are missed by nobody: fewer than counted is incomplete', async () => {
    const { source } = await setUp(
      { ConfigurationItems: many(900) },
      { after: (body) => ('queryCount' in body ? { queryCount: 901 } : body) },
    );
    const { outcome } = await source.devices('all');
    expect(outcome).toMatchObject({ complete: false, expected: 901, received: 900 });
  });

  test('rows made meanwhile are read too', async () => {
    const { source } = await setUp(
      { ConfigurationItems: many(900) },
      {
        before: ({ path }, vendor) => {
          if (path.endsWith('Items/query/count')) vendor.rows('ConfigurationItems').push(item(5_000, one));
          return null;
        },
      },
    );
    expect((await source.devices('all')).outcome).toMatchObject({ complete: true, received: 901 });
  });

  test('rows in another order than by id make the reading incomplete', async () => {
    const { source } = await setUp(
      { ConfigurationItems: many(20) },
      { after: (body) => (Array.isArray(body.items) ? { ...body, items: body.items.toReversed() } : body) },
    );
    const { outcome } = await source.devices('all');
    expect(outcome.complete).toBe(false);
    expect(outcome.failures[0]?.why).toContain('did not come in order');
  });

  test('a page that fails for good is told with what was read before it', async () => {
    const { source } = await setUp(
      { ConfigurationItems: many(700) },
      {
        before: ({ path, body }) =>
          path.endsWith('Items/query') && body.includes('"gt"') ? refused('Timeout expired') : null,
      },
    );
    const { records, outcome } = await source.devices('all');
    expect(records).toHaveLength(500);
    expect(outcome).toMatchObject({ complete: false, incomplete: [] });
    expect(outcome.failures[0]?.why).toContain('Timeout expired');
  });

  test('a first page without any answer is thrown', async () => {
    const { source } = await setUp(
      {},
      { before: ({ path }) => (/Items\/query/.test(path) ? 'hang up' : null) },
    );
    await expect(source.devices('all')).rejects.toMatchObject({ name: 'SystemUnreachable', exitCode: 5 });
  });
});

describe('scopes', () => {
  test('of more than 500 companies take several queries, their ids as numbers', async () => {
    const companies = Array.from({ length: 1_100 }, (_, n) => company(n + 1));
    const { vendor, source } = await setUp({ Companies: companies, ConfigurationItems: many(3) });
    const ids = companies.map(({ id }) => String(id));
    const { records, outcome } = await source.devices(ids);
    expect(records).toHaveLength(3);
    expect(outcome).toMatchObject({ complete: true, scope: ids });
    const asked = queries(vendor.asked, 'ConfigurationItems');
    expect(asked.map(({ Filter }) => (Filter[0]?.value as unknown[]).length)).toEqual([500, 500, 100]);
    expect(asked.every(({ Filter }) => (Filter[0]?.value as unknown[]).every(Number.isInteger))).toBe(true);
  });

  test('name each company that is not there, and only those', async () => {
    const { source } = await setUp({ Companies: [company(1)], ConfigurationItems: many(2) });
    const { outcome, records } = await source.devices([String(one), '999', 'abc']);
    expect(records).toHaveLength(2);
    expect(outcome.complete).toBe(false);
    expect(outcome.incomplete).toEqual([
      { scopeId: '999', why: 'there is no such company' },
      { scopeId: 'abc', why: 'there is no such company' },
    ]);
  });

  test('of nothing ask nothing about records', async () => {
    const { source, vendor } = await setUp();
    expect((await source.devices([])).outcome).toMatchObject({ complete: true, received: 0 });
    expect(queries(vendor.asked, 'ConfigurationItems')).toEqual([]);
  });
});

describe('companies as sites', () => {
  const rows = [
    company(0, { companyName: 'Our MSP' }),
    company(1, {
      companyName: ' Larkfield Dental ',
      companyNumber: 'A-17',
      classification: 200,
      parentCompanyID: 29_684_002,
      address1: '1 High St',
      city: 'Springfield',
      state: 'IL',
      postalCode: '62701',
      countryID: 237,
      phone: '555-0100',
      alternatePhone1: '555-0101',
      fax: '555-0102',
      webAddress: 'WWW.Larkfield.example/home',
      createDate: '2024-01-02T03:04:05Z',
    }),
    company(2, { companyName: 'Larkfield Group', isActive: false, companyType: 77, webAddress: 'none' }),
  ];

  test('carry labels, not numbers, names of what they refer to, and the MSP itself', async () => {
    const { source, vendor } = await setUp({ Companies: rows });
    const { records, outcome } = await source.sites();
    expect(outcome).toMatchObject({ system: 'autotask', type: 'site', complete: true, received: 3 });
    expect(records[0]).toMatchObject({ id: '0', name: 'Our MSP', psaCompanyId: '0' });
    expect(records[1]).toMatchObject({
      id: '29684001',
      name: 'Larkfield Dental',
      psaCompanyId: '29684001',
      domains: ['larkfield.example'],
      phones: ['555-0100', '555-0101'],
      active: true,
      skip: null,
      deviceCount: null,
      createdAt: Date.UTC(2024, 0, 2, 3, 4, 5),
      facts: {
        'company-type': 'Customer',
        classification: 'Platinum',
        'company-number': 'A-17',
        parent: 'Larkfield Group',
        active: true,
        'address-1': '1 High St',
        'address-2': null,
        city: 'Springfield',
        region: 'IL',
        'postal-code': '62701',
        country: 'United States',
        phone: '555-0100',
        fax: '555-0102',
      },
    });
    expect(records[1]?.url).toContain('https://ww1.example.test/');
    expect(records[2]).toMatchObject({ active: false, domains: [], facts: { 'company-type': null } });
    expect(queries(vendor.asked, 'Companies')[0]?.IncludeFields).toContain('companyType');
  });

  test('ask for no field that this tenant does not have, and for no country when there is none', async () => {
    const { source, vendor } = await setUp({ Companies: [company(1)] });
    const known = vendor.fields.get('Companies') ?? [];
    vendor.fields.set(
      'Companies',
      known.filter(({ name }) => name !== 'lastTrackedModifiedDateTime'),
    );
    expect((await source.sites()).outcome.complete).toBe(true);
    expect(vendor.count('POST', /Countries/)).toBe(0);
  });
});

describe('configuration items as devices', () => {
  const rows = {
    Companies: [company(1)],
    CompanyLocations: [{ id: 1203, companyID: one, name: 'Main Street', isActive: true, isPrimary: true }],
    Contacts: [{ id: 900, companyID: one, firstName: 'Jo', lastName: 'Reed', isActive: 1 }],
    ConfigurationItems: [
      item(1, one, {
        referenceTitle: 'LARK-RECEP-02',
        referenceNumber: '741150',
        productID: 5211,
        companyLocationID: 1203,
        contactID: 900,
        installedByID: 31,
        installDate: '2025-11-04T00:00:00Z',
        warrantyExpirationDate: '2028-11-04T00:00:00',
        notes: 'Under the desk',
        rmmDeviceUID: '6b0f2f1e-7c1a-4a53-9d0e-2f6f0c1d77aa',
        rmmDeviceID: 741_150,
        rmmDeviceAuditMacAddress: '[A4:5E:60:11:0C:9D, 02:00:4C:4F:4F:50]',
        rmmDeviceAuditIPAddress: '10.40.7.31',
        createDate: '2025-11-04T10:00:00Z',
        lastModifiedTime: '2026-03-01T17:50:12.443Z',
      }),
      item(2, one, {
        referenceTitle: null,
        referenceNumber: null,
        configurationItemType: null,
        isActive: false,
        location: 'Cupboard',
        installedByContactID: 900,
        rmmDeviceAuditMacAddress: 'A4:5E:60:11:0C:9E',
        rmmDeviceAuditIPAddress: '10.40.7.32',
      }),
      item(3, one, { referenceTitle: null, productID: 999, configurationItemType: 16 }),
    ],
  };

  test('say what the PSA knows of them, with names in place of ids', async () => {
    const { source } = await setUp(rows);
    const { records } = await source.devices('all');
    const asOf = Date.parse('2026-03-01T17:50:12.443Z');
    expect(records[0]).toMatchObject({
      id: '41001',
      otherIds: ['741150'],
      siteId: String(one),
      hostname: 'LARK-RECEP-02',
      deviceType: 'Workstation',
      serial: 'SERIAL1',
      manufacturer: 'HPE',
      model: 'DL380',
      active: true,
      detail: 'not-applicable',
      nics: [
        { name: null, mac: 'A4:5E:60:11:0C:9D', ipv4: null, ipv6: null },
        { name: null, mac: '02:00:4C:4F:4F:50', ipv4: null, ipv6: null },
      ],
      lent: [
        { kind: 'psa-id', value: '41001', from: 'autotask', asOf },
        { kind: 'rmm-uid', value: '6b0f2f1e-7c1a-4a53-9d0e-2f6f0c1d77aa', from: 'autotask', asOf },
        { kind: 'rmm-id', value: '741150', from: 'autotask', asOf },
      ],
      facts: {
        'reference-number': '741150',
        'installed-at': '2025-11-04',
        'installed-by': 'Ada Lark',
        warranty: '2028-11-04',
        notes: 'Under the desk',
        location: 'Main Street',
        contact: 'Jo Reed',
      },
    });
    expect(records[1]).toMatchObject({
      hostname: 'RMM_Laptop',
      otherIds: [],
      deviceType: null,
      active: false,
      nics: [{ name: null, mac: 'A4:5E:60:11:0C:9E', ipv4: '10.40.7.32', ipv6: null }],
      facts: { location: 'Cupboard', 'installed-by': 'Jo Reed', contact: null },
    });
    expect(records[2]).toMatchObject({ hostname: '41003', deviceType: 'Old Type', manufacturer: null });
  });

  test('are told in full by their list: a detail costs nothing and changes with what it rests on', async () => {
    const { source, vendor } = await setUp(rows);
    const { records } = await source.devices('all');
    const before = vendor.asked.length;
    const states: string[] = [];
    await source.details(records, ({ state }) => void states.push(state));
    expect(states).toEqual(['not-applicable', 'not-applicable', 'not-applicable']);
    expect(vendor.asked).toHaveLength(before);
    const [first] = vendor.rows('ConfigurationItems');
    if (first) first.serialNumber = 'OTHER';
    expect((await source.devices('all')).records[0]?.detailKey).not.toBe(records[0]?.detailKey);
  });

  test('never bring the values of user-defined fields along', async () => {
    const { source, vendor } = await setUp({
      ConfigurationItems: [
        item(1, one, { userDefinedFields: [{ name: 'Recovery Key', value: 'CANARY-UDF' }] }),
      ],
    });
    expect(JSON.stringify(await source.devices('all'))).not.toContain('CANARY-UDF');
    expect(queries(vendor.asked, 'ConfigurationItems')[0]?.IncludeFields).not.toContain('userDefinedFields');
  });

  test.each([
    ['Products', /not use Products/],
    ['ConfigurationItemTypes', /not use ConfigurationItemTypes/],
  ])('%s that may not be seen end the reading, and the right is named', async (entity, message) => {
    const { source } = await setUp(rows, {
      before: ({ path }) => (path.endsWith(`${entity}/query`) ? { status: 403 } : null),
    });
    const reading = source.devices('all');
    await expect(reading).rejects.toMatchObject({ code: 'permission-refused' });
    await expect(reading).rejects.toThrow(message);
  });

  test.each([
    'Products',
    'ConfigurationItemTypes',
    'Resources',
    'CompanyLocations',
    'Contacts',
  ])('%s that fail make the reading incomplete', async (entity) => {
    const { source } = await setUp(rows, {
      before: ({ path }) => (path.endsWith(`/${entity}/query`) ? refused('not now') : null),
    });
    const { outcome, records } = await source.devices('all');
    expect(records).toHaveLength(3);
    expect(outcome.complete).toBe(false);
    expect(outcome.failures[0]?.request).toContain(entity);
  });

  test('lists that names are looked up in are read once, and again after they failed', async () => {
    let failing = true;
    const { source, vendor } = await setUp(rows, {
      before: ({ path }) => (failing && path.endsWith('Products/query') ? refused('not now') : null),
    });
    await source.devices('all');
    failing = false;
    await source.devices('all');
    expect((await source.devices('all')).outcome.complete).toBe(true);
    expect(vendor.count('POST', /Products\/query$/)).toBe(2);
    expect(vendor.count('POST', /ConfigurationItemTypes\/query$/)).toBe(1);
  });
});

describe('locations and contacts', () => {
  const rows = {
    Companies: [company(1), company(2)],
    CompanyLocations: [
      {
        id: 1203,
        companyID: one,
        name: 'Main Street',
        isActive: true,
        isPrimary: true,
        address1: '1 Main St',
        state: 'IL',
        countryID: 237,
      },
      { id: 1204, companyID: one + 1, name: 'Depot', isActive: false, isPrimary: false },
    ],
    Contacts: [
      {
        id: 900,
        companyID: one,
        companyLocationID: 1203,
        firstName: 'Jo',
        lastName: 'Reed',
        title: 'Owner',
        emailAddress: 'jo@example.test',
        mobilePhone: '555-0103',
        isActive: 1,
      },
      { id: 901, companyID: one + 1, firstName: null, lastName: 'Solo', isActive: 0 },
    ],
  };

  test('carry the facts that IT Glue has fields for', async () => {
    const { source } = await setUp(rows);
    const locations = (await source.attachments('location', 'all')).records;
    expect(locations[0]).toEqual({
      kind: 'location',
      id: '1203',
      siteId: String(one),
      name: 'Main Street',
      active: true,
      facts: {
        name: 'Main Street',
        'address-1': '1 Main St',
        'address-2': null,
        city: null,
        region: 'IL',
        'postal-code': null,
        country: 'United States',
        phone: null,
        fax: null,
        primary: true,
      },
    });
    expect(locations[1]).toMatchObject({ name: 'Depot', active: false });
    const contacts = (await source.attachments('contact', 'all')).records;
    expect(contacts[0]).toEqual({
      kind: 'contact',
      id: '900',
      siteId: String(one),
      name: 'Jo Reed',
      active: true,
      facts: {
        'first-name': 'Jo',
        'last-name': 'Reed',
        title: 'Owner',
        email: 'jo@example.test',
        phone: '555-0103',
        location: 'Main Street',
      },
    });
    expect(contacts[1]).toMatchObject({ name: 'Solo', active: false });
  });

  test('of some companies are those of them only', async () => {
    const { source } = await setUp(rows);
    const { records, outcome } = await source.attachments('contact', [String(one + 1)]);
    expect(records.map(({ id }) => id)).toEqual(['901']);
    expect(outcome).toMatchObject({ type: 'contact', complete: true, scope: [String(one + 1)] });
  });
});

describe('a user with restricted rights', () => {
  test.each([
    ['Restricted', 'may see only some of Companies'],
    [2, 'may see only some of Companies'],
    ['None', 'may not read Companies at all'],
    [0, 'may not read Companies at all'],
    ['Odd', 'may see only some of Companies (query access: unknown)'],
  ])('(query access %j) gets no error from the vendor, so its list is told to be incomplete', async (access, why) => {
    const { source, target } = await setUp({}, { access: { Companies: access } });
    for (const { outcome } of [await source.sites(), await target.organizations()]) {
      expect(outcome.complete).toBe(false);
      expect(outcome.failures[0]?.why).toContain(why);
    }
  });

  test.each([['All'], [1]])('(query access %j) has it all', async (access) => {
    const { source } = await setUp({}, { access: { Companies: access } });
    expect((await source.sites()).outcome.complete).toBe(true);
  });

  test('has every company that was asked for left incomplete', async () => {
    const { target } = await setUp(
      { Companies: [company(1), company(2)], ConfigurationItems: many(1) },
      { access: { ConfigurationItems: 'Restricted' } },
    );
    const { outcome } = await target.configurations([String(one), String(one + 1)]);
    expect(outcome.complete).toBe(false);
    expect(outcome.incomplete.map(({ scopeId }) => scopeId)).toEqual([String(one), String(one + 1)]);
    await expect(target.listForLookUp('configuration', String(one))).rejects.toMatchObject({
      name: 'VendorError',
    });
  });

  test('is also assumed when what it may do cannot be told', async () => {
    const { source } = await setUp(
      {},
      { before: ({ path }) => (path.endsWith('Companies/entityInformation') ? { status: 404 } : null) },
    );
    const { outcome } = await source.sites();
    expect(outcome.complete).toBe(false);
    expect(outcome.failures[0]?.why).toContain('could not be told');
  });
});

describe('companies and items as a target', () => {
  test('show the MSP itself, the label of the type, and their own id as the one in the PSA', async () => {
    const { target } = await setUp({
      Companies: [company(0, { companyName: 'Our MSP' }), company(1, { isActive: false, companyType: 3 })],
    });
    const { records } = await target.organizations();
    expect(records[0]).toMatchObject({ id: '0', primary: true, typeName: 'Customer', active: true });
    expect(records[1]).toMatchObject({
      id: String(one),
      primary: false,
      typeName: 'Prospect',
      active: false,
      provenance: { psaIds: [String(one)], psaState: 'none' },
    });
  });

  test('have all their identifiers, fields by the names of the hop, and who made them', async () => {
    const { target } = await setUp({
      Companies: [company(1)],
      CompanyLocations: [{ id: 1203, companyID: one, name: 'Main Street', isActive: true }],
      ConfigurationItems: [
        item(1, one, {
          apiVendorID: 28,
          companyLocationID: 1203,
          rmmDeviceUID: 'uid-1',
          rmmDeviceID: 741_150,
          rmmDeviceAuditHostname: 'LARK-RECEP-02',
          rmmDeviceAuditMacAddress: '[A4:5E:60:11:0C:9D, 02:00:4C:4F:4F:50]',
          createDate: '2026-01-01T00:00:00Z',
          lastModifiedTime: '2026-01-02T00:00:00Z',
        }),
        item(2, one, { isActive: false, productID: 999, configurationItemType: null, apiVendorID: 99 }),
      ],
    });
    const { records } = await target.configurations('all');
    expect(records[0]).toMatchObject({
      id: '41001',
      organizationId: String(one),
      name: 'PC-1',
      hostname: 'LARK-RECEP-02',
      typeName: 'Workstation',
      serial: 'SERIAL1',
      mac: 'A4:5E:60:11:0C:9D',
      interfaces: [{ mac: '02:00:4C:4F:4F:50', name: null, primary: false }],
      assetTag: '700001',
      rmmUid: 'uid-1',
      archived: false,
      provenance: {
        createdAt: Date.UTC(2026, 0, 1),
        updatedAt: Date.UTC(2026, 0, 2),
        psaState: 'none',
        provider: 'Datto RMM',
      },
      fields: {
        'reference-name': 'PC-1',
        'reference-number': '700001',
        'serial-number': 'SERIAL1',
        product: 'RMM_Laptop',
        'configuration-item-type': 'Workstation',
        location: 'Main Street',
        active: true,
        archived: false,
        'rmm-uid': 'uid-1',
        'rmm-id': '741150',
      },
    });
    expect(records[1]).toMatchObject({
      archived: true,
      mac: null,
      provenance: { provider: 'vendor 99' },
      fields: { product: 'product 999', 'configuration-item-type': null, active: false, archived: true },
    });
  });

  test.each(['200 null', '404'] as const)('a record that is gone is no record (%s)', async (missing) => {
    const { target } = await setUp({ ConfigurationItems: many(2) }, { missing });
    expect((await target.fetch('configuration', ['999'])).size).toBe(0);
    expect((await target.fetch('configuration', ['41000'])).get('41000')).toMatchObject({
      name: 'PC-0',
      organizationId: String(one),
      locked: false,
      keys: { name: 'PC-0', serial: 'SERIAL0', macs: [] },
    });
    expect((await target.fetch('configuration', ['not a number'])).size).toBe(0);
  });

  test('many records are fetched in queries of 500', async () => {
    const { target, vendor } = await setUp({ ConfigurationItems: many(600) });
    const ids = many(600).map(({ id }) => String(id));
    expect((await target.fetch('configuration', ids)).size).toBe(600);
    expect(queries(vendor.asked, 'ConfigurationItems').length).toBeLessThanOrEqual(3);
  });

  test('companies and products are fetched and listed too', async () => {
    const { target } = await setUp({ Companies: [company(1, { companyName: 'Larkfield' })] });
    expect((await target.fetch('organization', [String(one)])).get(String(one))).toMatchObject({
      name: 'Larkfield',
    });
    expect(await target.listForLookUp('organization', null)).toHaveLength(1);
    expect((await target.listForLookUp('product', null)).map(({ name }) => name)).toContain('RMM_Laptop');
    expect((await target.fetch('product', ['5210'])).get('5210')).toMatchObject({
      fields: { name: 'RMM_Laptop', 'material-code': 'Hardware' },
    });
    expect((await target.fetch('flexible-asset', ['1'])).size).toBe(0);
  });

  test('locations and contacts are read with the fields that can be written', async () => {
    const { target } = await setUp({
      Companies: [company(1)],
      CompanyLocations: [
        { id: 1203, companyID: one, name: 'Main Street', isActive: true, countryID: 237, isPrimary: true },
      ],
      Contacts: [
        { id: 900, companyID: one, companyLocationID: 1203, firstName: 'Jo', lastName: 'Reed', isActive: 0 },
      ],
    });
    expect((await target.attachments('location', 'all')).records[0]).toMatchObject({
      name: 'Main Street',
      archived: false,
      fields: { country: 'United States', primary: true },
    });
    expect((await target.attachments('contact', [String(one)])).records[0]).toMatchObject({
      name: 'Jo Reed',
      archived: true,
      fields: { 'first-name': 'Jo', location: 'Main Street', active: false },
    });
    expect((await target.listForLookUp('contact', String(one)))[0]).toMatchObject({
      id: '900',
      type: 'contact',
    });
  });

  test('the catalogue has active types and products of one name each, and material codes', async () => {
    const { target } = await setUp();
    const catalogue = await target.catalogue();
    expect(catalogue.configurationTypes).toEqual([
      { id: '14', name: 'Workstation' },
      { id: '15', name: 'Server' },
    ]);
    expect(catalogue.products?.map(({ name }) => name)).toEqual(['RMM_Laptop', 'ProLiant']);
    expect(catalogue.materialCodes).toEqual([{ id: '70', name: 'Hardware' }]);
  });

  test('a catalogue that cannot be read whole is none; billing codes alone may be missing', async () => {
    const broken = (entity: string) => ({
      before: ({ path }: { path: string }) => (path.endsWith(`${entity}/query`) ? refused('no') : null),
    });
    const first = await setUp({}, broken('Products'));
    await expect(first.target.catalogue()).rejects.toMatchObject({ name: 'VendorError' });
    const second = await setUp({}, broken('BillingCodes'));
    expect(await second.target.catalogue()).not.toHaveProperty('materialCodes');
  });

  test.each([
    [{}, false],
    [{ rmmDeviceUID: false }, false],
    [{ rmmDeviceUID: false, rmmDeviceID: false }, true],
  ] as [
    Record<string, boolean>,
    boolean,
  ][])('read-only flags %j let the ids of the RMM be written: %s', async (flags, expected) => {
    const { client, vendor } = await setUp();
    const fields = vendor.fields.get('ConfigurationItems') ?? [];
    vendor.fields.set(
      'ConfigurationItems',
      fields.map((field) => ({ ...field, isReadOnly: flags[field.name] ?? field.isReadOnly ?? false })),
    );
    expect(await client.rmmIdsWritable()).toBe(expected);
  });
});

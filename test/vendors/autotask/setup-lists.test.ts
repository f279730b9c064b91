import { afterEach, describe, expect, test } from 'vitest';
import { company, item, refused } from '../support/autotask-server.js';
import { closeAll, setUp } from './set-up.js';

afterEach(closeAll);

const one = 29_684_001;
const entities = {
  Companies: [company(0), company(1, { classification: 200, isActive: false })],
  ConfigurationItems: [
    item(1, one, {
      apiVendorID: 28,
      configurationItemType: null,
      configurationItemCategoryID: 2,
      companyLocationID: 1203,
      rmmDeviceUID: 'uid-1',
      rmmDeviceID: 741_150,
      rmmDeviceAuditDeviceTypeID: 1,
      rmmDeviceAuditHostname: 'LARK',
      rmmDeviceAuditMacAddress: '[A4:5E:60:11:0C:9D, 02:00:4C:4F:4F:50]',
      createdByPersonID: 32,
      createDate: '2026-01-01T00:00:00Z',
      userDefinedFields: [
        { name: 'BitLocker', value: 'CANARY-VALUE' },
        { name: 'Recovery Key', value: '*****' },
        { name: 'Tier', value: null },
      ],
    }),
    item(2, one, { isActive: false }),
  ],
  CompanyLocations: [{ id: 1203, companyID: one, name: 'Main', isActive: false }],
  Contacts: [
    {
      id: 900,
      companyID: one,
      firstName: 'A',
      lastName: 'B',
      apiVendorID: 31,
      createDate: '2026-02-01T00:00:00Z',
    },
    { id: 901, companyID: one, firstName: 'C', lastName: 'D', apiVendorID: null },
  ],
  Tickets: [
    { id: 1, rmmAlertID: 'x' },
    { id: 2, rmmAlertID: null },
  ],
  UserDefinedFieldDefinitions: [{ id: 50, name: 'BitLocker', isActive: true }],
  ConfigurationItemCategoryUdfAssociations: [
    { id: 1, configurationItemCategoryID: 2, userDefinedFieldDefinitionID: 50 },
    { id: 2, configurationItemCategoryID: 2, userDefinedFieldDefinitionID: 51 },
  ],
};

describe('what the set-up rules are told of Autotask', () => {
  test('is every list with labels, and names of user-defined fields without their values', async () => {
    const { client, clock } = await setUp(entities);
    const { inputs, missing } = await client.setupLists();
    expect(missing).toEqual({});
    expect(inputs.companies).toEqual({
      complete: true,
      readAt: clock.now(),
      records: [
        { id: '0', name: 'Company 0', type: 'Customer', classification: null, active: true },
        { id: String(one), name: 'Company 1', type: 'Customer', classification: 'Platinum', active: false },
      ],
    });
    expect(inputs.items?.records).toEqual([
      {
        id: '41001',
        companyId: String(one),
        productId: '5210',
        typeId: null,
        categoryId: '2',
        locationId: '1203',
        title: 'PC-1',
        number: '700001',
        serial: 'SERIAL1',
        active: true,
        rmmUid: 'uid-1',
        rmmId: '741150',
        rmmHostname: 'LARK',
        rmmDeviceType: 'Laptop',
        vendor: 'Datto RMM',
        createdById: '32',
        createdAt: Date.UTC(2026, 0, 1),
        filledUdfs: ['BitLocker'],
        macs: ['A4:5E:60:11:0C:9D', '02:00:4C:4F:4F:50'],
        maskedUdfs: 1,
      },
    ]);
    expect(JSON.stringify(inputs)).not.toContain('CANARY-VALUE');
    expect(inputs.products?.records[0]).toEqual({
      id: '5210',
      name: 'RMM_Laptop',
      active: true,
      billingCodeId: '70',
    });
    expect(inputs.billingCodes?.records.map(({ name, material }) => [name, material])).toEqual([
      ['Hardware', true],
      ['Labour', false],
      ['Old Hardware', true],
    ]);
    expect(inputs.itemTypes?.records).toContainEqual({ id: '16', name: 'Old Type', active: false });
    expect(inputs.resources?.records).toEqual([
      { id: '31', name: 'Ada Lark', apiOnly: false },
      { id: '32', name: 'IT Glue Sync', apiOnly: true },
    ]);
    expect(inputs.locations?.records).toEqual([{ companyId: String(one), active: false }]);
    expect(inputs.contacts?.records).toEqual([
      { vendor: 'IT Glue - Documentation Management', createdById: null, createdAt: Date.UTC(2026, 1, 1) },
    ]);
    expect(inputs.categories?.records).toEqual([{ id: '2', name: 'Standard', udfs: ['BitLocker'] }]);
    expect(inputs.rmmTicketCount).toBe(1);
    expect(inputs.access).toContainEqual({ entity: 'Companies', query: 'all', create: 'all', update: 'all' });
  });

  test('leaves out what may not be read, each with its reason, and reads all the rest', async () => {
    const { client } = await setUp(entities, {
      before: ({ path }) => {
        if (/Products\/query/.test(path)) return { status: 403 };
        if (/BillingCodes\/query/.test(path)) return refused('You do not have permission');
        return /UserDefinedFieldDefinitions/.test(path) ? { status: 404 } : null;
      },
    });
    const { inputs, missing } = await client.setupLists();
    expect(Object.keys(missing).sort()).toEqual(['billingCodes', 'categories', 'products']);
    expect(missing.products).toContain('may not use Products');
    expect(missing.billingCodes).toContain('You do not have permission');
    expect(inputs).not.toHaveProperty('products');
    expect(inputs.companies?.complete).toBe(true);
  });

  test('of a restricted user is incomplete where rows may be hidden', async () => {
    const { client } = await setUp(entities, {
      access: { ConfigurationItems: 'Restricted', Products: 'None' },
    });
    const { inputs } = await client.setupLists();
    expect(inputs.items?.complete).toBe(false);
    expect(inputs.companies?.complete).toBe(true);
    expect(inputs.access?.find(({ entity }) => entity === 'Products')?.query).toBe('none');
  });

  test('knows no access of an entity that this tenant does not tell of', async () => {
    const { client } = await setUp(entities, {
      before: ({ path }) => (path.endsWith('Contacts/entityInformation') ? { status: 404 } : null),
    });
    const { inputs, missing } = await client.setupLists();
    const contacts = inputs.access?.find(({ entity }) => entity === 'Contacts');
    expect(contacts).toEqual({ entity: 'Contacts', query: 'unknown', create: 'unknown', update: 'unknown' });
    expect(missing).toEqual({});
  });

  test('cannot tell the kind of a billing code without a label that says material', async () => {
    const { client, vendor } = await setUp(entities);
    vendor.fields.set('BillingCodes', [{ name: 'name' }, { name: 'isActive' }, { name: 'useType' }]);
    const { inputs } = await client.setupLists();
    expect(inputs.billingCodes?.records.map(({ material }) => material)).toEqual([null, null, null]);
  });

  test('asks for the fields of an entity only where a picklist says what its numbers mean', async () => {
    const { client, vendor } = await setUp(entities);
    await client.setupLists();
    const asked = vendor.asked.map(({ path }) => path).filter((path) => path.endsWith('/fields'));
    const names = asked.map((path) => path.split('/').at(-3)).sort();
    expect(names).toEqual(['BillingCodes', 'Companies', 'ConfigurationItems', 'Contacts', 'Resources']);
  });

  test('ends with the user who is refused', async () => {
    const { client } = await setUp({}, {}, { secret: 'CANARY-wrong' });
    await expect(client.setupLists()).rejects.toMatchObject({ name: 'CredentialsRefused' });
  });
});

import type { AutotaskInputs, AutotaskItem, Listed } from '../../domain/setup/facts/inputs.js';
import { PermissionRefused, VendorError } from '../../errors.js';
import type { ListsTold } from '../../ports/setup.js';
import { accessFailure } from './companies.js';
import { macsIn } from './macs.js';
import { providerOf } from './map-configuration.js';
import { isMaterial } from './material.js';
import { FieldTable } from './metadata.js';
import type { Parts } from './parts.js';
import { countRows, type Query, readRows } from './query.js';
import { flagAt, idAt, type Row, textAt, timeAt } from './row.js';
import { udfsOf } from './udf-values.js';

/** What the set-up rules are told, and why each list that is not there could not be read. */
export interface SetupLists {
  readonly inputs: AutotaskInputs;
  readonly missing: Readonly<Partial<Record<keyof AutotaskInputs, string>>>;
}

/** Entities whose access our own user needs: asked for with their lists, so that nothing is asked twice. */
const entities = [
  ...['Companies', 'CompanyLocations', 'Contacts', 'ConfigurationItems', 'ConfigurationItemTypes'],
  ...['Products', 'BillingCodes', 'Resources'],
];

/** Entities whose numbers mean something by their picklists alone, or whose fields differ between tenants. */
const labelled = new Set(['Companies', 'ConfigurationItems', 'BillingCodes', 'Resources', 'Contacts']);

type Reader = (parts: Parts) => Promise<unknown>;

const readers: { readonly [K in keyof AutotaskInputs]-?: (parts: Parts) => Promise<AutotaskInputs[K]> } = {
  companies: (parts) =>
    listed(
      parts,
      { entity: 'Companies', fields: ['companyName', 'companyType', 'classification', 'isActive'] },
      (row, fields) => ({
        id: idAt(row, 'id') ?? '',
        name: textAt(row, 'companyName') ?? '',
        type: fields.label('companyType', idAt(row, 'companyType')),
        classification: fields.label('classification', idAt(row, 'classification')),
        active: flagAt(row, 'isActive') !== false,
      }),
    ),
  items: (parts) =>
    listed(
      parts,
      { entity: 'ConfigurationItems', filter: [{ op: 'eq', field: 'isActive', value: true }] },
      toItem,
    ),
  products: (parts) =>
    listed(parts, { entity: 'Products', fields: ['name', 'isActive', 'productBillingCodeID'] }, (row) => ({
      ...named(row),
      billingCodeId: idAt(row, 'productBillingCodeID'),
    })),
  billingCodes: (parts) =>
    listed(
      parts,
      { entity: 'BillingCodes', fields: ['name', 'isActive', 'useType', 'billingCodeType'] },
      (row, fields) => ({ ...named(row), material: isMaterial(row, fields) }),
    ),
  itemTypes: (parts) =>
    listed(parts, { entity: 'ConfigurationItemTypes', fields: ['name', 'isActive'] }, named),
  resources: (parts) =>
    listed(
      parts,
      { entity: 'Resources', fields: ['firstName', 'lastName', 'userName', 'licenseType', 'userType'] },
      toResource,
    ),
  locations: (parts) =>
    listed(parts, { entity: 'CompanyLocations', fields: ['companyID', 'isActive'] }, (row) => ({
      companyId: idAt(row, 'companyID') ?? '',
      active: flagAt(row, 'isActive') !== false,
    })),
  contacts: (parts) =>
    listed(
      parts,
      {
        entity: 'Contacts',
        fields: ['apiVendorID', 'createDate', 'impersonatorCreatorResourceID'],
        filter: [{ op: 'exist', field: 'apiVendorID' }],
      },
      (row, fields) => ({
        vendor: providerOf(row, fields),
        createdById: idAt(row, 'impersonatorCreatorResourceID'),
        createdAt: timeAt(row, 'createDate'),
      }),
    ),
  access: async ({ metadata }) => {
    const rows = [];
    for (const entity of entities)
      rows.push({ entity, ...(await metadata.access(entity).catch(unknownAccess)) });
    return rows;
  },
  categories,
  rmmTicketCount: async ({ api }) => {
    const query: Query = { entity: 'Tickets', filter: [{ op: 'exist', field: 'rmmAlertID' }] };
    return (await countRows(api, query)) ?? undefined;
  },
};

/**
 * Reads everything that the set-up rules are made of, each list by itself: one that may not be read, or that this
 * tenant does not have, is left out with the reason.
 *
 * @throws what ends every reading: a refused user, a limit that does not end, an order to stop.
 */
export async function readSetupLists(parts: Parts, told: ListsTold = () => {}): Promise<SetupLists> {
  const inputs: Record<string, unknown> = {};
  const missing: Record<string, string> = {};
  const all = Object.entries(readers) as [string, Reader][];
  for (const [at, [name, read]] of all.entries()) {
    told(at, all.length);
    try {
      const list = await read(parts);
      if (list === undefined) missing[name] = 'Autotask did not tell';
      else inputs[name] = list;
    } catch (error) {
      if (!isOfOneList(error)) throw error;
      missing[name] = error.message;
    }
  }
  told(all.length, all.length);
  return { inputs, missing };
}

function isOfOneList(error: unknown): error is Error {
  return error instanceof VendorError || error instanceof PermissionRefused;
}

function unknownAccess(error: unknown) {
  if (!isOfOneList(error)) throw error;
  return { query: 'unknown', create: 'unknown', update: 'unknown' } as const;
}

async function listed<T>(
  { api, metadata, clock }: Parts,
  query: Query,
  toRecord: (row: Row, fields: FieldTable) => T,
): Promise<Listed<T>> {
  const table = labelled.has(query.entity) ? await metadata.fields(query.entity) : new FieldTable([]);
  const fields = query.fields === undefined ? {} : { fields: table.among(query.fields) };
  const read = await readRows(api, { ...query, ...fields });
  if (read.rows.length === 0 && read.failures[0] !== undefined)
    throw new VendorError('autotask', read.failures[0].why);
  const restricted = await accessFailure(metadata, query.entity);
  return {
    records: read.rows.map((row) => toRecord(row, table)),
    complete: read.complete && restricted === null,
    readAt: clock.now(),
  };
}

function named(row: Row) {
  return {
    id: idAt(row, 'id') ?? '',
    name: textAt(row, 'name') ?? '',
    active: flagAt(row, 'isActive') !== false,
  };
}

function toItem(row: Row, fields: FieldTable): AutotaskItem {
  const udfs = udfsOf(row);
  return {
    id: idAt(row, 'id') ?? '',
    companyId: idAt(row, 'companyID') ?? '',
    productId: idAt(row, 'productID'),
    typeId: idAt(row, 'configurationItemType'),
    categoryId: idAt(row, 'configurationItemCategoryID'),
    locationId: idAt(row, 'companyLocationID'),
    title: textAt(row, 'referenceTitle'),
    number: textAt(row, 'referenceNumber'),
    serial: textAt(row, 'serialNumber'),
    active: flagAt(row, 'isActive') !== false,
    rmmUid: textAt(row, 'rmmDeviceUID'),
    rmmId: textAt(row, 'rmmDeviceID'),
    rmmHostname: textAt(row, 'rmmDeviceAuditHostname'),
    rmmDeviceType: fields.label('rmmDeviceAuditDeviceTypeID', idAt(row, 'rmmDeviceAuditDeviceTypeID')),
    vendor: providerOf(row, fields),
    createdById: idAt(row, 'createdByPersonID'),
    createdAt: timeAt(row, 'createDate'),
    macs: macsIn(textAt(row, 'rmmDeviceAuditMacAddress')),
    filledUdfs: udfs.flatMap(({ name, value }) => (value === null ? [] : [name])),
    maskedUdfs: udfs.filter(({ masked }) => masked).length,
  };
}

/** Which label of the licence type marks API users is unverified: any that says API. */
function toResource(row: Row, fields: FieldTable) {
  const words = ['licenseType', 'userType'].map((name) => fields.label(name, idAt(row, name)) ?? '');
  const parts = ['firstName', 'lastName'].flatMap((name) => textAt(row, name) ?? []);
  return {
    id: idAt(row, 'id') ?? '',
    name: parts.join(' ') || (textAt(row, 'userName') ?? ''),
    apiOnly: words.some((label) => /\bapi\b/i.test(label)),
  };
}

/** Device categories with the user-defined fields that each of them shows, by name. */
async function categories(parts: Parts): Promise<AutotaskInputs['categories']> {
  const definitions = await listed(
    parts,
    { entity: 'UserDefinedFieldDefinitions', fields: ['name', 'isActive'] },
    named,
  );
  const names = new Map(definitions.records.map(({ id, name }) => [id, name]));
  const associations = await listed(
    parts,
    {
      entity: 'ConfigurationItemCategoryUdfAssociations',
      fields: ['configurationItemCategoryID', 'userDefinedFieldDefinitionID'],
    },
    (row) => ({
      categoryId: idAt(row, 'configurationItemCategoryID'),
      udf: names.get(idAt(row, 'userDefinedFieldDefinitionID') ?? '') ?? null,
    }),
  );
  const list = await listed(
    parts,
    { entity: 'ConfigurationItemCategories', fields: ['name', 'isActive'] },
    named,
  );
  return {
    records: list.records.map(({ id, name }) => ({
      id,
      name,
      udfs: associations.records.flatMap(({ categoryId, udf }) =>
        categoryId === id && udf !== null ? [udf] : [],
      ),
    })),
    complete: [definitions, associations, list].every(({ complete }) => complete),
    readAt: list.readAt,
  };
}

/** The entities that the simulated tenant knows, with the metadata that `entityInformation/fields` gives. */
export const entityNames = [
  'Companies',
  'CompanyLocations',
  'Contacts',
  'ConfigurationItems',
  'ConfigurationItemTypes',
  'ConfigurationItemCategories',
  'ConfigurationItemCategoryUdfAssociations',
  'ConfigurationItemNotes',
  'Products',
  'BillingCodes',
  'Resources',
  'UserDefinedFieldDefinitions',
  'Tickets',
  'TicketCategories',
] as const;

export type EntityName = (typeof entityNames)[number];

export type DataType = 'integer' | 'long' | 'string' | 'boolean' | 'datetime' | 'double';

export interface PicklistValue {
  readonly value: string;
  readonly label: string;
}

export interface Field {
  readonly name: string;
  readonly dataType: DataType;
  readonly length: number;
  readonly isRequired: boolean;
  readonly isReadOnly: boolean;
  readonly isQueryable: boolean;
  readonly reference: EntityName | null;
  readonly picklist: readonly PicklistValue[] | null;
}

export interface Entity {
  readonly name: EntityName;
  /** What error texts call one of them. */
  readonly singular: string;
  readonly fields: readonly Field[];
  readonly canCreate: boolean;
  readonly canUpdate: boolean;
  readonly hasUdfs: boolean;
  /** Written through its parent only: the parent's entity, the segment below it, and the foreign key. */
  readonly parent: { readonly entity: EntityName; readonly segment: string; readonly key: string } | null;
}

type FieldPlan = Partial<Omit<Field, 'name' | 'dataType'>>;

const field = (name: string, dataType: DataType, plan: FieldPlan = {}): Field => ({
  name,
  dataType,
  length: 0,
  isRequired: false,
  isReadOnly: false,
  isQueryable: true,
  reference: null,
  picklist: null,
  ...plan,
});
const text = (name: string, length: number, plan: FieldPlan = {}): Field =>
  field(name, 'string', { length, ...plan });
const refers = (name: string, reference: EntityName, plan: FieldPlan = {}): Field =>
  field(name, 'integer', { reference, ...plan });
const flag = (name: string, plan: FieldPlan = {}): Field => field(name, 'boolean', plan);
const time = (name: string, plan: FieldPlan = {}): Field => field(name, 'datetime', plan);
const pick = (name: string, labels: Readonly<Record<string, string>>, plan: FieldPlan = {}): Field =>
  field(name, 'integer', {
    picklist: Object.entries(labels).map(([value, label]) => ({ value, label })),
    ...plan,
  });

const required = { isRequired: true };
const readOnly = { isReadOnly: true };
const id = field('id', 'long', readOnly);

/** Picklist numbers differ between tenants: ours are far from any that a client may have guessed. */
export const COMPANY_TYPES = {
  Customer: 1,
  Lead: 42,
  Prospect: 43,
  Cancellation: 46,
  Vendor: 47,
  Partner: 48,
} as const;
export const CLASSIFICATIONS = { Managed: 201, 'Break/fix': 202 } as const;
export const API_VENDORS = {
  'Datto RMM': 28,
  'IT Glue - Documentation Management': 77,
  trilink: 301,
} as const;
export const LICENSE_TYPES = { Professional: 1, 'API User (system) (API-only)': 7 } as const;

export const DEVICE_TYPES = { Laptop: 1, Desktop: 2, Server: 3, 'Network Device': 4, Printer: 5 } as const;

const labels = (values: Readonly<Record<string, number>>): Record<string, string> =>
  Object.fromEntries(Object.entries(values).map(([label, value]) => [String(value), label]));

const address = [
  text('address1', 128),
  text('address2', 128),
  text('city', 50),
  text('state', 40),
  text('postalCode', 20),
];
const vendor = pick('apiVendorID', labels(API_VENDORS), readOnly);

const auditFields: readonly Field[] = [
  ...['Hostname', 'IPAddress', 'ExternalIPAddress', 'MacAddress', 'LastUser', 'Description'].map((name) =>
    text(`rmmDeviceAudit${name}`, 255, readOnly),
  ),
  text('rmmDeviceAuditOperatingSystem', 255, { isReadOnly: true, isQueryable: false }),
  ...['SNMPName', 'SNMPContact', 'SNMPLocation'].map((name) => text(`rmmDeviceAudit${name}`, 255, readOnly)),
  ...['MemoryBytes', 'StorageBytes'].map((name) => field(`rmmDeviceAudit${name}`, 'long', readOnly)),
  pick('rmmDeviceAuditDeviceTypeID', labels(DEVICE_TYPES), readOnly),
  field('rmmDeviceAuditMissingPatchCount', 'integer', readOnly),
];

/** The metadata of every entity. `rmmFields` says whether the link to the RMM may be written. */
export function makeEntities(rmmFields: 'read-only' | 'writable'): ReadonlyMap<EntityName, Entity> {
  const rmm = { isReadOnly: rmmFields === 'read-only' };
  const entities: readonly Entity[] = [
    {
      name: 'Companies',
      singular: 'Company',
      canCreate: true,
      canUpdate: true,
      hasUdfs: true,
      parent: null,
      fields: [
        id,
        text('companyName', 100, required),
        text('companyNumber', 50),
        pick('companyType', labels(COMPANY_TYPES), required),
        pick('classification', labels(CLASSIFICATIONS)),
        flag('isActive'),
        refers('parentCompanyID', 'Companies'),
        refers('ownerResourceID', 'Resources', required),
        ...address,
        field('countryID', 'integer'),
        text('phone', 25, required),
        text('fax', 25),
        text('webAddress', 255),
        vendor,
        field('assetValue', 'double', { isReadOnly: true, isQueryable: false }),
        time('createDate', readOnly),
        time('lastActivityDate', readOnly),
        time('lastTrackedModifiedDateTime', readOnly),
      ],
    },
    {
      name: 'CompanyLocations',
      singular: 'CompanyLocation',
      canCreate: true,
      canUpdate: true,
      hasUdfs: false,
      parent: { entity: 'Companies', segment: 'Locations', key: 'companyID' },
      fields: [
        id,
        refers('companyID', 'Companies', required),
        text('name', 100, required),
        flag('isActive'),
        flag('isPrimary'),
        ...address,
        field('countryID', 'integer'),
        text('phone', 25),
        text('fax', 25),
        text('description', 500),
      ],
    },
    {
      name: 'Contacts',
      singular: 'Contact',
      canCreate: true,
      canUpdate: true,
      hasUdfs: true,
      parent: { entity: 'Companies', segment: 'Contacts', key: 'companyID' },
      fields: [
        id,
        refers('companyID', 'Companies', required),
        refers('companyLocationID', 'CompanyLocations'),
        text('firstName', 20, required),
        text('lastName', 20, required),
        // A number here, unlike everywhere else (spec).
        field('isActive', 'integer', required),
        ...['emailAddress', 'emailAddress2', 'emailAddress3'].map((name) => text(name, 254)),
        text('phone', 25),
        text('extension', 10),
        text('mobilePhone', 25),
        text('title', 50),
        flag('primaryContact'),
        text('externalID', 50),
        vendor,
        time('createDate', readOnly),
        time('lastModifiedDate', readOnly),
      ],
    },
    {
      name: 'ConfigurationItems',
      singular: 'ConfigurationItem',
      canCreate: true,
      canUpdate: true,
      hasUdfs: true,
      parent: null,
      fields: [
        id,
        refers('companyID', 'Companies', required),
        refers('companyLocationID', 'CompanyLocations'),
        refers('contactID', 'Contacts'),
        refers('parentConfigurationItemID', 'ConfigurationItems'),
        refers('productID', 'Products', required),
        refers('configurationItemType', 'ConfigurationItemTypes'),
        refers('configurationItemCategoryID', 'ConfigurationItemCategories'),
        flag('isActive', required),
        text('referenceTitle', 255),
        text('referenceNumber', 50),
        text('serialNumber', 100),
        text('location', 100),
        text('notes', 5000),
        time('installDate'),
        time('warrantyExpirationDate'),
        time('createDate', readOnly),
        time('lastModifiedTime', readOnly),
        field('lastActivityPersonType', 'integer', { isReadOnly: true, isQueryable: false }),
        vendor,
        refers('createdByPersonID', 'Resources', readOnly),
        refers('installedByID', 'Resources'),
        field('contractID', 'integer'),
        field('vendorID', 'integer'),
        field('rmmDeviceID', 'long', rmm),
        text('rmmDeviceUID', 255, rmm),
        field('rmmOpenAlertCount', 'integer', readOnly),
        ...auditFields,
      ],
    },
    named('ConfigurationItemTypes', 'ConfigurationItemType', [], true),
    named(
      'ConfigurationItemCategories',
      'ConfigurationItemCategory',
      [
        text('nickname', 3),
        flag('isGlobalDefault'),
        flag('isClientPortalDefault'),
        field('displayColorRGB', 'integer'),
      ],
      false,
    ),
    {
      name: 'ConfigurationItemCategoryUdfAssociations',
      singular: 'ConfigurationItemCategoryUdfAssociation',
      canCreate: true,
      canUpdate: true,
      hasUdfs: false,
      parent: {
        entity: 'ConfigurationItemCategories',
        segment: 'UdfAssociations',
        key: 'configurationItemCategoryID',
      },
      fields: [
        id,
        refers('configurationItemCategoryID', 'ConfigurationItemCategories', required),
        refers('userDefinedFieldDefinitionID', 'UserDefinedFieldDefinitions', required),
        flag('isRequired'),
      ],
    },
    {
      name: 'ConfigurationItemNotes',
      singular: 'ConfigurationItemNote',
      canCreate: true,
      canUpdate: true,
      hasUdfs: false,
      parent: { entity: 'ConfigurationItems', segment: 'Notes', key: 'configurationItemID' },
      fields: [
        id,
        refers('configurationItemID', 'ConfigurationItems', required),
        text('title', 250, required),
        text('description', 32_000, required),
        pick('noteType', { 1: 'General' }),
        time('createDateTime', readOnly),
      ],
    },
    {
      name: 'Products',
      singular: 'Product',
      canCreate: true,
      canUpdate: true,
      hasUdfs: true,
      parent: null,
      fields: [
        id,
        text('name', 100, required),
        flag('isActive', required),
        flag('isSerialized', required),
        refers('productBillingCodeID', 'BillingCodes', required),
        text('manufacturerName', 100),
        text('manufacturerProductName', 50),
        pick('productCategory', { 11: 'Hardware', 12: 'Software' }),
        refers('defaultInstalledProductCategoryID', 'ConfigurationItemCategories'),
        text('sku', 50),
        text('internalProductID', 50),
        text('externalProductID', 50),
      ],
    },
    {
      ...named('BillingCodes', 'BillingCode', [], false),
      canUpdate: false,
      fields: [
        id,
        text('name', 200, readOnly),
        flag('isActive', readOnly),
        pick(
          'useType',
          {
            1: 'Work Type',
            2: 'Internal Time',
            3: 'Expense',
            4: 'Material',
            5: 'Recurring Contract Service',
            6: 'Milestone',
          },
          readOnly,
        ),
        pick('billingCodeType', { 0: 'Normal', 1: 'System' }, readOnly),
        field('unitCost', 'double', readOnly),
        field('unitPrice', 'double', readOnly),
      ],
    },
    {
      name: 'Resources',
      singular: 'Resource',
      canCreate: false,
      canUpdate: true,
      hasUdfs: false,
      parent: null,
      fields: [
        id,
        text('userName', 32, required),
        text('firstName', 50, required),
        text('lastName', 50, required),
        text('email', 254, required),
        flag('isActive'),
        pick('licenseType', labels(LICENSE_TYPES), required),
        pick('userType', { 10: 'Full time', 17: 'API User' }),
        field('defaultServiceDeskRoleID', 'integer', { isQueryable: false }),
        field('locationID', 'integer'),
      ],
    },
    {
      name: 'UserDefinedFieldDefinitions',
      singular: 'UserDefinedFieldDefinition',
      canCreate: true,
      canUpdate: true,
      hasUdfs: false,
      parent: null,
      fields: [
        id,
        text('name', 45, required),
        pick('dataType', { 1: 'Text', 2: 'Number', 3: 'Date', 4: 'Boolean', 5: 'List' }, required),
        pick('udfType', { 1: 'Company', 2: 'Contact', 6: 'Configuration Item' }, required),
        flag('isActive'),
        flag('isProtected'),
        flag('isEncrypted'),
        flag('isPrivate'),
        text('description', 128),
      ],
    },
    {
      name: 'Tickets',
      singular: 'Ticket',
      canCreate: true,
      canUpdate: true,
      hasUdfs: true,
      parent: null,
      fields: [
        id,
        refers('companyID', 'Companies', required),
        text('title', 255, required),
        pick('status', { 1: 'New', 5: 'Complete' }, required),
        pick('priority', { 1: 'High', 2: 'Medium', 3: 'Low' }, required),
        refers('configurationItemID', 'ConfigurationItems'),
        refers('ticketCategory', 'TicketCategories'),
        vendor,
        text('rmmAlertID', 50),
      ],
    },
    named('TicketCategories', 'TicketCategory', [], false),
  ];
  return new Map(entities.map((entity) => [entity.name, entity]));
}

function named(name: EntityName, singular: string, more: readonly Field[], canCreate: boolean): Entity {
  return {
    name,
    singular,
    canCreate,
    canUpdate: true,
    hasUdfs: false,
    parent: null,
    fields: [id, text('name', 100, required), flag('isActive', required), ...more],
  };
}

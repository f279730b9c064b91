import type { Estate, PsaItem, RmmDevice } from '../estate/estate.js';
import { makeRandom } from '../estate/random.js';
import { API_VENDORS, CLASSIFICATIONS, COMPANY_TYPES, DEVICE_TYPES, LICENSE_TYPES } from './entities.js';
import { type Row, Tables } from './tables.js';

/** The tenant's own numbers for what the estate calls by name. */
interface Numbers {
  readonly types: ReadonlyMap<string, number>;
  readonly products: ReadonlyMap<string, number>;
}

const OWNER = 29_682_885;
const API_USER = 29_682_990;
/** The users that the vendors' own integrations come with. */
const DATTO_USER = API_USER + 1;
const IT_GLUE_USER = API_USER + 2;
const MATERIAL_CODE = 29_683_400;

/** Fills the tables from the estate. The estate's PSA part is only the beginning: writes change the tables. */
export function makeTables(estate: Estate, recoveryKey: string): Tables {
  const tables = new Tables();
  addPeople(tables);
  const numbers = addLists(tables, estate);
  for (const company of estate.psa.companies.values()) {
    tables.put('Companies', {
      id: Number(company.id),
      companyName: company.name,
      companyNumber: company.number,
      companyType: COMPANY_TYPES[company.type as keyof typeof COMPANY_TYPES] ?? COMPANY_TYPES.Customer,
      classification: CLASSIFICATIONS[company.classification as keyof typeof CLASSIFICATIONS] ?? null,
      isActive: company.active,
      parentCompanyID: company.parentId === null ? null : Number(company.parentId),
      ownerResourceID: OWNER,
      phone: company.phone,
      webAddress: company.web,
      createDate: iso(company.created),
      lastActivityDate: iso(estate.madeAt - 86_400_000),
      lastTrackedModifiedDateTime: iso(estate.madeAt - 2 * 86_400_000),
    });
  }
  addPlacesAndPeople(tables, estate);
  addItems(tables, estate, numbers, recoveryKey);
  addAlertTickets(tables, estate);
  return tables;
}

function addPeople(tables: Tables): void {
  const person = { isActive: true, userType: 10, licenseType: LICENSE_TYPES.Professional };
  tables.put('Resources', {
    id: OWNER,
    userName: 'jhayes',
    firstName: 'Jo',
    lastName: 'Hayes',
    email: 'jo@northwind-it.example',
    ...person,
  });
  const robots = [
    [API_USER, 'api', 'API', 'User'],
    [DATTO_USER, 'datto-rmm', 'Datto', 'RMM'],
    [IT_GLUE_USER, 'it-glue', 'IT', 'Glue'],
  ] as const;
  for (const [id, name, firstName, lastName] of robots) {
    const email = `${name}@northwind-it.example`;
    tables.put('Resources', {
      ...{ id, userName: email, firstName, lastName, email, isActive: true, userType: 17 },
      licenseType: LICENSE_TYPES['API User (system) (API-only)'],
    });
  }
  tables.put('Resources', {
    id: OWNER + 1,
    userName: 'left',
    firstName: 'Gone',
    lastName: 'Person',
    email: 'gone@northwind-it.example',
    ...person,
    isActive: false,
  });
}

function addLists(tables: Tables, estate: Estate): Numbers {
  const codes: readonly (readonly [string, number])[] = [
    ['Remote Support', 1],
    ['Hardware', 4],
    ['Software Licences', 4],
  ];
  codes.forEach(([name, useType], index) => {
    tables.put('BillingCodes', {
      id: MATERIAL_CODE - 1 + index,
      name,
      useType,
      billingCodeType: 0,
      isActive: true,
      unitCost: null,
      unitPrice: null,
    });
  });
  tables.put('ConfigurationItemCategories', {
    id: 2,
    name: 'Standard',
    nickname: 'STD',
    isActive: true,
    isGlobalDefault: true,
    isClientPortalDefault: true,
  });
  tables.put('TicketCategories', { id: 3, name: 'Standard', isActive: true });
  tables.put('UserDefinedFieldDefinitions', udfDefinition(101, 'BitLocker', false));
  tables.put('UserDefinedFieldDefinitions', udfDefinition(102, 'Recovery key', true));
  for (const [id, udf] of [101, 102].entries()) {
    tables.put('ConfigurationItemCategoryUdfAssociations', {
      id: id + 1,
      configurationItemCategoryID: 2,
      userDefinedFieldDefinitionID: udf,
      isRequired: false,
    });
  }

  const types = new Map<string, number>();
  for (const { attributes } of estate.documentation.collections['configuration-types'].all()) {
    const name = String(attributes.name);
    if (name === 'Autotask Default') continue;
    types.set(name, 14 + types.size);
    tables.put('ConfigurationItemTypes', { id: 14 + types.size - 1, name, isActive: true });
  }
  tables.put('ConfigurationItemTypes', { id: 90, name: 'Retired type', isActive: false });

  const products = new Map<string, number>();
  for (const { manufacturer, model } of modelsOf(estate)) {
    if (products.has(model)) continue;
    const id = 5_210 + products.size;
    products.set(model, id);
    tables.put('Products', {
      id,
      name: model,
      isActive: true,
      isSerialized: true,
      productBillingCodeID: MATERIAL_CODE,
      manufacturerName: manufacturer,
      manufacturerProductName: model.slice(0, 50),
      productCategory: 11,
      defaultInstalledProductCategoryID: 2,
    });
  }
  for (const { product } of estate.psa.items.values()) {
    if (product === null || products.has(product)) continue;
    products.set(product, 5_210 + products.size);
    tables.put('Products', {
      id: 5_209 + products.size,
      name: product,
      isActive: true,
      isSerialized: false,
      productBillingCodeID: MATERIAL_CODE,
      productCategory: 11,
      defaultInstalledProductCategoryID: 2,
    });
  }
  tables.put('Products', {
    id: 5_900,
    name: 'Managed Device',
    isActive: true,
    isSerialized: false,
    productBillingCodeID: MATERIAL_CODE,
    productCategory: 11,
  });
  return { types, products };
}

function modelsOf({ rmm }: Estate): { manufacturer: string | null; model: string }[] {
  return [...rmm.devices.values()].flatMap(({ hardware }) =>
    hardware.model === null ? [] : [{ manufacturer: hardware.manufacturer, model: hardware.model }],
  );
}

function udfDefinition(id: number, name: string, isProtected: boolean): Row {
  return {
    id,
    name,
    dataType: 1,
    udfType: 6,
    isActive: true,
    isProtected,
    isEncrypted: false,
    isPrivate: false,
    description: null,
  };
}

function addPlacesAndPeople(tables: Tables, { psa, madeAt }: Estate): void {
  for (const location of psa.locations.values()) {
    tables.put('CompanyLocations', {
      id: Number(location.id),
      companyID: Number(location.companyId),
      name: location.name,
      isActive: location.active,
      isPrimary: location.primary,
      address1: location.address1,
      city: location.city,
      state: location.state,
      postalCode: location.postalCode,
      phone: location.phone,
    });
  }
  // Every company has at least one location (doc).
  const placed = new Set([...psa.locations.values()].map(({ companyId }) => companyId));
  for (const { id } of psa.companies.values()) {
    if (placed.has(id)) continue;
    tables.put('CompanyLocations', {
      id: tables.nextId('CompanyLocations'),
      companyID: Number(id),
      name: 'Main',
      isActive: true,
      isPrimary: true,
    });
  }
  for (const contact of psa.contacts.values()) {
    tables.put('Contacts', {
      id: Number(contact.id),
      companyID: Number(contact.companyId),
      companyLocationID: contact.locationId === null ? null : Number(contact.locationId),
      firstName: contact.firstName,
      lastName: contact.lastName,
      title: contact.title,
      emailAddress: contact.email,
      phone: contact.phone,
      isActive: contact.active ? 1 : 0,
      primaryContact: false,
      createDate: iso(madeAt - 400 * 86_400_000),
      lastModifiedDate: iso(madeAt - 30 * 86_400_000),
    });
  }
}

function addItems(tables: Tables, estate: Estate, numbers: Numbers, recoveryKey: string): void {
  const random = makeRandom(`${estate.seed}/psa items`);
  let previousUid: string | null = null;
  for (const item of estate.psa.items.values()) {
    const device = estate.rmm.devices.get(item.rmmDeviceUid ?? '');
    const fate = estate.wellKept ? 1 : random.next();
    const row = itemRow(item, device, numbers, recoveryKey);
    // What goes wrong in the field: a device that two items claim, an item switched off, one that no RMM knows.
    if (fate < 0.02 && previousUid !== null)
      tables.put('ConfigurationItems', { ...row, rmmDeviceUID: previousUid });
    else if (fate < 0.04) tables.put('ConfigurationItems', { ...row, isActive: false });
    else if (fate < 0.06)
      tables.put('ConfigurationItems', { ...row, rmmDeviceUID: null, rmmDeviceID: null, apiVendorID: null });
    else tables.put('ConfigurationItems', row);
    previousUid = item.rmmDeviceUid;
  }
}

function itemRow(
  item: PsaItem,
  device: RmmDevice | undefined,
  { types, products }: Numbers,
  recoveryKey: string,
): Row {
  return {
    id: Number(item.id),
    companyID: Number(item.companyId),
    companyLocationID: item.locationId === null ? null : Number(item.locationId),
    productID: products.get(item.product ?? '') ?? 5_900,
    // No type: the condition that spoils the IT Glue sync.
    configurationItemType: item.type === null ? null : (types.get(item.type) ?? null),
    configurationItemCategoryID: 2,
    referenceTitle: item.title,
    referenceNumber: item.number,
    serialNumber: item.serial,
    isActive: item.active,
    warrantyExpirationDate: item.warranty === null ? null : `${item.warranty}T00:00:00Z`,
    installDate: iso(item.created),
    createDate: iso(item.created),
    lastModifiedTime: iso(item.modified),
    apiVendorID: API_VENDORS['Datto RMM'],
    createdByPersonID: DATTO_USER,
    rmmDeviceID: item.rmmDeviceId,
    rmmDeviceUID: item.rmmDeviceUid,
    rmmOpenAlertCount: 0,
    ...(device === undefined ? {} : auditOf(device)),
    userDefinedFields: [
      { name: 'BitLocker', value: 'On' },
      { name: 'Recovery key', value: recoveryKey },
    ],
  };
}

/** What the RMM link writes on the item. Several MACs stand in one bracketed text (observed). */
function auditOf({
  category,
  hardware,
  hostname,
  internalIp,
  externalIp,
  operatingSystem,
  lastUser,
}: RmmDevice): Omit<Row, 'id'> {
  const macs = hardware.nics.flatMap(({ mac }) => (mac === null ? [] : [(mac.match(/../g) ?? []).join(':')]));
  return {
    rmmDeviceAuditHostname: hostname,
    rmmDeviceAuditIPAddress: internalIp,
    rmmDeviceAuditExternalIPAddress: externalIp,
    rmmDeviceAuditMacAddress: macs.length === 0 ? null : `[${macs.join(', ')}]`,
    rmmDeviceAuditOperatingSystem: operatingSystem,
    rmmDeviceAuditLastUser: lastUser,
    rmmDeviceAuditMemoryBytes: hardware.memoryBytes,
    rmmDeviceAuditStorageBytes: hardware.diskBytes,
    rmmDeviceAuditMissingPatchCount: 3,
    rmmDeviceAuditDeviceTypeID: DEVICE_TYPES[kindOf(category)],
  };
}

function kindOf(category: string | null): keyof typeof DEVICE_TYPES {
  if (category === 'Laptop' || category === 'Desktop' || category === 'Printer') return category;
  return category === 'Server' || category === 'ESXi Host' ? 'Server' : 'Network Device';
}

function addAlertTickets(tables: Tables, { psa }: Estate): void {
  for (const { companyId, itemId, alert } of psa.alertTickets) {
    tables.put('Tickets', {
      id: tables.nextId('Tickets'),
      companyID: Number(companyId),
      configurationItemID: Number(itemId),
      title: 'Disk is nearly full',
      status: 1,
      priority: 2,
      ticketCategory: 3,
      apiVendorID: API_VENDORS['Datto RMM'],
      rmmAlertID: alert,
    });
  }
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}

import { readJson } from '../../../src/vendors/json/read-json.js';
import { type Answer, type Asked, CountingServer } from './counting-server.js';

export type Row = Record<string, unknown>;

export interface FieldRow {
  readonly name: string;
  readonly dataType?: string;
  readonly length?: number;
  readonly isRequired?: boolean;
  readonly isReadOnly?: boolean;
  readonly picklist?: Readonly<Record<string, string>>;
}

export interface AutotaskSwitches {
  before?: (asked: Asked, server: AutotaskServer) => Answer | null | Promise<Answer | null>;
  /** Changes an answer's body before it leaves. */
  after?: (body: Row, asked: Asked) => Row;
  /** Query access by entity: `Restricted`, `None`, a number … */
  access?: Readonly<Record<string, unknown>>;
  missing?: '200 null' | '404';
  /** The threshold report; counts requests itself when left out. */
  threshold?: () => Row | null;
  zone?: (server: AutotaskServer) => Answer;
}

interface Condition {
  op: string;
  field?: string;
  value?: unknown;
  items?: Condition[];
}

const children: Readonly<Record<string, string>> = { Locations: 'CompanyLocations', Contacts: 'Contacts' };

/** An Autotask of a few lines, written from the vendor's paper for the client's tests alone. */
export class AutotaskServer {
  readonly username = 'canary-user@example.test';
  readonly secret = 'CANARY-secret-0123456789';
  readonly code = 'CANARYCODE0123456789ABCDEF';
  readonly entities = new Map<string, Row[]>();
  readonly fields = new Map<string, readonly FieldRow[]>();
  readonly udfs = new Map<string, readonly FieldRow[]>();
  readonly switches: AutotaskSwitches;
  /** Most requests under way at once, by entity. */
  readonly most = new Map<string, number>();
  readonly #running = new Map<string, number>();
  #http!: CountingServer;
  #nextId = 900_000;

  private constructor(switches: AutotaskSwitches) {
    this.switches = switches;
  }

  static async start(
    entities: Record<string, Row[]> = {},
    switches: AutotaskSwitches = {},
  ): Promise<AutotaskServer> {
    const server = new AutotaskServer(switches);
    for (const [entity, rows] of Object.entries({ ...basics(), ...entities }))
      server.entities.set(entity, rows);
    for (const [entity, rows] of Object.entries(usualFields)) server.fields.set(entity, rows);
    server.udfs.set('ConfigurationItems', usualUdfs);
    server.#http = await CountingServer.start((asked) => server.#counted(asked));
    return server;
  }

  get url(): string {
    return this.#http.url;
  }

  get asked(): readonly Asked[] {
    return this.#http.asked;
  }

  /** What was asked beside zone and threshold. */
  get work(): readonly string[] {
    return this.asked
      .filter(({ path }) => !/ZoneInformation|ThresholdInformation/.test(path))
      .map(({ method, path }) => `${method} ${path.replace('/ATServicesRest/V1.0/', '')}`);
  }

  count(method: string, path: RegExp): number {
    return this.#http.count(method, path);
  }

  /** Requests that could have changed something. */
  get writes(): readonly Asked[] {
    return this.asked.filter(({ method, path }) => method !== 'GET' && !/\/query(\/count)?$/.test(path));
  }

  bodies(path: RegExp): Row[] {
    return this.asked.filter((asked) => path.test(asked.path)).map(({ body }) => readJson(body) as Row);
  }

  rows(entity: string): Row[] {
    const rows = this.entities.get(entity) ?? [];
    this.entities.set(entity, rows);
    return rows;
  }

  close(): Promise<void> {
    return this.#http.close();
  }

  async #counted(asked: Asked): Promise<Answer> {
    const entity = asked.path.replace('/ATServicesRest/V1.0/', '').split(/[/?]/)[0] ?? '';
    const running = (this.#running.get(entity) ?? 0) + 1;
    this.#running.set(entity, running);
    this.most.set(entity, Math.max(running, this.most.get(entity) ?? 0));
    const answer = (await this.switches.before?.(asked, this)) ?? this.#answer(asked);
    this.#running.set(entity, (this.#running.get(entity) ?? 1) - 1);
    if (typeof answer === 'string' || !this.switches.after || answer.json === undefined) return answer;
    return { ...answer, json: this.switches.after(answer.json as Row, asked) };
  }

  #answer(asked: Asked): Answer {
    const path = asked.url.pathname.replace(/^\/ATServicesRest\/V1\.0\//i, '');
    if (path === 'ZoneInformation') return this.switches.zone?.(this) ?? this.#zone(asked);
    const { apiintegrationcode, username, secret } = asked.headers;
    if (apiintegrationcode !== this.code || username !== this.username || secret !== this.secret)
      return { status: 401, text: '' };
    if (path === 'ThresholdInformation') return this.#threshold();
    const [entity = '', ...rest] = path.split('/');
    if (!this.entities.has(entity)) return { status: 404, json: { message: 'No HTTP resource was found' } };
    return this.#route(asked, entity, rest);
  }

  #zone(asked: Asked): Answer {
    if (asked.url.searchParams.get('user') !== this.username)
      return refused('Zone information could not be determined');
    return {
      json: {
        zoneName: 'Test 1',
        url: `${this.url}/ATServicesRest/`,
        webUrl: 'https://ww1.example.test/',
        ci: 104_233,
      },
    };
  }

  #threshold(): Answer {
    const told = this.switches.threshold?.() ?? {
      externalRequestThreshold: 10_000,
      requestThresholdTimeframe: 60,
      currentTimeframeRequestCount: this.asked.length,
    };
    return { json: told };
  }

  #route(asked: Asked, entity: string, rest: readonly string[]): Answer {
    const tail = rest.join('/').toLowerCase();
    if (tail === 'entityinformation') return this.#information(entity);
    if (tail === 'entityinformation/fields')
      return { json: { fields: toFields(this.fields.get(entity) ?? []) } };
    if (tail === 'entityinformation/userdefinedfields') {
      const udfs = this.udfs.get(entity);
      return udfs ? { json: { fields: toFields(udfs) } } : { status: 404, text: '' };
    }
    if (asked.method === 'POST' && tail === 'query') return this.#query(entity, asked);
    if (asked.method === 'POST' && tail === 'query/count') return this.#count(entity, asked);
    if (asked.method === 'GET' && /^\d+$/.test(tail)) return this.#show(entity, tail);
    if (tail === '' && asked.method !== 'GET') return this.#write(entity, asked);
    const [id = '', child = ''] = rest;
    const childEntity = children[child];
    if (/^\d+$/.test(id) && childEntity !== undefined && rest.length === 2)
      return this.#write(childEntity, asked, { companyID: Number(id) });
    return { status: 405, json: { message: 'The requested resource does not support http method' } };
  }

  #information(entity: string): Answer {
    const query = this.switches.access?.[entity] ?? 'All';
    return {
      json: {
        info: {
          name: entity,
          canQuery: true,
          userAccessForQuery: query,
          userAccessForCreate: 'All',
          userAccessForUpdate: 'All',
          userAccessForDelete: 'None',
        },
      },
    };
  }

  #query(entity: string, asked: Asked): Answer {
    const body = readJson(asked.body) as {
      MaxRecords?: number;
      IncludeFields?: string[];
      Filter?: Condition[];
    };
    const found = this.#found(entity, body.Filter);
    if (typeof found === 'string') return refused(found);
    const unknown = (body.IncludeFields ?? []).find((name) => !this.#isField(entity, name));
    if (unknown !== undefined) return refused(`Unable to find ${unknown} in the ${entity} Entity.`);
    const size = body.MaxRecords ?? 500;
    const shown = found.slice(0, size);
    const items = shown.map((row) => (body.IncludeFields ? only(row, body.IncludeFields) : row));
    const next = found.length > size ? 'https://elsewhere.example/query/next?paging=1' : null;
    return {
      json: {
        items,
        pageDetails: { count: items.length, requestCount: size, prevPageUrl: null, nextPageUrl: next },
      },
    };
  }

  #count(entity: string, asked: Asked): Answer {
    const found = this.#found(entity, (readJson(asked.body) as { Filter?: Condition[] }).Filter);
    return typeof found === 'string' ? refused(found) : { json: { queryCount: found.length } };
  }

  /** The rows that fit, in order of id, or what is wrong with the filter. */
  #found(entity: string, filter: Condition[] | undefined): Row[] | string {
    if (!Array.isArray(filter) || filter.length === 0) return 'Filter is required.';
    if (conditionsIn(filter) > 500) return 'Queries are limited to 500 or fewer OR conditions.';
    const unknown = fieldsIn(filter).find((name) => !this.#isField(entity, name));
    if (unknown !== undefined) return `Unable to find ${unknown} in the ${entity} Entity.`;
    return this.rows(entity)
      .filter((row) => filter.every((condition) => fits(row, condition)))
      .sort((a, b) => Number(a.id) - Number(b.id));
  }

  #isField(entity: string, name: string): boolean {
    const known = this.fields.get(entity);
    return name === 'id' || known === undefined || known.some((field) => field.name === name);
  }

  #show(entity: string, id: string): Answer {
    const row = this.rows(entity).find((one) => String(one.id) === id);
    if (row) return { json: { item: row } };
    return this.switches.missing === '404' ? { status: 404, text: '' } : { json: { item: null } };
  }

  #write(entity: string, asked: Asked, more: Row = {}): Answer {
    const body = readJson(asked.body) as Row;
    if (asked.method === 'POST') {
      const made = { ...body, ...more, id: this.#nextId++ };
      this.rows(entity).push(made);
      return { json: { itemId: made.id } };
    }
    if (asked.method !== 'PATCH') return { status: 405, text: '' };
    const row = this.rows(entity).find((one) => String(one.id) === String(body.id));
    if (!row) return refused('The entity to be updated could not be found.');
    const { companyID: _ignored, userDefinedFields, ...rest } = body;
    Object.assign(row, rest);
    if (Array.isArray(userDefinedFields))
      row.userDefinedFields = merged(row.userDefinedFields, userDefinedFields);
    return { json: { itemId: row.id } };
  }
}

export function refused(...errors: string[]): Answer {
  return { status: 500, json: { errors } };
}

function merged(stored: unknown, sent: readonly unknown[]): unknown[] {
  const values = new Map(
    [...(Array.isArray(stored) ? stored : []), ...sent].map((udf) => [(udf as Row).name, udf]),
  );
  return [...values.values()];
}

function only(row: Row, names: readonly string[]): Row {
  return Object.fromEntries(['id', ...names].filter((name) => name in row).map((name) => [name, row[name]]));
}

function conditionsIn(filter: readonly Condition[]): number {
  return filter.reduce((sum, one) => {
    if (one.items) return sum + conditionsIn(one.items);
    return sum + (Array.isArray(one.value) ? one.value.length : 0);
  }, 0);
}

function fieldsIn(filter: readonly Condition[]): string[] {
  return filter.flatMap((one) => (one.items ? fieldsIn(one.items) : [one.field ?? '']));
}

function fits(row: Row, condition: Condition): boolean {
  const { op, field = '', value, items = [] } = condition;
  const there = row[field] ?? null;
  switch (op) {
    case 'and':
      return items.every((one) => fits(row, one));
    case 'or':
      return items.some((one) => fits(row, one));
    case 'exist':
      return there !== null;
    case 'notExist':
      return there === null;
    case 'gt':
      return typeof there === typeof value && (there as number) > (value as number);
    case 'in':
      return (value as unknown[]).some((one) => one === there);
    default:
      // A text against a number finds nothing, and says nothing.
      return there === value;
  }
}

function toFields(fields: readonly FieldRow[]): Row[] {
  return fields.map(({ picklist, ...field }) => ({
    dataType: 'string',
    isRequired: false,
    isReadOnly: false,
    isQueryable: true,
    isPickList: picklist !== undefined,
    picklistValues: Object.entries(picklist ?? {}).map(([value, label]) => ({
      value,
      label,
      isActive: true,
    })),
    ...field,
  }));
}

const plain = (...names: string[]): FieldRow[] => names.map((name) => ({ name }));

const itemFields: readonly FieldRow[] = [
  { name: 'id', isRequired: true, isReadOnly: true },
  { name: 'companyID', isRequired: true },
  { name: 'productID', isRequired: true },
  { name: 'isActive', isRequired: true },
  { name: 'referenceTitle', length: 255 },
  { name: 'referenceNumber', length: 50 },
  { name: 'serialNumber', length: 100 },
  ...plain('companyLocationID', 'contactID', 'configurationItemType', 'configurationItemCategoryID'),
  ...plain(
    'location',
    'notes',
    'installDate',
    'warrantyExpirationDate',
    'installedByID',
    'installedByContactID',
  ),
  ...plain('createDate', 'lastModifiedTime', 'createdByPersonID'),
  {
    name: 'apiVendorID',
    isReadOnly: true,
    picklist: { '28': 'Datto RMM', '31': 'IT Glue - Documentation Management' },
  },
  { name: 'rmmDeviceUID', isReadOnly: true },
  { name: 'rmmDeviceID', isReadOnly: true },
  { name: 'rmmDeviceAuditDeviceTypeID', isReadOnly: true, picklist: { '1': 'Laptop', '2': 'Server' } },
  ...plain('rmmDeviceAuditHostname', 'rmmDeviceAuditMacAddress', 'rmmDeviceAuditIPAddress'),
];

const usualFields: Readonly<Record<string, readonly FieldRow[]>> = {
  Companies: [
    ...plain(
      'id',
      'companyName',
      'companyNumber',
      'isActive',
      'parentCompanyID',
      'address1',
      'address2',
      'city',
    ),
    ...plain(
      'state',
      'postalCode',
      'countryID',
      'phone',
      'alternatePhone1',
      'alternatePhone2',
      'fax',
      'webAddress',
    ),
    ...plain('createDate', 'lastTrackedModifiedDateTime'),
    { name: 'companyType', picklist: { '1': 'Customer', '3': 'Prospect' } },
    { name: 'classification', picklist: { '200': 'Platinum' } },
  ],
  ConfigurationItems: itemFields,
  BillingCodes: [
    ...plain('id', 'name', 'isActive'),
    { name: 'useType', picklist: { '1': 'General Allocation Code', '4': 'Material Cost Code' } },
    { name: 'billingCodeType', picklist: { '0': 'Normal', '1': 'System' } },
  ],
  Resources: [
    ...plain('id', 'firstName', 'lastName', 'userName', 'isActive'),
    { name: 'licenseType', picklist: { '1': 'Professional', '7': 'API User' } },
    { name: 'userType', picklist: { '1': 'Full' } },
  ],
  Contacts: [
    ...plain(
      'id',
      'companyID',
      'companyLocationID',
      'firstName',
      'lastName',
      'title',
      'emailAddress',
      'phone',
    ),
    ...plain('mobilePhone', 'isActive', 'createDate', 'impersonatorCreatorResourceID'),
    { name: 'apiVendorID', picklist: { '31': 'IT Glue - Documentation Management' } },
  ],
};

const usualUdfs: readonly FieldRow[] = [
  { name: 'BitLocker', length: 20 },
  { name: 'Recovery Key' },
  { name: 'Computed', isReadOnly: true },
  { name: 'Tier', picklist: { '1': 'Gold', '2': 'Silver' } },
];

function basics(): Record<string, Row[]> {
  return {
    Companies: [company(0, { companyName: 'Our MSP' })],
    ConfigurationItems: [],
    ConfigurationItemTypes: [
      { id: 14, name: 'Workstation', isActive: true },
      { id: 15, name: 'Server', isActive: true },
      { id: 16, name: 'Old Type', isActive: false },
    ],
    ConfigurationItemCategories: [{ id: 2, name: 'Standard', isActive: true }],
    ConfigurationItemCategoryUdfAssociations: [],
    UserDefinedFieldDefinitions: [],
    Products: [
      { id: 5210, name: 'RMM_Laptop', isActive: true, productBillingCodeID: 70 },
      {
        id: 5211,
        name: 'ProLiant',
        isActive: true,
        manufacturerName: 'HPE',
        manufacturerProductName: 'DL380',
        productBillingCodeID: 70,
      },
      { id: 5212, name: 'Retired', isActive: false },
      { id: 5213, name: 'Twin', isActive: true },
      { id: 5214, name: 'Twin', isActive: true },
    ],
    BillingCodes: [
      { id: 70, name: 'Hardware', isActive: true, useType: 4, billingCodeType: 0 },
      { id: 71, name: 'Labour', isActive: true, useType: 1, billingCodeType: 0 },
      { id: 72, name: 'Old Hardware', isActive: false, useType: 4, billingCodeType: 0 },
    ],
    Resources: [
      {
        id: 31,
        firstName: 'Ada',
        lastName: 'Lark',
        userName: 'ada',
        isActive: true,
        licenseType: 1,
        userType: 1,
      },
      {
        id: 32,
        firstName: 'IT Glue',
        lastName: 'Sync',
        userName: 'itg',
        isActive: true,
        licenseType: 7,
        userType: 1,
      },
    ],
    Countries: [
      { id: 237, name: 'United States', displayName: 'United States', countryCode: 'US', isActive: true },
    ],
    CompanyLocations: [],
    Contacts: [],
    Tickets: [],
  };
}

export function company(n: number, over: Row = {}): Row {
  return {
    id: n === 0 ? 0 : 29_684_000 + n,
    companyName: `Company ${n}`,
    companyNumber: null,
    companyType: 1,
    classification: null,
    isActive: true,
    parentCompanyID: null,
    ...over,
  };
}

export function item(n: number, companyId: unknown, over: Row = {}): Row {
  return {
    id: 41_000 + n,
    companyID: companyId,
    productID: 5210,
    configurationItemType: 14,
    referenceTitle: `PC-${n}`,
    referenceNumber: String(700_000 + n),
    serialNumber: `SERIAL${n}`,
    isActive: true,
    ...over,
  };
}

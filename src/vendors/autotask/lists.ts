import type { ReadFailure } from '../../ports/system.js';
import { type AutotaskApi, system } from './api.js';
import { type Query, type RowsRead, readRows, readRowsIn } from './query.js';
import { flagAt, idAt, type Row, textAt } from './row.js';

/** A record that others refer to by its id and people by its name. */
export interface Entry {
  readonly id: string;
  readonly name: string;
  readonly active: boolean;
  readonly row: Row;
}

/** Entries with how their reading ended: an entry that is not among them may be there all the same. */
export interface Entries {
  readonly all: readonly Entry[];
  readonly byId: ReadonlyMap<string, Entry>;
  readonly complete: boolean;
  readonly failures: readonly ReadFailure[];
}

export type WholeList = 'products' | 'types' | 'billingCodes' | 'resources' | 'countries';
export type PartList = 'locations' | 'contacts';

interface ListQuery extends Query {
  readonly fields: readonly string[];
  nameOf(row: Row): string | null;
}

const plainName = (row: Row) => textAt(row, 'name');

/** First and last name in one. */
export function personName(row: Row): string | null {
  const parts = [textAt(row, 'firstName'), textAt(row, 'lastName')].filter((part) => part !== null);
  return parts.length === 0 ? null : parts.join(' ');
}

const productFields = [
  ...['name', 'isActive', 'manufacturerName', 'manufacturerProductName'],
  'productBillingCodeID',
];

const queries: Readonly<Record<WholeList | PartList, ListQuery>> = {
  products: { entity: 'Products', fields: productFields, nameOf: plainName },
  types: { entity: 'ConfigurationItemTypes', fields: ['name', 'isActive'], nameOf: plainName },
  billingCodes: {
    entity: 'BillingCodes',
    fields: ['name', 'isActive', 'useType', 'billingCodeType'],
    nameOf: plainName,
  },
  resources: {
    entity: 'Resources',
    fields: ['firstName', 'lastName', 'userName', 'isActive', 'licenseType', 'userType'],
    nameOf: (row) => personName(row) ?? textAt(row, 'userName'),
  },
  countries: {
    entity: 'Countries',
    fields: ['name', 'displayName', 'countryCode', 'isActive'],
    nameOf: (row) => textAt(row, 'displayName') ?? textAt(row, 'name'),
  },
  locations: {
    entity: 'CompanyLocations',
    fields: ['companyID', 'name', 'isActive', 'isPrimary'],
    nameOf: plainName,
  },
  contacts: {
    entity: 'Contacts',
    fields: ['companyID', 'firstName', 'lastName', 'isActive'],
    nameOf: personName,
  },
};

/** The lists that names are looked up in; whole ones are read once and kept as long as the client lives. */
export class Lists {
  readonly #api: AutotaskApi;
  readonly #whole = new Map<WholeList, Promise<Entries>>();
  readonly #locations = new Map<string, readonly Row[]>();

  constructor(api: AutotaskApi) {
    this.#api = api;
  }

  /** A list that could not be read whole is told so and is not kept. */
  whole(list: WholeList): Promise<Entries> {
    const known = this.#whole.get(list);
    if (known) return known;
    const reading = readRows(this.#api, queries[list]).then((read) => toEntries(read, queries[list]));
    this.#whole.set(list, reading);
    const forget = () => this.#whole.delete(list);
    reading.then(({ complete }) => complete || forget(), forget);
    return reading;
  }

  /** After a record may have been made there, so that it is found. */
  forget(list: WholeList): void {
    this.#whole.delete(list);
  }

  /** Adds a record that was just made to a list that is known, in place of reading all of it again. */
  add(list: WholeList, row: Row): void {
    const known = this.#whole.get(list);
    const { nameOf } = queries[list];
    const id = idAt(row, 'id');
    if (known === undefined || id === null) {
      this.forget(list);
      return;
    }
    const made: Entry = { id, name: nameOf(row) ?? '', active: flagAt(row, 'isActive') !== false, row };
    const longer = known.then((entries) => ({
      ...entries,
      all: [...entries.all, made],
      byId: new Map([...entries.byId, [id, made]]),
    }));
    this.#whole.set(list, longer);
  }

  async byIds(list: PartList, ids: readonly string[]): Promise<Entries> {
    return toEntries(await readRowsIn(this.#api, queries[list], 'id', ids), queries[list]);
  }

  /** Locations of one company; read once for each, since many new items of a company name the same. */
  async locationsOf(companyId: string): Promise<Entries> {
    const rows = this.#locations.get(companyId);
    if (rows) return toEntries({ rows, total: rows.length, complete: true, failures: [] }, queries.locations);
    return this.locationsOfAll([companyId]);
  }

  /** Locations of these companies together, in one query for every 500. */
  async locationsOfAll(companyIds: readonly string[]): Promise<Entries> {
    const read = await readRowsIn(this.#api, queries.locations, 'companyID', companyIds);
    if (read.complete) this.#keepLocations(companyIds, read.rows);
    return toEntries(read, queries.locations);
  }

  #keepLocations(companyIds: readonly string[], rows: readonly Row[]): void {
    const ofCompany = new Map<string, Row[]>(companyIds.map((id) => [id, []]));
    for (const row of rows) ofCompany.get(idAt(row, 'companyID') ?? '')?.push(row);
    for (const [id, own] of ofCompany) this.#locations.set(id, own);
  }
}

function toEntries(read: RowsRead, { entity, nameOf }: ListQuery): Entries {
  const all = read.rows.flatMap((row): Entry[] => {
    const id = idAt(row, 'id');
    return id === null
      ? []
      : [{ id, name: nameOf(row) ?? '', active: flagAt(row, 'isActive') !== false, row }];
  });
  const short = { request: `POST ${entity}/query of ${system}`, why: 'the list was not read to its end' };
  return {
    all,
    byId: new Map(all.map((entry) => [entry.id, entry])),
    complete: read.complete,
    failures: read.complete || read.failures.length > 0 ? read.failures : [short],
  };
}

export type Found = Entry | 'none' | 'several' | 'inactive';

/** The one active entry of that name: letter by letter, else without regard to case and blanks around it. */
export function entryNamed(entries: readonly Entry[], name: string): Found {
  const folded = name.trim().toLowerCase();
  for (const fits of [(entry: Entry) => entry.name === name, (entry: Entry) => fold(entry) === folded]) {
    const fitting = entries.filter(fits);
    const active = fitting.filter((entry) => entry.active);
    if (active.length > 1) return 'several';
    if (active[0] !== undefined) return active[0];
    if (fitting.length > 0) return 'inactive';
  }
  return 'none';
}

function fold({ name }: Entry): string {
  return name.trim().toLowerCase();
}

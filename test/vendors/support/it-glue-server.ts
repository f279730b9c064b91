import { readJson } from '../../../src/vendors/json/read-json.js';
import { type Answer, type Asked, CountingServer } from './counting-server.js';

type Json = Record<string, unknown>;

export interface Stored {
  id: string;
  attributes: Json;
  relationships?: Json;
  /** Sent along when the request names its type in `include`. */
  included?: { type: string; id: string; attributes: Json; relationships?: Json }[];
}

export interface ItGlueSwitches {
  before?: (asked: Asked, server: ItGlueServer) => Answer | null;
  /** Changes an answer's body before it leaves. */
  after?: (body: Json, asked: Asked) => Json;
  largestPage?: number;
  /** Whether the plain list of configurations leaves archived ones out. */
  omitsArchived?: boolean;
}

const named: Readonly<Record<string, string>> = {
  'configuration-type': 'configuration_types',
  'configuration-status': 'configuration_statuses',
  manufacturer: 'manufacturers',
  model: 'models',
  'operating-system': 'operating_systems',
  'organization-type': 'organization_types',
  'organization-status': 'organization_statuses',
  location: 'locations',
  contact: 'contacts',
};

/** An IT Glue of a few lines, written from the vendor's paper for the client's tests alone. */
export class ItGlueServer {
  readonly key = 'ITG.CANARY0123456789';
  readonly collections = new Map<string, Stored[]>();
  readonly switches: ItGlueSwitches;
  #http!: CountingServer;
  #nextId = 700_000;

  private constructor(switches: ItGlueSwitches) {
    this.switches = switches;
  }

  static async start(
    collections: Record<string, Stored[]> = {},
    switches: ItGlueSwitches = {},
  ): Promise<ItGlueServer> {
    const server = new ItGlueServer(switches);
    for (const [name, rows] of Object.entries(collections)) server.collections.set(name, rows);
    server.#http = await CountingServer.start((asked) => server.#answer(asked));
    return server;
  }

  get url(): string {
    return this.#http.url;
  }

  get asked(): readonly Asked[] {
    return this.#http.asked;
  }

  count(method: string, path: RegExp): number {
    return this.#http.count(method, path);
  }

  /** Bodies of the writes so far, as text: ids can be checked to the last digit. */
  get written(): string[] {
    return this.asked.filter(({ method }) => method !== 'GET').map(({ body }) => body);
  }

  close(): Promise<void> {
    return this.#http.close();
  }

  rows(collection: string): Stored[] {
    const rows = this.collections.get(collection) ?? [];
    this.collections.set(collection, rows);
    return rows;
  }

  /** Makes a record as a POST would. */
  make(collection: string, attributes: Json): Stored {
    const stored = { id: String(this.#nextId++), attributes: this.#withNames(attributes) };
    this.rows(collection).push(stored);
    return stored;
  }

  #answer(asked: Asked): Answer {
    const instead = this.switches.before?.(asked, this);
    if (instead) return instead;
    if (asked.headers['x-api-key'] !== this.key) return { status: 401, text: 'Unauthorized' };
    if (asked.method !== 'GET' && asked.headers['content-type'] !== 'application/vnd.api+json')
      return { status: 415 };
    const answer = this.#route(asked);
    if (typeof answer === 'string' || !this.switches.after || answer.json === undefined) return answer;
    return { ...answer, json: this.switches.after(answer.json as Json, asked) };
  }

  #route(asked: Asked): Answer {
    const parts = asked.url.pathname
      .split('/')
      .filter((part) => part !== '')
      .map(decodeURIComponent);
    const [first = '', id, relationships, nested] = parts;
    const parent =
      relationships === 'relationships' && id !== undefined && nested !== undefined
        ? { type: first, id }
        : null;
    const collection = parent && nested ? nested : first;
    if (asked.method === 'GET' && id !== undefined && !parent) return this.#show(collection, id, asked);
    if (asked.method === 'GET') return this.#list(collection, parent, asked);
    return this.#write(collection, parent, id, asked);
  }

  #show(collection: string, id: string, asked: Asked): Answer {
    const row = this.rows(collection).find((one) => one.id === id);
    if (!row) return { status: 404, text: '' };
    return { json: { data: this.#shown(collection, row), included: included([row], asked) } };
  }

  #list(collection: string, parent: { type: string; id: string } | null, asked: Asked): Answer {
    const size = Math.min(
      Number(asked.url.searchParams.get('page[size]') ?? 50),
      this.switches.largestPage ?? 1000,
    );
    const page = Number(asked.url.searchParams.get('page[number]') ?? 1);
    const rows = this.#filtered(collection, parent, asked);
    const shown = rows.slice((page - 1) * size, page * size);
    const pages = Math.ceil(rows.length / size);
    return {
      json: {
        data: shown.map((row) => this.#shown(collection, row)),
        included: included(shown, asked),
        meta: {
          'current-page': page,
          'next-page': page < pages ? page + 1 : null,
          'total-pages': pages,
          'total-count': rows.length,
        },
        links: {},
      },
    };
  }

  #filtered(collection: string, parent: { type: string; id: string } | null, asked: Asked): Stored[] {
    const wanted = (name: string) => asked.url.searchParams.get(`filter[${name}]`)?.split(',');
    const ids = wanted('id');
    const organizations = wanted('organization_id') ?? wanted('organization-id');
    const archived = wanted('archived');
    const primary = wanted('primary');
    const type = wanted('flexible-asset-type-id');
    return this.rows(collection).filter(({ id, attributes }) => {
      if (ids && !ids.includes(id)) return false;
      if (organizations && !organizations.includes(String(attributes['organization-id']))) return false;
      if (type && !type.includes(String(attributes['flexible-asset-type-id']))) return false;
      if (primary && attributes.primary !== true) return false;
      if (parent && !belongs(attributes, parent)) return false;
      if (archived) return String(attributes.archived ?? false) === archived[0];
      return !(
        this.switches.omitsArchived &&
        collection === 'configurations' &&
        attributes.archived === true
      );
    });
  }

  #write(
    collection: string,
    parent: { type: string; id: string } | null,
    id: string | undefined,
    asked: Asked,
  ): Answer {
    const { data } = readJson(asked.body) as { data: Json | Json[] };
    const many = Array.isArray(data) ? data : [data];
    const done = many.map(({ attributes }) => {
      if (asked.method === 'POST')
        return this.make(collection, { ...(attributes as Json), ...parentKey(parent) });
      const wantedId = Array.isArray(data) ? String((attributes as Json).id) : id;
      const row = this.rows(collection).find((one) => one.id === wantedId);
      if (!row) throw new Error('the test patches a record that is not there');
      row.attributes = this.#withNames({ ...row.attributes, ...(attributes as Json) });
      return row;
    });
    const shown = done.map((row) => this.#shown(collection, row));
    return {
      status: asked.method === 'POST' ? 201 : 200,
      json: { data: Array.isArray(data) ? shown : shown[0] },
    };
  }

  #withNames(attributes: Json): Json {
    const complete = { ...attributes };
    for (const [stem, collection] of Object.entries(named)) {
      if (!(`${stem}-id` in attributes)) continue;
      const row = this.rows(collection).find(({ id }) => id === String(attributes[`${stem}-id`]));
      complete[`${stem}-name`] = row?.attributes.name ?? null;
    }
    return complete;
  }

  #shown(collection: string, row: Stored): Json {
    const { id, attributes, relationships = {} } = row;
    return { id, type: collection.replaceAll('_', '-'), attributes, relationships };
  }
}

function parentKey(parent: { type: string; id: string } | null): Json {
  if (!parent) return {};
  return { [`${parent.type.replaceAll('_', '-').replace(/s$/, '')}-id`]: Number(parent.id) };
}

function belongs(attributes: Json, parent: { type: string; id: string }): boolean {
  return Object.entries(parentKey(parent)).every(([key, value]) => String(attributes[key]) === String(value));
}

function included(rows: readonly Stored[], asked: Asked): unknown[] {
  const wanted = (asked.url.searchParams.get('include') ?? '')
    .split(',')
    .map((name) => name.replaceAll('_', '-'));
  return rows.flatMap((row) => (row.included ?? []).filter(({ type }) => wanted.includes(type)));
}

export function organization(n: number, over: Json = {}): Stored {
  return {
    id: String(4_120_987_000 + n),
    attributes: {
      name: `Organization ${n}`,
      primary: n === 1,
      'psa-integration': null,
      'organization-status-name': 'Active',
      ...over,
    },
  };
}

export function configuration(n: number, organizationId: string, over: Json = {}): Stored {
  return {
    id: String(88_000 + n),
    attributes: {
      'organization-id': Number(organizationId),
      name: `PC-${n}`,
      hostname: `PC-${n}`,
      'serial-number': `SERIAL${n}`,
      archived: false,
      'psa-integration': null,
      ...over,
    },
  };
}

/** Lists that mapped fields are looked up in. */
export function catalogueRows(): Record<string, Stored[]> {
  const rows = (...names: [string, string, Json?][]): Stored[] =>
    names.map(([id, name, more]) => ({ id, attributes: { name, ...more } }));
  return {
    configuration_types: rows(['57', 'Workstation'], ['61', 'Switch']),
    configuration_statuses: rows(['1', 'Active'], ['2', 'Inactive']),
    manufacturers: rows(['100', 'Dell'], ['101', 'HP'], ['102', 'Dell Inc.']),
    models: rows(
      ['200', 'Latitude 5440', { 'manufacturer-id': 100 }],
      ['201', 'EliteBook', { 'manufacturer-id': 101 }],
      ['202', 'Pro 400', { 'manufacturer-id': 100 }],
      ['203', 'Pro 400', { 'manufacturer-id': 101 }],
    ),
    operating_systems: rows(
      ['9007199254740993', 'Windows 11 Pro'],
      ['301', 'Windows 10'],
      ['302', 'windows 10'],
    ),
    organization_types: rows(['311', 'Customer']),
    organization_statuses: rows(['402', 'Active']),
  };
}

import { JSON_HEADERS, jsonReply, type Reply, type SimRequest } from '../http/exchange.js';
import { cutPage } from '../http/list-page.js';
import type { Entity } from './entities.js';
import { entityInformation, fieldInformation, udfInformation } from './metadata.js';
import type { AutotaskOptions } from './options.js';
import { readQuery } from './query.js';
import { refuse } from './refusal.js';
import type { Row, Tables } from './tables.js';

/** Queries, single records, children of a parent, and the metadata that describes them. */
export class AutotaskReads {
  readonly #tables: Tables;
  readonly #options: AutotaskOptions;
  readonly #kept = new WeakMap<Row, string>();

  constructor(tables: Tables, options: AutotaskOptions) {
    this.#tables = tables;
    this.#options = options;
  }

  metadata(entity: Entity, which: string | undefined): Reply {
    switch (which?.toLowerCase()) {
      case undefined:
        return jsonReply(200, entityInformation(entity, this.#isHidden(entity)));
      case 'fields':
        return jsonReply(200, fieldInformation(entity));
      case 'userdefinedfields':
        if (!entity.hasUdfs) refuse('The entity has no user-defined fields.', 404);
        return jsonReply(
          200,
          udfInformation(
            entity.name === 'ConfigurationItems' ? this.#tables.all('UserDefinedFieldDefinitions') : [],
          ),
        );
      default:
        return refuse('Not found.', 404);
    }
  }

  /** A restricted user gets no rows rather than an error (doc). */
  #isHidden({ name }: Entity): boolean {
    return this.#options.restricted && (name === 'Contacts' || name === 'Products');
  }

  query(request: SimRequest, entity: Entity, sub: string | undefined): Reply {
    const text = request.method === 'GET' ? (request.query.get('search') ?? '') : request.body;
    const query = readQuery(text, entity, this.udfNames(entity));
    const all = this.#isHidden(entity)
      ? []
      : this.#tables
          .all(entity.name)
          .filter(query.test)
          .sort((a, b) => a.id - b.id);
    if (sub?.toLowerCase() === 'count') return jsonReply(200, { queryCount: all.length });

    const after = afterId(request.query.get('paging'));
    const found = after === null ? 0 : all.findIndex(({ id }) => id > after);
    const offset = found === -1 ? all.length : found;
    const cut = cutPage(all, { offset, size: query.maxRecords, origin: request.origin }, request.twist);
    if (cut.hasNext && query.includeFields !== null && !query.includeFields.includes('id')) {
      refuse('IncludeFields must contain id when more rows are expected than one page holds.');
    }
    const last = all[offset + query.maxRecords - 1];
    const paging = JSON.stringify({ pageSize: query.maxRecords, previousIds: [], nextIds: [last?.id ?? 0] });
    const search = request.method === 'GET' ? `&search=${encodeURIComponent(text)}` : '';
    const pageDetails = {
      count: cut.rows.length,
      requestCount: query.maxRecords,
      prevPageUrl: null,
      nextPageUrl: cut.hasNext
        ? `${cut.nextOrigin}/ATServicesRest/V1.0/${entity.name}/query/next?paging=${encodeURIComponent(paging)}${search}`
        : null,
    };
    const rows = cut.rows.map((row) =>
      query.includeFields === null
        ? this.#text(row, entity)
        : JSON.stringify(this.#value(row, entity, query.includeFields)),
    );
    return {
      status: 200,
      body: `{"items":[${rows.join(',')}],"pageDetails":${JSON.stringify(pageDetails)}}`,
      headers: JSON_HEADERS,
    };
  }

  one(entity: Entity, id: number): Reply {
    const row = this.#isHidden(entity) ? undefined : this.#tables.get(entity.name, id);
    if (row !== undefined)
      return { status: 200, body: `{"item":${this.#text(row, entity)}}`, headers: JSON_HEADERS };
    if (this.#options.unknownId === 404) refuse('Not found.', 404);
    return jsonReply(200, { item: null });
  }

  #text(row: Row, entity: Entity): string {
    const kept = this.#kept.get(row);
    if (kept !== undefined) return kept;
    const text = JSON.stringify(this.#value(row, entity, null));
    this.#kept.set(row, text);
    return text;
  }

  #value(row: Row, entity: Entity, only: readonly string[] | null): Record<string, unknown> {
    const value: Record<string, unknown> = {};
    for (const { name } of entity.fields)
      if (only === null || only.includes(name)) value[name] = row[name] ?? null;
    if (only === null && row.userDefinedFields != null) {
      const hidden = this.protectedUdfs();
      value.userDefinedFields = row.userDefinedFields.map((udf) =>
        this.#options.restricted && hidden.has(udf.name) ? { ...udf, value: '*****' } : udf,
      );
    }
    return value;
  }

  udfNames({ name }: Entity): string[] {
    if (name !== 'ConfigurationItems') return [];
    return this.#tables.all('UserDefinedFieldDefinitions').map((row) => String(row.name));
  }

  protectedUdfs(): Set<string> {
    return new Set(
      this.#tables
        .all('UserDefinedFieldDefinitions')
        .filter(({ isProtected }) => isProtected === true)
        .map((row) => String(row.name)),
    );
  }

  /** Rows below a parent: `key` is their foreign key to it. */
  children(entity: Entity, key: string, parentId: number): Reply {
    const rows = this.#isHidden(entity)
      ? []
      : this.#tables.all(entity.name).filter((row) => row[key] === parentId);
    const pageDetails = { count: rows.length, requestCount: 500, prevPageUrl: null, nextPageUrl: null };
    const items = rows.map((row) => this.#text(row, entity)).join(',');
    return {
      status: 200,
      body: `{"items":[${items}],"pageDetails":${JSON.stringify(pageDetails)}}`,
      headers: JSON_HEADERS,
    };
  }
}

function afterId(paging: string | null): number | null {
  if (paging === null) return null;
  try {
    const { nextIds } = JSON.parse(paging) as { nextIds?: number[] };
    return nextIds?.[0] ?? 0;
  } catch {
    return refuse('The paging information is not valid.');
  }
}

import type { DocumentationRecord, DocumentationRecords } from '../estate/documentation.js';
import type { Reply, SimRequest } from '../http/exchange.js';
import { cutPage } from '../http/list-page.js';
import { includedFor } from './includes.js';
import type { ItGlueOptions } from './options.js';
import { MEDIA_TYPE, refuse } from './problems.js';
import { type ListQuery, makeTest, readQuery, sorted } from './query.js';
import type { Included, Renderer } from './render.js';
import type { Resource } from './resources.js';
import type { Parent } from './writes.js';

/** Where a request points: a collection or one record, maybe below a parent. */
export interface Target {
  readonly resource: Resource;
  readonly id: string | null;
  readonly parent: Parent | null;
}

/** Lists and single records, with filters, sorting, includes and pages. */
export class ItGlueReads {
  readonly #records: DocumentationRecords;
  readonly #options: ItGlueOptions;
  readonly #render: Renderer;

  constructor(records: DocumentationRecords, options: ItGlueOptions, render: Renderer) {
    this.#records = records;
    this.#options = options;
    this.#render = render;
  }

  list(request: SimRequest, { resource, parent }: Target): Reply {
    if (parent === null && !resource.listsAll) refuse(404, 'Not Found');
    const options = this.#options;
    const query = readQuery(request.query, resource, options.oversizedPage, false);
    if (resource.type === 'flexible-assets' && !query.filters.has('flexible_asset_type_id')) {
      refuse(422, 'Unprocessable Entity', 'filter[flexible-asset-type-id] is required');
    }
    const collection = this.#records.collections[resource.type];
    const candidates = this.#candidates(query, resource, parent);
    const test = makeTest(query.filters, resource, (record) => this.#rmmIds(record));
    const hidesArchived =
      options.archivedByDefault === 'hidden' &&
      resource.type === 'configurations' &&
      !query.filters.has('archived');
    const found = candidates.filter(
      (record) => (test === null || test(record)) && !(hidesArchived && record.attributes.archived === true),
    );
    const all = test === null && !hidesArchived && candidates.length === collection.size ? candidates : found;

    const offset = (query.number - 1) * query.size;
    const cut = cutPage(
      sorted(all, query.sort),
      { offset, size: query.size, origin: request.origin },
      request.twist,
    );
    const { data, included } = this.#withIncluded(cut.rows, query.include, true);
    const meta = pageMeta(query, cut);
    const links = pageLinks(request, cut.nextOrigin, meta, query.size);
    return ok(
      200,
      `{"data":[${data.join(',')}],${included}"meta":${JSON.stringify(meta)},"links":${JSON.stringify(links)}}`,
    );
  }

  /** Records that can fit at all, by the index of parents where a filter or the route names one. */
  #candidates(
    { filters }: ListQuery,
    resource: Resource,
    parent: Parent | null,
  ): readonly DocumentationRecord[] {
    const { collections } = this.#records;
    const collection = collections[resource.type];
    if (parent !== null) {
      if (collection.parentKey === parent.key) return collection.childrenOf(parent.record.id);
      return collection.all().filter(({ attributes }) => attributes[parent.key] === parent.record.id);
    }
    const filter = Object.entries(resource.filters).find(
      ([, attribute]) => attribute === collection.parentKey,
    )?.[0];
    const ids = filter === undefined ? undefined : filters.get(filter);
    if (ids === undefined) return collection.all();
    return [...new Set(ids)].flatMap((id) => collection.childrenOf(id));
  }

  #rmmIds(configuration: DocumentationRecord): readonly string[] {
    return this.#records.collections['rmm-records']
      .childrenOf(configuration.id)
      .flatMap(({ attributes }) => (attributes['_rmm-ids'] as readonly string[] | undefined) ?? []);
  }

  show(request: SimRequest, { resource, id, parent }: Target): Reply {
    const query = readQuery(request.query, resource, 'clamp', true);
    const record = this.#records.collections[resource.type].get(id ?? '');
    if (record === undefined || (parent !== null && record.attributes[parent.key] !== parent.record.id))
      refuse(404, 'Not Found');
    const { data, included } = this.#withIncluded([record], query.include, false);
    const body = `{"data":${data[0] ?? 'null'}${included === '' ? '' : `,${included.slice(0, -1)}`}}`;
    if (resource.type !== 'passwords') return ok(200, body);
    return ok(200, this.#withPassword(body, record, request.query.get('show_password') !== 'false'));
  }

  /** Show gives the value unless told not to, and only to a key with Password Access (spec). */
  #withPassword(body: string, record: DocumentationRecord, wanted: boolean): string {
    if (!wanted || !this.#options.passwordAccess) return body;
    const value = JSON.stringify(record.attributes._password ?? null);
    return body.replace('"attributes":{', () => `"attributes":{"password":${value},`);
  }

  #withIncluded(
    rows: readonly DocumentationRecord[],
    include: readonly string[],
    inList: boolean,
  ): { data: string[]; included: string } {
    const seen = new Map<string, string>();
    const data = rows.map((record) => {
      const brought: Included[] =
        include.length === 0 ? [] : includedFor(record, include, this.#records, this.#render);
      for (const { type, items } of brought)
        for (const { id, text } of items) seen.set(`${type}/${id}`, text);
      return this.#render.resource(record, inList, brought);
    });
    return { data, included: include.length === 0 ? '' : `"included":[${[...seen.values()].join(',')}],` };
  }
}

export function ok(status: number, body: string): Reply {
  return { status, body, headers: { 'content-type': MEDIA_TYPE } };
}

function pageMeta(query: ListQuery, cut: { total: number; hasNext: boolean }): Record<string, unknown> {
  return {
    'current-page': query.number,
    'next-page': cut.hasNext ? query.number + 1 : null,
    'prev-page': query.number > 1 ? query.number - 1 : null,
    'total-pages': Math.ceil(cut.total / query.size),
    'total-count': cut.total,
    filters: {},
  };
}

function pageLinks(
  request: SimRequest,
  nextOrigin: string,
  meta: Record<string, unknown>,
  size: number,
): Record<string, unknown> {
  const link = (origin: string, page: unknown): string | null => {
    if (page === null || page === 0) return null;
    const query = new URLSearchParams(request.query);
    query.set('page[number]', String(page));
    query.set('page[size]', String(size));
    return `${origin}${request.path}?${query}`;
  };
  return {
    self: link(request.origin, meta['current-page']),
    first: link(request.origin, 1),
    prev: link(request.origin, meta['prev-page']),
    next: link(nextOrigin, meta['next-page']),
    last: link(request.origin, meta['total-pages']),
  };
}

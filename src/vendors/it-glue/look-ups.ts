import type { TargetType } from '../../domain/estate/target.js';
import { VendorError } from '../../errors.js';
import type { CurrentRecord } from '../../ports/system.js';
import { concurrently } from '../http/concurrently.js';
import { type ItGlueApi, type Query, system } from './api.js';
import type { ConfigurationReader } from './configuration-reader.js';
import { assetFields, type FlexibleAssets } from './flexible-assets.js';
import { Included } from './included.js';
import { heavyPageSizes, IDS_PER_FILTER, PAGE_CONCURRENCY, plainPageSizes } from './limits.js';
import { readList } from './list.js';
import { toCurrent } from './map.js';
import type { ParentNames } from './parent-names.js';
import type { RecordAddresses } from './record-addresses.js';
import { type Resource, recordBody, textAt } from './resource.js';
import { nestedPath, type Route, routes } from './routes.js';

/** Lists of organizations show only so much of the quick notes; the record itself shows all (spec). */
const QUICK_NOTES_IN_LISTS = 250;

/** Records as they stand now: for look-ups after a doubtful write, stale checks and undo. */
export class LookUps {
  readonly #api: ItGlueApi;
  readonly #addresses: RecordAddresses;
  readonly #configurations: ConfigurationReader;
  readonly #assets: FlexibleAssets;
  readonly #parents: ParentNames;

  constructor(
    parts: { api: ItGlueApi; addresses: RecordAddresses },
    configurations: ConfigurationReader,
    assets: FlexibleAssets,
    parents: ParentNames,
  ) {
    this.#api = parts.api;
    this.#addresses = parts.addresses;
    this.#configurations = configurations;
    this.#assets = assets;
    this.#parents = parents;
  }

  /**
   * Records by id: in lists filtered by id where there are such, each missing one by its own address, since a list may
   * leave archived records out. Missing is only what answers 404 there.
   */
  async fetch(type: TargetType, ids: readonly string[]): Promise<ReadonlyMap<string, CurrentRecord>> {
    const route = routes[type];
    const found = new Map<string, CurrentRecord>();
    if (route === undefined) return found;
    const wanted = [...new Set(ids)].filter((id) => id !== '');
    if (isListedById(type) && wanted.length > 1) await this.#fetchListed(type, route, wanted, found);
    const missing = wanted.filter((id) => !found.has(id));
    await concurrently(missing, PAGE_CONCURRENCY, async (id) => {
      const record = await this.#fetchOne(type, route, id);
      if (record !== null) found.set(id, record);
    });
    return found;
  }

  async list(
    type: TargetType,
    organizationId: string | null,
    parentId: string | null,
  ): Promise<readonly CurrentRecord[]> {
    const route = routes[type];
    if (route === undefined) return [];
    if (type === 'configuration') return this.#configurationsOf(organizationId, route);
    const { path, query } = await this.#listing(type, route, organizationId, parentId);
    const list = await readList(this.#api, { path, type: route.type, query, sizes: plainPageSizes.slice(1) });
    if (!list.complete) throw notWhole(path);
    const rows = await this.#withParents(type, list.resources);
    return rows.map((row) => this.#current(type, row, list.included, parentId));
  }

  async #configurationsOf(organizationId: string | null, route: Route): Promise<readonly CurrentRecord[]> {
    const scope = organizationId === null ? 'all' : [organizationId];
    const pieces = await this.#configurations.read(scope, route.include ?? '');
    return pieces.flatMap(({ lists, rows }) => {
      if (lists.some((list) => !list.complete)) throw notWhole(route.path);
      return rows.map(({ resource, included }) => this.#current('configuration', resource, included, null));
    });
  }

  async #listing(
    type: TargetType,
    route: Route,
    organizationId: string | null,
    parentId: string | null,
  ): Promise<{ path: string; query: Query }> {
    const include: Query = route.include === null ? {} : { include: route.include };
    if (type === 'configuration-interface') return { path: nestedPath(route, parentId), query: include };
    const filter: Query =
      organizationId === null || type === 'organization' ? {} : { 'filter[organization_id]': organizationId };
    if (type !== 'flexible-asset') return { path: route.path, query: { ...filter, ...include, sort: 'id' } };
    const assetType = parentId === null ? null : await this.#assets.type(parentId);
    if (assetType === null)
      throw new VendorError(system, 'flexible assets can only be listed by their type (spec)');
    const byType = { 'filter[flexible-asset-type-id]': assetType.id };
    const byOrganization: Query =
      organizationId === null ? {} : { 'filter[organization-id]': organizationId };
    return { path: route.path, query: { ...byType, ...byOrganization } };
  }

  async #fetchListed(
    type: TargetType,
    route: Route,
    ids: readonly string[],
    found: Map<string, CurrentRecord>,
  ): Promise<void> {
    for (let at = 0; at < ids.length; at += IDS_PER_FILTER) {
      const query = {
        'filter[id]': ids.slice(at, at + IDS_PER_FILTER).join(','),
        ...(route.include ? { include: route.include } : {}),
      };
      const list = await readList(this.#api, {
        path: route.path,
        type: route.type,
        query,
        sizes: heavyPageSizes,
      });
      for (const row of await this.#withParents(type, list.resources)) {
        if (!isCutShort(type, row)) found.set(row.id, this.#current(type, row, list.included, null));
      }
    }
  }

  async #fetchOne(type: TargetType, route: Route, id: string): Promise<CurrentRecord | null> {
    const path = `${route.path}/${encodeURIComponent(id)}`;
    const reply = await this.#api.ask(path, route.include ? { include: route.include } : {});
    if (reply.status === 404) return null;
    const body = this.#api.shape(path, reply, recordBody);
    const included = new Included();
    included.add(body.included, route.type);
    const [row = body.data] = await this.#withParents(type, [body.data]);
    return this.#current(type, row, included, null);
  }

  async #withParents(type: TargetType, rows: readonly Resource[]): Promise<readonly Resource[]> {
    return type === 'organization' ? this.#parents.of(rows) : rows;
  }

  #current(type: TargetType, row: Resource, included: Included, parentId: string | null): CurrentRecord {
    this.#addresses.saw(type, row);
    const record = toCurrent(type, row, included, type === 'flexible-asset' ? null : parentId);
    return type === 'flexible-asset' ? { ...record, fields: assetFields(row) } : record;
  }
}

/** Interfaces have no list of their own (404 observed), and flexible assets none without their type. */
function isListedById(type: TargetType): boolean {
  return type !== 'configuration-interface' && type !== 'flexible-asset';
}

function isCutShort(type: TargetType, row: Resource): boolean {
  return (
    type === 'organization' && (textAt(row.attributes, 'quick-notes') ?? '').length >= QUICK_NOTES_IN_LISTS
  );
}

function notWhole(path: string): VendorError {
  return new VendorError(
    system,
    `IT Glue did not list /${path} to its end, so what is there cannot be told`,
    {
      hint: 'Run the same command again; nothing is written before the look-up has worked.',
    },
  );
}

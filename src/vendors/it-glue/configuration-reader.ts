import type { Scope } from '../../ports/system.js';
import type { ItGlueApi, Query } from './api.js';
import type { Included } from './included.js';
import { heavyPageSizes, IDS_PER_FILTER } from './limits.js';
import { type ListReading, readList } from './list.js';
import { flagAt, idText, type Resource } from './resource.js';

export interface Row {
  readonly resource: Resource;
  readonly included: Included;
}

/** One piece of a reading of configurations: the organizations it was about, and the lists that were read for it. */
export interface ConfigurationPiece {
  readonly organizations: Scope;
  readonly lists: readonly ListReading[];
  /** Each configuration once, archived ones included, with what came along with it. */
  readonly rows: readonly Row[];
}

/**
 * Reads configurations, archived ones included. Whether the plain list leaves archived records out is not documented:
 * one archived record in it shows that it does not; otherwise `filter[archived]` is asked for, and followed beyond its
 * first page only when that brings something new. What was learnt holds for the client's life.
 */
export class ConfigurationReader {
  readonly #api: ItGlueApi;
  #plainOmitsArchived: boolean | null = null;

  constructor(api: ItGlueApi) {
    this.#api = api;
  }

  async read(scope: Scope, include: string): Promise<ConfigurationPiece[]> {
    if (scope === 'all') return [await this.#piece('all', include)];
    const pieces: ConfigurationPiece[] = [];
    for (let at = 0; at < scope.length; at += IDS_PER_FILTER) {
      pieces.push(await this.#piece(scope.slice(at, at + IDS_PER_FILTER), include));
    }
    return pieces;
  }

  async #piece(organizations: Scope, include: string): Promise<ConfigurationPiece> {
    const filter: Query =
      organizations === 'all' ? {} : { 'filter[organization_id]': organizations.join(',') };
    const plain = await this.#list({ ...filter, include });
    const rows = new Map(rowsOf(plain));
    if (plain.resources.some((row) => flagAt(row.attributes, 'archived'))) this.#plainOmitsArchived = false;
    const lists = [plain];
    if (this.#plainOmitsArchived !== false) {
      const goOn = (first: readonly Resource[]) => first.some((row) => !rows.has(row.id));
      const archived = await this.#list({ ...filter, include, 'filter[archived]': 'true' }, goOn);
      const before = rows.size;
      for (const [id, row] of rowsOf(archived)) if (!rows.has(id)) rows.set(id, row);
      if (rows.size > before) this.#plainOmitsArchived = true;
      lists.push(archived);
    }
    return { organizations, lists, rows: onlyThose(organizations, [...rows.values()]) };
  }

  #list(query: Query, goOn?: (first: readonly Resource[]) => boolean): Promise<ListReading> {
    const request = { path: 'configurations', type: 'configurations', sizes: heavyPageSizes };
    return readList(this.#api, { ...request, query: { ...query, sort: 'id' }, ...(goOn ? { goOn } : {}) });
  }
}

function rowsOf({ resources, included }: ListReading): [string, Row][] {
  return resources.map((resource) => [resource.id, { resource, included }]);
}

/** A filter that the server does not know would bring everybody's. */
function onlyThose(organizations: Scope, rows: readonly Row[]): readonly Row[] {
  if (organizations === 'all') return rows;
  const wanted = new Set(organizations);
  return rows.filter(({ resource }) => wanted.has(idText(resource.attributes['organization-id']) ?? ''));
}

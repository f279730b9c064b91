import type { ItGlueApi } from './api.js';
import { IDS_PER_FILTER, plainPageSizes } from './limits.js';
import { readList } from './list.js';
import { idText, type Resource, textAt } from './resource.js';

/**
 * Names of parent organizations: the wire shows a parent's id only (spec), and without its name a parent that is set
 * would look blank and be written again and again.
 */
export class ParentNames {
  readonly #api: ItGlueApi;
  readonly #names = new Map<string, string>();

  constructor(api: ItGlueApi) {
    this.#api = api;
  }

  /** The organizations with `parent-name` put in. Asks only for parents that no list has shown yet. */
  async of(organizations: readonly Resource[]): Promise<readonly Resource[]> {
    this.#learn(organizations);
    const parents = organizations.flatMap((row) => parentIdOf(row) ?? []);
    const unknown = [...new Set(parents)].filter((id) => !this.#names.has(id));
    for (let at = 0; at < unknown.length; at += IDS_PER_FILTER) {
      const query = { 'filter[id]': unknown.slice(at, at + IDS_PER_FILTER).join(',') };
      const request = { path: 'organizations', type: 'organizations', query, sizes: plainPageSizes };
      this.#learn((await readList(this.#api, request)).resources);
    }
    return organizations.map((row) => this.#named(row));
  }

  #learn(organizations: readonly Resource[]): void {
    for (const { id, attributes } of organizations) {
      const name = textAt(attributes, 'name');
      if (name !== null) this.#names.set(id, name);
    }
  }

  #named(row: Resource): Resource {
    const parentId = parentIdOf(row);
    if (parentId === null || 'parent-name' in row.attributes) return row;
    const name = this.#names.get(parentId) ?? parentId;
    return { ...row, attributes: { ...row.attributes, 'parent-name': name } };
  }
}

function parentIdOf({ attributes }: Resource): string | null {
  return idText(attributes['parent-id']);
}

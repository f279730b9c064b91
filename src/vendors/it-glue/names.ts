import type { Catalogue, NamedRecord } from '../../domain/estate/target.js';
import { foldName } from '../../domain/hops/name-mapping.js';
import { VendorError } from '../../errors.js';
import { type ItGlueApi, system } from './api.js';
import { contactName } from './contact-fields.js';
import type { NameList } from './fields.js';
import { plainPageSizes } from './limits.js';
import { readList } from './list.js';
import { idText, type Resource, textAt } from './resource.js';
import { ShownNames } from './shown-names.js';

/** A value that a mapped field can take. */
export interface Entry extends NamedRecord {
  /** The manufacturer of a model, the country of a region. */
  readonly parentId: string | null;
  /** Another spelling that also names it, such as a region's code. */
  readonly code: string | null;
}

const paths: Readonly<Record<NameList, { path: string; type: string; parent?: string }>> = {
  configurationTypes: { path: 'configuration_types', type: 'configuration-types' },
  configurationStatuses: { path: 'configuration_statuses', type: 'configuration-statuses' },
  manufacturers: { path: 'manufacturers', type: 'manufacturers' },
  models: { path: 'models', type: 'models', parent: 'manufacturer-id' },
  operatingSystems: { path: 'operating_systems', type: 'operating-systems' },
  organizationTypes: { path: 'organization_types', type: 'organization-types' },
  organizationStatuses: { path: 'organization_statuses', type: 'organization-statuses' },
  contactTypes: { path: 'contact_types', type: 'contact-types' },
  organizations: { path: 'organizations', type: 'organizations' },
  locations: { path: 'locations', type: 'locations' },
  contacts: { path: 'contacts', type: 'contacts' },
  regions: { path: 'regions', type: 'regions', parent: 'country-id' },
  countries: { path: 'countries', type: 'countries' },
};

/** Lists that exist once per organization. */
const perOrganization: readonly NameList[] = ['locations', 'contacts'];

/** The names that mapped fields can take, each list read once and kept as long as the client lives. */
export class Names {
  readonly #api: ItGlueApi;
  readonly #lists = new Map<string, Promise<readonly Entry[]>>();
  readonly #shown = new ShownNames();

  constructor(api: ItGlueApi) {
    this.#api = api;
  }

  /** @throws {VendorError} when the list cannot be read whole: half a list would make names look unknown. */
  list(among: NameList, organizationId: string | null): Promise<readonly Entry[]> {
    const scope = perOrganization.includes(among) ? organizationId : null;
    const key = `${among}/${scope ?? ''}`;
    const shown = scope === null ? null : this.#shown.of(among, scope);
    if (shown) return Promise.resolve(shown);
    const known = this.#lists.get(key);
    if (known) return known;
    const reading = this.#read(among, scope);
    this.#lists.set(key, reading);
    reading.catch(() => this.#lists.delete(key));
    return reading;
  }

  /** Forgets an organization's records after one was made or changed, so that its name is found. */
  forget(among: NameList, organizationId: string | null): void {
    this.#lists.delete(`${among}/${perOrganization.includes(among) ? (organizationId ?? '') : ''}`);
    if (organizationId !== null) this.#shown.doubt(among, organizationId);
  }

  /** Keeps the names of a list of locations or contacts that was read to its end anyway. */
  keep(
    among: 'locations' | 'contacts',
    organizations: readonly string[] | 'all',
    rows: readonly Resource[],
  ): void {
    this.#shown.keep(among, organizations, rows, (row) => toEntry(row, paths[among].parent));
  }

  /** Takes in a location or contact that was just made under the name that was sent. */
  made(among: 'locations' | 'contacts', organizationId: string, id: string, name: string): void {
    this.#shown.add(among, organizationId, { id, name, parentId: null, code: null });
    this.#lists.delete(`${among}/${organizationId}`);
  }

  /** The lists of `only`, the others empty; all of them when it is left out. */
  async catalogue(only?: readonly (keyof Catalogue)[]): Promise<Catalogue> {
    const wanted = async (among: NameList & keyof Catalogue) =>
      only === undefined || only.includes(among) ? this.list(among, null) : [];
    const named = async (among: NameList & keyof Catalogue) =>
      (await wanted(among)).map(({ id, name }) => ({ id, name }));
    const models = wanted('models');
    const [
      configurationTypes,
      configurationStatuses,
      manufacturers,
      operatingSystems,
      organizationTypes,
      organizationStatuses,
    ] = await Promise.all([
      named('configurationTypes'),
      named('configurationStatuses'),
      named('manufacturers'),
      named('operatingSystems'),
      named('organizationTypes'),
      named('organizationStatuses'),
      models,
    ]);
    return {
      configurationTypes,
      configurationStatuses,
      manufacturers,
      models: (await models).map(({ id, name, parentId }) => ({ id, name, manufacturerId: parentId ?? '' })),
      operatingSystems,
      organizationTypes,
      organizationStatuses,
    };
  }

  async #read(among: NameList, organizationId: string | null): Promise<readonly Entry[]> {
    const { path, type, parent } = paths[among];
    const query = organizationId === null ? {} : { 'filter[organization_id]': organizationId };
    const list = await readList(this.#api, { path, type, query, sizes: plainPageSizes });
    if (!list.complete) {
      const why = list.failures[0]?.why ?? `${list.resources.length} of ${list.total} were listed`;
      throw new VendorError(system, `The list /${path} could not be read whole: ${why}`);
    }
    return list.resources.map((resource) => toEntry(resource, parent));
  }
}

function toEntry(resource: Resource, parent: string | undefined): Entry {
  const { attributes, id, type } = resource;
  return {
    id,
    name: type === 'contacts' ? contactName(attributes) : (textAt(attributes, 'name') ?? ''),
    parentId: parent === undefined ? null : idText(attributes[parent]),
    code: textAt(attributes, 'iso'),
  };
}

/** The one entry of that name: letter by letter, else folded, else by its code. Two that fit are none. */
export function onlyEntry(entries: readonly Entry[], name: string): Entry | 'none' | 'several' {
  const folded = foldName(name);
  const ways: ((entry: Entry) => boolean)[] = [
    (entry) => entry.name === name,
    (entry) => folded !== '' && foldName(entry.name) === folded,
    (entry) => entry.code !== null && entry.code.toLowerCase() === name.trim().toLowerCase(),
  ];
  for (const fits of ways) {
    const fitting = entries.filter(fits);
    if (fitting.length > 1) return 'several';
    if (fitting[0] !== undefined) return fitting[0];
  }
  return 'none';
}

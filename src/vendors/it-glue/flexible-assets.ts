import type { Fields, FieldValue } from '../../domain/estate/fields.js';
import type { CreateRequest, Problem } from '../../ports/system.js';
import { numberId } from '../json/exact-integer.js';
import type { ItGlueApi } from './api.js';
import { plainPageSizes } from './limits.js';
import { readList } from './list.js';
import { type Attributes, flagAt, idText, type Resource, recordBody, textAt } from './resource.js';
import type { Wire } from './wire.js';

/** The field that says which type an asset is of, by name or id; all others but `archived` are traits by their key. */
export const assetTypeField = 'flexible-asset-type';

interface AssetType {
  readonly id: string;
  readonly name: string;
}

interface TraitRule {
  readonly kind: string;
}

/**
 * Flexible assets: their types and fields, and traits in both directions. A PATCH replaces all traits and erases what is
 * left out (spec), so an update reads the asset first and sends every trait.
 */
export class FlexibleAssets {
  readonly #api: ItGlueApi;
  #types: Promise<readonly AssetType[]> | null = null;
  readonly #fields = new Map<string, Promise<ReadonlyMap<string, TraitRule>>>();

  constructor(api: ItGlueApi) {
    this.#api = api;
  }

  /** The type of that name or id, or `null`: types are never made. */
  async type(nameOrId: string): Promise<AssetType | null> {
    this.#types ??= this.#readTypes();
    const types = await this.#types;
    return types.find(({ id }) => id === nameOrId) ?? types.find(({ name }) => same(name, nameOrId)) ?? null;
  }

  async toWire(request: CreateRequest, id: string | null): Promise<Wire> {
    if (id !== null) return this.#update(id, request.fields);
    const wanted = text(request.fields[assetTypeField]) ?? request.parentId;
    const type = wanted === null ? null : await this.type(wanted);
    if (type === null) {
      const named = wanted === null ? 'none is given' : `there is none named "${wanted}" in IT Glue`;
      return { problems: [{ field: assetTypeField, text: `the flexible asset type is needed: ${named}` }] };
    }
    const rules = await this.#rules(type.id);
    const traits = written(request.fields, rules);
    if (traits.problems.length > 0) return { problems: traits.problems };
    return {
      attributes: {
        'organization-id': numberId(request.organizationId ?? ''),
        'flexible-asset-type-id': numberId(type.id),
        ...('archived' in request.fields ? { archived: request.fields.archived } : {}),
        traits: traits.values,
      },
    };
  }

  echoOf(fields: Fields, echo: Resource): Fields {
    const shown = assetFields(echo);
    const named = ([name, value]: [string, FieldValue]) => [
      name,
      name === assetTypeField ? value : (shown[name] ?? null),
    ];
    return Object.fromEntries(Object.entries(fields).map(named));
  }

  async #update(id: string, fields: Fields): Promise<Wire> {
    const { data } = await this.#api.read(`flexible_assets/${encodeURIComponent(id)}`, {}, recordBody);
    const archived = 'archived' in fields ? { archived: fields.archived } : {};
    const names = Object.keys(fields).filter(isTrait);
    if (names.length === 0) return { attributes: archived };

    const rules = await this.#rules(idText(data.attributes['flexible-asset-type-id']) ?? '');
    const kept = keptTraits(traitsOf(data), rules, names);
    const traits = written(fields, rules);
    const problems = [...kept.problems, ...traits.problems];
    if (problems.length > 0) return { problems };
    return { attributes: { ...archived, traits: { ...kept.values, ...traits.values } } };
  }

  async #readTypes(): Promise<readonly AssetType[]> {
    const list = await readList(this.#api, {
      path: 'flexible_asset_types',
      type: 'flexible-asset-types',
      sizes: plainPageSizes,
    });
    return list.resources.map(({ id, attributes }) => ({ id, name: textAt(attributes, 'name') ?? '' }));
  }

  #rules(typeId: string): Promise<ReadonlyMap<string, TraitRule>> {
    const known = this.#fields.get(typeId);
    if (known) return known;
    const reading = this.#readRules(typeId);
    this.#fields.set(typeId, reading);
    return reading;
  }

  async #readRules(typeId: string): Promise<ReadonlyMap<string, TraitRule>> {
    const path = `flexible_asset_types/${encodeURIComponent(typeId)}/relationships/flexible_asset_fields`;
    const list = await readList(this.#api, { path, type: 'flexible-asset-fields', sizes: plainPageSizes });
    const rules = list.resources.map(({ attributes }): [string, TraitRule] => {
      const name = textAt(attributes, 'name') ?? '';
      const key = textAt(attributes, 'name-key') ?? name.toLowerCase().replace(/[^a-z0-9]+/g, '-');
      return [key, { kind: textAt(attributes, 'kind') ?? 'Text' }];
    });
    return new Map(rules);
  }
}

/** An asset's traits as fields: text and numbers as they are, tags as ids joined by a comma. */
export function assetFields(resource: Resource): Fields {
  const fields: Record<string, FieldValue> = { archived: flagAt(resource.attributes, 'archived') };
  for (const [key, value] of Object.entries(traitsOf(resource))) {
    const ids = taggedIds(value);
    if (ids !== null) fields[key] = ids.join(',');
    else
      fields[key] =
        typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null;
  }
  return fields;
}

function isTrait(name: string): boolean {
  return name !== assetTypeField && name !== 'archived';
}

function traitsOf({ attributes }: Resource): Attributes {
  const { traits } = attributes;
  return typeof traits === 'object' && traits !== null && !Array.isArray(traits)
    ? (traits as Attributes)
    : {};
}

interface Traits {
  readonly values: Record<string, unknown>;
  readonly problems: Problem[];
}

function written(fields: Fields, rules: ReadonlyMap<string, TraitRule>): Traits {
  const values: Record<string, unknown> = {};
  const problems: Problem[] = [];
  for (const [field, value] of Object.entries(fields)) {
    if (!isTrait(field)) continue;
    const rule = rules.get(field);
    if (rule === undefined) problems.push({ field, text: 'the flexible asset type has no such field' });
    else
      values[field] = rule.kind === 'Tag' && value !== null ? String(value).split(',').map(numberId) : value;
  }
  return { values, problems };
}

/**
 * Traits that stay, in the form in which they are sent. A password or an upload cannot be sent back as it was read, and
 * leaving it out would erase it: then nothing is written.
 */
function keptTraits(
  traits: Attributes,
  rules: ReadonlyMap<string, TraitRule>,
  replaced: readonly string[],
): Traits {
  const values: Record<string, unknown> = {};
  const problems: Problem[] = [];
  for (const [field, value] of Object.entries(traits)) {
    if (replaced.includes(field) || value === null) continue;
    const kind = rules.get(field)?.kind;
    if (kind === 'Password' || kind === 'Upload') {
      problems.push({
        field,
        text: `an update would erase this ${kind.toLowerCase()} field, which cannot be sent back`,
      });
    }
    values[field] = taggedIds(value)?.map(numberId) ?? value;
  }
  return { values, problems };
}

/** A tag is read as `{type, values: [{id, …}]}` and written as a list of ids. */
function taggedIds(value: unknown): string[] | null {
  if (typeof value !== 'object' || value === null || !('values' in value) || !Array.isArray(value.values))
    return null;
  return value.values.flatMap((one: unknown) => {
    const id = typeof one === 'object' && one !== null && 'id' in one ? idText(one.id) : idText(one);
    return id ?? [];
  });
}

function text(value: FieldValue | undefined): string | null {
  return value === null || value === undefined || value === '' ? null : String(value);
}

function same(a: string, b: string): boolean {
  return a.trim().toLowerCase() === b.trim().toLowerCase();
}

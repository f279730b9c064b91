import type {
  AttributeValue,
  DocumentationRecord,
  DocumentationRecords,
  DocumentationType,
} from '../estate/documentation.js';
import type { ItGlueOptions } from './options.js';
import { bareNumber, wireAttributes, writeJson } from './wire.js';

const QUICK_NOTES_IN_LISTS = 250;

/** Names that the server adds beside a foreign key: key → attribute with the name, and whose name it is. */
const namesBeside: Partial<
  Record<DocumentationType, readonly (readonly [key: string, name: string, type: DocumentationType])[]>
> = {
  organizations: [
    ['organization-type-id', 'organization-type-name', 'organization-types'],
    ['organization-status-id', 'organization-status-name', 'organization-statuses'],
  ],
  configurations: [
    ['organization-id', 'organization-name', 'organizations'],
    ['configuration-type-id', 'configuration-type-name', 'configuration-types'],
    ['configuration-status-id', 'configuration-status-name', 'configuration-statuses'],
    ['manufacturer-id', 'manufacturer-name', 'manufacturers'],
    ['model-id', 'model-name', 'models'],
    ['operating-system-id', 'operating-system-name', 'operating-systems'],
    ['location-id', 'location-name', 'locations'],
    ['contact-id', 'contact-name', 'contacts'],
  ],
  locations: [['organization-id', 'organization-name', 'organizations']],
  contacts: [
    ['organization-id', 'organization-name', 'organizations'],
    ['contact-type-id', 'contact-type-name', 'contact-types'],
    ['location-id', 'location-name', 'locations'],
  ],
  'flexible-assets': [
    ['organization-id', 'organization-name', 'organizations'],
    ['flexible-asset-type-id', 'flexible-asset-type-name', 'flexible-asset-types'],
  ],
  passwords: [
    ['organization-id', 'organization-name', 'organizations'],
    ['password-category-id', 'password-category-name', 'password-categories'],
  ],
  documents: [['organization-id', 'organization-name', 'organizations']],
};

/** Which records an include brings, and under which type. */
export interface Included {
  readonly relationship: string;
  readonly type: string;
  readonly items: readonly { readonly id: string; readonly text: string }[];
}

/** Turns records into JSON:API text. The text of a record is kept until it, or a name that it shows, changes. */
export class Renderer {
  readonly #records: DocumentationRecords;
  readonly #options: ItGlueOptions;

  constructor(records: DocumentationRecords, options: ItGlueOptions) {
    this.#records = records;
    this.#options = options;
  }

  /** A resource object; `inList` shortens quick notes as lists do (spec). */
  resource(record: DocumentationRecord, inList: boolean, included: readonly Included[] = []): string {
    const head = inList ? this.#kept(record) : this.#head(record, false);
    if (included.length === 0) return `${head}}`;
    const links = included.map(
      ({ relationship, type, items }) =>
        `"${relationship}":{"data":[${items.map(({ id }) => `{"id":"${id}","type":"${type}"}`).join(',')}]}`,
    );
    return `${head},"relationships":{${links.join(',')}}}`;
  }

  #kept(record: DocumentationRecord): string {
    record.rendered ??= this.#head(record, true);
    return record.rendered;
  }

  #head(record: DocumentationRecord, inList: boolean): string {
    const attributes = this.#attributes(record, inList);
    const isInterface = record.type === 'configuration-interfaces';
    if (isInterface) attributes.id = bareNumber(record.id);
    const withoutId = isInterface && this.#options.interfaceIds === 'attributes';
    return `{${withoutId ? '' : `"id":"${record.id}",`}"type":"${record.type}","attributes":${writeJson(attributes)}`;
  }

  #attributes(record: DocumentationRecord, inList: boolean): Record<string, unknown> {
    const wire = wireAttributes(record.attributes);
    for (const [key, name, type] of namesBeside[record.type] ?? [])
      wire[name] = this.#nameOf(type, record.attributes[key]);
    switch (record.type) {
      case 'organizations':
        if (inList) wire['quick-notes'] = shortened(record.attributes['quick-notes']);
        break;
      case 'configurations':
        this.#configurationExtras(record, wire);
        break;
      case 'configuration-types':
        wire['configurations-count'] = 0;
        break;
      case 'flexible-assets':
        wire.traits = this.#traits(record);
        wire['resource-url'] = this.#url(record, `assets/${record.attributes['flexible-asset-type-id']}`);
        break;
      case 'passwords':
        wire['resource-url'] = this.#url(record, 'passwords');
        break;
      default:
        break;
    }
    return wire;
  }

  #configurationExtras(record: DocumentationRecord, wire: Record<string, unknown>): void {
    const { attributes } = record;
    const organization = this.#records.collections.organizations.get(String(attributes['organization-id']));
    wire['organization-short-name'] = organization?.attributes['short-name'] ?? null;
    const type = this.#records.collections['configuration-types'].get(
      String(attributes['configuration-type-id']),
    );
    wire['configuration-type-kind'] = type?.attributes._kind ?? null;
    wire['resource-url'] = this.#url(record, 'configurations');
  }

  #url({ id, attributes }: DocumentationRecord, section: string): string {
    return `${this.#records.site}/${attributes['organization-id']}/${section}/${id}`;
  }

  #nameOf(type: DocumentationType, id: AttributeValue | undefined): AttributeValue {
    return typeof id === 'string' ? (this.#records.collections[type].get(id)?.attributes.name ?? null) : null;
  }

  /** Tag traits name records; the other kinds stand as they were written. */
  #traits({ attributes }: DocumentationRecord): Record<string, unknown> {
    const traits = { ...(attributes.traits as Record<string, AttributeValue>) };
    const fields = this.#records.collections['flexible-asset-fields'].childrenOf(
      String(attributes['flexible-asset-type-id']),
    );
    const wire: Record<string, unknown> = traits;
    for (const { attributes: field } of fields) {
      const key = String(field['name-key']);
      const ids = traits[key];
      if (field.kind !== 'Tag' || !Array.isArray(ids)) continue;
      wire[key] = this.#tag(String(field['tag-type']), ids.map(String));
    }
    return wire;
  }

  #tag(tagType: string, ids: readonly string[]): unknown {
    if (this.#options.tagTraits === 'ids') return ids.map(bareNumber);
    const type = tagType.toLowerCase() as DocumentationType;
    return {
      type: tagType,
      values: ids.map((id) => ({ id: bareNumber(id), type, name: this.#nameOf(type, id) })),
    };
  }
}

function shortened(notes: AttributeValue | undefined): AttributeValue {
  return typeof notes === 'string' ? notes.slice(0, QUICK_NOTES_IN_LISTS) : (notes ?? null);
}

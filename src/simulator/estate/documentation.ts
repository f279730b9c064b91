/** IT Glue's records, by resource type. Attribute names as on the wire; ids and foreign keys as text of digits. */
export type AttributeValue =
  | string
  | number
  | boolean
  | null
  | readonly AttributeValue[]
  | { readonly [key: string]: AttributeValue };

export interface DocumentationRecord {
  readonly id: string;
  readonly type: DocumentationType;
  readonly attributes: Record<string, AttributeValue>;
  /** Ids of the same record in the PSA, shown by `include=adapters_resources`. */
  psaIds: string[];
  /** Kept rendering, dropped at each change. */
  rendered: string | null;
}

export const documentationTypes = [
  'organizations',
  'organization-types',
  'organization-statuses',
  'configurations',
  'configuration-interfaces',
  'configuration-types',
  'configuration-statuses',
  'manufacturers',
  'models',
  'operating-systems',
  'platforms',
  'locations',
  'contacts',
  'contact-types',
  'flexible-asset-types',
  'flexible-asset-fields',
  'flexible-assets',
  'passwords',
  'password-categories',
  'documents',
  'related-items',
  'rmm-records',
  'rmm-companies',
  'users',
] as const;

export type DocumentationType = (typeof documentationTypes)[number];

/** Every record, in ascending order of id, with an index of children by their parent's id. */
export interface DocumentationRecords {
  readonly collections: Readonly<Record<DocumentationType, Collection>>;
  /** Where people see records. */
  site: string;
  /** The next id to give out. Beyond 2^53, and neighbours: a reader that takes ids for doubles merges records. */
  nextId: bigint;
  /** Counts up with every change of any record. */
  revision: number;
}

/** One resource type's records. `parentKey` names the foreign key that children are looked up by. */
export class Collection {
  readonly type: DocumentationType;
  readonly #parentKey: string | null;
  readonly #byId = new Map<string, DocumentationRecord>();
  readonly #byParent = new Map<string, DocumentationRecord[]>();
  #ordered: DocumentationRecord[] = [];
  #isOrdered = true;

  constructor(type: DocumentationType, parentKey: string | null) {
    this.type = type;
    this.#parentKey = parentKey;
  }

  get size(): number {
    return this.#byId.size;
  }

  get(id: string): DocumentationRecord | undefined {
    return this.#byId.get(id);
  }

  /** All records in ascending order of id. The list is the collection's own: do not change it. */
  all(): readonly DocumentationRecord[] {
    if (!this.#isOrdered) {
      this.#ordered.sort(byId);
      for (const children of this.#byParent.values()) children.sort(byId);
      this.#isOrdered = true;
    }
    return this.#ordered;
  }

  /** Records whose foreign key `parentKey` is `parentId`, in ascending order of id. */
  childrenOf(parentId: string): readonly DocumentationRecord[] {
    this.all();
    return this.#byParent.get(parentId) ?? [];
  }

  get parentKey(): string | null {
    return this.#parentKey;
  }

  add(record: DocumentationRecord): void {
    const last = this.#ordered.at(-1);
    if (last !== undefined && byId(last, record) > 0) this.#isOrdered = false;
    this.#byId.set(record.id, record);
    this.#ordered.push(record);
    const parentId = this.#parentKey === null ? null : record.attributes[this.#parentKey];
    if (typeof parentId !== 'string') return;
    const siblings = this.#byParent.get(parentId);
    if (siblings === undefined) this.#byParent.set(parentId, [record]);
    else siblings.push(record);
  }

  remove(id: string): void {
    const record = this.#byId.get(id);
    if (record === undefined) return;
    this.#byId.delete(id);
    this.#ordered = this.#ordered.filter((other) => other !== record);
    for (const [parentId, siblings] of this.#byParent) {
      if (siblings.includes(record)) {
        this.#byParent.set(
          parentId,
          siblings.filter((other) => other !== record),
        );
      }
    }
  }
}

const parentKeys: Partial<Record<DocumentationType, string>> = {
  configurations: 'organization-id',
  'configuration-interfaces': '_configuration-id',
  models: 'manufacturer-id',
  locations: 'organization-id',
  contacts: 'organization-id',
  passwords: 'organization-id',
  documents: 'organization-id',
  'flexible-asset-fields': 'flexible-asset-type-id',
  'flexible-assets': 'flexible-asset-type-id',
  'rmm-records': '_configuration-id',
  'rmm-companies': '_organization-id',
  'related-items': '_resource-id',
};

export function emptyDocumentation(): DocumentationRecords {
  const collections = Object.fromEntries(
    documentationTypes.map((type) => [type, new Collection(type, parentKeys[type] ?? null)]),
  ) as Record<DocumentationType, Collection>;
  return { collections, site: 'https://example.invalid', nextId: 9_007_199_254_800_001n, revision: 0 };
}

/** Ascending by number, for ids of any length. */
export function compareIds(a: string, b: string): number {
  if (a.length !== b.length) return a.length - b.length;
  return a < b ? -1 : a > b ? 1 : 0;
}

function byId(a: DocumentationRecord, b: DocumentationRecord): number {
  return compareIds(a.id, b.id);
}

import type { Resource } from './resource.js';

/**
 * Records that came along with a list, to be found by the record they belong to. The link is looked for in both
 * directions: in the record's own relationships, at any depth (the reference nests `rmm-records` under the interfaces),
 * and in those of the included record.
 */
export class Included {
  readonly #byId = new Map<string, Resource>();
  readonly #byOwner = new Map<string, Resource[]>();
  /** What each owner's relationships name; looked through once, asked for by several types. */
  readonly #references = new WeakMap<Resource, readonly Reference[]>();

  add(resources: readonly Resource[], ownerType: string): void {
    for (const resource of resources) {
      const key = keyOf(resource.type, resource.id);
      if (this.#byId.has(key)) continue;
      this.#byId.set(key, resource);
      for (const owner of ownersOf(resource, ownerType)) {
        const ofOwner = this.#byOwner.get(owner) ?? [];
        ofOwner.push(resource);
        this.#byOwner.set(owner, ofOwner);
      }
    }
  }

  /** Records of that type that belong to `owner`, each once. */
  of(owner: Resource, type: string): Resource[] {
    const found = new Map<string, Resource>();
    for (const { type: refType, id } of this.#referencesOf(owner)) {
      const resource = refType === type ? this.#byId.get(keyOf(type, id)) : undefined;
      if (resource !== undefined) found.set(id, resource);
    }
    for (const resource of this.#byOwner.get(keyOf(owner.type, owner.id)) ?? []) {
      if (resource.type === type) found.set(resource.id, resource);
    }
    return [...found.values()];
  }

  /** How many records of that type `owner` is said to have, whether or not they came along. */
  referencesOf(owner: Resource, type: string): number {
    return this.#referencesOf(owner).filter((reference) => reference.type === type).length;
  }

  #referencesOf(owner: Resource): readonly Reference[] {
    const known = this.#references.get(owner);
    if (known !== undefined) return known;
    const found: Reference[] = [];
    collectReferences(owner.relationships, 0, found);
    this.#references.set(owner, found);
    return found;
  }
}

interface Reference {
  readonly type: string;
  readonly id: string;
}

const DEEPEST = 4;

function collectReferences(value: unknown, depth: number, into: Reference[]): void {
  if (typeof value !== 'object' || value === null || depth > DEEPEST) return;
  const reference = asReference(value);
  if (reference !== null) {
    into.push(reference);
    return;
  }
  for (const inner of Object.values(value)) collectReferences(inner, depth + 1, into);
}

function asReference(value: object): Reference | null {
  if (!('id' in value) || !('type' in value) || typeof value.type !== 'string') return null;
  return { type: value.type.replaceAll('_', '-'), id: String(value.id) };
}

/** Whose an included record says it is: by its relationships, or by a foreign key named after the owner's type. */
function ownersOf(resource: Resource, ownerType: string): string[] {
  const references: Reference[] = [];
  collectReferences(resource.relationships, 0, references);
  const owners = references
    .filter((reference) => reference.type === ownerType)
    .map((reference) => keyOf(ownerType, reference.id));
  const foreign = resource.attributes[`${ownerType.replace(/s$/, '')}-id`];
  if (typeof foreign === 'number' || typeof foreign === 'string')
    owners.push(keyOf(ownerType, String(foreign)));
  return owners;
}

function keyOf(type: string, id: string): string {
  return `${type}/${id}`;
}

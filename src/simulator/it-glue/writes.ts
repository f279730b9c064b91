import type { AttributeValue, DocumentationRecord } from '../estate/documentation.js';
import type { PartialCommit } from '../http/faults.js';
import { isSynced, lockedProblem, lockProblems } from './locks.js';
import type { ItGlueOptions } from './options.js';
import { mirrorToConfiguration, mirrorToInterface } from './primary-interface.js';
import { Refusal, refuse } from './problems.js';
import type { Resource } from './resources.js';
import { checkSent, readSent, type Sent } from './sent-attributes.js';
import type { Store } from './store.js';
import { storedTraits } from './traits.js';
import { isRecord, type Json } from './wire.js';

export interface Parent {
  readonly key: string;
  readonly record: DocumentationRecord;
}

/** What a write did: the records it touched, in order, and the refusal or cut that ended it. */
export interface WriteResult {
  readonly records: readonly DocumentationRecord[];
  readonly ended: Refusal | PartialCommit | null;
}

/** Creates and updates by the rules of IT Glue: required attributes, references, locks, echoes, mirrored interfaces. */
export class Writer {
  readonly #store: Store;
  readonly #options: ItGlueOptions;

  constructor(store: Store, options: ItGlueOptions) {
    this.#store = store;
    this.#options = options;
  }

  create(
    elements: readonly Json[],
    resource: Resource,
    parent: Parent | null,
    partial: PartialCommit | null,
  ): WriteResult {
    return this.#eachOf(elements, partial, (element) => {
      const sent = readSent(element, resource, this.#options, false);
      return {
        check: () => this.#checkCreate(sent, resource, parent),
        commit: () => this.#create(sent, resource, parent),
      };
    });
  }

  /** Joins `owner` to the record that the body names. @throws {Refusal} 400 or 422 */
  relate(element: Json, owner: DocumentationRecord): DocumentationRecord {
    const raw = isRecord(element) ? element.attributes : undefined;
    if (!isRecord(raw)) refuse(400, 'Bad Request', 'attributes must be an object', '/data/attributes');
    const attributes = Object.fromEntries(
      Object.entries(raw).map(([key, value]) => [key.replaceAll('_', '-'), value]),
    );
    const { 'destination-id': id, 'destination-type': type, notes = null } = attributes;
    if (id === undefined || type === undefined)
      refuse(422, 'Unprocessable Entity', 'must exist', '/data/attributes/destination-id');
    return this.#store.create('related-items', {
      '_resource-id': `${owner.type}/${owner.id}`,
      'destination-id': String(id),
      'destination-type': type,
      notes,
    });
  }

  /** `id`: the one of the route, when the route names a record. */
  update(
    elements: readonly Json[],
    resource: Resource,
    id: string | null,
    partial: PartialCommit | null,
  ): WriteResult {
    return this.#eachOf(elements, partial, (element) => {
      const sent = readSent(element, resource, this.#options, true);
      const record = this.#recordOf(id ?? sent.id, resource);
      return {
        check: () => this.#checkUpdate(record, sent, resource),
        commit: () => this.#update(record, sent, resource),
      };
    });
  }

  /**
   * One element after the other. A refused one ends the write: with the switch at `partial` what came before it has
   * landed, with `atomic` nothing has.
   */
  #eachOf(
    elements: readonly Json[],
    partial: PartialCommit | null,
    plan: (element: Json) => { check: () => void; commit: () => DocumentationRecord },
  ): WriteResult {
    const records: DocumentationRecord[] = [];
    try {
      const steps = elements.map(plan);
      if (this.#options.bulk === 'atomic') for (const { check } of steps) check();
      for (const { check, commit } of steps) {
        if (partial !== null && records.length >= partial.commit) return { records, ended: partial };
        check();
        records.push(commit());
      }
      return { records, ended: partial };
    } catch (error) {
      if (error instanceof Refusal) return { records, ended: error };
      throw error;
    }
  }

  #recordOf(id: string | null, resource: Resource): DocumentationRecord {
    const record = id === null ? undefined : this.#store.records.collections[resource.type].get(id);
    return record ?? refuse(404, 'Not Found', `${resource.type} ${id ?? 'without id'}`);
  }

  // --- create ---

  #checkCreate(sent: Sent, resource: Resource, parent: Parent | null): void {
    const attributes = withParent(sent.attributes, parent);
    checkSent(attributes, resource, this.#store.records, true);
    if (resource.type === 'configuration-interfaces') this.#checkNewInterface(attributes);
    if (resource.type === 'flexible-assets') {
      storedTraits(attributes.traits, String(attributes['flexible-asset-type-id']), this.#store.records);
    }
  }

  #checkNewInterface(attributes: Readonly<Record<string, AttributeValue>>): void {
    const owner = this.#store.records.collections.configurations.get(
      String(attributes['_configuration-id'] ?? attributes['configuration-id']),
    );
    if (owner === undefined)
      refuse(422, 'Unprocessable Entity', 'must exist', '/data/attributes/configuration');
    if (attributes.primary === true && isSynced(owner)) throw new Refusal(422, [lockedProblem('ip-address')]);
  }

  #create(sent: Sent, resource: Resource, parent: Parent | null): DocumentationRecord {
    const attributes = { ...blanksOf(resource), ...withParent(sent.attributes, parent) };
    if ('configuration-id' in attributes) {
      attributes['_configuration-id'] = String(attributes['configuration-id']);
      delete attributes['configuration-id'];
    }
    if (resource.type === 'flexible-assets') {
      Object.assign(
        attributes,
        storedTraits(attributes.traits, String(attributes['flexible-asset-type-id']), this.#store.records),
      );
    }
    hidePassword(attributes);
    const record = this.#store.create(resource.type, attributes);
    if (resource.type === 'configurations') {
      mirrorToInterface(this.#store, record, sent.attributes);
      for (const wanted of sent.interfaces) {
        const made = this.#store.create('configuration-interfaces', {
          ...interfaceBlanks,
          ...wanted,
          '_configuration-id': record.id,
        });
        mirrorToConfiguration(this.#store, made);
      }
    }
    if (resource.type === 'configuration-interfaces') mirrorToConfiguration(this.#store, record);
    return record;
  }

  // --- update ---

  #checkUpdate(record: DocumentationRecord, sent: Sent, resource: Resource): void {
    const names = Object.keys(sent.attributes);
    const problems = lockProblems(record, names, resource, this.#options);
    if (resource.type === 'configuration-interfaces') problems.push(...this.#interfaceLock(record, sent));
    if (problems.length > 0) throw new Refusal(422, problems);
    checkSent(sent.attributes, resource, this.#store.records, false);
    if (resource.type === 'flexible-assets' && 'traits' in sent.attributes) {
      storedTraits(
        sent.attributes.traits,
        String(record.attributes['flexible-asset-type-id']),
        this.#store.records,
      );
    }
  }

  /** On a synced configuration everything but the primary address may be written (spec). */
  #interfaceLock(record: DocumentationRecord, { attributes }: Sent): ReturnType<typeof lockedProblem>[] {
    const owner = this.#store.records.collections.configurations.get(
      String(record.attributes['_configuration-id']),
    );
    if (owner === undefined || !isSynced(owner)) return [];
    const isPrimary = record.attributes.primary === true || attributes.primary === true;
    return isPrimary ? ['ip-address', 'primary'].filter((name) => name in attributes).map(lockedProblem) : [];
  }

  #update(record: DocumentationRecord, sent: Sent, resource: Resource): DocumentationRecord {
    const attributes: Record<string, AttributeValue> = { ...sent.attributes };
    // An update of traits replaces all of them: what is left out is erased (spec).
    if (resource.type === 'flexible-assets' && 'traits' in attributes) {
      const typeId = String(record.attributes['flexible-asset-type-id']);
      Object.assign(attributes, storedTraits(attributes.traits, typeId, this.#store.records));
    }
    delete attributes['configuration-id'];
    hidePassword(attributes);
    this.#store.change(record, attributes);
    if (resource.type === 'configurations') mirrorToInterface(this.#store, record, sent.attributes);
    if (resource.type === 'configuration-interfaces') mirrorToConfiguration(this.#store, record);
    return record;
  }
}

function withParent(
  attributes: Readonly<Record<string, AttributeValue>>,
  parent: Parent | null,
): Record<string, AttributeValue> {
  return parent === null ? { ...attributes } : { ...attributes, [parent.key]: parent.record.id };
}

/** Passwords are kept apart: lists and answers to writes never show them (spec). */
function hidePassword(attributes: Record<string, AttributeValue>): void {
  if (!('password' in attributes)) return;
  attributes._password = attributes.password ?? null;
  delete attributes.password;
}

const interfaceBlanks = { name: null, 'ip-address': null, 'mac-address': null, primary: false, notes: null };

/** Empty attributes come back as `null`, not left out (spec). */
function blanksOf(resource: Resource): Record<string, AttributeValue> {
  const blanks: Record<string, AttributeValue> = {};
  for (const name of resource.writable)
    if (name !== 'password' && name !== 'configuration-id') blanks[name] = null;
  if ('archived' in blanks) blanks.archived = false;
  if ('restricted' in blanks) blanks.restricted = false;
  if (resource.type === 'configuration-interfaces') blanks.primary = false;
  if (resource.type === 'configurations') blanks['my-glue'] = false;
  if (resource.type === 'organizations')
    Object.assign(blanks, { primary: false, logo: null, 'ancestor-ids': [] });
  if (resource.openWhenSynced !== null && resource.hasPsaFilter) blanks['psa-integration'] = null;
  return blanks;
}

import type { AttributeValue, DocumentationRecords, DocumentationType } from '../estate/documentation.js';
import type { ItGlueOptions } from './options.js';
import { type Problem, Refusal, refuse } from './problems.js';
import type { Resource } from './resources.js';
import { isRecord, type Json } from './wire.js';

/** One record of a write's body, names in kebab-case. `id` is set on bulk updates. */
export interface Sent {
  readonly id: string | null;
  readonly attributes: Readonly<Record<string, AttributeValue>>;
  readonly interfaces: readonly Readonly<Record<string, AttributeValue>>[];
}

const referenced: Readonly<Record<string, DocumentationType>> = {
  'organization-id': 'organizations',
  'organization-type-id': 'organization-types',
  'organization-status-id': 'organization-statuses',
  'configuration-type-id': 'configuration-types',
  'configuration-status-id': 'configuration-statuses',
  'manufacturer-id': 'manufacturers',
  'model-id': 'models',
  'operating-system-id': 'operating-systems',
  'location-id': 'locations',
  'contact-id': 'contacts',
  'contact-type-id': 'contact-types',
  'flexible-asset-type-id': 'flexible-asset-types',
  'parent-id': 'organizations',
};

const DATE_ONLY = new Set([
  ...[
    'installed-at',
    'purchased-at',
    'warranty-expires-at',
    'mitp-device-expiration-date',
    'mitp-end-of-life-date',
  ],
]);

/** Reads one element of `data`. @throws {Refusal} 400 when it is no resource object, or names what cannot be sent. */
export function readSent(element: Json, resource: Resource, options: ItGlueOptions, isUpdate: boolean): Sent {
  if (!isRecord(element)) refuse(400, 'Bad Request', 'data must be a resource object');
  if (String(element.type).replaceAll('_', '-') !== resource.type) {
    refuse(400, 'Bad Request', `type must be ${resource.type}`, '/data/type');
  }
  if (isUpdate && element.relationships !== undefined) {
    refuse(422, 'Unprocessable Entity', 'relationships cannot be updated', '/data/relationships');
  }
  const raw = element.attributes;
  if (!isRecord(raw)) refuse(400, 'Bad Request', 'attributes must be an object', '/data/attributes');
  const { id, ...attributes } = cleaned(raw, options);
  for (const name of Object.keys(attributes)) {
    if (!resource.writable.includes(name))
      refuse(400, 'Param not allowed', `${name} is not allowed`, `/data/attributes/${name}`);
  }
  const bodyId = id ?? element.id;
  return {
    id: typeof bodyId === 'string' || typeof bodyId === 'number' ? String(bodyId) : null,
    attributes,
    interfaces: readInterfaces(element.relationships, options),
  };
}

function readInterfaces(relationships: Json | undefined, options: ItGlueOptions): Sent['interfaces'] {
  if (!isRecord(relationships)) return [];
  const interfaces = relationships.configuration_interfaces ?? relationships['configuration-interfaces'];
  const data = isRecord(interfaces) ? interfaces.data : null;
  if (!Array.isArray(data)) return [];
  return data.map((element: Json) =>
    isRecord(element) && isRecord(element.attributes) ? cleaned(element.attributes, options) : {},
  );
}

/** Names in kebab-case, foreign keys as text, values as the service stores them. */
function cleaned(
  raw: { readonly [key: string]: Json },
  options: ItGlueOptions,
): Record<string, AttributeValue> {
  const attributes: Record<string, AttributeValue> = {};
  for (const [key, value] of Object.entries(raw)) {
    const name = key.replaceAll('_', '-');
    attributes[name] = name === 'traits' ? traitKeys(value) : stored(name, value, options);
  }
  return attributes;
}

function traitKeys(value: Json): AttributeValue {
  if (!isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, trait]) => [key.replaceAll('_', '-'), trait]));
}

function stored(name: string, value: Json, { echo }: ItGlueOptions): AttributeValue {
  if (name.endsWith('-id') && typeof value === 'number') return String(value);
  if (typeof value !== 'string' || echo === 'verbatim') return value;
  if (name === 'mac-address') return spelledMac(value);
  const trimmed = name === 'password' ? value : value.trim();
  return trimmed === '' ? null : trimmed;
}

/** Capitals with colons, when it is a MAC at all. */
function spelledMac(value: string): string | null {
  const bare = value.replace(/[^0-9a-fA-F]/g, '').toUpperCase();
  if (bare.length === 12) return (bare.match(/../g) ?? []).join(':');
  return value.trim() === '' ? null : value.trim();
}

/** Checks values and references. `whole`: the record is new, so what is required must be there. @throws {Refusal} 422 */
export function checkSent(
  attributes: Readonly<Record<string, AttributeValue>>,
  resource: Resource,
  records: DocumentationRecords,
  whole: boolean,
): void {
  const problems: Problem[] = [];
  const problem = (name: string, detail: string): void => {
    problems.push({ title: 'Unprocessable Entity', detail, pointer: `/data/attributes/${name}` });
  };
  for (const name of resource.required) {
    const isMissing = attributes[name] === null || attributes[name] === undefined;
    if (!isMissing || (!whole && !(name in attributes))) continue;
    if (name === 'organization-id')
      problems.push({
        title: 'Valid organization_id is required',
        pointer: 'data/attributes/organization_id',
      });
    else if (name.endsWith('-id')) problem(name.replace(/-id$/, ''), 'must exist');
    else problem(name, "can't be blank");
  }
  for (const [name, value] of Object.entries(attributes)) {
    const type = referenced[name];
    if (type !== undefined && value !== null && records.collections[type].get(String(value)) === undefined) {
      problem(name.replace(/-id$/, ''), 'must exist');
    }
    if (name === 'mac-address' && typeof value === 'string' && value.length > 17)
      problem(name, 'is too long (maximum is 17 characters)');
    if (DATE_ONLY.has(name) && typeof value === 'string' && !/^\d{4}-\d{2}-\d{2}$/.test(value))
      problem(name, 'is invalid');
    if ((name === 'archived' || name === 'restricted') && value !== null && typeof value !== 'boolean')
      problem(name, 'is invalid');
    if (name === 'name' && typeof value === 'string' && value.length > 255)
      problem(name, 'is too long (maximum is 255 characters)');
  }
  if (problems.length > 0) throw new Refusal(422, problems);
}

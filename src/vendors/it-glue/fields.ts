import type { Fields, FieldValue } from '../../domain/estate/fields.js';
import type { TargetType } from '../../domain/estate/target.js';
import { type Attributes, idText, textAt } from './resource.js';

/**
 * How a field of ours stands on the wire. `named`: we hold the name, the wire has a name to read and an id to write;
 * `among` says which list the name is looked up in.
 */
export type FieldRule =
  | { readonly kind: 'text' | 'date' | 'flag' }
  | { readonly kind: 'named'; readonly read: string; readonly write: string; readonly among: NameList };

export type NameList =
  | 'configurationTypes'
  | 'configurationStatuses'
  | 'manufacturers'
  | 'models'
  | 'operatingSystems'
  | 'organizationTypes'
  | 'organizationStatuses'
  | 'contactTypes'
  | 'organizations'
  | 'locations'
  | 'contacts'
  | 'regions'
  | 'countries';

export type FieldTable = Readonly<Record<string, FieldRule>>;

const text: FieldRule = { kind: 'text' };
const date: FieldRule = { kind: 'date' };
const flag: FieldRule = { kind: 'flag' };
const named = (stem: string, among: NameList): FieldRule => {
  return { kind: 'named', read: `${stem}-name`, write: `${stem}-id`, among };
};

/** Fields by record type, named as in the authority tables; the wire's name is the same unless the rule says else (spec). */
export const fieldTables: Readonly<Partial<Record<TargetType, FieldTable>>> = {
  organization: {
    name: text,
    'short-name': text,
    description: text,
    alert: text,
    'quick-notes': text,
    'organization-type': named('organization-type', 'organizationTypes'),
    'organization-status': named('organization-status', 'organizationStatuses'),
    parent: named('parent', 'organizations'),
  },
  configuration: {
    name: text,
    hostname: text,
    'primary-ip': text,
    'mac-address': text,
    'default-gateway': text,
    'serial-number': text,
    'asset-tag': text,
    position: text,
    notes: text,
    'operating-system-notes': text,
    'installed-by': text,
    'purchased-by': text,
    'installed-at': date,
    'purchased-at': date,
    'warranty-expires-at': date,
    archived: flag,
    restricted: flag,
    'configuration-type': named('configuration-type', 'configurationTypes'),
    'configuration-status': named('configuration-status', 'configurationStatuses'),
    manufacturer: named('manufacturer', 'manufacturers'),
    model: named('model', 'models'),
    'operating-system': named('operating-system', 'operatingSystems'),
    location: named('location', 'locations'),
    contact: named('contact', 'contacts'),
  },
  'configuration-interface': {
    name: text,
    'ip-address': text,
    'mac-address': text,
    primary: flag,
    notes: text,
  },
  location: {
    name: text,
    primary: flag,
    'address-1': text,
    'address-2': text,
    city: text,
    'postal-code': text,
    phone: text,
    fax: text,
    notes: text,
    region: named('region', 'regions'),
    country: named('country', 'countries'),
  },
  contact: {
    'first-name': text,
    'last-name': text,
    title: text,
    important: flag,
    notes: text,
    'contact-type': named('contact-type', 'contactTypes'),
    location: named('location', 'locations'),
  },
};

/** One field as it stands in `attributes`, in canonical form. */
export function fieldAt(attributes: Attributes, name: string, rule: FieldRule): FieldValue {
  if (rule.kind === 'named') return textAt(attributes, rule.read);
  if (rule.kind === 'date') return dateOf(textAt(attributes, name));
  if (rule.kind === 'text') return textAt(attributes, name);
  const value = attributes[name];
  return value === null || value === undefined ? null : value === true || value === 'true' || value === 1;
}

function dateOf(value: string | null): string | null {
  return value === null ? null : (/^\d{4}-\d{2}-\d{2}/.exec(value)?.[0] ?? value);
}

/**
 * Every field of the type's table. Copies of one blank record share its shape, so that thousands of records take an
 * eighth of the memory that objects built member by member do.
 */
export function fieldsOf(type: TargetType, attributes: Attributes): Fields {
  const fields = { ...blanks[type] };
  for (const [name, rule] of Object.entries(fieldTables[type] ?? {}))
    fields[name] = fieldAt(attributes, name, rule);
  return fields;
}

const blanks = blankRecords();

/** Each table as a record of blanks, read from JSON: what a parser makes has a fixed shape however many members. */
function blankRecords(): Readonly<Partial<Record<TargetType, Record<string, FieldValue>>>> {
  const types = Object.entries(fieldTables).map(([type, table]) => {
    return [type, Object.fromEntries(Object.keys(table).map((name) => [name, null]))];
  });
  return JSON.parse(JSON.stringify(Object.fromEntries(types)));
}

/**
 * What the vendor answered for the fields that were written. A field it does not show counts as sent; a mapped one
 * whose id came back as sent is the name that was sent, whatever spelling is shown.
 */
export function echoOf(type: TargetType, sent: Fields, wire: Attributes, attributes: Attributes): Fields {
  const echoed: Record<string, FieldValue> = {};
  const table = fieldTables[type] ?? {};
  for (const [name, value] of Object.entries(sent)) {
    const rule = table[name];
    const shown = rule?.kind === 'named' ? rule.read : name;
    if (rule === undefined || !(shown in attributes)) echoed[name] = value;
    else if (rule.kind === 'named' && sameId(wire[rule.write], attributes[rule.write])) echoed[name] = value;
    else echoed[name] = fieldAt(attributes, name, rule);
  }
  return echoed;
}

function sameId(sent: unknown, shown: unknown): boolean {
  const digits = typeof sent === 'object' && sent !== null && 'digits' in sent ? sent.digits : sent;
  return digits !== undefined && digits !== null && idText(digits) === idText(shown);
}

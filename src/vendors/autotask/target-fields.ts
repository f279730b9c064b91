import type { Fields, FieldValue } from '../../domain/estate/fields.js';
import type { TargetType } from '../../domain/estate/target.js';
import type { FieldTable } from './metadata.js';
import { flagAt, idAt, type Row, textAt } from './row.js';
import { udfsOf } from './udf-values.js';

/**
 * How a field of ours stands on a record of Autotask. `named`: we hold a name, the wire an id; `among` says in which
 * list the name is looked up. `inverted`: true here is false there. `bit`: yes and no as 1 and 0.
 */
export type FieldRule =
  | { readonly kind: 'text' | 'number' | 'flag' | 'inverted' | 'bit' | 'inverted-bit'; readonly wire: string }
  | { readonly kind: 'named'; readonly wire: string; readonly among: NamedAmong };

export type NamedAmong = 'products' | 'types' | 'locations' | 'countries';

/** A kind of record that can be written, and where. */
export interface RecordTable {
  readonly entity: string;
  /** The child route of its company that it is written through; `null` for one of its own (spec). */
  readonly child: string | null;
  readonly words: string;
  readonly rules: Readonly<Record<string, FieldRule>>;
}

const text = (wire: string): FieldRule => ({ kind: 'text', wire });
const named = (wire: string, among: NamedAmong): FieldRule => ({ kind: 'named', wire, among });

/** Fields named as in the authority tables; `archived` is `isActive` turned round (spec). */
const tables: Readonly<Partial<Record<TargetType, RecordTable>>> = {
  configuration: {
    entity: 'ConfigurationItems',
    child: null,
    words: 'configuration item',
    rules: {
      'reference-name': text('referenceTitle'),
      'reference-number': text('referenceNumber'),
      'serial-number': text('serialNumber'),
      product: named('productID', 'products'),
      'configuration-item-type': named('configurationItemType', 'types'),
      location: named('companyLocationID', 'locations'),
      active: { kind: 'flag', wire: 'isActive' },
      archived: { kind: 'inverted', wire: 'isActive' },
      'rmm-uid': text('rmmDeviceUID'),
      'rmm-id': { kind: 'number', wire: 'rmmDeviceID' },
    },
  },
  location: {
    entity: 'CompanyLocations',
    child: 'Locations',
    words: 'location',
    rules: {
      name: text('name'),
      'address-1': text('address1'),
      'address-2': text('address2'),
      city: text('city'),
      region: text('state'),
      'postal-code': text('postalCode'),
      country: named('countryID', 'countries'),
      phone: text('phone'),
      fax: text('fax'),
      primary: { kind: 'flag', wire: 'isPrimary' },
      archived: { kind: 'inverted', wire: 'isActive' },
    },
  },
  contact: {
    entity: 'Contacts',
    child: 'Contacts',
    words: 'contact',
    rules: {
      'first-name': text('firstName'),
      'last-name': text('lastName'),
      title: text('title'),
      email: text('emailAddress'),
      phone: text('phone'),
      location: named('companyLocationID', 'locations'),
      // A number on contacts and on nothing else (spec).
      active: { kind: 'bit', wire: 'isActive' },
      archived: { kind: 'inverted-bit', wire: 'isActive' },
    },
  },
};

export function tableOf(type: TargetType): RecordTable | null {
  return tables[type] ?? null;
}

const udfPrefix = 'udf.';

/** The user-defined field that a field of ours is, or `null`. */
export function udfNameOf(field: string): string | null {
  return field.startsWith(udfPrefix) ? field.slice(udfPrefix.length) : null;
}

/** Names of what a record refers to. An id without a known name is told as such, lest the field look blank. */
export type NameOf = (among: NamedAmong, id: string) => string | null;

/** The user-defined fields that a person has mapped, with what the tenant says about all of them. */
export interface MappedUdfs {
  readonly names: readonly string[];
  readonly table: FieldTable;
}

const words: Readonly<Record<NamedAmong, string>> = {
  products: 'product',
  types: 'type',
  locations: 'location',
  countries: 'country',
};

/** The current values, in canonical form. */
export function fieldsOf(type: TargetType, row: Row, nameOf: NameOf): Fields {
  const rules = Object.entries(tableOf(type)?.rules ?? {});
  return Object.fromEntries(rules.map(([name, rule]) => [name, valueAt(row, rule, nameOf)]));
}

/**
 * The current values of mapped user-defined fields. Others are not looked at, since values may be secrets; one that
 * reads as stars is left out: what it holds is not known, so nothing can be compared with it.
 */
export function udfFields(row: Row, { names, table }: MappedUdfs): Fields {
  if (names.length === 0) return {};
  const values = new Map(udfsOf(row).map((udf) => [udf.name.toLowerCase(), udf]));
  const fields: Record<string, FieldValue> = {};
  for (const name of names) {
    const found = values.get(name.toLowerCase());
    if (found?.masked) continue;
    const value = found?.value ?? null;
    fields[`${udfPrefix}${name}`] = table.label(name, value) ?? value;
  }
  return fields;
}

function valueAt(row: Row, rule: FieldRule, nameOf: NameOf): FieldValue {
  switch (rule.kind) {
    case 'text':
    case 'number':
      return textAt(row, rule.wire);
    case 'flag':
    case 'bit':
      return flagAt(row, rule.wire) ?? rule.wire === 'isActive';
    case 'inverted':
    case 'inverted-bit':
      return flagAt(row, rule.wire) === false;
    case 'named': {
      const id = idAt(row, rule.wire);
      return id === null ? null : (nameOf(rule.among, id) ?? `${words[rule.among]} ${id}`);
    }
  }
}

/** Which field of ours a refusal of the vendor's means, by the wire's name. */
export function fieldNamed(type: TargetType, wire: string): string | null {
  const folded = wire.toLowerCase();
  const rules = Object.entries(tableOf(type)?.rules ?? {});
  return rules.find(([, rule]) => rule.wire.toLowerCase() === folded)?.[0] ?? null;
}

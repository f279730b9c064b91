import type { Fields, FieldValue } from '../../domain/estate/fields.js';
import type { FieldTable } from './metadata.js';
import { flagAt, idAt, type Row, textAt } from './row.js';
import { udfsOf } from './udf-values.js';

/**
 * How a field of ours stands on a configuration item. `named`: we hold a name, the wire an id; `among` says in which
 * list the name is looked up. `inverted`: true here is false there.
 */
export type FieldRule =
  | { readonly kind: 'text' | 'number' | 'flag' | 'inverted'; readonly wire: string }
  | { readonly kind: 'named'; readonly wire: string; readonly among: NamedAmong };

export type NamedAmong = 'products' | 'types' | 'locations';

/** Fields named as in hop A's authority table, and `archived`, which is `isActive` turned round (spec). */
export const itemRules: Readonly<Record<string, FieldRule>> = {
  'reference-name': { kind: 'text', wire: 'referenceTitle' },
  'reference-number': { kind: 'text', wire: 'referenceNumber' },
  'serial-number': { kind: 'text', wire: 'serialNumber' },
  product: { kind: 'named', wire: 'productID', among: 'products' },
  'configuration-item-type': { kind: 'named', wire: 'configurationItemType', among: 'types' },
  location: { kind: 'named', wire: 'companyLocationID', among: 'locations' },
  active: { kind: 'flag', wire: 'isActive' },
  archived: { kind: 'inverted', wire: 'isActive' },
  'rmm-uid': { kind: 'text', wire: 'rmmDeviceUID' },
  'rmm-id': { kind: 'number', wire: 'rmmDeviceID' },
};

const udfPrefix = 'udf.';

/** The user-defined field that a field of ours is, or `null`. */
export function udfNameOf(field: string): string | null {
  return field.startsWith(udfPrefix) ? field.slice(udfPrefix.length) : null;
}

/** The user-defined fields that a person has mapped, with what the tenant says about all of them. */
export interface MappedUdfs {
  readonly names: readonly string[];
  readonly table: FieldTable;
}

/** Names of what an item refers to. An id without a known name is told as such, lest the field look blank. */
export type NameOf = (among: NamedAmong, id: string) => string | null;

const words: Readonly<Record<NamedAmong, string>> = {
  products: 'product',
  types: 'type',
  locations: 'location',
};

/**
 * The current values. Of the user-defined fields only those of `udfs` are looked at, since values may be secrets; one
 * that reads as stars is left out: what it holds is not known, so nothing can be compared with it.
 */
export function itemFields(row: Row, nameOf: NameOf, udfs: MappedUdfs): Fields {
  const fields: Record<string, FieldValue> = {};
  for (const [name, rule] of Object.entries(itemRules)) fields[name] = valueAt(row, rule, nameOf);
  if (udfs.names.length === 0) return fields;
  const values = new Map(udfsOf(row).map((udf) => [udf.name.toLowerCase(), udf]));
  for (const udf of udfs.names) {
    const found = values.get(udf.toLowerCase());
    if (found?.masked) continue;
    const value = found?.value ?? null;
    fields[`${udfPrefix}${udf}`] = udfs.table.label(udf, value) ?? value;
  }
  return fields;
}

function valueAt(row: Row, rule: FieldRule, nameOf: NameOf): FieldValue {
  switch (rule.kind) {
    case 'text':
    case 'number':
      return textAt(row, rule.wire);
    case 'flag':
      return flagAt(row, rule.wire) !== false;
    case 'inverted':
      return flagAt(row, rule.wire) === false;
    case 'named': {
      const id = idAt(row, rule.wire);
      return id === null ? null : (nameOf(rule.among, id) ?? `${words[rule.among]} ${id}`);
    }
  }
}

/** Which field of ours a refusal of the vendor's means, by the wire's name. */
export function fieldNamed(wire: string): string | null {
  const folded = wire.toLowerCase();
  return Object.entries(itemRules).find(([, rule]) => rule.wire.toLowerCase() === folded)?.[0] ?? null;
}

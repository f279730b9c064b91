import type { Fields, FieldValue } from '../../domain/estate/fields.js';
import type { Problem } from '../../ports/system.js';
import { numberId } from '../json/exact-integer.js';
import { entryNamed, type Lists } from './lists.js';
import type { FieldInformation, FieldTable, Metadata } from './metadata.js';
import { isId } from './query.js';
import { type FieldRule, itemRules, type NamedAmong, udfNameOf } from './target-fields.js';
import { isMask } from './udf-values.js';

type Body = Record<string, unknown>;

/** One record as it is to be sent, or why it cannot be: found out before anything leaves. */
export type Wire = { readonly body: Body } | { readonly problems: readonly Problem[] };

type Converted = { readonly value: unknown } | { readonly problem: string };

const among: Readonly<Record<NamedAmong, string>> = {
  products: 'product',
  types: 'configuration item type',
  locations: 'location of this company',
};

/** Turns fields of a configuration item into what goes out: names into ids, all of it checked with the tenant's metadata. */
export class ItemWire {
  readonly #metadata: Metadata;
  readonly #lists: Lists;
  /** Names, in lower case, of user-defined fields whose values were shown as stars. */
  readonly #masked: ReadonlySet<string>;

  constructor(metadata: Metadata, lists: Lists, masked: ReadonlySet<string>) {
    this.#metadata = metadata;
    this.#lists = lists;
    this.#masked = masked;
  }

  async toWire(fields: Fields, organizationId: string | null): Promise<Wire> {
    const table = await this.#metadata.fields('ConfigurationItems');
    const udfTable = Object.keys(fields).some((name) => udfNameOf(name) !== null)
      ? await this.#metadata.udfs('ConfigurationItems')
      : null;
    const body: Body = {};
    const udfs: { name: string; value: unknown }[] = [];
    const problems: Problem[] = [];
    for (const [field, value] of Object.entries(fields)) {
      const udf = udfNameOf(field);
      const rule = Object.hasOwn(itemRules, field) ? itemRules[field] : undefined;
      const converted =
        udf !== null && udfTable !== null
          ? this.#udf(udfTable.get(udf), udf, value)
          : await this.#field(rule, table, value, organizationId);
      if ('problem' in converted) problems.push({ field, text: converted.problem });
      else if (udf !== null) udfs.push({ name: udfTable?.get(udf)?.name ?? udf, value: converted.value });
      else if (rule !== undefined) body[rule.wire] = converted.value;
    }
    if (problems.length > 0) return { problems };
    return { body: udfs.length === 0 ? body : { ...body, userDefinedFields: udfs } };
  }

  async #field(
    rule: FieldRule | undefined,
    table: FieldTable,
    value: FieldValue,
    organizationId: string | null,
  ): Promise<Converted> {
    if (rule === undefined) return { problem: 'Autotask has no such field on a configuration item' };
    const known = table.get(rule.wire);
    if (known?.readOnly)
      return { problem: `this tenant's field metadata says that ${rule.wire} cannot be written` };
    const tooLong = lengthProblem(known, value);
    if (tooLong !== null) return { problem: tooLong };
    switch (rule.kind) {
      case 'text':
        return { value: value === '' ? null : value };
      case 'flag':
        return { value: value === true };
      case 'inverted':
        return { value: value !== true };
      case 'number':
        return numberOf(value);
      case 'named':
        return this.#named(rule.among, value, organizationId);
    }
  }

  async #named(list: NamedAmong, value: FieldValue, organizationId: string | null): Promise<Converted> {
    if (value === null || value === '') return { value: null };
    const word = among[list];
    if (list === 'locations' && organizationId === null)
      return { problem: 'a location cannot be told without its company' };
    const entries =
      list === 'locations'
        ? await this.#lists.ofCompany('locations', organizationId ?? '')
        : await this.#lists.whole(list);
    const found = entryNamed(entries.all, String(value));
    if (found === 'several') return { problem: `there are several of that name: ${word} "${value}"` };
    if (found === 'inactive') return { problem: `the ${word} "${value}" is inactive in Autotask` };
    if (found !== 'none') return { value: numberId(found.id) };
    if (entries.complete) return { problem: `there is no ${word} named "${value}" in Autotask` };
    const why = entries.failures[0]?.why ?? 'the list was not read to its end';
    return { problem: `the ${word} "${value}" could not be looked up: ${why}` };
  }

  #udf(known: FieldInformation | null, name: string, value: FieldValue): Converted {
    if (known === null)
      return { problem: `Autotask has no user-defined field "${name}" on configuration items` };
    if (known.readOnly) return { problem: `the user-defined field "${name}" cannot be written` };
    if (this.#masked.has(name.toLowerCase())) return { problem: protectedText(name) };
    if (value === null || value === '') return { value: null };
    if (typeof value === 'string' && isMask(value))
      return { problem: 'stars stand for a value that cannot be read; they are never written' };
    const tooLong = lengthProblem(known, value);
    if (tooLong !== null) return { problem: tooLong };
    if (known.picklist === null) return { value: String(value) };
    const isValue = known.picklist.labelOf(String(value)) !== null;
    const picked = known.picklist.valueOf(String(value)) ?? (isValue ? String(value) : null);
    return picked === null
      ? { problem: `"${value}" is not a value of the list of the user-defined field "${name}"` }
      : { value: picked };
  }
}

/** What to say when a value is hidden from our user. */
export function protectedText(name: string): string {
  return (
    `the user-defined field "${name}" is protected and its value is hidden from this API user: grant it the Protected ` +
    'Data Permission (Admin > Resources/Users > Security)'
  );
}

function lengthProblem(known: FieldInformation | null, value: FieldValue): string | null {
  if (known?.length == null || known.picklist !== null || typeof value !== 'string') return null;
  return value.length > known.length ? `longer than the ${known.length} characters that fit` : null;
}

function numberOf(value: FieldValue): Converted {
  if (value === null || value === '') return { value: null };
  const digits = String(value);
  return isId(digits) ? { value: numberId(digits) } : { problem: 'takes a number' };
}

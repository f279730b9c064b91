import type { Fields, FieldValue } from '../../domain/estate/fields.js';
import type { TargetType } from '../../domain/estate/target.js';
import type { Problem } from '../../ports/system.js';
import { numberId } from '../json/exact-integer.js';
import { entryNamed, type Lists } from './lists.js';
import { type MaskedUdfs, protectedText } from './masked-udfs.js';
import { type FieldInformation, FieldTable, type Metadata } from './metadata.js';
import { isId } from './query.js';
import { type FieldRule, type NamedAmong, tableOf, udfNameOf } from './target-fields.js';
import { isMask } from './udf-values.js';

type Body = Record<string, unknown>;

/** One record as it is to be sent, or why it cannot be: found out before anything leaves. */
export type Wire = { readonly body: Body } | { readonly problems: readonly Problem[] };

type Converted = { readonly value: unknown } | { readonly problem: string };

const words: Readonly<Record<NamedAmong, string>> = {
  products: 'product',
  types: 'configuration item type',
  locations: 'location of this company',
  countries: 'country',
};

/** Turns our fields into what goes out: names into ids, all of it checked with the tenant's own metadata. */
export class RecordWire {
  readonly #metadata: Metadata;
  readonly #lists: Lists;
  readonly #masked: Pick<MaskedUdfs, 'has'>;

  constructor(metadata: Metadata, lists: Lists, masked: Pick<MaskedUdfs, 'has'>) {
    this.#metadata = metadata;
    this.#lists = lists;
    this.#masked = masked;
  }

  async toWire(type: TargetType, fields: Fields, organizationId: string | null): Promise<Wire> {
    const table = tableOf(type);
    if (table === null) return { problems: [{ field: null, text: `trilink writes no ${type} in Autotask` }] };
    const known = await this.#metadata.fields(table.entity);
    const udfTable = await this.#udfTable(type, fields);
    const body: Body = {};
    const udfs: { name: string; value: unknown }[] = [];
    const problems: Problem[] = [];
    for (const [field, value] of Object.entries(fields)) {
      const udf = type === 'configuration' ? udfNameOf(field) : null;
      const rule = Object.hasOwn(table.rules, field) ? table.rules[field] : undefined;
      if (udf === null && rule === undefined) {
        problems.push({ field, text: `Autotask has no such field on a ${table.words}` });
        continue;
      }
      const converted =
        rule === undefined
          ? this.#udf(udfTable.get(udf ?? ''), udf ?? '', value)
          : await this.#field(rule, known, value, organizationId);
      if ('problem' in converted) problems.push({ field, text: converted.problem });
      else if (rule === undefined) udfs.push({ name: udfTable.get(udf ?? '')?.name ?? '', ...converted });
      else body[rule.wire] = converted.value;
    }
    if (problems.length > 0) return { problems };
    return { body: udfs.length === 0 ? body : { ...body, userDefinedFields: udfs } };
  }

  async #udfTable(type: TargetType, fields: Fields): Promise<FieldTable> {
    const asked = type === 'configuration' && Object.keys(fields).some((field) => udfNameOf(field) !== null);
    return asked ? this.#metadata.udfs('ConfigurationItems') : new FieldTable([]);
  }

  async #field(
    rule: FieldRule,
    table: FieldTable,
    value: FieldValue,
    organizationId: string | null,
  ): Promise<Converted> {
    const known = table.get(rule.wire);
    if (known?.readOnly)
      return { problem: `this tenant's field metadata says that ${rule.wire} cannot be written` };
    switch (rule.kind) {
      case 'text':
        return textOf(known, value);
      case 'flag':
        return { value: value === true };
      case 'inverted':
        return { value: value !== true };
      case 'bit':
        return { value: value === true ? 1 : 0 };
      case 'inverted-bit':
        return { value: value === true ? 0 : 1 };
      case 'number':
        return numberOf(value);
      case 'named':
        return this.#named(rule.among, value, organizationId);
    }
  }

  async #named(among: NamedAmong, value: FieldValue, organizationId: string | null): Promise<Converted> {
    if (value === null || value === '') return { value: null };
    if (among === 'locations' && organizationId === null)
      return { problem: 'a location cannot be told without its company' };
    const entries =
      among === 'locations'
        ? await this.#lists.locationsOf(organizationId ?? '')
        : await this.#lists.whole(among);
    const found = entryNamed(entries.all, String(value));
    const word = words[among];
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
    if (this.#masked.has(name)) return { problem: protectedText(name) };
    if (typeof value === 'string' && isMask(value))
      return { problem: 'stars stand for a value that cannot be read; they are never written' };
    if (value === null || value === '') return { value: null };
    if (known.picklist === null) return textOf(known, String(value));
    const isValue = known.picklist.labelOf(String(value)) !== null;
    const picked = known.picklist.valueOf(String(value)) ?? (isValue ? String(value) : null);
    return picked === null
      ? { problem: `"${value}" is not a value of the list of the user-defined field "${name}"` }
      : { value: picked };
  }
}

function textOf(known: FieldInformation | null, value: FieldValue): Converted {
  if (value === null || value === '') return { value: null };
  const most = known?.length ?? null;
  if (most !== null && String(value).length > most)
    return { problem: `longer than the ${most} characters that fit` };
  return { value: String(value) };
}

function numberOf(value: FieldValue): Converted {
  if (value === null || value === '') return { value: null };
  const digits = String(value);
  return isId(digits) ? { value: numberId(digits) } : { problem: 'takes a number' };
}

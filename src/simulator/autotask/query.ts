import type { Entity, Field } from './entities.js';
import { refuse } from './refusal.js';
import type { Row } from './tables.js';

/** Autotask's query language (spec, doc): conditions and groups, names matched whatever their case. */
export interface Query {
  readonly maxRecords: number;
  readonly includeFields: readonly string[] | null;
  readonly test: (row: Row) => boolean;
}

const PAGE_CEILING = 500;
const OR_CEILING = 500;

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
type Test = (row: Row) => boolean;

interface Reading {
  readonly fields: ReadonlyMap<string, Field>;
  readonly udfs: ReadonlySet<string>;
  ors: number;
  udfConditions: number;
}

/** @throws {AutotaskRefusal} 500 for what cannot be asked. */
export function readQuery(text: string, entity: Entity, udfNames: readonly string[]): Query {
  const body = lowered(parse(text));
  const filter = body.get('filter');
  if (!Array.isArray(filter) || filter.length === 0) refuse('Filter is required.');
  const reading: Reading = {
    fields: new Map(entity.fields.map((field) => [field.name.toLowerCase(), field])),
    udfs: new Set(udfNames.map((name) => name.toLowerCase())),
    ors: 0,
    udfConditions: 0,
  };
  const tests = filter.map((condition) => readCondition(condition, reading));
  if (reading.ors > OR_CEILING) refuse(`Queries are limited to ${OR_CEILING} or fewer OR conditions.`);
  if (reading.udfConditions > 1) refuse('Only one user-defined field may be queried at a time.');
  return {
    maxRecords: maxRecords(body.get('maxrecords')),
    includeFields: includeFields(body.get('includefields'), reading.fields),
    test: (row) => tests.every((test) => test(row)),
  };
}

function parse(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return refuse('The query is not valid JSON.');
  }
}

function lowered(value: Json | undefined): Map<string, Json> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    refuse('The query has an unexpected shape.');
  return new Map(
    Object.entries(value as { readonly [key: string]: Json }).map(([key, each]) => [key.toLowerCase(), each]),
  );
}

function maxRecords(value: Json | undefined): number {
  if (value === undefined || value === null) return PAGE_CEILING;
  if (typeof value !== 'number' || value < 1 || value > PAGE_CEILING)
    refuse(`MaxRecords must be between 1 and ${PAGE_CEILING}.`);
  return value;
}

function includeFields(value: Json | undefined, fields: ReadonlyMap<string, Field>): string[] | null {
  if (!Array.isArray(value)) return null;
  return value.map(
    (name: Json) =>
      fields.get(String(name).toLowerCase())?.name ?? refuse(`Unable to find ${String(name)} in the entity.`),
  );
}

function readCondition(value: Json, reading: Reading): Test {
  const condition = lowered(value);
  const op = String(condition.get('op')).toLowerCase();
  const items = condition.get('items');
  if (op === 'and' || op === 'or') {
    if (!Array.isArray(items) || items.length === 0) refuse(`Group ${op} needs items.`);
    if (op === 'or') reading.ors += items.length;
    const tests = items.map((item: Json) => readCondition(item, reading));
    return op === 'and'
      ? (row) => tests.every((test) => test(row))
      : (row) => tests.some((test) => test(row));
  }
  const name = String(condition.get('field'));
  const operand = condition.get('value');
  if (condition.get('udf') === true) {
    reading.udfConditions += 1;
    if (!reading.udfs.has(name.toLowerCase())) refuse(`Unable to find ${name} in the entity.`);
    return compare(op, operand, null, (row) => udfValue(row, name), reading);
  }
  const field = reading.fields.get(name.toLowerCase()) ?? refuse(`Unable to find ${name} in the entity.`);
  if (!field.isQueryable) refuse(`Field ${field.name} cannot be queried.`);
  return compare(op, operand, field, (row) => scalar(row[field.name]), reading);
}

type Scalar = string | number | boolean | null;

function scalar(value: Row[string]): Scalar {
  return value === undefined || typeof value === 'object' ? null : value;
}

function udfValue(row: Row, name: string): Scalar {
  return row.userDefinedFields?.find((udf) => udf.name.toLowerCase() === name.toLowerCase())?.value ?? null;
}

function compare(
  op: string,
  operand: Json | undefined,
  field: Field | null,
  read: (row: Row) => Scalar,
  reading: Reading,
): Test {
  switch (op) {
    case 'exist':
      return (row) => read(row) !== null;
    case 'notexist':
      return (row) => read(row) === null;
    case 'in':
    case 'notin': {
      if (!Array.isArray(operand)) refuse(`Operator ${op} needs a list of values.`);
      reading.ors += operand.length;
      const wanted = new Set(operand.map((each: Json) => comparable(each, field)));
      return op === 'in'
        ? (row) => wanted.has(comparable(read(row), field))
        : (row) => !wanted.has(comparable(read(row), field));
    }
    default:
      return compareOne(op, operand, field, read);
  }
}

function compareOne(
  op: string,
  operand: Json | undefined,
  field: Field | null,
  read: (row: Row) => Scalar,
): Test {
  if (operand === undefined) refuse(`Operator ${op} needs a value.`);
  const wanted = comparable(operand, field);
  const value = (row: Row): Comparable => comparable(read(row), field);
  const asText = (row: Row): string => String(read(row) ?? '').toLowerCase();
  const part = String(operand).toLowerCase();
  const ordered = (test: (a: number | string, b: number | string) => boolean): Test => {
    return (row) => {
      const own = value(row);
      if (typeof own === 'number' && typeof wanted === 'number') return test(own, wanted);
      return typeof own === 'string' && typeof wanted === 'string' && test(own, wanted);
    };
  };
  switch (op) {
    case 'eq':
      return (row) => value(row) === wanted && wanted !== MISFIT;
    case 'noteq':
      return (row) => value(row) !== wanted && wanted !== MISFIT;
    case 'gt':
      return ordered((a, b) => a > b);
    case 'gte':
      return ordered((a, b) => a >= b);
    case 'lt':
      return ordered((a, b) => a < b);
    case 'lte':
      return ordered((a, b) => a <= b);
    case 'beginswith':
      return (row) => asText(row).startsWith(part);
    case 'endswith':
      return (row) => asText(row).endsWith(part);
    case 'contains':
      return (row) => asText(row).includes(part);
    default:
      return refuse(`Operator ${op} is not known.`);
  }
}

/** What an operand of the wrong type becomes: it equals nothing, so the query silently finds nothing (observed). */
const MISFIT = Symbol('an operand of the wrong type');
type Comparable = string | number | boolean | null | typeof MISFIT;

function comparable(value: Json, field: Field | null): Comparable {
  if (value === null) return null;
  if (typeof value === 'object') return MISFIT;
  if (field === null || field.dataType === 'string')
    return typeof value === 'string' ? value.toLowerCase() : String(value);
  if (field.dataType === 'datetime') return typeof value === 'string' ? Date.parse(value) : MISFIT;
  if (field.dataType === 'boolean') return typeof value === 'boolean' ? value : MISFIT;
  return typeof value === 'number' ? value : MISFIT;
}

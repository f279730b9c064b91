import type { Entity, EntityName, Field } from './entities.js';
import { AutotaskRefusal, refuse } from './refusal.js';
import type { Row, Tables, Udf } from './tables.js';

export interface WriteContext {
  readonly tables: Tables;
  readonly udfNames: readonly string[];
  readonly protectedUdfs: ReadonlySet<string>;
  readonly restricted: boolean;
  readonly now: number;
}

type Body = Readonly<Record<string, unknown>>;

/** What stamps itself on every write: entity → time fields, of creation and of change. */
const stamped: Partial<
  Record<EntityName, { readonly created: string | null; readonly changed: string | null }>
> = {
  Companies: { created: 'createDate', changed: 'lastTrackedModifiedDateTime' },
  Contacts: { created: 'createDate', changed: 'lastModifiedDate' },
  ConfigurationItems: { created: 'createDate', changed: 'lastModifiedTime' },
  ConfigurationItemNotes: { created: 'createDateTime', changed: null },
};

/** @returns the new row's id. @throws {AutotaskRefusal} 500 with one text a mistake. */
export function createRow(body: Body, entity: Entity, context: WriteContext): number {
  const sent = readBody(body, entity, context);
  const errors = entity.fields
    .filter(
      ({ name, isRequired, isReadOnly }) =>
        isRequired && !isReadOnly && (sent.values[name] === undefined || sent.values[name] === null),
    )
    .map(({ name }) => `Missing Required Field: ${name}.`);
  errors.push(...valueErrors(sent.values, entity, context.tables));
  if (errors.length > 0) throw new AutotaskRefusal(500, errors);
  const id = context.tables.nextId(entity.name);
  const at = new Date(context.now).toISOString();
  const stamps = stamped[entity.name];
  context.tables.put(entity.name, {
    ...defaults(entity),
    ...sent.values,
    id,
    ...(stamps?.created == null ? {} : { [stamps.created]: at }),
    ...(stamps?.changed == null ? {} : { [stamps.changed]: at }),
    ...(sent.udfs === null ? {} : { userDefinedFields: sent.udfs }),
  });
  return id;
}

/** Changes the fields sent and keeps the others (doc). A company on a configuration item is ignored (doc). */
export function updateRow(body: Body, entity: Entity, context: WriteContext): number {
  const id = Object.entries(body).find(([key]) => key.toLowerCase() === 'id')?.[1];
  const row = typeof id === 'number' ? context.tables.get(entity.name, id) : undefined;
  if (row === undefined) refuse(`The entity ${entity.singular} with id ${String(id)} does not exist.`);
  const sent = readBody(body, entity, context);
  const values: Record<string, Row[string]> = { ...sent.values };
  if (entity.name === 'ConfigurationItems') delete values.companyID;
  const errors = entity.fields
    .filter(({ name, isRequired }) => isRequired && values[name] === null)
    .map(({ name }) => `Missing Required Field: ${name}.`);
  errors.push(...valueErrors(values, entity, context.tables));
  if (errors.length > 0) throw new AutotaskRefusal(500, errors);
  const changed = stamped[entity.name]?.changed ?? null;
  context.tables.put(entity.name, {
    ...row,
    ...values,
    id: row.id,
    ...(changed === null ? {} : { [changed]: new Date(context.now).toISOString() }),
    ...(sent.udfs === null ? {} : { userDefinedFields: mergedUdfs(row.userDefinedFields ?? [], sent.udfs) }),
  });
  return row.id;
}

function readBody(
  body: Body,
  entity: Entity,
  context: WriteContext,
): { values: Record<string, Row[string]>; udfs: Udf[] | null } {
  const fields = new Map(entity.fields.map((field) => [field.name.toLowerCase(), field]));
  const values: Record<string, Row[string]> = {};
  let udfs: Udf[] | null = null;
  for (const [key, value] of Object.entries(body)) {
    if (key.toLowerCase() === 'id') continue;
    if (key.toLowerCase() === 'userdefinedfields') {
      udfs = readUdfs(value, context);
      continue;
    }
    const field = fields.get(key.toLowerCase()) ?? refuse(`Unable to find ${key} in the entity.`);
    if (field.isReadOnly) refuse(`Field ${field.name} is read only.`);
    values[field.name] = value as Row[string];
  }
  return { values, udfs };
}

function readUdfs(value: unknown, { udfNames, protectedUdfs, restricted }: WriteContext): Udf[] {
  if (!Array.isArray(value)) refuse('userDefinedFields must be a list.');
  return value.map((each: { name?: unknown; value?: unknown }) => {
    const name = udfNames.find((known) => known.toLowerCase() === String(each.name).toLowerCase());
    if (name === undefined) refuse(`The user-defined field ${String(each.name)} does not exist.`);
    if (restricted && protectedUdfs.has(name))
      refuse(`You do not have permission to edit the protected field ${name}.`);
    return { name, value: each.value === null || each.value === undefined ? null : String(each.value) };
  });
}

function mergedUdfs(old: readonly Udf[], sent: readonly Udf[]): Udf[] {
  const kept = old.filter(({ name }) => !sent.some((udf) => udf.name === name));
  return [...kept, ...sent];
}

function valueErrors(
  values: Readonly<Record<string, Row[string]>>,
  entity: Entity,
  tables: Tables,
): string[] {
  return entity.fields.flatMap((field) => {
    const value = values[field.name];
    return value === undefined || value === null ? [] : valueError(value, field, tables);
  });
}

function valueError(value: Row[string], field: Field, tables: Tables): string[] {
  const { name, dataType, length, picklist, reference } = field;
  const wanted = {
    integer: 'number',
    long: 'number',
    double: 'number',
    string: 'string',
    datetime: 'string',
    boolean: 'boolean',
  }[dataType];
  if (typeof value !== wanted) return [`Invalid value for field ${name}: ${dataType} expected.`];
  if (dataType === 'datetime' && Number.isNaN(Date.parse(String(value))))
    return [`Invalid value for field ${name}: datetime expected.`];
  if (dataType === 'string' && length > 0 && String(value).length > length)
    return [`Field ${name} exceeds the maximum length of ${length}.`];
  if (picklist !== null && !picklist.some((each) => each.value === String(value)))
    return [`Value ${String(value)} is not valid for picklist ${name}.`];
  if (reference === null) return [];
  const target = tables.get(reference, Number(value));
  const isGone =
    target === undefined || ((reference === 'Contacts' || reference === 'Resources') && !isActive(target));
  return isGone
    ? [`Reference value on field: ${name} of type: ${singular(reference)} does not exist or is invalid.`]
    : [];
}

function isActive(row: Row): boolean {
  return row.isActive === true || row.isActive === 1;
}

function singular(entity: EntityName): string {
  return entity === 'Companies' ? 'Company' : entity.replace(/ies$/, 'y').replace(/s$/, '');
}

function defaults(entity: Entity): Record<string, Row[string]> {
  if (entity.name === 'ConfigurationItems') return { configurationItemCategoryID: 2 };
  return entity.name === 'Companies' ? { isActive: true } : {};
}

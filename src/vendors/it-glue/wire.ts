import type { Fields, FieldValue } from '../../domain/estate/fields.js';
import type { TargetType } from '../../domain/estate/target.js';
import type { Problem } from '../../ports/system.js';
import { numberId } from '../json/exact-integer.js';
import { contactLists, isContactList } from './contact-fields.js';
import { type FieldRule, fieldTables, type NameList } from './fields.js';
import { type Entry, type Names, onlyEntry } from './names.js';
import { type Attributes, idText } from './resource.js';

/** One record as it is to be written, or why it cannot be: found out before anything is sent. */
export type Wire =
  | { readonly attributes: Record<string, unknown> }
  | { readonly problems: readonly Problem[] };

export interface WireContext {
  readonly type: TargetType;
  readonly organizationId: string | null;
  /** The record's attributes as they are, for what can only be written with regard to them. Not asked for in vain. */
  current(): Promise<Attributes>;
}

/** What is called what in messages. */
const listWords: Readonly<Record<NameList, string>> = {
  configurationTypes: 'configuration type',
  configurationStatuses: 'configuration status',
  manufacturers: 'manufacturer',
  models: 'model',
  operatingSystems: 'operating system',
  organizationTypes: 'organization type',
  organizationStatuses: 'organization status',
  contactTypes: 'contact type',
  organizations: 'organization',
  locations: 'location of this organization',
  contacts: 'contact of this organization',
  regions: 'region',
  countries: 'country',
};

/** Turns our fields into the wire's attributes; mapped names become ids of existing records. */
export async function toWire(fields: Fields, context: WireContext, names: Names): Promise<Wire> {
  const table = fieldTables[context.type] ?? {};
  const attributes: Record<string, unknown> = {};
  const problems: Problem[] = [];
  const inLists: Record<string, FieldValue> = {};
  for (const [field, value] of Object.entries(fields)) {
    const rule = table[field];
    if (context.type === 'contact' && isContactList(field)) inLists[field] = value;
    else if (rule === undefined)
      problems.push({ field, text: `IT Glue has no such field on a ${context.type}` });
    else if (rule.kind !== 'named') attributes[field] = value;
    else {
      const id = await resolved(field, value, rule, fields, context, names);
      if (typeof id === 'object' && id !== null && 'text' in id) problems.push(id);
      else attributes[rule.write] = id;
    }
  }
  if (problems.length > 0) return { problems };
  if (Object.keys(inLists).length > 0)
    Object.assign(attributes, contactLists(await context.current(), inLists));
  return { attributes };
}

async function resolved(
  field: string,
  value: FieldValue,
  rule: FieldRule & { kind: 'named' },
  fields: Fields,
  context: WireContext,
  names: Names,
): Promise<ReturnType<typeof numberId> | Problem | null> {
  if (value === null || value === '') return null;
  const name = String(value);
  const among = await names.list(rule.among, context.organizationId);
  let found = onlyEntry(among, name);
  if (rule.among === 'models') found = await modelOf(among, name, fields, context, names);
  const word = listWords[rule.among];
  if (found === 'none') return { field, text: `there is no ${word} named "${name}" in IT Glue` };
  if (found === 'several') return { field, text: `there are several of that name: ${word} "${name}"` };
  return numberId(found.id);
}

/** A model is one of its manufacturer: the one written along with it, else the one the record has. */
async function modelOf(
  models: readonly Entry[],
  name: string,
  fields: Fields,
  context: WireContext,
  names: Names,
): Promise<Entry | 'none' | 'several'> {
  const overall = onlyEntry(models, name);
  const written = fields.manufacturer;
  if (typeof written !== 'string' && overall !== 'several') return overall;
  const maker =
    typeof written === 'string' ? onlyEntry(await names.list('manufacturers', null), written) : null;
  const makerId =
    maker === null ? idText((await context.current())['manufacturer-id']) : isEntry(maker) ? maker.id : null;
  if (makerId === null) return overall;
  return onlyEntry(
    models.filter((model) => model.parentId === makerId),
    name,
  );
}

function isEntry(found: Entry | 'none' | 'several'): found is Entry {
  return typeof found === 'object';
}

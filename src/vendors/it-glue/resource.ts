import * as z from 'zod';
import { count, maybeId, text } from '../json/lenient.js';

/**
 * JSON:API as IT Glue speaks it (itglue.md sections 1, 2 and 10): ids as text, sometimes inside the attributes;
 * included records beside `data` or, by a slip of the reference, inside it; names in kebab case, now and then with
 * underscores. All of it is accepted.
 */
export interface Resource {
  readonly id: string;
  /** In kebab case, whatever was sent. */
  readonly type: string;
  readonly attributes: Attributes;
  readonly relationships: unknown;
}

export type Attributes = Readonly<Record<string, unknown>>;

/** Taken as they came: a copy of every member of thousands of records would be most of what a read costs. */
const members = z
  .custom<Readonly<Record<string, unknown>> | null | undefined>(isMembers, 'no object')
  .optional();

function isMembers(value: unknown): boolean {
  return value === null || value === undefined || (typeof value === 'object' && !Array.isArray(value));
}

const wireResource = z
  .object({
    id: maybeId,
    type: text,
    attributes: members,
    relationships: z.unknown().optional(),
    included: z.unknown().optional(),
  })
  .transform((wire, context) => {
    const attributes = kebabKeys(wire.attributes ?? {});
    const id = wire.id ?? idText(attributes.id);
    if (id === null) context.addIssue({ code: 'custom', path: ['id'], message: 'no id' });
    const type = (wire.type ?? '').replaceAll('_', '-');
    return { id: id ?? '', type, attributes, relationships: wire.relationships, included: wire.included };
  });

const wireList = z.array(wireResource);
const included = z.unknown().optional().transform(readable);

const meta = z.object({ 'total-count': count, 'total-pages': count, 'next-page': count }).nullish();
const links = z.object({ next: text }).nullish();

export const listBody = z.object({ data: wireList, included, meta, links }).transform((body) => ({
  data: body.data,
  included: [...body.included, ...body.data.flatMap(nested)],
  meta: {
    total: body.meta?.['total-count'] ?? null,
    pages: body.meta?.['total-pages'] ?? null,
    hasNextLink: (body.meta?.['next-page'] ?? body.links?.next ?? null) !== null,
  },
}));
export type ListBody = z.output<typeof listBody>;

export const recordBody = z
  .object({ data: wireResource, included })
  .transform((body) => ({ data: body.data, included: [...body.included, ...nested(body.data)] }));
export type RecordBody = z.output<typeof recordBody>;

/** What a write is answered with: one record or several. */
export const writtenBody = z
  .object({ data: z.union([wireList, wireResource.transform((one) => [one])]) })
  .transform((body): readonly Resource[] => body.data);

function nested(resource: { included: unknown }): Resource[] {
  return readable(resource.included);
}

/** Included records that can be read; what is odd there is left out, since it only adds to the record itself. */
function readable(value: unknown): Resource[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((one) => {
    const parsed = wireResource.safeParse(one);
    return parsed.success ? [parsed.data] : [];
  });
}

function kebabKeys(attributes: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const names = Object.keys(attributes);
  if (!names.some((name) => name.includes('_'))) return attributes;
  const kebab: Record<string, unknown> = {};
  for (const name of names) kebab[name.replaceAll('_', '-')] ??= attributes[name];
  return kebab;
}

export function idText(value: unknown): string | null {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value !== '' ? value : null;
}

/** Trimmed text of an attribute, or `null` when it is blank or no scalar. */
export function textAt(attributes: Attributes, name: string): string | null {
  const value = attributes[name];
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null;
}

export function flagAt(attributes: Attributes, name: string): boolean {
  const value = attributes[name];
  return value === true || value === 'true' || value === 1;
}

export function timeAt(attributes: Attributes, name: string): number | null {
  const text = textAt(attributes, name);
  const at = text === null ? Number.NaN : Date.parse(text);
  return Number.isNaN(at) ? null : at;
}

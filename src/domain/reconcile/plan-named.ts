import type { Attachment } from '../estate/target.js';
import { foldName } from '../hops/name-mapping.js';
import { changeId } from './change-id.js';
import type { Change, FieldChange } from './plan.js';
import { plannedOrganization } from './plan-input.js';

type Kind = Attachment['type'];

/** Fields that name a record of the same organization, and which kind that is. */
const namingFields: Readonly<Record<string, Kind | undefined>> = { location: 'location', contact: 'contact' };

export interface NamedInput {
  readonly hop: { readonly kinds: readonly string[] };
  /** Locations and contacts that the target has. */
  readonly attachmentTargets: readonly Attachment[];
}

/**
 * Sees to it that a record which names a location or contact finds it: one that the same plan makes is made first, and
 * one that is not there, or is there twice, is left out and shown as blocked. Hops that do not carry locations name
 * what their target has shown them.
 */
export function withNamed(input: NamedInput, changes: readonly Change[]): readonly Change[] {
  if (!input.hop.kinds.includes('location')) return changes;
  const there = namesThere(input.attachmentTargets);
  const made = namesMade(changes);
  return changes.flatMap((change) => settled(change, there, made));
}

function settled(
  change: Change,
  there: ReadonlyMap<string, number>,
  made: ReadonlyMap<string, string>,
): readonly Change[] {
  if (change.blocked !== null || change.fields.every((field) => kindOf(field) === null)) return [change];
  const makers: string[] = [];
  const kept: FieldChange[] = [];
  const open: FieldChange[] = [];
  for (const field of change.fields) {
    const kind = kindOf(field);
    const key = kind === null ? null : nameKey(kind, placeOf(change), String(field.after));
    const maker = key === null ? undefined : made.get(key);
    if (key !== null && there.get(key) !== 1 && maker === undefined) open.push(field);
    else kept.push(field);
    if (maker !== undefined) makers.push(maker);
  }
  const dependsOn = [...new Set([...change.dependsOn, ...makers])];
  const rest = kept.length === 0 ? [] : [{ ...change, fields: kept, dependsOn }];
  return open.length === 0 || change.action !== 'update' ? rest : [...rest, missing(change, open)];
}

function kindOf({ name, after }: FieldChange): Kind | null {
  return after === null || after === '' ? null : (namingFields[name] ?? null);
}

/** Where a record is or will be: an organization's id, or the change that makes it. */
function placeOf({ target }: Change): string {
  if (target.organizationId !== null) return target.organizationId;
  const change = target.parent?.change ?? null;
  return change === null ? '' : plannedOrganization(change);
}

function nameKey(kind: Kind, place: string, name: string): string {
  return `${kind}\n${place}\n${foldName(name)}`;
}

function namesThere(targets: readonly Attachment[]): ReadonlyMap<string, number> {
  const count = new Map<string, number>();
  for (const { type, organizationId, name, archived } of targets) {
    if (archived) continue;
    const key = nameKey(type, organizationId, name);
    count.set(key, (count.get(key) ?? 0) + 1);
  }
  return count;
}

function namesMade(changes: readonly Change[]): ReadonlyMap<string, string> {
  const made = new Map<string, string>();
  for (const change of changes) {
    const { type, name } = change.target;
    if (change.action !== 'create' || change.blocked !== null) continue;
    if (type === 'location' || type === 'contact') made.set(nameKey(type, placeOf(change), name), change.id);
  }
  return made;
}

function missing(change: Change, fields: readonly FieldChange[]): Change {
  const names = fields.map((field) => `${field.name} "${field.after}"`).join(', ');
  return {
    ...change,
    id: changeId(change.item, change.action, change.target.type, 'unnamed'),
    fields,
    volatile: [],
    blocked: { by: 'not there', reason: `IT Glue has not exactly one ${names} in this organization` },
  };
}

import { itemKey, type RecordKind } from '../estate/systems.js';
import type { TargetType } from '../estate/target.js';
import { changeId } from './change-id.js';
import type { Blocked, Change, FieldChange } from './plan.js';
import type { PlanInput } from './plan-input.js';

/** The source record that a change is for. */
export interface Subject {
  readonly kind: RecordKind;
  readonly id: string;
  readonly name: string;
}

/** The target record that a change is about, as far as it is there. */
export interface RecordRef {
  readonly id: string;
  readonly name: string;
  readonly organizationId: string | null;
}

export interface ChangeParts {
  readonly id: string | null;
  readonly record: RecordRef | null;
  readonly fields: readonly FieldChange[];
  readonly blocked: Blocked | null;
  readonly volatile?: readonly string[];
  /** Tells apart several changes of one kind for one item. */
  readonly sub?: string;
  /** The change that makes the record this one hangs on. */
  readonly parentChange?: string | null;
  readonly organizationId?: string | null;
}

export function itemOf(input: Pick<PlanInput, 'hop'>, { kind, id }: Subject): string {
  return itemKey({ integration: input.hop.id, kind, sourceId: id });
}

/** A change as a plain value with its stable id. */
export function makeChange(
  input: Pick<PlanInput, 'hop'>,
  subject: Subject,
  action: Change['action'],
  type: TargetType,
  parts: ChangeParts,
): Change {
  const { hop } = input;
  const item = itemOf(input, subject);
  const parentChange = parts.parentChange ?? null;
  return {
    id: changeId(item, action, type, parts.sub),
    integration: hop.id,
    item,
    action,
    target: {
      system: hop.target,
      type,
      id: parts.id,
      name: nameOf(parts, subject.name, type),
      organizationId: parts.organizationId ?? parts.record?.organizationId ?? null,
      parent: parentOf(parts, action, type),
    },
    dependsOn: parentChange === null ? [] : [parentChange],
    source: { system: hop.source, id: subject.id, name: subject.name },
    fields: parts.fields,
    blocked: parts.blocked,
    volatile: (parts.volatile ?? []).filter((name) => parts.fields.some((field) => field.name === name)),
    keys: keysOf(parts, subject.name),
  };
}

function parentOf(
  parts: ChangeParts,
  action: Change['action'],
  type: TargetType,
): Change['target']['parent'] {
  const change = parts.parentChange ?? null;
  if (type === 'configuration-interface') {
    return { type: 'configuration', id: parts.record?.id ?? null, change };
  }
  const id = parts.organizationId ?? null;
  if (action !== 'create' || type === 'organization' || (change === null && id === null)) return null;
  return { type: 'organization', id, change };
}

function nameOf(parts: ChangeParts, subject: string, type: TargetType): string {
  const named = parts.fields.find((field) => field.name === 'name')?.after;
  if (type === 'configuration-interface') return `${subject} / ${named ?? parts.sub ?? ''}`;
  return parts.record?.name ?? (typeof named === 'string' ? named : subject);
}

function keysOf(parts: ChangeParts, subject: string): Change['keys'] {
  const text = (...names: string[]) => {
    const found = parts.fields.find((field) => names.includes(field.name))?.after;
    return typeof found === 'string' ? found : null;
  };
  const mac = text('mac-address');
  return {
    name: text('name', 'reference-name') ?? subject,
    serial: text('serial-number'),
    macs: mac === null ? [] : [mac],
  };
}

import { type Fields, isBlank } from '../estate/fields.js';
import type { Device } from '../estate/source.js';
import { itemKey } from '../estate/systems.js';
import type { Configuration, TargetType } from '../estate/target.js';
import { groupOf } from '../hops/hop.js';
import { sameValue } from './canonical.js';
import { changeId } from './change-id.js';
import { holdOn } from './holds.js';
import { type Lock, lockOf } from './lock.js';
import type { Blocked, Change, FieldChange } from './plan.js';
import type { DesiredDevice, PlanInput } from './plan-input.js';
import { type SettledRecord, settleRecord } from './settle-record.js';

/** What one matched device would change on its record, interfaces included. */
export function planMatchedDevice(
  input: PlanInput,
  device: Device,
  record: Configuration,
): readonly Change[] {
  if (record.archived) return planReturn(input, device, record);
  const desired = input.hop.projectDevice(device, input.projection);
  const lock = lockOn(input, record);
  const settled = settleRecord(input.authority, {
    type: 'configuration',
    group: groupOf(device),
    desired: desired.fields,
    current: record.fields,
    written: input.written.get(record.id) ?? new Map(),
    creating: false,
    lock,
    presentMacs: desired.presentMacs,
  });
  return [
    ...updates(input, device, record, settled, lock),
    ...planInterfaces(input, device, record, desired),
  ];
}

export function lockOn(input: PlanInput, record: Configuration): Lock {
  if (!input.hop.respectsPsaLock) return 'open';
  const shown = lockOf(record.provenance);
  return shown === 'open' && input.learnedLocks.has(record.id) ? 'locked' : shown;
}

/** An archived record comes back by itself only when trilink archived it and nobody has touched it since. */
function planReturn(input: PlanInput, device: Device, record: Configuration): readonly Change[] {
  const archivedAt = input.archivedByUs.get(record.id);
  if (archivedAt === undefined) return [];
  const touched = record.provenance.updatedAt !== null && record.provenance.updatedAt > archivedAt;
  const blocked: Blocked | null = touched
    ? { by: 'a person', reason: 'archived by trilink, and changed by somebody since' }
    : null;
  const fields: FieldChange[] = [{ name: 'archived', before: true, after: false, authority: 'overwrite' }];
  return [
    makeChange(input, device, 'unarchive', 'configuration', { id: record.id, record, fields, blocked }),
  ];
}

function updates(
  input: PlanInput,
  device: Device,
  record: Configuration,
  settled: SettledRecord,
  lock: Lock,
): readonly Change[] {
  const item = itemOf(input, device);
  const held = settled.writes.filter((field) => holdOn(input.holds, item, 'configuration', field.name));
  const free = settled.writes.filter((field) => !held.includes(field));
  const changes: Change[] = [];
  const add = (fields: readonly FieldChange[], blocked: Blocked | null, sub: string) => {
    if (fields.length === 0) return;
    const { volatile } = settled;
    changes.push(
      makeChange(input, device, 'update', 'configuration', {
        id: record.id,
        record,
        fields,
        blocked,
        volatile,
        sub,
      }),
    );
  };
  add(free, null, '');
  for (const runId of new Set(
    held.map((field) => holdOn(input.holds, item, 'configuration', field.name)?.reason),
  )) {
    const fields = held.filter(
      (field) => holdOn(input.holds, item, 'configuration', field.name)?.reason === runId,
    );
    add(fields, { by: 'undo', reason: runId ?? 'undone' }, `held:${runId}`);
  }
  const [ruled, owned] = partition(
    settled.blocked,
    (field) => isRuled(input, field.name) && lock === 'locked',
  );
  add(owned, ownerOf(lock), 'locked');
  add(
    ruled,
    { by: 'autotask', reason: 'belongs in Autotask: the next PSA sync would write over it' },
    'ruled',
  );
  return changes;
}

function isRuled(input: PlanInput, field: string): boolean {
  return input.authority.some(
    (row) => row.type === 'configuration' && row.field === field && row.whenLocked === 'blocked-by-rule',
  );
}

function ownerOf(lock: Lock): Blocked {
  return lock === 'orphaned'
    ? { by: 'orphaned', reason: 'the PSA let go of this record: only archiving it is known to work' }
    : { by: 'autotask', reason: 'synced from the PSA: IT Glue refuses changes to these fields' };
}

/** Adapters beyond the primary one: ours are kept in step, others' are left alone, missing ones made when asked for. */
function planInterfaces(
  input: PlanInput,
  device: Device,
  record: Configuration,
  desired: DesiredDevice,
): readonly Change[] {
  return desired.interfaces.flatMap((wanted) => {
    const there = record.interfaces.find((one) => sameValue('mac-address', one.mac, wanted.mac));
    if (there?.primary || sameValue('mac-address', record.mac, wanted.mac)) return [];
    if (!there)
      return asksForRecords(input, device)
        ? [createInterface(input, device, wanted.fields, wanted.mac, record, null)]
        : [];
    const written = input.written.get(there.id);
    if (!written) return [];
    const settled = settleRecord(input.authority, {
      type: 'configuration-interface',
      group: groupOf(device),
      desired: wanted.fields,
      current: { name: there.name, 'ip-address': there.ip, 'mac-address': there.mac },
      written,
      creating: false,
      lock: 'open',
      presentMacs: null,
    });
    const item = itemOf(input, device);
    const fields = settled.writes.filter(
      (field) => !holdOn(input.holds, item, 'configuration-interface', field.name),
    );
    if (fields.length === 0) return [];
    const { volatile } = settled;
    return [
      makeChange(input, device, 'update', 'configuration-interface', {
        id: there.id,
        record,
        fields,
        blocked: null,
        volatile,
        sub: wanted.mac,
      }),
    ];
  });
}

function asksForRecords(input: PlanInput, device: Device): boolean {
  const { create } = input.flags;
  if (create === 'configurations' || create === 'all') return true;
  return input.decisions.get(`device/${device.id}`)?.verb === 'create';
}

export function createInterface(
  input: PlanInput,
  device: Device,
  wanted: Fields,
  mac: string,
  record: Configuration | null,
  parentChange: string | null,
): Change {
  const fields = Object.entries(wanted).flatMap(([name, after]): FieldChange[] =>
    isBlank(after) ? [] : [{ name, before: null, after, authority: 'own' }],
  );
  const item = itemOf(input, device);
  const blocked = holdOn(input.holds, item, 'configuration-interface', '*');
  return makeChange(input, device, 'create', 'configuration-interface', {
    id: null,
    record,
    fields,
    blocked,
    sub: mac,
    parentChange,
  });
}

export function itemOf(input: PlanInput, device: Device): string {
  return itemKey({ integration: input.hop.id, kind: 'device', sourceId: device.id });
}

export interface ChangeParts {
  readonly id: string | null;
  readonly record: Configuration | null;
  readonly fields: readonly FieldChange[];
  readonly blocked: Blocked | null;
  readonly volatile?: readonly string[];
  readonly sub?: string;
  /** The change that makes the record this one hangs on. */
  readonly parentChange?: string | null;
  readonly organizationId?: string | null;
}

export function makeChange(
  input: PlanInput,
  device: Pick<Device, 'id' | 'hostname'>,
  action: Change['action'],
  type: TargetType,
  parts: ChangeParts,
): Change {
  const { hop } = input;
  const item = itemKey({ integration: hop.id, kind: 'device', sourceId: device.id });
  const parentType = type === 'configuration-interface' ? 'configuration' : 'organization';
  const parentChange = parts.parentChange ?? null;
  const parentId =
    type === 'configuration-interface' ? (parts.record?.id ?? null) : (parts.organizationId ?? null);
  const hasParent =
    type === 'configuration-interface' ||
    (action === 'create' && (parentChange !== null || parentId !== null));
  return {
    id: changeId(item, action, type, parts.sub),
    integration: hop.id,
    item,
    action,
    target: {
      system: hop.target,
      type,
      id: parts.id,
      name: nameOf(parts, device.hostname, type),
      organizationId: parts.organizationId ?? parts.record?.organizationId ?? null,
      parent: hasParent ? { type: parentType, id: parentId, change: parentChange } : null,
    },
    dependsOn: parentChange === null ? [] : [parentChange],
    source: { system: hop.source, id: device.id, name: device.hostname },
    fields: parts.fields,
    blocked: parts.blocked,
    volatile: (parts.volatile ?? []).filter((name) => parts.fields.some((field) => field.name === name)),
    keys: keysOf(parts, device.hostname),
  };
}

function nameOf(parts: ChangeParts, hostname: string, type: TargetType): string {
  const named = parts.fields.find((field) => field.name === 'name')?.after;
  if (type === 'configuration-interface') return `${hostname} / ${named ?? parts.sub ?? ''}`;
  return parts.record?.name ?? (typeof named === 'string' ? named : hostname);
}

function keysOf(parts: ChangeParts, hostname: string): Change['keys'] {
  const value = (name: string) => parts.fields.find((field) => field.name === name)?.after;
  const serial = value('serial-number');
  const mac = value('mac-address');
  const name = value('name');
  return {
    name: typeof name === 'string' ? name : hostname,
    serial: typeof serial === 'string' ? serial : null,
    macs: typeof mac === 'string' ? [mac] : [],
  };
}

function partition<T>(all: readonly T[], test: (one: T) => boolean): readonly [readonly T[], readonly T[]] {
  return [all.filter(test), all.filter((one) => !test(one))];
}

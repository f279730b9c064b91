import { type Fields, isBlank } from '../estate/fields.js';
import type { Device } from '../estate/source.js';
import type { Configuration } from '../estate/target.js';
import { groupOf } from '../hops/hop.js';
import { sameValue } from './canonical.js';
import { holdOn } from './holds.js';
import { incompletePlace } from './incomplete-place.js';
import { type Lock, lockOf } from './lock.js';
import { itemOf, makeChange, type Subject } from './make-change.js';
import type { Blocked, Change, FieldChange } from './plan.js';
import { type DesiredDevice, type PlanInput, recordKey } from './plan-input.js';
import { planUpdates } from './plan-updates.js';
import { settleRecord } from './settle-record.js';

export function subjectOf(device: Pick<Device, 'id' | 'hostname'>): Subject {
  return { kind: 'device', id: device.id, name: device.hostname };
}

/** What one matched device would change on its record, interfaces included. */
export function planMatchedDevice(
  input: PlanInput,
  device: Device,
  record: Configuration,
): readonly Change[] {
  if (record.archived) return planReturn(input, device, record);
  const written = input.written.get(recordKey('configuration', record.id)) ?? new Map();
  if (input.hop.isHistory?.(device, written)) return [];
  const desired = input.hop.projectDevice(device, input.projection);
  const lock = lockOn(input, record);
  const settled = settleRecord(input.authority, {
    type: 'configuration',
    group: groupOf(device),
    desired: desired.fields,
    current: record.fields,
    written,
    creating: false,
    lock,
    ours: input.createdByUs.has(recordKey('configuration', record.id)),
    presentMacs: desired.presentMacs,
  });
  return [
    ...planUpdates(input, subjectOf(device), 'configuration', record, settled, lock),
    ...planInterfaces(input, device, record, desired),
  ];
}

export function lockOn(input: PlanInput, record: Pick<Configuration, 'id' | 'provenance'>): Lock {
  if (!input.hop.respectsPsaLock) return 'open';
  const shown = lockOf(record.provenance);
  return shown === 'open' && input.learnedLocks.has(record.id) ? 'locked' : shown;
}

/** An archived record comes back by itself only when trilink archived it and nobody has touched it since. */
function planReturn(input: PlanInput, device: Device, record: Configuration): readonly Change[] {
  const archivedAt = input.archivedByUs.get(record.id);
  if (archivedAt === undefined) return [];
  const touched = record.provenance.updatedAt !== null && record.provenance.updatedAt > archivedAt;
  const item = itemOf(input, subjectOf(device));
  const undone = ['*', 'archived'].map((field) =>
    holdOn(input.holds, item, 'configuration', field, record.id),
  );
  const byPerson = { by: 'a person', reason: 'archived by trilink, and changed by somebody since' };
  const blocked: Blocked | null = undone.find((hold) => hold !== null) ?? (touched ? byPerson : null);
  const fields: FieldChange[] = [{ name: 'archived', before: true, after: false, authority: 'overwrite' }];
  const parts = { id: record.id, record, fields, blocked };
  return [makeChange(input, subjectOf(device), 'unarchive', 'configuration', parts)];
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
    if (there) return planOwnInterface(input, device, record, there, wanted);
    if (!asksForRecords(input, device)) return [];
    return [createInterface(input, device, wanted.fields, wanted.mac, record, null)];
  });
}

function planOwnInterface(
  input: PlanInput,
  device: Device,
  record: Configuration,
  there: Configuration['interfaces'][number],
  wanted: DesiredDevice['interfaces'][number],
): readonly Change[] {
  const written = input.written.get(recordKey('configuration-interface', there.id));
  if (!written) return [];
  const settled = settleRecord(input.authority, {
    type: 'configuration-interface',
    group: groupOf(device),
    desired: wanted.fields,
    current: { name: there.name, 'ip-address': there.ip, 'mac-address': there.mac },
    written,
    creating: false,
    lock: 'open',
    ours: true,
    presentMacs: null,
  });
  const item = itemOf(input, subjectOf(device));
  const isFree = (field: FieldChange) => !holdOn(input.holds, item, 'configuration-interface', field.name);
  const fields = settled.writes.filter(isFree);
  if (fields.length === 0) return [];
  const { volatile } = settled;
  const parts = { id: there.id, record, fields, blocked: null, volatile, sub: wanted.mac };
  return [makeChange(input, subjectOf(device), 'update', 'configuration-interface', parts)];
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
  const subject = subjectOf(device);
  const held = holdOn(input.holds, itemOf(input, subject), 'configuration-interface', '*');
  const blocked = held ?? incompletePlace(input, device.siteId, record?.organizationId ?? null);
  const parts = { id: null, record, fields, blocked, sub: mac, parentChange };
  return makeChange(input, subject, 'create', 'configuration-interface', parts);
}

import type { TargetType } from '../estate/target.js';
import { holdOn } from './holds.js';
import type { Lock } from './lock.js';
import { itemOf, makeChange, type RecordRef, type Subject } from './make-change.js';
import type { Blocked, Change, FieldChange } from './plan.js';
import type { PlanInput } from './plan-input.js';
import type { SettledRecord } from './settle-record.js';

/**
 * The changes that a settled record leads to: one that may be written, and one for each owner who stands in the way
 * (an undo, the PSA, the rule that a field belongs in the PSA).
 */
export function planUpdates(
  input: PlanInput,
  subject: Subject,
  type: TargetType,
  record: RecordRef,
  settled: SettledRecord,
  lock: Lock,
): readonly Change[] {
  const changes: Change[] = [];
  const add = (fields: readonly FieldChange[], blocked: Blocked | null, sub: string) => {
    if (fields.length === 0) return;
    const parts = { id: record.id, record, fields, blocked, volatile: settled.volatile, sub };
    changes.push(makeChange(input, subject, 'update', type, parts));
  };
  const item = itemOf(input, subject);
  const holdOf = (field: FieldChange) => holdOn(input.holds, item, type, field.name, record.id);
  add(
    settled.writes.filter((field) => holdOf(field) === null),
    null,
    '',
  );
  for (const reason of new Set(settled.writes.flatMap((field) => holdOf(field)?.reason ?? []))) {
    add(
      settled.writes.filter((field) => holdOf(field)?.reason === reason),
      { by: 'undo', reason },
      `held:${reason}`,
    );
  }
  const isRuled = (field: FieldChange) => lock === 'locked' && ruledFields(input, type).has(field.name);
  add(
    settled.blocked.filter((field) => !isRuled(field)),
    ownerOf(lock),
    'locked',
  );
  add(settled.blocked.filter(isRuled), belongsInPsa, 'ruled');
  return changes;
}

const belongsInPsa: Blocked = {
  by: 'autotask',
  reason: 'belongs in Autotask: the next PSA sync would write over it',
};

function ruledFields(input: PlanInput, type: TargetType): ReadonlySet<string> {
  const ruled = input.authority.filter((row) => row.type === type && row.whenLocked === 'blocked-by-rule');
  return new Set(ruled.map((row) => row.field));
}

function ownerOf(lock: Lock): Blocked {
  return lock === 'orphaned'
    ? { by: 'orphaned', reason: 'the PSA let go of this record: only archiving it is known to work' }
    : { by: 'autotask', reason: 'synced from the PSA: IT Glue refuses changes to these fields' };
}

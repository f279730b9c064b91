import type { Fields, FieldValue } from '../estate/fields.js';
import type { TargetType } from '../estate/target.js';
import { canonical, sameValue } from './canonical.js';
import { changeId } from './change-id.js';
import type { Change, FieldChange } from './plan.js';

/** A change that was made, as the journal tells it. */
export interface MadeChange {
  readonly runId: string;
  readonly change: Change;
  readonly targetId: string;
  readonly echoed: Fields;
}

/** What the record shows now; `null` when it is not there any more. */
export interface RecordNow {
  readonly archived: boolean;
  readonly fields: Fields;
}

export type UndoStep =
  | { readonly kind: 'change'; readonly change: Change; readonly left: readonly string[] }
  /** No API can undo it short of deleting. */
  | { readonly kind: 'notUndoable'; readonly made: MadeChange }
  /** Nothing to do: somebody changed it since, or it is back already. `left` names fields others changed. */
  | { readonly kind: 'left'; readonly made: MadeChange; readonly left: readonly string[] };

const archivable: ReadonlySet<TargetType> = new Set(['configuration', 'flexible-asset']);

/** How one made change is put back: only fields that still show what it left there. */
export function undoOf(made: MadeChange, now: RecordNow | null): UndoStep {
  const { change } = made;
  if (change.action === 'create') {
    if (!archivable.has(change.target.type)) return { kind: 'notUndoable', made };
    if (now === null || now.archived) return { kind: 'left', made, left: [] };
    return undoing(
      made,
      'archive',
      [{ name: 'archived', before: false, after: true, authority: 'undo' }],
      [],
    );
  }
  if (now === null) return { kind: 'left', made, left: change.fields.map((field) => field.name) };
  const fields: FieldChange[] = [];
  const left: string[] = [];
  for (const field of change.fields) {
    const current = field.name === 'archived' ? now.archived : (now.fields[field.name] ?? null);
    if (sameValue(field.name, current, field.before)) continue;
    if (sameValue(field.name, current, echoOf(made, field))) {
      fields.push({ name: field.name, before: current, after: field.before, authority: 'undo' });
    } else left.push(field.name);
  }
  if (fields.length === 0) return { kind: 'left', made, left };
  return undoing(made, inverseOf(change.action), fields, left);
}

function echoOf(made: MadeChange, field: FieldChange): FieldValue {
  const echoed = made.echoed[field.name];
  return echoed === undefined ? field.after : echoed;
}

function inverseOf(action: Change['action']): Change['action'] {
  if (action === 'archive') return 'unarchive';
  return action === 'unarchive' ? 'archive' : 'update';
}

function undoing(
  made: MadeChange,
  action: Change['action'],
  fields: readonly FieldChange[],
  left: readonly string[],
): UndoStep {
  const { change } = made;
  const undone: Change = {
    ...change,
    id: changeId(change.item, action, change.target.type, `undo:${made.runId}:${change.id}`),
    action,
    target: { ...change.target, id: made.targetId },
    dependsOn: [],
    fields,
    blocked: null,
    volatile: [],
  };
  return { kind: 'change', change: undone, left };
}

/**
 * What is to be remembered as written last on a field that an undo put back: what `own` found there when the undone
 * change overwrote our own earlier text, else nothing.
 */
export function writtenBefore(field: FieldChange): FieldValue {
  return field.authority === 'own' && canonical(field.name, field.before) !== null ? field.before : null;
}

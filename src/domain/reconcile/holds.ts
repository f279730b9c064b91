import type { Blocked } from './plan.js';
import type { HeldField } from './plan-input.js';

/**
 * The block that an undo left on a field (`*` for a record's making), or `null`. A record's field is held for every hop
 * that could write it, whichever item it was undone for.
 */
export function holdOn(
  holds: readonly HeldField[],
  item: string,
  type: string,
  field: string,
  targetId: string | null = null,
): Blocked | null {
  const held = holds.find(
    (hold) =>
      hold.type === type &&
      hold.field === field &&
      (hold.item === item || (targetId !== null && hold.targetId === targetId)),
  );
  return held ? { by: 'undo', reason: `undone in ${held.runId}` } : null;
}

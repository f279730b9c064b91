import type { Blocked } from './plan.js';
import type { HeldField } from './plan-input.js';

/** The block that an undo left on a field (`*` for a record's making), or `null`. */
export function holdOn(
  holds: readonly HeldField[],
  item: string,
  type: string,
  field: string,
): Blocked | null {
  const held = holds.find((hold) => hold.item === item && hold.type === type && hold.field === field);
  return held ? { by: 'undo', reason: `undone in ${held.runId}` } : null;
}

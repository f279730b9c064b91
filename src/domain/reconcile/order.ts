import type { Change } from './plan.js';

/**
 * The order in which changes are applied: what others hang on first, then by id, whatever order they come in.
 * Changes that wait for one another in a circle cannot come from a plan; they would be put last, by id.
 */
export function inOrder(changes: readonly Change[]): readonly (readonly Change[])[] {
  const waves: Change[][] = [];
  const known = new Set(changes.map((change) => change.id));
  const placed = new Set<string>();
  let rest = [...changes].sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
  while (rest.length > 0) {
    const ready = rest.filter((change) => change.dependsOn.every((id) => placed.has(id) || !known.has(id)));
    const wave = ready.length > 0 ? ready : rest;
    waves.push(wave);
    for (const change of wave) placed.add(change.id);
    rest = rest.filter((change) => !placed.has(change.id));
  }
  return waves;
}

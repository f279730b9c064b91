import type { RecordKind } from '../estate/systems.js';
import type { Candidate, Evidence } from './verdict.js';

/** Whether evidence is about the names of two sites. What the native integration joined, it joined by name. */
function isOfName({ kind }: Evidence): boolean {
  const names = ['name', 'company-name', 'short-name', 'native-rmm'];
  return names.includes(kind) || kind.startsWith('name-');
}

/** Whether nothing but a name speaks for a candidate. */
export function isNameOnly(kind: RecordKind, { evidence }: Candidate): boolean {
  const speaking = evidence.filter((one) => one.weight > 0);
  return speaking.every((one) => (kind === 'device' ? one.kind === 'name' : isOfName(one)));
}

/** Whether one reason contradicts a match. The sum of a comparison of names may be low without contradicting it. */
export function isContradiction(kind: RecordKind, { kind: what, weight }: Evidence): boolean {
  const isSum = kind !== 'device' && (what === 'name' || what === 'company-name');
  return weight < 0 && !isSum;
}

import type { RecordKind } from '../estate/systems.js';
import type { Candidate, Evidence } from './verdict.js';

/** What speaks for a site beside its name. All else is made of the words of names. */
const beyondNames: ReadonlySet<string> = new Set([
  'psa-id',
  'domain',
  'phone',
  'device-votes',
  'decision',
  'earlier-match',
  'created-by-trilink',
]);

/** Whether nothing but a name speaks for a candidate. */
export function isNameOnly(kind: RecordKind, { evidence }: Candidate): boolean {
  const speaking = evidence.filter((one) => one.weight > 0);
  if (kind === 'site') return !speaking.some((one) => beyondNames.has(one.kind));
  return speaking.every((one) => one.kind === 'name');
}

/**
 * Whether one reason contradicts a match. Between names of sites a missing word only lowers the score; another place,
 * number, store, trade or legal form says that they are two.
 */
export function isContradiction(kind: RecordKind, { kind: what, weight }: Evidence): boolean {
  if (weight >= 0) return false;
  return (
    kind !== 'site' || what.startsWith('other-') || what === 'legal-other' || what.endsWith('-elsewhere')
  );
}

import type { Candidate, Evidence } from '../verdict.js';

/** What of a comparison of names is a contradiction, and not just a difference between two spellings. */
const contradictions: ReadonlySet<string> = new Set([
  'other-number',
  'other-store',
  'other-place',
  'other-trade',
  'other-words',
  'legal-other',
]);
const shared: ReadonlySet<string> = new Set([
  'same',
  'same-trade',
  'same-filler',
  'same-place',
  'same-number',
  'typo',
  'typos',
  'joined',
  'initials',
  'initials-short',
]);

/**
 * A comparison of names in few lines: what the names share, with all that it weighs, and each contradiction by itself.
 * The sum stays what it was. `kind` says whose name it is: the site's own, or its company's.
 */
export function nameEvidence(candidate: Candidate, kind: 'name' | 'company-name'): readonly Evidence[] {
  const against = candidate.evidence.filter((one) => contradictions.has(one.kind));
  const rest = candidate.evidence.filter((one) => !contradictions.has(one.kind));
  const words = rest.filter((one) => shared.has(one.kind)).map((one) => one.value);
  const weight = rest.reduce((sum, one) => sum + one.weight, 0);
  return [{ kind, value: [...new Set(words)].join(' '), weight }, ...against.map(ofName)];
}

/** Every measure of a comparison, for those who want to know. */
export function wholeNameEvidence(candidate: Candidate): readonly Evidence[] {
  return candidate.evidence.map(ofName);
}

function ofName(evidence: Evidence): Evidence {
  return { ...evidence, kind: `name-${evidence.kind}` };
}

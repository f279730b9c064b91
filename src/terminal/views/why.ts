import type { Candidate, Evidence } from '../../domain/matching/verdict.js';
import type { PublishedItem } from '../../ports/store.js';

/**
 * Why an item is what it is, in one cell: a person's word, the reason that matching gives, or the evidence that
 * decided, strongest first, every contradiction behind it.
 */
export function why(item: PublishedItem): string {
  if (item.decidedBy === 'person') return 'decided by a person';
  if (item.decidedBy === 'import') return 'imported decision';
  const [best] = item.candidates;
  const evidence = best ? deciding(best) : '';
  const reason = item.reason?.text ?? '';
  if (item.status === 'waiting') return reason || 'its site is not settled';
  if (item.status === 'matched') return evidence || reason || 'as before';
  return [reason, evidence].filter((part) => part !== '').join('; ') || 'nothing like it on the other side';
}

/** The strongest reason for a candidate, all that speaks against it, then the second one: what is cut matters least. */
export function deciding(candidate: Candidate): string {
  const strongest = [...candidate.evidence].sort((a, b) => b.weight - a.weight);
  const [first, second] = strongest.filter((one) => one.weight > 0).map(words);
  const against = strongest.filter((one) => one.weight < 0).map((one) => `but ${words(one)}`);
  return [first, ...against, second].filter((part) => part !== undefined).join(', ');
}

function words({ kind, value }: Evidence): string {
  return value === '' ? kind : `${kind} ${value}`;
}

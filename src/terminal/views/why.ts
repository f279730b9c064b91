import type { RecordKind } from '../../domain/estate/systems.js';
import type { Evidence } from '../../domain/matching/verdict.js';
import type { PublishedItem } from '../../ports/store.js';
import { clausesFor, evidenceWords, speaksAgainst, speaksFor } from './evidence-words.js';

/**
 * Why an item is what it is, in one cell: a person's word, the reason that matching gives, or the evidence that
 * decided, strongest first, every contradiction behind it.
 */
export function why(item: PublishedItem): string {
  const reason = item.reason?.text ?? '';
  if (item.decidedBy === 'person' || item.decidedBy === 'import') {
    const said = item.decidedBy === 'person' ? 'decided by a person' : 'imported decision';
    return item.status === 'matched' ? said : reason || said;
  }
  const [best] = item.candidates;
  const evidence = best ? deciding(item.kind, unsaid(item, best.evidence)) : '';
  if (item.status === 'waiting') return reason || 'its site is not settled';
  if (item.status === 'matched') return evidence || reason || 'as before';
  return joined(reason, evidence) || 'nothing like it on the other side';
}

/**
 * The strongest reason for a candidate, all that speaks against it, then the second one: what is cut matters least.
 * Without a contradiction serial and MAC addresses stand together.
 */
function deciding(kind: RecordKind, evidence: readonly Evidence[]): string {
  const words = (one: Evidence) => evidenceWords(kind, one);
  const contradicting = speaksAgainst(evidence).map((one) => `but ${words(one)}`);
  const [first, second] =
    contradicting.length === 0 ? clausesFor(kind, evidence) : speaksFor(evidence).map(words);
  return [first, ...contradicting, second].filter((part) => part !== undefined).join(', ');
}

function joined(reason: string, evidence: string): string {
  if (reason === '' || evidence === '') return reason || evidence;
  return `${reason}${evidence.startsWith('but ') ? ',' : ';'} ${evidence}`;
}

/** Evidence that a reason has in its own words already: by reason, the kind, and whether it spoke for the record. */
const saidByReason: Readonly<Record<string, readonly [kind: string, speaksFor: boolean]>> = {
  archived: ['archived', false],
  'contradicts-chain': ['psa-id-differs', false],
  'votes-elsewhere': ['device-votes-elsewhere', false],
  'serial-conflict': ['serial', false],
};

/** A device whose name alone agrees needs no word more about its name. */
function unsaid({ kind, reason }: PublishedItem, evidence: readonly Evidence[]): readonly Evidence[] {
  const code = reason?.code ?? '';
  const said = kind === 'device' && code === 'name-only' ? (['name', true] as const) : saidByReason[code];
  if (!said) return evidence;
  return evidence.filter((one) => one.kind !== said[0] || one.weight > 0 !== said[1]);
}

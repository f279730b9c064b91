import type { Reason } from '../verdict.js';
import { Reach } from './keys.js';
import type { NameIndex } from './name-index.js';
import { nearlyEqual } from './nearly-equal.js';
import type { Likeliest, Scored } from './score.js';
import { splitName } from './split.js';

/** What a name alone decides. */
export interface Decided {
  readonly id: string | null;
  readonly reason: Reason;
}

/** From this confidence on a first candidate is shown where no more than one false suggestion in twenty is wanted. */
export const suggestionConfidence = 0.45;

/**
 * Decides whether a name alone settles which organization it is: the only one of an equal name that nothing
 * contradicts, or one that differs in nothing but what does not tell organizations apart. `scored` is best first.
 */
export function decide(
  index: NameIndex,
  name: string,
  scored: readonly Scored[],
  best: Likeliest | null,
): Decided {
  if (!best) return no('no-candidate', 'no organization has a name like it');
  const equal = equals(scored);
  const own = equal.length > 1 ? soleSame(index, name, equal) : equal[0];
  if (equal.length > 0 && !own) return no('rival', 'several organizations have an equal name');
  if (own) return decideEqual(best, index.organizations[own.organization]?.id);
  const reason = nearlyEqual(best, scored);
  if (reason !== null) return { id: best.id, reason };
  return best.confidence >= suggestionConfidence
    ? no('name-only', 'the name is like it, but other organizations may have such a name')
    : no('no-likely-candidate', 'no organization is likely');
}

const no = (code: string, text: string): Decided => ({ id: null, reason: { code, text } });

/** The organizations whose name is equal with the least left out. Parts of unknown meaning are never left out. */
function equals(scored: readonly Scored[]): readonly Scored[] {
  const whole = scored.filter((one) => one.equality === Reach.whole);
  return whole.length > 0 ? whole : scored.filter((one) => one.equality === Reach.plain);
}

/** Of several equal ones the only one of the very same words, legal form included. */
function soleSame(index: NameIndex, name: string, equal: readonly Scored[]): Scored | undefined {
  const asked = wordsOf(name);
  const same = equal.filter(({ row }) => wordsOf(index.rowNames[row] ?? '') === asked);
  return same.length === 1 ? same[0] : undefined;
}

const wordsOf = (name: string): string =>
  splitName(name)
    .map((word) => word.text)
    .join(' ');

function decideEqual(best: Likeliest, equal: string | undefined): Decided {
  if (best.id !== equal) return no('rival', 'another organization fits better than the one of an equal name');
  const against = contradictions.find((kind) => best.facts.has(kind));
  if (against) {
    return no('contradicted', `the names are equal, but not in "${best.facts.get(against)}" (${against})`);
  }
  return { id: best.id, reason: { code: 'equal-name', text: 'the only organization of an equal name' } };
}

const contradictions: readonly string[] = [
  'other-number',
  'other-store',
  'other-place',
  'left-number',
  'right-number',
  'left-aside',
  'legal-other',
];

import type { Candidate, Evidence, Reason } from '../verdict.js';
import { Reach } from './keys.js';
import type { NameIndex } from './name-index.js';
import type { Scored } from './rank.js';
import type { Side } from './weigh.js';
import type { Measure } from './weights.js';

export type AutomaticReason = 'equal-name' | 'nearly-equal-name';

interface Decided {
  readonly id: string | null;
  readonly reason: Reason;
}

/** Below this the best candidate is more a hint than a suggestion. */
export const suggestionConfidence = 0.5;
const nearConfidence = 0.95;

/**
 * Decides whether a name alone settles which organization it is: the only one of an equal name that nothing
 * contradicts, or one that differs in nothing but what never tells organizations apart.
 */
export function decide(
  index: NameIndex,
  _left: Side,
  scored: readonly Scored[],
  candidates: readonly Candidate[],
): Decided {
  const best = candidates[0];
  if (!best) return no('no-candidate', 'no organization has a name like it');
  const equal = soleEqual(scored);
  if (equal === 'several') return no('rival', 'several organizations have an equal name');
  if (equal !== null) {
    const against = best.evidence.find((one) => contradicts.has(one.kind));
    if (index.organizations[equal.organization]?.id !== best.id) return no('rival', 'another fits as well');
    if (against) return no('contradicted', `${against.kind}: ${against.value}`);
    return { id: best.id, reason: { code: 'equal-name', text: 'the only organization of an equal name' } };
  }
  if (best.confidence >= nearConfidence && best.evidence.every(harmless)) {
    return {
      id: best.id,
      reason: { code: 'nearly-equal-name', text: 'differs in nothing that tells organizations apart' },
    };
  }
  return best.confidence >= suggestionConfidence
    ? no('name-only', 'the name is like it, but not enough to be sure')
    : no('no-likely-candidate', 'no organization is likely');
}

const no = (code: string, text: string): Decided => ({ id: null, reason: { code, text } });

/** The one organization whose name is equal with the least left out, `several`, or `null` when none is equal. */
function soleEqual(scored: readonly Scored[]): Scored | 'several' | null {
  for (const reach of [Reach.whole, Reach.plain] as const) {
    const equal = scored.filter((one) => one.equality === reach);
    if (equal.length > 1) return 'several';
    if (equal[0]) return equal[0];
  }
  return null;
}

const contradicts: ReadonlySet<string> = new Set<Measure>([
  'other-number',
  'other-store',
  'other-place',
  'left-number',
  'right-number',
  'legal-other',
]);

const forbidden: ReadonlySet<string> = new Set<Measure>([
  'left',
  'right',
  'left-aside',
  'right-aside',
  'left-number',
  'right-number',
  'other-number',
  'other-store',
  'other-place',
  'other-trade',
  'other-words',
  'legal-other',
  'initials',
  'initials-short',
  'cut',
  'only-misspelt',
  'head-left',
  'head-right',
]);
const harmless = (one: Evidence): boolean => !forbidden.has(one.kind);

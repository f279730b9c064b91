import type { Candidate, Evidence, Reason } from '../verdict.js';
import { Reach } from './keys.js';
import type { NameIndex } from './name-index.js';
import type { Scored } from './score.js';

/** What a name alone decides. */
export interface Decided {
  readonly id: string | null;
  readonly reason: Reason;
}

/** From this confidence on a first candidate is shown where no more than one false suggestion in twenty is wanted. */
export const suggestionConfidence = 0.45;

/**
 * Decides whether a name alone settles which organization it is: the only one of an equal name that nothing
 * contradicts, or one that differs in nothing but what does not tell organizations apart.
 */
export function decide(
  index: NameIndex,
  scored: readonly Scored[],
  candidates: readonly Candidate[],
): Decided {
  const best = candidates[0];
  if (!best) return no('no-candidate', 'no organization has a name like it');
  const equal = soleEqual(scored);
  if (equal === 'several') return no('rival', 'several organizations have an equal name');
  if (equal !== null) return decideEqual(best, index.organizations[equal.organization]?.id);
  const likeness = alikeEnough(best, scored);
  if (likeness !== null) return { id: best.id, reason: likeness };
  return best.confidence >= suggestionConfidence
    ? no('name-only', 'the name is like it, but other organizations may have such a name')
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

function decideEqual(best: Candidate, equal: string | undefined): Decided {
  if (best.id !== equal) return no('rival', 'another organization fits better than the one of an equal name');
  const against = best.evidence.find((one) => contradictions.has(one.kind));
  if (against)
    return no('contradicted', `the names are equal, but not in "${against.value}" (${against.kind})`);
  return { id: best.id, reason: { code: 'equal-name', text: 'the only organization of an equal name' } };
}

const measures = (...kinds: readonly string[]): ReadonlySet<string> => new Set(kinds);

const contradictions = measures(
  'other-number',
  'other-store',
  'other-place',
  'left-number',
  'right-number',
  'left-aside',
  'legal-other',
);

/** Differences that no near equality may have. */
const telling = measures(
  'other-number',
  'other-store',
  'other-place',
  'other-trade',
  'other-words',
  'left-number',
  'right-number',
  'left',
  'left-aside',
  'right',
  'legal-other',
  'cut',
  'initials-short',
);

/** Ways in which a name may differ and still be the same, each with the confidence it needs. The first that fits holds. */
const ways: readonly {
  readonly code: string;
  readonly text: string;
  readonly least: number;
  fits(kinds: ReadonlyMap<string, Evidence>, scored: readonly Scored[]): boolean;
}[] = [
  {
    code: 'equal-but-a-part',
    text: 'equal but for a part of one name, and no other organization begins so',
    least: 0.9,
    fits: (kinds, scored) =>
      scored[0]?.equality === Reach.cut &&
      scored.filter((one) => one.equality === Reach.cut).length === 1 &&
      !kinds.has('left-aside'),
  },
  {
    code: 'misspelt',
    text: 'equal but for a misspelling',
    least: 0.75,
    fits: (kinds) =>
      has(kinds, 'typo', 'typos') &&
      !kinds.has('only-misspelt') &&
      !has(kinds, ...addedTrade, ...addedFiller, 'initials') &&
      !kinds.has('right-aside'),
  },
  {
    code: 'misspelt',
    text: 'equal but for one letter within a long word',
    least: 0.9,
    fits: (kinds) =>
      kinds.has('only-misspelt') &&
      !has(kinds, 'typos', ...addedTrade, ...addedFiller, 'initials', 'right-aside') &&
      isSlip(kinds.get('typo')?.value ?? ''),
  },
  {
    code: 'initials',
    text: 'equal but for words written as initials',
    least: 0.9,
    fits: (kinds) =>
      kinds.has('initials') &&
      !has(kinds, ...addedTrade, ...addedFiller, 'typo', 'typos', 'right-aside') &&
      (kinds.has('same') || (kinds.get('initials')?.value.length ?? 0) >= 5),
  },
  {
    code: 'added-filler',
    text: 'equal but for words that companies add',
    least: 0.92,
    fits: (kinds) => !has(kinds, ...addedTrade, 'initials', 'typo', 'typos', 'right-aside'),
  },
  {
    code: 'added-trade',
    text: 'equal but for the trade, and no other organization has such a name',
    least: 0.97,
    fits: (kinds) => !has(kinds, 'initials', 'typo', 'typos', 'right-aside'),
  },
];
const addedTrade = ['left-trade', 'right-trade'] as const;
const addedFiller = ['left-filler', 'right-filler'] as const;

const has = (kinds: ReadonlyMap<string, Evidence>, ...wanted: readonly string[]): boolean =>
  wanted.some((kind) => kinds.has(kind));

/**
 * Whether `a ~ b` is a slip of the hand and no other name: words of six letters or more that begin alike and differ
 * before their last letter (`SuperValu` and `SuperValue` are two companies).
 */
function isSlip(pair: string): boolean {
  const [a, b] = pair.split(' ~ ');
  if (!a || !b || Math.min(a.length, b.length) < 6 || a[0] !== b[0]) return false;
  return !a.startsWith(b) && !b.startsWith(a);
}

function alikeEnough(best: Candidate, scored: readonly Scored[]): Reason | null {
  const kinds = new Map(best.evidence.map((one) => [one.kind, one]));
  const cut = scored[0]?.equality === Reach.cut;
  for (const kind of telling)
    if (kinds.has(kind) && !(cut && (kind === 'right-number' || kind === 'right-aside'))) return null;
  const way = ways.find(({ least, fits }) => best.confidence >= least && fits(kinds, scored));
  return way ? { code: way.code, text: way.text } : null;
}

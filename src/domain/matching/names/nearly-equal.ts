import type { Reason } from '../verdict.js';
import { Reach } from './keys.js';
import type { Facts, Likeliest, Scored } from './score.js';

/**
 * Why a name that is not equal leaves no doubt, or `null` when it leaves some. Each way of differing needs its own
 * confidence; whatever else differs speaks against all of them. `scored` is best first.
 */
export function nearlyEqual({ confidence, facts }: Likeliest, scored: readonly Scored[]): Reason | null {
  if (telling.some((kind) => facts.has(kind))) return null;
  const way = isEqualButAPart(facts, scored) ? aPart : ways.find((one) => one.differs(facts));
  if (!way || confidence < way.least) return null;
  if (way !== aPart && (facts.has('right-aside') || facts.has('right-number'))) return null;
  return { code: way.code, text: way.text };
}

/** Differences that tell organizations apart. */
const telling: readonly string[] = [
  'other-number',
  'other-store',
  'other-place',
  'other-trade',
  'other-words',
  'left-number',
  'left-aside',
  'left-region',
  'right-region',
  'left',
  'right',
  'legal-other',
  'cut',
  'head-left',
  'head-right',
];

interface Way {
  readonly code: string;
  readonly text: string;
  readonly least: number;
}

const aPart: Way = {
  code: 'equal-but-a-part',
  text: 'equal but for a part of the longer name, and no other organization begins so',
  least: 0.9,
};

function isEqualButAPart(facts: Facts, scored: readonly Scored[]): boolean {
  if (scored[0]?.equality !== Reach.cut || facts.has('left-aside')) return false;
  return scored.filter((one) => one.equality === Reach.cut).length === 1;
}

/** The first that describes the difference holds. */
const ways: readonly (Way & { differs(facts: Facts): boolean })[] = [
  {
    code: 'misspelt',
    text: 'equal but for a misspelling',
    least: 0.75,
    differs: (facts) => has(facts, ...misspelt) && !has(facts, 'only-misspelt', ...added, ...initials),
  },
  {
    code: 'misspelt',
    text: 'equal but for one letter within a long word',
    least: 0.9,
    differs: (facts) =>
      has(facts, 'only-misspelt') &&
      !has(facts, 'typos', ...added, ...initials) &&
      isSlip(facts.get('typo') ?? ''),
  },
  {
    code: 'initials',
    text: 'equal but for words written as initials',
    least: 0.95,
    differs: (facts) => {
      const long = (facts.get('initials') ?? '').length >= 5;
      return has(facts, ...initials) && (long || has(facts, 'same')) && !has(facts, ...added, ...misspelt);
    },
  },
  {
    code: 'plural',
    text: 'equal but for a plural',
    least: 0.97,
    differs: (facts) => has(facts, 'plural') && !has(facts, ...added, ...initials, ...misspelt),
  },
  {
    code: 'added-filler',
    text: 'equal but for words that companies add',
    least: 0.945,
    differs: (facts) => !has(facts, ...addedTrade, ...initials, ...misspelt, 'plural'),
  },
  {
    code: 'added-trade',
    text: 'equal but for the trade, and no other organization has such a name',
    least: 0.985,
    differs: (facts) => has(facts, ...addedTrade) && !has(facts, ...initials, ...misspelt, 'plural'),
  },
];

const addedTrade = ['left-trade', 'right-trade'] as const;
const added = [...addedTrade, 'left-filler', 'right-filler'] as const;
const misspelt = ['typo', 'typos'] as const;
const initials = ['initials', 'initials-short'] as const;

const has = (facts: Facts, ...kinds: readonly string[]): boolean => kinds.some((kind) => facts.has(kind));

/**
 * Whether `a ~ b` is a slip of the hand and no other name: words of six letters or more that begin alike and differ
 * before their last letter (`SuperValu` and `SuperValue` are two companies).
 */
function isSlip(pair: string): boolean {
  const [a, b] = pair.split(' ~ ');
  if (!a || !b || Math.min(a.length, b.length) < 6 || a[0] !== b[0]) return false;
  return !a.startsWith(b) && !b.startsWith(a);
}

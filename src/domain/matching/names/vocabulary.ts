import { Trait } from './lexicon.js';

/** Kinds of words, by how much sharing one tells. */
export const Kind = { core: 0, trade: 1, filler: 2, place: 3, number: 4, stop: 5 } as const;
export type Kind = (typeof Kind)[keyof typeof Kind];

export function kindOf(traits: number): Kind {
  if (traits === 0) return Kind.core;
  if ((traits & Trait.number) !== 0) return Kind.number;
  if ((traits & Trait.stop) !== 0) return Kind.stop;
  if ((traits & Trait.filler) !== 0) return Kind.filler;
  if ((traits & Trait.trade) !== 0) return Kind.trade;
  if ((traits & (Trait.place | Trait.site)) !== 0) return Kind.place;
  return Kind.core;
}

/** How many organizations in a million carry an average word of a kind, before the pool is seen. By `Kind`. */
const expectedPerMillion: readonly number[] = [0, 4_000, 12_000, 1_500, 2_000, 80_000];

/** The same for names' own words by length: short ones are shared by chance. The last holds for longer ones. */
const expectedByLength: readonly number[] = [3_000, 3_000, 1_500, 400, 150, 80, 60, 40, 25];
const expectedOfCommon = 600;

/** How many organizations the expectation weighs as much as. */
const priorStrength = 2_000;

/**
 * What it tells that two names share a word, in decibans: ten times the logarithm (base 10) of one over the
 * share of organizations that carry it. The pool's count is tempered by what is usual for such a word, so that a
 * small pool does not make `Pizza` rare.
 */
export function rarity(word: string, traits: number, carriers: number, organizations: number): number {
  const share =
    (carriers + (expected(word, traits) * priorStrength) / 1_000_000) / (organizations + priorStrength);
  return Math.max(1, Math.round(-10 * Math.log10(Math.min(1, share))));
}

function expected(word: string, traits: number): number {
  const kind = kindOf(traits);
  if (kind !== Kind.core) return expectedPerMillion[kind] ?? 0;
  if ((traits & Trait.common) !== 0) return expectedOfCommon;
  return expectedByLength[Math.min(word.length, expectedByLength.length - 1)] ?? 0;
}

/** The form by which words are compared: a plural and its singular are one word. */
export function stem(word: string): string {
  const length = word.length;
  if (length < 4 || word.charCodeAt(length - 1) !== 0x73) return word;
  const before = word.charCodeAt(length - 2);
  if (before === 0x73 || before === 0x75 || before === 0x69) return word;
  if (length > 4 && word.endsWith('ies')) return `${word.slice(0, -3)}y`;
  return word.slice(0, -1);
}

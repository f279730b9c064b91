import { findLegal } from './legal.js';
import { mayStartAlias, Trait, traitsOf } from './lexicon.js';
import { type NameWord, Role, toWord } from './name-word.js';
import { coreWords, parseInParts } from './parts.js';
import { Joint, type SplitWord, splitName } from './split.js';

/** A name taken apart. Legal forms and articles are out of `words`. */
export interface ParsedName {
  readonly words: readonly NameWord[];
  /** Legal families as bits. */
  readonly legal: number;
}

/** Takes one name apart. Never throws; a name without letters or digits has no words. */
export function parseName(name: string): ParsedName {
  const split = splitName(name);
  const parsed = hasParts(split) ? parseInParts(split) : parsePlain(split);
  return parsed.words.length > 0
    ? parsed
    : { words: split.map((word) => toWord(word, Role.main, 0)), legal: 0 };
}

/** Most names are one part with no sorting mark in front. */
function hasParts(words: readonly SplitWord[]): boolean {
  const first = words[0];
  if (first === undefined) return false;
  if ((traitsOf(first.text) & (Trait.mark | Trait.code | Trait.number)) !== 0) return true;
  return words.some((word, at) => word.joint >= Joint.comma || (at > 0 && mayStartAlias(word.text)));
}

function parsePlain(split: readonly SplitWord[]): ParsedName {
  const legal = findLegal(split, 1);
  const words = coreWords(split, legal).map((word) => toWord(word, Role.main, 0));
  return { words, legal: legal.families };
}

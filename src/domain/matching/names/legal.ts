import { leadingLegalFamily, legalFamily, mayEndLegal, mayStartLegal } from './lexicon.js';
import type { SplitWord } from './split.js';

const longestForm = 6;

/**
 * Takes legal forms off the end of a name's part, then one off its front, and adds their families to `found`.
 * `keep` is how many words always stay: 1 where the name would vanish otherwise.
 */
export function stripLegal(words: readonly SplitWord[], found: string[], keep: number): SplitWord[] {
  let rest = [...words];
  for (let round = 0; round < 4; round++) {
    const cut = trailingForm(rest, found, keep);
    if (cut === 0) break;
    rest = rest.slice(0, rest.length - cut);
  }
  const lead = leadingForm(rest, found);
  return lead > 0 ? rest.slice(lead) : rest;
}

function trailingForm(words: readonly SplitWord[], found: string[], keep: number): number {
  const last = words.at(-1);
  if (!last || !mayEndLegal(last.text)) return 0;
  for (let length = Math.min(longestForm, words.length - keep); length >= 1; length--) {
    const family = legalFamily(textOf(words.slice(words.length - length)));
    if (family === undefined) continue;
    found.push(family);
    return length;
  }
  return 0;
}

function leadingForm(words: readonly SplitWord[], found: string[]): number {
  const first = words[0];
  if (!first || words.length < 2 || !mayStartLegal(first.text)) return 0;
  for (let length = Math.min(longestForm, words.length - 1); length >= 1; length--) {
    const family = leadingLegalFamily(textOf(words.slice(0, length)));
    if (family === undefined) continue;
    found.push(family);
    return length;
  }
  return 0;
}

const textOf = (words: readonly SplitWord[]): string => words.map((word) => word.text).join(' ');

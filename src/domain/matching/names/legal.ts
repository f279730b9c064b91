import { leadingLegalFamily, legalFamily, mayEndLegal, mayStartLegal } from './lexicon.js';
import type { SplitWord } from './split.js';

const longestForm = 6;

/** What legal forms a name's part has, as bits, and where its words without them begin and end. */
export interface LegalCut {
  readonly families: number;
  readonly start: number;
  readonly end: number;
}

/**
 * Finds legal forms at the end of a part, then one at its front. `keep` words always stay: 1 where the name would
 * vanish otherwise.
 */
export function findLegal(words: readonly SplitWord[], keep: number): LegalCut {
  let [families, end] = [0, words.length];
  for (let round = 0; round < 4; round++) {
    const length = trailingForm(words, end, keep);
    if (length === 0) break;
    families |= legalFamily(textOf(words, end - length, end));
    end -= length;
  }
  const start = leadingForm(words, end);
  if (start > 0) families |= leadingLegalFamily(textOf(words, 0, start));
  return { families, start, end };
}

function trailingForm(words: readonly SplitWord[], end: number, keep: number): number {
  if (!mayEndLegal(words[end - 1]?.text ?? '')) return 0;
  for (let length = Math.min(longestForm, end - keep); length >= 1; length--) {
    if (legalFamily(textOf(words, end - length, end)) !== 0) return length;
  }
  return 0;
}

function leadingForm(words: readonly SplitWord[], end: number): number {
  if (end < 2 || !mayStartLegal(words[0]?.text ?? '')) return 0;
  for (let length = Math.min(longestForm, end - 1); length >= 1; length--) {
    if (leadingLegalFamily(textOf(words, 0, length)) !== 0) return length;
  }
  return 0;
}

function textOf(words: readonly SplitWord[], start: number, end: number): string {
  let text = words[start]?.text ?? '';
  for (let at = start + 1; at < end; at++) text += ` ${words[at]?.text ?? ''}`;
  return text;
}

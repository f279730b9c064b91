import type { AlignWord } from './align-word.js';
import { likenessText } from './keys.js';
import type { NameIndex } from './name-index.js';
import { Role } from './name-word.js';
import type { ParsedName } from './parse.js';
import { Kind } from './vocabulary.js';

/** One name, ready to be compared. */
export interface Side {
  readonly words: readonly AlignWord[];
  /** Legal families as bits. */
  readonly legal: number;
  /** Words that name, without gaps. */
  readonly squeezed: string;
  /** Decibans of the main words together. */
  readonly total: number;
  /** Position of the first main word that is no small word, or -1. */
  readonly head: number;
}

/** A parsed name as comparison wants it, its words looked up in the pool. */
export function sideOf(index: NameIndex, name: ParsedName): Side {
  const words = name.words.map((word) => index.vocabulary.wordFor(word));
  return toSide(words, name.legal, likenessText(name.words));
}

/** The same for a name of the pool. */
export function sideOfRow(index: NameIndex, row: number): Side {
  const words: AlignWord[] = [];
  const end = index.tokenStarts[row + 1] as number;
  for (let at = index.tokenStarts[row] as number; at < end; at++) {
    words.push(index.vocabulary.wordOf(index.tokens[at] as number));
  }
  return toSide(words, index.rowLegal[row] as number, index.rowTexts[row] ?? '');
}

function toSide(words: readonly AlignWord[], legal: number, text: string): Side {
  let total = 0;
  let head = -1;
  for (let at = 0; at < words.length; at++) {
    const word = words[at] as AlignWord;
    if (word.role !== Role.main) continue;
    total += word.weight;
    if (head < 0 && word.kind !== Kind.stop) head = at;
  }
  return { words, legal, squeezed: text, total, head };
}

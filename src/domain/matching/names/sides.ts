import type { AlignWord } from './align.js';
import { squeezed } from './keys.js';
import type { NameIndex } from './name-index.js';
import { type ParsedName, Role } from './parse.js';
import { Kind, kindOf, rarity, stem } from './vocabulary.js';
import type { Side } from './weigh.js';

/** A parsed name as comparison wants it, its words looked up in the pool. */
export function sideOf(index: NameIndex, name: ParsedName): Side {
  const words: AlignWord[] = [];
  let [total, head] = [0, -1];
  for (const word of name.words) {
    const text = stem(word.text);
    const id = index.wordIds.get(text) ?? -1;
    const known = index.words[id];
    const kind = kindOf(word.traits);
    const weight = known?.weight ?? rarity(text, word.traits, 0, index.size);
    if (word.role === Role.main) {
      total += weight;
      if (head < 0 && kind !== Kind.stop) head = words.length;
    }
    words.push({ id, text, raw: word.raw, kind, role: word.role, weight });
  }
  const naming = name.words.filter((word) => word.role === Role.main || word.role === Role.aside);
  return { words, legal: name.legal, squeezed: squeezed(naming), total, head };
}

import { traitsOf } from './lexicon.js';
import type { NameIndex } from './name-index.js';
import type { NameWord } from './name-word.js';
import type { ParsedName } from './parse.js';
import { Kind, kindOf, stem } from './vocabulary.js';

const shortest = 12;
const fewestPieces = 3;

/**
 * Takes apart long words that the pool does not know but that are made of ones it knows, as in
 * `GoodwillIndustriesOfNortheast`. At least three pieces, so that no invented word falls apart by chance.
 */
export function splitJoined(index: NameIndex, name: ParsedName): ParsedName {
  let changed = false;
  const words = name.words.flatMap((word) => {
    if (word.raw.length < shortest || index.vocabulary.idOf(stem(word.text)) >= 0) return [word];
    const pieces = piecesOf(index, word.raw);
    if (pieces === null || pieces.length < fewestPieces) return [word];
    changed = true;
    return pieces.map((text): NameWord => ({ ...word, text, raw: text, traits: traitsOf(text) }));
  });
  return changed ? { ...name, words } : name;
}

/** The fewest known words that `text` is made of, or `null`. */
function piecesOf(index: NameIndex, text: string): string[] | null {
  const best: (readonly string[] | null)[] = [[]];
  for (let end = 1; end <= text.length; end++) {
    let found: readonly string[] | null = null;
    for (let start = Math.max(0, end - 20); start < end; start++) {
      const before = best[start];
      if (!before || (found && before.length + 1 >= found.length)) continue;
      const piece = text.slice(start, end);
      if (isPiece(index, piece)) found = [...before, piece];
    }
    best.push(found);
  }
  const whole = best[text.length];
  return whole ? [...whole] : null;
}

function isPiece(index: NameIndex, piece: string): boolean {
  if (piece.length >= 3) return index.vocabulary.idOf(stem(piece)) >= 0;
  return piece.length === 2 && kindOf(traitsOf(piece)) === Kind.stop;
}

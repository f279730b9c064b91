import type { AlignWord } from './align-word.js';
import { editDistance } from './distance.js';
import { Kind } from './vocabulary.js';

const editBudget = (length: number): number => (length < 4 ? 0 : length < 8 ? 1 : 2);

/**
 * How many edits make two words misspellings of each other, from 1 to 3; 0 when they are none. Never inside numbers.
 * Words under four letters only with two neighbours swapped; another first letter counts as one more edit.
 */
export function editsBetween(a: AlignWord, b: AlignWord): number {
  const x = a.raw;
  const y = b.raw;
  const longer = Math.max(x.length, y.length);
  const budget = editBudget(longer);
  if (Math.abs(x.length - y.length) > budget || !beginAlike(x, y)) return 0;
  if (a.kind === Kind.number || b.kind === Kind.number) return 0;
  if (budget === 0) return isSwap(x, y) ? 1 : 0;
  if (!sameDigits(x, y) || isLetterPair(x) || isLetterPair(y)) return 0;
  const edits = editDistance(x, y, budget);
  if (edits > budget) return 0;
  return x.charCodeAt(0) === y.charCodeAt(0) ? edits : edits + 1;
}

const isSwap = (x: string, y: string): boolean =>
  x.length === 3 && y.length === 3 && x[0] === y[0] && x[1] === y[2] && x[2] === y[1];

/** `N & E`, one word, one letter away from `V & E`, another name. */
const isLetterPair = (word: string): boolean => word.length === 5 && word.startsWith('and', 1);

/** Whether the first two letters have anything in common, which all but the rarest misspellings have. */
function beginAlike(x: string, y: string): boolean {
  const x0 = x.charCodeAt(0);
  const x1 = x.charCodeAt(1);
  const y0 = y.charCodeAt(0);
  const y1 = y.charCodeAt(1);
  return x0 === y0 || x1 === y1 || x0 === y1 || x1 === y0;
}

/** Whether one word is the beginning of the other, three letters or more, digits all there. */
export function isCut(a: string, b: string): boolean {
  const isFirst = a.length <= b.length;
  const short = isFirst ? a : b;
  return short.length >= 3 && (isFirst ? b : a).startsWith(short) && sameDigits(a, b);
}

function sameDigits(x: string, y: string): boolean {
  return digitsOf(x) === digitsOf(y);
}

function digitsOf(text: string): string {
  let digits = '';
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit >= 0x30 && unit <= 0x39) digits += text[at];
  }
  return digits;
}

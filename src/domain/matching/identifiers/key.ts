/**
 * Identifiers as numbers, so that millions of them can be compared, counted and joined in typed arrays.
 *
 * A MAC is its own 48 bits, from 1 to 2^48 - 1. Any other text becomes a 53-bit hash from 2^48 to 2^53 - 1, so that
 * both kinds can share one table. Two different texts of one estate of two million get the same key with a
 * chance of 3 in 10,000, and then both only count as shared, which withholds a match and never makes one.
 */
export const NO_KEY = 0;

/** The smallest key that is not a MAC. */
export const FIRST_TEXT_KEY = 2 ** 48;

const TOP_BITS = 0x1fffff;
const TEXT_BIT = 0x10000;

/** The key of `bytes[from..to)`. Equal bytes give equal keys on every machine and in every run. */
export function textKey(bytes: Uint8Array, from: number, to: number): number {
  let low = 0x811c9dc5;
  let high = 0x9747b28c;
  for (let i = from; i < to; i++) {
    const byte = bytes[i] as number;
    low = Math.imul(low ^ byte, 0x01000193);
    high = Math.imul(high ^ byte, 0x5bd1e995);
  }
  low = scatter(low ^ (high >>> 15));
  high = scatter(high ^ low) & TOP_BITS;
  if (high < TEXT_BIT) high |= TEXT_BIT;
  return high * 0x100000000 + (low >>> 0);
}

function scatter(word: number): number {
  let mixed = word ^ (word >>> 16);
  mixed = Math.imul(mixed, 0x85ebca6b);
  mixed ^= mixed >>> 13;
  mixed = Math.imul(mixed, 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}

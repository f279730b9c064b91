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

/**
 * Where the two halves of a text's key start, and what each byte multiplies them by. With `textKeyOf` they are for the few
 * loops that read a text byte by byte anyway and make its key on the way. Such loops take them into variables of their
 * own first: what a bundle keeps outside a function is slower to reach.
 */
export const KeyPart = {
  lowStart: 0x811c9dc5 | 0,
  highStart: 0x9747b28c | 0,
  lowFactor: 0x01000193,
  highFactor: 0x5bd1e995,
} as const;

/** The key of `bytes[from..to)`. Equal bytes give equal keys on every machine and in every run. */
export function textKey(bytes: Uint8Array, from: number, to: number): number {
  const { lowFactor, highFactor } = KeyPart;
  let low: number = KeyPart.lowStart;
  let high: number = KeyPart.highStart;
  for (let i = from; i < to; i++) {
    const byte = bytes[i] as number;
    low = Math.imul(low ^ byte, lowFactor);
    high = Math.imul(high ^ byte, highFactor);
  }
  return textKeyOf(low, high);
}

/** The key from its halves, when all bytes are in. */
export function textKeyOf(low: number, high: number): number {
  const lower = scatter(low ^ (high >>> 15));
  let upper = scatter(high ^ lower) & TOP_BITS;
  if (upper < TEXT_BIT) upper |= TEXT_BIT;
  return upper * 0x100000000 + (lower >>> 0);
}

function scatter(word: number): number {
  let mixed = word ^ (word >>> 16);
  mixed = Math.imul(mixed, 0x85ebca6b);
  mixed ^= mixed >>> 13;
  mixed = Math.imul(mixed, 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}

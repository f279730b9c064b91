/** A small deterministic generator. The same seed and label give the same sequence on every machine. */
export interface Random {
  /** At least 0, below 1. */
  next(): number;
  /** Whole number from `low` to `high`, both included. */
  between(low: number, high: number): number;
  chance(probability: number): boolean;
  pick<T>(list: readonly T[]): T;
  /** A new list in random order. */
  shuffle<T>(list: readonly T[]): T[];
  hex(digits: number): string;
  /** Capital letters and digits without I and O, as serial numbers use them. */
  code(length: number): string;
  guid(): string;
  /** An independent generator: adding calls to one fork leaves the others as they are. */
  fork(label: string): Random;
}

const CODE_LETTERS = '0123456789ABCDEFGHJKLMNPQRSTUVWXYZ';

/** cyrb53-style string hash, reduced to 32 bits. */
function hash32(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** @param seed any text or number; equal seeds give equal sequences. */
export function makeRandom(seed: string | number): Random {
  let state = hash32(String(seed));

  // mulberry32: 32 bits of state are plenty for an estate of some ten thousand records.
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const between = (low: number, high: number): number => low + Math.floor(next() * (high - low + 1));
  const pick = <T>(list: readonly T[]): T => {
    if (list.length === 0) throw new Error('cannot pick from an empty list');
    return list[between(0, list.length - 1)] as T;
  };
  const letters = (alphabet: string, length: number): string => {
    let text = '';
    while (text.length < length) text += alphabet.charAt(between(0, alphabet.length - 1));
    return text;
  };

  return {
    next,
    between,
    pick,
    chance: (probability) => next() < probability,
    shuffle: (list) => shuffled(list, between),
    hex: (digits) => letters('0123456789abcdef', digits),
    code: (length) => letters(CODE_LETTERS, length),
    guid: () => {
      const variant = '89ab'.charAt(between(0, 3));
      return [
        letters('0123456789abcdef', 8),
        letters('0123456789abcdef', 4),
        `4${letters('0123456789abcdef', 3)}`,
        `${variant}${letters('0123456789abcdef', 3)}`,
        letters('0123456789abcdef', 12),
      ].join('-');
    },
    fork: (label) => makeRandom(`${seed}/${label}`),
  };
}

function shuffled<T>(list: readonly T[], between: (low: number, high: number) => number): T[] {
  const copy = [...list];
  for (let last = copy.length - 1; last > 0; last -= 1) {
    const other = between(0, last);
    [copy[last], copy[other]] = [copy[other] as T, copy[last] as T];
  }
  return copy;
}

/**
 * `size` cards in the proportions of `weights`, by largest remainder, in random order: shares are exact
 * rather than likely, so that a small estate holds every case too.
 */
export function deck<T extends string>(
  random: Random,
  size: number,
  weights: Readonly<Record<T, number>>,
): T[] {
  const names = Object.keys(weights) as T[];
  const total = names.reduce((sum, name) => sum + weights[name], 0);
  const shares = names.map((name) => {
    const exact = (weights[name] / total) * size;
    return { name, count: Math.floor(exact), rest: exact - Math.floor(exact) };
  });
  let missing = size - shares.reduce((sum, share) => sum + share.count, 0);
  for (const share of [...shares].sort((a, b) => b.rest - a.rest)) {
    if (missing <= 0) break;
    share.count += 1;
    missing -= 1;
  }
  return random.shuffle(shares.flatMap(({ name, count }) => new Array<T>(count).fill(name)));
}

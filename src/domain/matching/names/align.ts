import type { AlignWord } from './align-word.js';
import { editsBetween, isCut } from './misspelling.js';
import { Kind } from './vocabulary.js';

/**
 * In what way words of the two names stand for each other: the same; misspelt by one edit or by two; written together
 * on one side; initials; cut short.
 */
export type PairHow = 'same' | 'typo' | 'typos' | 'joined' | 'initials' | 'cut';

/** Words that stand for each other. Each side is a set of positions: bit 0 is the first word. */
export interface Pairing {
  readonly how: PairHow;
  readonly left: number;
  readonly right: number;
}

/** Which words of two names stand for each other, each at most once. `left` and `right` are the words with a partner. */
export interface Alignment {
  readonly pairs: readonly Pairing[];
  readonly left: number;
  readonly right: number;
}

/** Aligns two names' words (24 at most). Swapping the names swaps the sides of the result and nothing else. */
export function align(left: readonly AlignWord[], right: readonly AlignWord[]): Alignment {
  const aligner = new Aligner(left, right);
  aligner.pairSame();
  if (aligner.open()) {
    aligner.pairRuns('joined', runThatSpells);
    aligner.pairTypos();
    aligner.pairRuns('initials', runOfInitials);
    aligner.pairCut();
  }
  return aligner;
}

/** The alignment of names that are equal when written without gaps: everything stands for everything. */
export function alignWhole(left: readonly AlignWord[], right: readonly AlignWord[]): Alignment {
  const l = every(left.length);
  const r = every(right.length);
  return { pairs: [{ how: 'joined', left: l, right: r }], left: l, right: r };
}

/** Position of the first word of a set. */
export const firstOf = (set: number): number => 31 - Math.clz32(set & -set);
export const isSingle = (set: number): boolean => (set & (set - 1)) === 0;
export const every = (length: number): number => (1 << length) - 1;

class Aligner implements Alignment {
  readonly pairs: Pairing[] = [];
  left = 0;
  right = 0;
  readonly #l: readonly AlignWord[];
  readonly #r: readonly AlignWord[];

  constructor(left: readonly AlignWord[], right: readonly AlignWord[]) {
    this.#l = left;
    this.#r = right;
  }

  /** Whether both sides have words without a partner. */
  open(): boolean {
    return this.left !== every(this.#l.length) && this.right !== every(this.#r.length);
  }

  #take(how: PairHow, left: number, right: number): void {
    this.pairs.push({ how, left, right });
    this.left |= left;
    this.right |= right;
  }

  pairSame(): void {
    for (let i = 0; i < this.#l.length; i++) {
      const id = this.#l[i]?.id ?? -1;
      if (id < 0) continue;
      for (let j = 0; j < this.#r.length; j++) {
        if (this.#r[j]?.id !== id || (this.right & (1 << j)) !== 0) continue;
        this.#take('same', 1 << i, 1 << j);
        break;
      }
    }
  }

  /** Words of one side for which words beside each other on the other side stand. */
  pairRuns(how: PairHow, runFor: RunFinder): void {
    if (!this.open()) return;
    if (this.#l.length > 1) {
      for (let j = 0; j < this.#r.length; j++) {
        const run = this.#runFor(runFor, this.#l, this.left, this.#r[j], this.right & (1 << j));
        if (run !== 0) this.#take(how, run, 1 << j);
      }
    }
    if (this.#r.length > 1) {
      for (let i = 0; i < this.#l.length; i++) {
        const run = this.#runFor(runFor, this.#r, this.right, this.#l[i], this.left & (1 << i));
        if (run !== 0) this.#take(how, 1 << i, run);
      }
    }
  }

  #runFor(
    runFor: RunFinder,
    many: readonly AlignWord[],
    used: number,
    one: AlignWord | undefined,
    taken: number,
  ): number {
    if (!one || taken !== 0 || one.raw.length < 2) return 0;
    const first = one.raw.charCodeAt(0);
    for (let from = 0; from + 1 < many.length; from++) {
      if ((used & (1 << from)) !== 0 || many[from]?.raw.charCodeAt(0) !== first) continue;
      const run = runFor(many, used, from, one);
      if (run !== 0) return run;
    }
    return 0;
  }

  /** Misspelt words, the closest first. */
  pairTypos(): void {
    if (!this.open()) return;
    let close: { i: number; j: number; edits: number }[] | null = null;
    for (let i = 0; i < this.#l.length; i++) {
      if ((this.left & (1 << i)) !== 0) continue;
      for (let j = 0; j < this.#r.length; j++) {
        if ((this.right & (1 << j)) !== 0) continue;
        const edits = editsBetween(this.#l[i] as AlignWord, this.#r[j] as AlignWord);
        if (edits > 0) close = [...(close ?? []), { i, j, edits }];
      }
    }
    if (close === null) return;
    close.sort(
      (a, b) => a.edits - b.edits || a.i + a.j - (b.i + b.j) || Math.abs(a.i - a.j) - Math.abs(b.i - b.j),
    );
    for (const { i, j, edits } of close) {
      if (((this.left & (1 << i)) | (this.right & (1 << j))) !== 0) continue;
      this.#take(edits === 1 ? 'typo' : 'typos', 1 << i, 1 << j);
    }
  }

  /** A word cut short: its beginning, of three letters or more. */
  pairCut(): void {
    if (!this.open()) return;
    for (let i = 0; i < this.#l.length; i++) {
      for (let j = 0; j < this.#r.length; j++) {
        if (((this.left & (1 << i)) | (this.right & (1 << j))) !== 0) continue;
        if (isCut(this.#l[i]?.text ?? '', this.#r[j]?.text ?? '')) this.#take('cut', 1 << i, 1 << j);
      }
    }
  }
}

/** The set of words from `from` on that stands for `one`, all unused and at least two, or 0. */
type RunFinder = (words: readonly AlignWord[], used: number, from: number, one: AlignWord) => number;

const range = (from: number, to: number): number => every(to + 1) & ~every(from);

/** Words beside each other that written together are `one`: `honey baked`, `honeybaked`. */
const runThatSpells: RunFinder = (words, used, from, one) => {
  const text = one.raw;
  let length = 0;
  for (let at = from; at < words.length && (used & (1 << at)) === 0; at++) {
    const raw = words[at]?.raw ?? '';
    if (!text.startsWith(raw, length)) return 0;
    length += raw.length;
    if (length === text.length) return at === from || length < 4 ? 0 : range(from, at);
  }
  return 0;
};

/** Words beside each other whose initials are `one`: `isd`, `independent school district`. Small words may be skipped. */
const runOfInitials: RunFinder = (words, used, from, one) => {
  const text = one.raw;
  if (text.length > 7) return 0;
  let next = 0;
  let at = from;
  for (; at < words.length && next < text.length; at++) {
    const word = words[at] as AlignWord;
    if ((used & (1 << at)) !== 0) return 0;
    if (word.text.charCodeAt(0) === text.charCodeAt(next)) next++;
    else if (word.kind !== Kind.stop) return 0;
  }
  return next === text.length && at > from + 1 ? range(from, at - 1) : 0;
};

import { editDistance } from './distance.js';
import type { Role } from './parse.js';
import { Kind } from './vocabulary.js';

/** A word as alignment sees it, on either side. */
export interface AlignWord {
  /** The pool's id of the word, or -1 when the pool has no such word. */
  readonly id: number;
  /** Stemmed. */
  readonly text: string;
  /** As written, folded. */
  readonly raw: string;
  readonly kind: Kind;
  readonly role: Role;
  /** Decibans. */
  readonly weight: number;
}

/**
 * In what way words of the two names stand for each other: the same; misspelt by one edit or by two; written together
 * on one side; initials; cut short.
 */
export type PairHow = 'same' | 'typo' | 'typos' | 'joined' | 'initials' | 'cut';

/** Words that stand for each other, as positions in the two names. */
export interface Pairing {
  readonly how: PairHow;
  readonly left: readonly number[];
  readonly right: readonly number[];
}

/** Which words of two names stand for each other, each at most once, and which are left over. */
export interface Alignment {
  readonly pairs: readonly Pairing[];
  /** By position: whether the word has a partner. */
  readonly left: readonly boolean[];
  readonly right: readonly boolean[];
}

/** Aligns two names' words. Swapping the names swaps the sides of the result and nothing else. */
export function align(left: readonly AlignWord[], right: readonly AlignWord[]): Alignment {
  const aligner = new Aligner(left, right);
  aligner.pairSame();
  if (aligner.open()) {
    aligner.pairJoined();
    aligner.pairTypos();
    aligner.pairInitials();
    aligner.pairCut();
  }
  return aligner;
}

/** The alignment of names that are equal when written without gaps: everything stands for everything. */
export function alignWhole(left: readonly AlignWord[], right: readonly AlignWord[]): Alignment {
  const pair: Pairing = { how: 'joined', left: left.map((_, at) => at), right: right.map((_, at) => at) };
  return { pairs: [pair], left: left.map(() => true), right: right.map(() => true) };
}

class Aligner implements Alignment {
  readonly pairs: Pairing[] = [];
  readonly left: boolean[];
  readonly right: boolean[];
  readonly #l: readonly AlignWord[];
  readonly #r: readonly AlignWord[];
  #freeLeft: number;
  #freeRight: number;

  constructor(left: readonly AlignWord[], right: readonly AlignWord[]) {
    this.#l = left;
    this.#r = right;
    this.left = new Array<boolean>(left.length).fill(false);
    this.right = new Array<boolean>(right.length).fill(false);
    this.#freeLeft = left.length;
    this.#freeRight = right.length;
  }

  open(): boolean {
    return this.#freeLeft > 0 && this.#freeRight > 0;
  }

  #take(how: PairHow, left: readonly number[], right: readonly number[]): void {
    this.pairs.push({ how, left, right });
    for (const at of left) this.left[at] = true;
    for (const at of right) this.right[at] = true;
    this.#freeLeft -= left.length;
    this.#freeRight -= right.length;
  }

  pairSame(): void {
    for (let i = 0; i < this.#l.length; i++) {
      const { id } = this.#l[i] as AlignWord;
      if (id < 0) continue;
      for (let j = 0; j < this.#r.length; j++) {
        if (this.right[j] || (this.#r[j] as AlignWord).id !== id) continue;
        this.#take('same', [i], [j]);
        break;
      }
    }
  }

  pairJoined(): void {
    this.#eachRun(this.#l, this.left, this.#r, this.right, runThatSpells, (run, one) => {
      this.#take('joined', run, [one]);
    });
    this.#eachRun(this.#r, this.right, this.#l, this.left, runThatSpells, (run, one) => {
      this.#take('joined', [one], run);
    });
  }

  pairInitials(): void {
    if (!this.open()) return;
    this.#eachRun(this.#l, this.left, this.#r, this.right, runOfInitials, (run, one) => {
      this.#take('initials', run, [one]);
    });
    this.#eachRun(this.#r, this.right, this.#l, this.left, runOfInitials, (run, one) => {
      this.#take('initials', [one], run);
    });
  }

  /** Finds for each free word of `ones` a run of free words of `many` beside each other that stands for it. */
  #eachRun(
    many: readonly AlignWord[],
    usedMany: readonly boolean[],
    ones: readonly AlignWord[],
    usedOnes: readonly boolean[],
    runFor: RunFinder,
    found: (run: number[], one: number) => void,
  ): void {
    if (many.length < 2) return;
    for (let j = 0; j < ones.length; j++) {
      if (usedOnes[j]) continue;
      for (let i = 0; i + 1 < many.length; i++) {
        if (usedMany[i]) continue;
        const run = runFor(many, usedMany, i, ones[j] as AlignWord);
        if (run === null) continue;
        found(run, j);
        break;
      }
    }
  }

  /** Misspelt words, the closest first. */
  pairTypos(): void {
    if (!this.open()) return;
    const close: { i: number; j: number; edits: number }[] = [];
    for (let i = 0; i < this.#l.length; i++) {
      if (this.left[i]) continue;
      for (let j = 0; j < this.#r.length; j++) {
        if (this.right[j]) continue;
        const edits = editsBetween(this.#l[i] as AlignWord, this.#r[j] as AlignWord);
        if (edits > 0) close.push({ i, j, edits });
      }
    }
    if (close.length > 1) close.sort((a, b) => a.edits - b.edits || a.i + a.j - (b.i + b.j) || a.i - b.i);
    for (const { i, j, edits } of close) {
      if (!this.left[i] && !this.right[j]) this.#take(edits === 1 ? 'typo' : 'typos', [i], [j]);
    }
  }

  /** A word cut short: its beginning, of three letters or more. */
  pairCut(): void {
    if (!this.open()) return;
    for (let i = 0; i < this.#l.length; i++) {
      for (let j = 0; j < this.#r.length; j++) {
        if (this.left[i] || this.right[j]) continue;
        if (isCut((this.#l[i] as AlignWord).text, (this.#r[j] as AlignWord).text))
          this.#take('cut', [i], [j]);
      }
    }
  }
}

type RunFinder = (
  words: readonly AlignWord[],
  used: readonly boolean[],
  from: number,
  one: AlignWord,
) => number[] | null;

/** Words beside each other that written together are `one`: `honey baked`, `honeybaked`. */
const runThatSpells: RunFinder = (words, used, from, one) => {
  const text = one.raw;
  if (text.length < 4 || !text.startsWith((words[from] as AlignWord).raw)) return null;
  let length = 0;
  for (let at = from; at < words.length && !used[at]; at++) {
    const { raw } = words[at] as AlignWord;
    if (!text.startsWith(raw, length)) return null;
    length += raw.length;
    if (length === text.length) return at === from ? null : range(from, at);
  }
  return null;
};

function range(from: number, to: number): number[] {
  const out: number[] = [];
  for (let at = from; at <= to; at++) out.push(at);
  return out;
}

/** Words beside each other whose initials are `one`: `isd`, `independent school district`. Small words may be skipped. */
const runOfInitials: RunFinder = (words, used, from, one) => {
  const text = one.raw;
  if (text.length < 2 || text.length > 7 || (words[from] as AlignWord).text[0] !== text[0]) return null;
  let next = 0;
  let at = from;
  for (; at < words.length && next < text.length; at++) {
    const word = words[at] as AlignWord;
    if (used[at]) return null;
    if (word.text[0] === text[next]) next++;
    else if (word.kind !== Kind.stop) return null;
  }
  return next === text.length ? range(from, at - 1) : null;
};

const editBudget = (length: number): number => (length < 4 ? 0 : length < 8 ? 1 : 2);

/**
 * How many edits make two words misspellings of each other, 1 or 2; 0 when they are none. Never inside numbers. Words
 * under four letters only with two neighbours swapped; another first letter counts as one more edit.
 */
function editsBetween(a: AlignWord, b: AlignWord): number {
  if (a.kind === Kind.number || b.kind === Kind.number) return 0;
  const [x, y] = [a.raw, b.raw];
  const longer = Math.max(x.length, y.length);
  const budget = editBudget(longer);
  if (budget === 0) return longer === 3 && isSwap(x, y) ? 1 : 0;
  if (Math.abs(x.length - y.length) > budget || !sharesBeginning(x, y) || !sameDigits(x, y)) return 0;
  const edits = editDistance(x, y, budget);
  if (edits > budget) return 0;
  return x.charCodeAt(0) === y.charCodeAt(0) ? edits : edits + 1;
}

const isSwap = (x: string, y: string): boolean =>
  x.length === y.length && x[0] === y[0] && x[1] === y[2] && x[2] === y[1];

/** Whether the first two letters have anything in common, which all but the rarest misspellings have. */
function sharesBeginning(x: string, y: string): boolean {
  const [x0, x1, y0, y1] = [x.charCodeAt(0), x.charCodeAt(1), y.charCodeAt(0), y.charCodeAt(1)];
  return x0 === y0 || x1 === y1 || x0 === y1 || x1 === y0;
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

function isCut(a: string, b: string): boolean {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  return short.length >= 3 && long.startsWith(short) && sameDigits(a, b);
}

import { editDistance } from './distance.js';
import { Role } from './parse.js';
import { Kind } from './vocabulary.js';

/** A word as alignment sees it, on either side. */
export interface AlignWord {
  /** The pool's id of the word, or -1 when the pool has no such word. */
  readonly id: number;
  /** Stemmed. */
  readonly text: string;
  readonly kind: Kind;
  readonly role: Role;
  /** Decibans. */
  readonly weight: number;
}

export type PairHow = 'same' | 'typo' | 'typos' | 'joined' | 'initials' | 'cut';

/** Words of the two names that stand for each other. `left` and `right` are positions; `how` says in what way. */
export interface Pairing {
  readonly how: PairHow;
  readonly left: readonly number[];
  readonly right: readonly number[];
}

/** How the words of two names stand for each other, one to one, and which are left over. */
export interface Alignment {
  readonly pairs: readonly Pairing[];
  readonly leftOver: readonly number[];
  readonly rightOver: readonly number[];
}

/** Aligns two names' words. Swapping the names swaps the sides of the result and nothing else. */
export function align(left: readonly AlignWord[], right: readonly AlignWord[]): Alignment {
  const state: State = { left, right, pairs: [], l: left.map(() => false), r: right.map(() => false) };
  pairSame(state);
  if (anyFree(state.l) && anyFree(state.r)) {
    pairJoined(state, left, right, state.l, state.r, false);
    pairJoined(state, right, left, state.r, state.l, true);
    pairTypos(state);
    pairInitials(state, left, right, state.l, state.r, false);
    pairInitials(state, right, left, state.r, state.l, true);
    pairCut(state);
  }
  return { pairs: state.pairs, leftOver: free(state.l), rightOver: free(state.r) };
}

interface State {
  readonly left: readonly AlignWord[];
  readonly right: readonly AlignWord[];
  readonly pairs: Pairing[];
  readonly l: boolean[];
  readonly r: boolean[];
}

const anyFree = (used: readonly boolean[]): boolean => used.includes(false);
const free = (used: readonly boolean[]): number[] => {
  const out: number[] = [];
  used.forEach((taken, at) => {
    if (!taken) out.push(at);
  });
  return out;
};

function take(state: State, how: PairHow, left: readonly number[], right: readonly number[]): void {
  state.pairs.push({ how, left, right });
  for (const at of left) state.l[at] = true;
  for (const at of right) state.r[at] = true;
}

function pairSame(state: State): void {
  const { left, right } = state;
  for (let i = 0; i < left.length; i++) {
    const word = left[i] as AlignWord;
    if (word.id < 0) continue;
    for (let j = 0; j < right.length; j++) {
      if (state.r[j] || (right[j] as AlignWord).id !== word.id) continue;
      take(state, 'same', [i], [j]);
      break;
    }
  }
}

/** Two or three words beside each other on one side are one word on the other: `honey baked`, `honeybaked`. */
function pairJoined(
  state: State,
  many: readonly AlignWord[],
  one: readonly AlignWord[],
  usedMany: readonly boolean[],
  usedOne: readonly boolean[],
  swapped: boolean,
): void {
  for (let j = 0; j < one.length; j++) {
    const whole = one[j] as AlignWord;
    if (usedOne[j] || whole.text.length < 4) continue;
    for (let i = 0; i + 1 < many.length; i++) {
      const run = runThatSpells(many, usedMany, i, whole.text);
      if (run.length < 2) continue;
      if (swapped) take(state, 'joined', [j], run);
      else take(state, 'joined', run, [j]);
      break;
    }
  }
}

function runThatSpells(words: readonly AlignWord[], used: readonly boolean[], from: number, text: string): number[] {
  let spelt = '';
  const run: number[] = [];
  for (let at = from; at < words.length && at < from + 4 && !used[at]; at++) {
    spelt += (words[at] as AlignWord).text;
    run.push(at);
    if (spelt.length >= text.length) return spelt === text ? run : [];
    if (!text.startsWith(spelt)) return [];
  }
  return [];
}

const editBudget = (length: number): number => (length < 4 ? 0 : length < 8 ? 1 : 2);

/** Misspelt words, the closest first. Never inside numbers; a first letter that differs costs an edit more. */
function pairTypos(state: State): void {
  const close: { i: number; j: number; edits: number }[] = [];
  for (let i = 0; i < state.left.length; i++) {
    if (state.l[i]) continue;
    for (let j = 0; j < state.right.length; j++) {
      if (state.r[j]) continue;
      const edits = editsBetween(state.left[i] as AlignWord, state.right[j] as AlignWord);
      if (edits > 0) close.push({ i, j, edits });
    }
  }
  close.sort((a, b) => a.edits - b.edits || a.i + a.j - (b.i + b.j) || a.i - b.i);
  for (const { i, j, edits } of close) {
    if (!state.l[i] && !state.r[j]) take(state, edits === 1 ? 'typo' : 'typos', [i], [j]);
  }
}

/** 0 when two words are no misspellings of each other. */
function editsBetween(a: AlignWord, b: AlignWord): number {
  if (a.kind === Kind.number || b.kind === Kind.number) return 0;
  const budget = editBudget(Math.max(a.text.length, b.text.length));
  if (budget === 0 || Math.abs(a.text.length - b.text.length) > budget) return 0;
  const first = a.text.charCodeAt(0) === b.text.charCodeAt(0);
  if (!first && a.text.charCodeAt(1) !== b.text.charCodeAt(1) && a.text.charCodeAt(0) !== b.text.charCodeAt(1) && a.text.charCodeAt(1) !== b.text.charCodeAt(0)) return 0;
  if (differsInDigits(a.text, b.text)) return 0;
  const edits = editDistance(a.text, b.text, budget);
  if (edits > budget) return 0;
  return first ? edits : edits + 1;
}

function differsInDigits(a: string, b: string): boolean {
  const digit = /\d/;
  if (!digit.test(a) && !digit.test(b)) return false;
  return a.replace(/\D/g, '') !== b.replace(/\D/g, '');
}

/** A short word is the initials of words beside each other: `isd` of `independent school district`. */
function pairInitials(
  state: State,
  short: readonly AlignWord[],
  long: readonly AlignWord[],
  usedShort: readonly boolean[],
  usedLong: readonly boolean[],
  swapped: boolean,
): void {
  for (let i = 0; i < short.length; i++) {
    const word = short[i] as AlignWord;
    if (usedShort[i] || word.text.length < 2 || word.text.length > 7) continue;
    for (let j = 0; j + 1 < long.length; j++) {
      const run = runOfInitials(long, usedLong, j, word.text);
      if (run.length < 2) continue;
      if (swapped) take(state, 'initials', run, [i]);
      else take(state, 'initials', [i], run);
      break;
    }
  }
}

function runOfInitials(words: readonly AlignWord[], used: readonly boolean[], from: number, text: string): number[] {
  const run: number[] = [];
  let next = 0;
  for (let at = from; at < words.length && next < text.length; at++) {
    const word = words[at] as AlignWord;
    if (used[at]) return [];
    if (word.text[0] === text[next]) next++;
    else if (word.kind !== Kind.stop || run.length === 0) return [];
    run.push(at);
  }
  return next === text.length ? run : [];
}

/** A word cut short: its beginning, of three letters or more, as one side's word. */
function pairCut(state: State): void {
  for (let i = 0; i < state.left.length; i++) {
    if (state.l[i]) continue;
    for (let j = 0; j < state.right.length; j++) {
      if (state.r[j] || state.l[i]) continue;
      const [a, b] = [state.left[i] as AlignWord, state.right[j] as AlignWord];
      const [short, long] = a.text.length <= b.text.length ? [a, b] : [b, a];
      if (short.text.length < 3 || short.kind === Kind.number || !long.text.startsWith(short.text)) continue;
      take(state, 'cut', [i], [j]);
    }
  }
}

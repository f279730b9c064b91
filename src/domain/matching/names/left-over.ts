import type { AlignWord } from './align-word.js';
import { Role } from './name-word.js';
import { Kind } from './vocabulary.js';
import { type Weight, weights } from './weights.js';

/** Takes one piece of evidence: so many units of it, because of `text`, or of `text` against `other`. */
export type Sink = (weight: Weight, amount: number, text: string, other?: string) => void;

/** Kinds of left-over words. */
/** `place` stands in a part of its own (`Name - Chicago`), `region` within the name (`Name of Chicago`). */
export const Left = {
  core: 0,
  aside: 1,
  trade: 2,
  filler: 3,
  place: 4,
  number: 5,
  store: 6,
  region: 7,
} as const;
type Left = (typeof Left)[keyof typeof Left];

/** What has no partner on one side: how many words of each kind, and the first of all. */
export interface LeftOver {
  readonly counts: readonly number[];
  readonly text: string;
}

const w = weights;
export const leftWeights = [
  w.left,
  w.leftAside,
  w.leftTrade,
  w.leftFiller,
  w.leftPlace,
  w.leftNumber,
  w.leftNumber,
  w.leftRegion,
];
export const rightWeights = [
  w.right,
  w.rightAside,
  w.rightTrade,
  w.rightFiller,
  w.rightPlace,
  w.rightNumber,
  w.rightNumber,
  w.rightRegion,
];
const nothing: LeftOver = { counts: [0, 0, 0, 0, 0, 0, 0, 0], text: '' };

/** Reports each word that no word of the other side stands for; marks, echoes and small words never count. */
export function leftOver(
  words: readonly AlignWord[],
  paired: number,
  sink: Sink,
  kinds: readonly Weight[],
): LeftOver {
  let counts: number[] | null = null;
  let text = '';
  for (let at = 0; at < words.length; at++) {
    const word = words[at] as AlignWord;
    if ((paired & (1 << at)) !== 0 || word.kind === Kind.stop) continue;
    if (word.role === Role.mark || word.role === Role.echo) continue;
    if (text === '') text = word.raw;
    counts ??= [0, 0, 0, 0, 0, 0, 0, 0];
    const kind = kindLeft(word);
    counts[kind] = (counts[kind] ?? 0) + 1;
    sink(kinds[kind] ?? w.left, amountLeft(kind, word), word.raw);
  }
  return counts === null ? nothing : { counts, text };
}

function kindLeft(word: AlignWord): Left {
  if (word.kind === Kind.number) return word.role === Role.main ? Left.number : Left.store;
  if (word.role === Role.aside) return Left.aside;
  if (word.role === Role.place) return Left.place;
  if (word.kind === Kind.place) return Left.region;
  if (word.kind === Kind.trade) return Left.trade;
  return word.kind === Kind.filler ? Left.filler : Left.core;
}

/** A number within the name counts twice as much as one behind it. Unknown parts count by how rare they are. */
function amountLeft(kind: Left, word: AlignWord): number {
  if (kind === Left.number) return 2;
  return kind === Left.aside ? word.weight : 1;
}

/** Reports what both sides have left over of one kind: different words where the names could have agreed. */
export function contradict(left: LeftOver, right: LeftOver, sink: Sink): void {
  if (left.text === '' || right.text === '') return;
  const l = left.counts;
  const r = right.counts;
  const a = left.text;
  const b = right.text;
  const lowest = (kind: Left): number => Math.min(l[kind] ?? 0, r[kind] ?? 0);
  const other = Math.min(named(l), named(r));
  if (other > 0) sink(w.otherWords, other, a, b);
  if (lowest(Left.trade) > 0) sink(w.otherTrade, lowest(Left.trade), a, b);
  if (Math.min(places(l), places(r)) > 0) sink(w.otherPlace, 1, a, b);
  if (lowest(Left.number) > 0) sink(w.otherNumber, 1, a, b);
  else if (Math.min(numbers(l), numbers(r)) > 0) sink(w.otherStore, 1, a, b);
}

const named = (counts: readonly number[]): number => 2 * (counts[Left.core] ?? 0) + (counts[Left.aside] ?? 0);
const numbers = (counts: readonly number[]): number => (counts[Left.number] ?? 0) + (counts[Left.store] ?? 0);

const places = (counts: readonly number[]): number => (counts[Left.place] ?? 0) + (counts[Left.region] ?? 0);

/** Whether neither side has a word left over that names. */
export const nothingNamed = (left: LeftOver, right: LeftOver): boolean =>
  named(left.counts) + named(right.counts) === 0;

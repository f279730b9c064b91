import { type Alignment, type AlignWord, align, alignWhole, type Pairing } from './align.js';
import { Reach } from './keys.js';
import { Role } from './parse.js';
import { Kind } from './vocabulary.js';
import type { Measure } from './weights.js';

/** One name, ready to be compared. */
export interface Side {
  readonly words: readonly AlignWord[];
  readonly legal: readonly string[];
  /** Words that name, without gaps. */
  readonly squeezed: string;
  /** Decibans of the main words together. */
  readonly total: number;
  /** Position of the first main word that is no small word, or -1. */
  readonly head: number;
}

/** Takes what is measured: so many units of `measure`, because of `text`. */
export type Sink = (measure: Measure, amount: number, text: string) => void;

/**
 * Compares two names, `left` as asked and `right` as known, and reports everything that speaks for or against.
 * `likeness` is the cosine of letter triples in hundredths; `equality` is the reach within which they are equal.
 */
export function weigh(
  left: Side,
  right: Side,
  likeness: number,
  equality: Reach | null,
  sink: Sink,
): Alignment {
  const alignment = alignSides(left, right, equality);
  sink('prior', 1, '');
  const cover = weighPairs(left, right, alignment, sink);
  const over = weighLeftOvers(left, right, alignment, sink);
  if (alignment.left[left.head] === false) sink('head-left', 1, left.words[left.head]?.raw ?? '');
  if (alignment.right[right.head] === false) sink('head-right', 1, right.words[right.head]?.raw ?? '');
  weighCover(left, right, cover, over, sink);
  weighLegal(left, right, sink);
  if (equality !== null) sink(equalities[equality], 1, right.squeezed);
  sink('likeness', Math.round((likeness * likeness) / 100), `${likeness} %`);
  if (isPrefix(left.squeezed, right.squeezed)) sink('prefix', 1, left.squeezed);
  return alignment;
}

const equalities: Readonly<Record<Reach, Measure>> = {
  [Reach.whole]: 'equal-whole',
  [Reach.plain]: 'equal-plain',
  [Reach.cut]: 'equal-cut',
};

/** Words written together that the aligner cannot take apart are still equal when the keys say so. */
function alignSides(left: Side, right: Side, equality: Reach | null): Alignment {
  const alignment = align(left.words, right.words);
  if (equality !== Reach.whole || !(alignment.left.includes(false) || alignment.right.includes(false))) {
    return alignment;
  }
  return alignWhole(left.words, right.words);
}

interface Cover {
  left: number;
  right: number;
}

function weighPairs(left: Side, right: Side, alignment: Alignment, sink: Sink): Cover {
  const cover: Cover = { left: 0, right: 0 };
  let [named, misspelt] = [false, ''];
  for (const pair of alignment.pairs) {
    const [l, r] = [sumOf(left.words, pair.left), sumOf(right.words, pair.right)];
    cover.left += mainSum(left.words, pair.left);
    cover.right += mainSum(right.words, pair.right);
    const first = left.words[pair.left[0] ?? 0];
    if (!first) continue;
    weighPair(pair, first, right.words[pair.right[0] ?? 0] ?? first, Math.min(l, r), sink);
    if (pair.how === 'typo' || pair.how === 'typos') misspelt ||= first.raw;
    else if (first.kind === Kind.core || pair.how !== 'same') named = true;
  }
  if (!named && misspelt !== '') sink('only-misspelt', 1, misspelt);
  return cover;
}

function sumOf(words: readonly AlignWord[], at: readonly number[]): number {
  let sum = 0;
  for (const position of at) sum += words[position]?.weight ?? 0;
  return sum;
}

function mainSum(words: readonly AlignWord[], at: readonly number[]): number {
  let sum = 0;
  for (const position of at) {
    const word = words[position];
    if (word?.role === Role.main) sum += word.weight;
  }
  return sum;
}

const sameMeasures: readonly (Measure | null)[] = [
  'same',
  'same-trade',
  'same-filler',
  'same-place',
  'same-number',
  null,
];

function weighPair(pair: Pairing, left: AlignWord, right: AlignWord, weight: number, sink: Sink): void {
  if (pair.how === 'same') {
    const measure = sameMeasures[left.kind];
    if (measure) sink(measure, weight, left.raw);
  } else if (pair.how === 'initials') {
    const short = pair.left.length === 1 ? left.raw : right.raw;
    sink(short.length > 3 ? 'initials' : 'initials-short', short.length, short);
  } else sink(pair.how, weight, pair.left.length === 1 ? left.raw : right.raw);
}

/** What is left over on one side. */
interface Over {
  core: number;
  aside: number;
  trade: number;
  filler: number;
  place: number;
  number: number;
  store: number;
  text: string;
}

function weighLeftOvers(left: Side, right: Side, alignment: Alignment, sink: Sink): [Over, Over] {
  const l = leftOver(left.words, alignment.left, sink, leftMeasures);
  const r = leftOver(right.words, alignment.right, sink, rightMeasures);
  const both = `${l.text} | ${r.text}`;
  const core = Math.min(2 * l.core + l.aside, 2 * r.core + r.aside);
  if (core > 0) sink('other-words', core, both);
  const trade = Math.min(l.trade, r.trade);
  if (trade > 0) sink('other-trade', trade, both);
  if (l.place > 0 && r.place > 0) sink('other-place', 1, both);
  if (l.number > 0 && r.number > 0) sink('other-number', 1, both);
  else if (l.number + l.store > 0 && r.number + r.store > 0) sink('other-store', 1, both);
  return [l, r];
}

type OverMeasures = readonly [
  core: Measure,
  trade: Measure,
  filler: Measure,
  place: Measure,
  number: Measure,
  aside: Measure,
];
const leftMeasures: OverMeasures = [
  'left',
  'left-trade',
  'left-filler',
  'left-place',
  'left-number',
  'left-aside',
];
const rightMeasures: OverMeasures = [
  'right',
  'right-trade',
  'right-filler',
  'right-place',
  'right-number',
  'right-aside',
];

function leftOver(
  words: readonly AlignWord[],
  paired: readonly boolean[],
  sink: Sink,
  measures: OverMeasures,
): Over {
  const over: Over = { core: 0, aside: 0, trade: 0, filler: 0, place: 0, number: 0, store: 0, text: '' };
  for (let at = 0; at < words.length; at++) {
    const word = words[at] as AlignWord;
    if (paired[at] || word.kind === Kind.stop || word.role === Role.mark || word.role === Role.echo) continue;
    over.text = over.text === '' ? word.raw : over.text;
    countOver(word, over, sink, measures);
  }
  return over;
}

function countOver(word: AlignWord, over: Over, sink: Sink, measures: OverMeasures): void {
  const [core, trade, filler, place, number, aside] = measures;
  if (word.kind === Kind.number) {
    if (word.role === Role.main) over.number++;
    else over.store++;
    return sink(number, word.role === Role.main ? 2 : 1, word.raw);
  }
  if (word.role === Role.aside) {
    over.aside++;
    return sink(aside, word.weight, word.raw);
  }
  if (word.role === Role.place || word.kind === Kind.place) {
    over.place++;
    return sink(place, 1, word.raw);
  }
  if (word.kind === Kind.trade) {
    over.trade++;
    return sink(trade, 1, word.raw);
  }
  if (word.kind === Kind.filler) {
    over.filler++;
    return sink(filler, 1, word.raw);
  }
  over.core++;
  sink(core, 1, word.raw);
}

/** How much of each name the pairs account for, in hundredths. */
function weighCover(left: Side, right: Side, cover: Cover, [l, r]: [Over, Over], sink: Sink): void {
  const ofLeft = left.total > 0 ? Math.round((100 * cover.left) / left.total) : 0;
  const ofRight = right.total > 0 ? Math.round((100 * cover.right) / right.total) : 0;
  sink('cover-left', ofLeft, `${ofLeft} %`);
  sink('cover-right', ofRight, `${ofRight} %`);
  sink('cover', Math.round((ofLeft * ofRight) / 100), `${ofLeft} % | ${ofRight} %`);
  const [noneLeft, noneRight] = [l.text === '', r.text === ''];
  if (noneLeft) sink('nothing-left', 1, '');
  if (noneRight) sink('nothing-right', 1, '');
  if (l.core + l.aside + r.core + r.aside === 0) sink('no-other-words', 1, '');
}

function weighLegal(left: Side, right: Side, sink: Sink): void {
  if (left.legal.length === 0 || right.legal.length === 0) return;
  const shared = left.legal.find((family) => right.legal.includes(family));
  if (shared !== undefined) sink('legal-same', 1, shared);
  else sink('legal-other', 1, `${left.legal.join(' ')} | ${right.legal.join(' ')}`);
}

function isPrefix(a: string, b: string): boolean {
  return a !== b && Math.min(a.length, b.length) >= 4 && (a.startsWith(b) || b.startsWith(a));
}

import { type Alignment, align, alignWhole, firstOf, isSingle, type Pairing } from './align.js';
import type { AlignWord } from './align-word.js';
import { Reach } from './keys.js';
import {
  contradict,
  type LeftOver,
  leftOver,
  leftWeights,
  nothingNamed,
  rightWeights,
  type Sink,
} from './left-over.js';
import { legalName, neutralFamily } from './lexicon.js';
import { Role } from './name-word.js';
import type { Side } from './sides.js';
import { Kind } from './vocabulary.js';
import { type Weight, weights } from './weights.js';

/**
 * Compares two names, `left` as asked and `right` as known, and reports everything that speaks for or against.
 * `likeness` is the cosine of letter triples in hundredths; `equality` is the reach within which they are equal.
 */
export function weigh(left: Side, right: Side, likeness: number, equality: Reach | null, sink: Sink): void {
  const alignment = alignSides(left, right, equality);
  sink(weights.prior, 1, '');
  weighPairs(left, right, alignment, sink);
  const l = leftOver(left.words, alignment.left, sink, leftWeights);
  const r = leftOver(right.words, alignment.right, sink, rightWeights);
  contradict(l, r, sink);
  if (isOver(alignment.left, left.head)) sink(weights.headLeft, 1, left.words[left.head]?.raw ?? '');
  if (isOver(alignment.right, right.head)) sink(weights.headRight, 1, right.words[right.head]?.raw ?? '');
  weighCover(left, right, alignment, sink);
  weighRest(l, r, sink);
  weighLegal(left, right, sink);
  if (equality !== null) sink(equalities[equality], 1, right.squeezed);
  sink(weights.likeness, Math.round((likeness * likeness) / 100) | 0, right.squeezed);
  if (isPrefix(left.squeezed, right.squeezed)) sink(weights.prefix, 1, left.squeezed);
}

const equalities: Readonly<Record<Reach, Weight>> = {
  [Reach.whole]: weights.equalWhole,
  [Reach.plain]: weights.equalPlain,
  [Reach.cut]: weights.equalCut,
};

const isOver = (paired: number, head: number): boolean => head >= 0 && (paired & (1 << head)) === 0;

/** Words written together that the aligner cannot take apart are still equal when the keys say so. */
function alignSides(left: Side, right: Side, equality: Reach | null): Alignment {
  const alignment = align(left.words, right.words);
  if (equality !== Reach.whole) return alignment;
  const all = alignWhole(left.words, right.words);
  return alignment.left === all.left && alignment.right === all.right ? alignment : all;
}

function weighPairs(left: Side, right: Side, alignment: Alignment, sink: Sink): void {
  let named = false;
  let misspelt = '';
  for (const pair of alignment.pairs) {
    const l = left.words[firstOf(pair.left)];
    const r = right.words[firstOf(pair.right)];
    if (!l || !r) continue;
    const weight = Math.min(weightOf(left.words, pair.left), weightOf(right.words, pair.right));
    weighPair(pair, l, r, weight, sink);
    if (pair.how === 'typo' || pair.how === 'typos') misspelt ||= l.raw;
    else if (l.kind === Kind.core || pair.how !== 'same') named = true;
  }
  if (!named && misspelt !== '') sink(weights.onlyMisspelt, 1, misspelt);
}

function weightOf(words: readonly AlignWord[], set: number): number {
  if (isSingle(set)) return words[firstOf(set)]?.weight ?? 0;
  let sum = 0;
  for (let at = 0; at < words.length; at++) if ((set & (1 << at)) !== 0) sum += words[at]?.weight ?? 0;
  return sum;
}

/** By `Kind`; sharing a small word is no evidence. */
const sameWeights: readonly (Weight | null)[] = [
  weights.same,
  weights.sameTrade,
  weights.sameFiller,
  weights.samePlace,
  weights.sameNumber,
  null,
];

function weighPair(pair: Pairing, left: AlignWord, right: AlignWord, weight: number, sink: Sink): void {
  const single = isSingle(pair.left) ? left.raw : right.raw;
  if (pair.how === 'same') {
    const kind = sameWeights[left.kind];
    if (kind) sink(kind, weight, left.raw);
    if (left.text !== right.text) sink(weights.plural, 1, left.raw, right.raw);
  } else if (pair.how === 'initials') {
    sink(single.length > 3 ? weights.initials : weights.initialsShort, single.length, single);
  } else if (pair.how === 'joined') sink(weights.joined, weight, single);
  else sink(weights[pair.how], weight, left.raw, right.raw);
}

/** How much of each name the pairs account for, in hundredths. */
function weighCover(left: Side, right: Side, alignment: Alignment, sink: Sink): void {
  const ofLeft = coverOf(left, alignment.left);
  const ofRight = coverOf(right, alignment.right);
  sink(weights.coverLeft, ofLeft, '');
  sink(weights.coverRight, ofRight, '');
  sink(weights.cover, Math.round((ofLeft * ofRight) / 100) | 0, '');
}

function coverOf(side: Side, paired: number): number {
  if (side.total === 0) return 0;
  let sum = 0;
  for (let at = 0; at < side.words.length; at++) {
    const word = side.words[at] as AlignWord;
    if (word.role === Role.main && (paired & (1 << at)) !== 0) sum += word.weight;
  }
  return Math.round((100 * sum) / side.total) | 0;
}

function weighRest(left: LeftOver, right: LeftOver, sink: Sink): void {
  if (left.text === '') sink(weights.nothingLeft, 1, '');
  if (right.text === '') sink(weights.nothingRight, 1, '');
  if (nothingNamed(left, right)) sink(weights.noOtherWords, 1, '');
}

function weighLegal(left: Side, right: Side, sink: Sink): void {
  const l = left.legal & ~neutralFamily;
  const r = right.legal & ~neutralFamily;
  if (l === 0 || r === 0) return;
  if ((l & r) !== 0) sink(weights.legalSame, 1, legalName(l & r));
  else sink(weights.legalOther, 1, legalName(l), legalName(r));
}

function isPrefix(a: string, b: string): boolean {
  return a.length !== b.length && Math.min(a.length, b.length) >= 4 && (a.startsWith(b) || b.startsWith(a));
}

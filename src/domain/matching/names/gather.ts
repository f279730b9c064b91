import type { AlignWord } from './align-word.js';
import { gramCodes, gramsOf } from './grams.js';
import { type KeyRows, rowsOf } from './key-rows.js';
import { initialsOf, squeezed } from './keys.js';
import type { NameIndex } from './name-index.js';
import type { ParsedName } from './parse.js';
import type { Side } from './sides.js';
import { Kind } from './vocabulary.js';

const byLikeness = 14;
const byWords = 10;
const byKeys = 40;
/** A word that more rows carry finds nothing. */
const mostCarriers = 400;

/** Arrays that one index's queries share, so that a query allocates little. Sums are zero between queries. */
export interface Scratch {
  readonly likeness: Float32Array;
  readonly sums: Int32Array;
  readonly touched: Int32Array;
  readonly seen: Int32Array;
  readonly grams: Int32Array;
  readonly best: Int32Array;
  stamp: number;
}

export function newScratch(index: NameIndex): Scratch {
  return {
    likeness: new Float32Array(index.rowCount),
    sums: new Int32Array(index.rowCount),
    touched: new Int32Array(index.rowCount),
    seen: new Int32Array(gramCodes).fill(-1),
    grams: new Int32Array(256),
    best: new Int32Array(byLikeness + byWords + 1),
    stamp: 0,
  };
}

/**
 * Rows worth comparing with a name, found in ways that complement each other, each with its likeness: the cosine of
 * rare letter triples in hundredths.
 */
export function gather(
  index: NameIndex,
  scratch: Scratch,
  name: ParsedName,
  side: Side,
  equal: Iterable<number>,
): Map<number, number> {
  const { likeness } = scratch;
  const found = new Set<number>();
  likeRows(index, scratch, side.squeezed, found);
  wordRows(index, scratch, side, found);
  for (const row of equal) found.add(row);
  initialRows(index, name, side, found);
  const out = new Map<number, number>();
  for (const row of found) out.set(row, Math.round(100 * (likeness[row] as number)) | 0);
  likeness.fill(0);
  return out;
}

function likeRows(index: NameIndex, scratch: Scratch, text: string, found: Set<number>): void {
  const { likeness, touched, grams } = scratch;
  const count = gramsOf(text, grams, scratch.seen, scratch.stamp++);
  let norm = 0;
  let reached = 0;
  const { starts, rows } = index.byGram;
  for (let at = 0; at < count; at++) {
    const code = grams[at] as number;
    const weight = index.gramWeights[code] as number;
    if (weight === 0) continue;
    norm += weight;
    for (let next = starts[code] as number, end = starts[code + 1] as number; next < end; next++) {
      const row = rows[next] as number;
      const before = likeness[row] as number;
      if (before === 0) touched[reached++] = row;
      likeness[row] = before + weight;
    }
  }
  const scale = 1 / (Math.sqrt(norm) || 1);
  for (let at = 0; at < reached; at++) {
    const row = touched[at] as number;
    likeness[row] = ((likeness[row] as number) * scale) / (index.rowNorms[row] as number);
  }
  addBest(likeness, scratch, reached, byLikeness, found);
}

/** Rows that share rare words, short rows first. */
function wordRows(index: NameIndex, scratch: Scratch, side: Side, found: Set<number>): void {
  const { sums, touched } = scratch;
  const { starts, rows } = index.byWord;
  let reached = 0;
  for (const { id, weight } of side.words) {
    if (id < 0) continue;
    const from = starts[id] as number;
    const to = starts[id + 1] as number;
    if (to - from > mostCarriers) continue;
    for (let next = from; next < to; next++) {
      const row = rows[next] as number;
      if (sums[row] === 0) {
        touched[reached++] = row;
        sums[row] = longest - (index.rowLengths[row] as number);
      }
      sums[row] = (sums[row] as number) + 4 * weight;
    }
  }
  addBest(sums, scratch, reached, byWords, found);
  for (let at = 0; at < reached; at++) sums[touched[at] as number] = 0;
}
const longest = 4_000;

/** Adds the `most` rows of the highest sums; of equal ones the earlier row. */
function addBest(
  sums: Float32Array | Int32Array,
  { touched, best }: Scratch,
  reached: number,
  most: number,
  found: Set<number>,
): void {
  let length = 0;
  let least = 0;
  for (let at = 0; at < reached; at++) {
    const row = touched[at] as number;
    const sum = sums[row] as number;
    if (length === most && sum < least) continue;
    let place = length;
    for (; place > 0; place--) {
      const other = best[place - 1] as number;
      const its = sums[other] as number;
      if (its > sum || (its === sum && other < row)) break;
      best[place] = other;
    }
    best[place] = row;
    if (length < most) length++;
    if (length === most) least = sums[best[most - 1] as number] as number;
  }
  for (let at = 0; at < length; at++) found.add(best[at] as number);
}

/** Rows whose initials are a word of this name, and rows that are this name's initials. */
function initialRows(index: NameIndex, name: ParsedName, side: Side, found: Set<number>): void {
  const add = (rows: KeyRows | undefined, shift: number): void => {
    for (const packed of rowsOf(rows).slice(0, byKeys)) found.add(packed >> shift);
  };
  for (const { raw } of name.words) if (raw.length >= 2 && raw.length <= 8) add(index.byInitials.get(raw), 0);
  if (name.words.length > 1) add(index.byInitials.get(squeezed(name.words)), 0);
  for (const initials of initialsOf(name.words)) if (initials.length > 2) add(index.byKey.get(initials), 2);
  const short = side.words.find(({ id, raw }) => id < 0 && raw.length >= 2 && raw.length <= 5);
  if (short && side.words.length > 1) rowsWithInitialsInside(index, side, short.raw, found);
}

/** Among rows that share the rarest word: those where `short` is the initials of others (`Goodwill VSB`). */
function rowsWithInitialsInside(index: NameIndex, side: Side, short: string, found: Set<number>): void {
  const { starts, rows } = index.byWord;
  const sizeOf = ({ id }: AlignWord): number => (starts[id + 1] as number) - (starts[id] as number);
  const known = side.words.filter(({ id, kind }) => id >= 0 && kind !== Kind.stop);
  const [rarest] = known.sort((a, b) => sizeOf(a) - sizeOf(b) || a.id - b.id);
  if (!rarest || sizeOf(rarest) > mostCarriers) return;
  for (let at = starts[rarest.id] as number, end = starts[rarest.id + 1] as number; at < end; at++) {
    const row = rows[at] as number;
    if (initialsOfRow(index, row).includes(short)) found.add(row);
  }
}

function initialsOfRow(index: NameIndex, row: number): string {
  let initials = '';
  const end = index.tokenStarts[row + 1] as number;
  for (let at = index.tokenStarts[row] as number; at < end; at++) {
    const word = index.vocabulary.wordOf(index.tokens[at] as number);
    if (word.kind !== Kind.stop) initials += word.text.charAt(0);
  }
  return initials;
}

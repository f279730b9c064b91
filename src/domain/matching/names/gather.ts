import { gramCodes, gramsOf } from './grams.js';
import { initialsOf, squeezed } from './keys.js';
import { type KeyRows, type NameIndex, rowsOf } from './name-index.js';
import { type ParsedName, Role } from './parse.js';
import { stem } from './vocabulary.js';

const byLikeness = 28;
const byWords = 20;
const byKeys = 40;
/** A word that more rows carry finds nothing. */
const mostCarriers = 600;

/** Arrays that one index's queries share, so that a query allocates little. */
export interface Scratch {
  readonly likeness: Float32Array;
  readonly alike: Int32Array;
  readonly sums: Float32Array;
  readonly touched: Int32Array;
  readonly seen: Int32Array;
  readonly grams: Int32Array;
  stamp: number;
}

export function newScratch(index: NameIndex): Scratch {
  return {
    likeness: new Float32Array(index.rows.length),
    alike: new Int32Array(index.rows.length),
    sums: new Float32Array(index.rows.length),
    touched: new Int32Array(index.rows.length),
    seen: new Int32Array(gramCodes).fill(-1),
    grams: new Int32Array(256),
    stamp: 0,
  };
}

/**
 * Rows worth comparing with a name, found in ways that complement each other, each with its likeness: the cosine of
 * rare letter triples, 0 to 1.
 */
export function gather(
  index: NameIndex,
  scratch: Scratch,
  name: ParsedName,
  equal: Iterable<number>,
): Map<number, number> {
  const { likeness, alike } = scratch;
  const reached = measureLikeness(index, scratch, name);
  const found = new Set<number>();
  keepBest(likeness, alike, reached, byLikeness, found);
  wordRows(index, scratch, name, found);
  for (const row of equal) found.add(row);
  initialRows(index, name, found);
  const out = new Map<number, number>();
  for (const row of found) out.set(row, likeness[row] as number);
  for (let at = 0; at < reached; at++) likeness[alike[at] as number] = 0;
  return out;
}

function measureLikeness(index: NameIndex, scratch: Scratch, name: ParsedName): number {
  const { likeness, alike, grams } = scratch;
  const text = squeezed(name.words.filter((word) => word.role !== Role.mark && word.role !== Role.echo));
  const count = gramsOf(text, grams, scratch.seen, scratch.stamp++);
  let [norm, reached] = [0, 0];
  const { starts, rows } = index.byGram;
  for (let at = 0; at < count; at++) {
    const code = grams[at] as number;
    const weight = index.gramWeights[code] as number;
    if (weight === 0) continue;
    norm += weight;
    for (let next = starts[code] as number, end = starts[code + 1] as number; next < end; next++) {
      const row = rows[next] as number;
      const before = likeness[row] as number;
      if (before === 0) alike[reached++] = row;
      likeness[row] = before + weight;
    }
  }
  const scale = 1 / (Math.sqrt(norm) || 1);
  for (let at = 0; at < reached; at++) {
    const row = alike[at] as number;
    likeness[row] = ((likeness[row] as number) * scale) / (index.rowNorms[row] as number);
  }
  return reached;
}

/** Puts the `most` rows of the highest sums into `found`; of equal ones the earlier row. */
function keepBest(
  sums: Float32Array,
  touched: Int32Array,
  reached: number,
  most: number,
  found: Set<number>,
): void {
  const best: number[] = [];
  let least = 0;
  for (let at = 0; at < reached; at++) {
    const row = touched[at] as number;
    const sum = sums[row] as number;
    if (best.length === most && sum < least) continue;
    let place = best.length;
    while (place > 0 && worse(sums, best[place - 1] as number, row)) place--;
    if (place === most) continue;
    best.splice(place, 0, row);
    if (best.length > most) best.pop();
    if (best.length === most) least = sums[best[most - 1] as number] as number;
  }
  for (const row of best) found.add(row);
}

function worse(sums: Float32Array, a: number, b: number): boolean {
  const [x, y] = [sums[a] as number, sums[b] as number];
  return x < y || (x === y && a > b);
}

/** Rows that share rare words, short rows first. */
function wordRows(index: NameIndex, scratch: Scratch, name: ParsedName, found: Set<number>): void {
  const { sums, touched } = scratch;
  let reached = 0;
  const { starts, rows } = index.byWord;
  for (const id of idsOf(index, name)) {
    const from = starts[id] as number;
    const to = starts[id + 1] as number;
    const weight = index.words[id]?.weight ?? 0;
    if (to - from > mostCarriers) continue;
    for (let next = from; next < to; next++) {
      const row = rows[next] as number;
      const before = sums[row] as number;
      if (before === 0) {
        touched[reached++] = row;
        sums[row] = 1000 - (index.rows[row]?.squeezed.length ?? 0) / 4;
      }
      sums[row] = (sums[row] as number) + weight;
    }
  }
  keepBest(sums, touched, reached, byWords, found);
  for (let at = 0; at < reached; at++) sums[touched[at] as number] = 0;
}

function idsOf(index: NameIndex, name: ParsedName): Set<number> {
  const ids = new Set<number>();
  for (const word of name.words) {
    const id = index.wordIds.get(stem(word.text));
    if (id !== undefined) ids.add(id);
  }
  return ids;
}

/** Rows whose initials are a word of this name, and rows that are this name's initials. */
function initialRows(index: NameIndex, name: ParsedName, found: Set<number>): void {
  const add = (rows: KeyRows | undefined, shift: number): void => {
    for (const packed of rowsOf(rows).slice(0, byKeys)) found.add(packed >> shift);
  };
  for (const word of name.words) if (word.text.length <= 8) add(index.byInitials.get(word.raw), 0);
  add(index.byInitials.get(squeezed(name.words)), 0);
  for (const row of rowsWithInitialsInside(index, name)) found.add(row);
  for (const initials of initialsOf(name.words)) if (initials.length > 2) add(index.byKey.get(initials), 2);
}

/** Among rows that share the rarest word: those where an unknown short word is the initials of others (`Goodwill VSB`). */
function rowsWithInitialsInside(index: NameIndex, name: ParsedName): number[] {
  const short = name.words.find(
    ({ raw }) => raw.length >= 2 && raw.length <= 5 && !index.wordIds.has(stem(raw)),
  );
  if (!short) return [];
  const { starts, rows } = index.byWord;
  const sizeOf = (id: number): number => (starts[id + 1] as number) - (starts[id] as number);
  const rarest = [...idsOf(index, name)].sort((a, b) => sizeOf(a) - sizeOf(b) || a - b)[0];
  if (rarest === undefined || sizeOf(rarest) > mostCarriers) return [];
  const carriers = rows.subarray(starts[rarest] as number, starts[rarest + 1] as number);
  return [...carriers].filter((row) =>
    initialsOf(index.rows[row]?.parsed.words ?? []).some((all) => all.includes(short.raw)),
  );
}

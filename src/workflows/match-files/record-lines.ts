import type { ByteInput } from './byte-input.js';
import { eachLine, isBlankLine, LineBlock } from './lines.js';

/** Where the records of one part of a file are. */
export interface RecordMap {
  /** Records of the part: `from` up to `to` (exclusive). */
  readonly from: number;
  readonly to: number;
  /** No line of the part starts here or behind. */
  readonly end: number;
  /** Where the line of every 16th record starts, the first one's first. */
  readonly marks: Float64Array;
  /** Where lines start that have no record, because they cannot be used. */
  readonly skipped: readonly number[];
}

/** Records from one mark to the next. */
export const RECORDS_A_MARK = 16;

/** Visits the lines that have records, of those that start in `[start, end)`; the first of them is `firstRecord`'s. */
export function eachRecordLine(
  input: ByteInput,
  start: number,
  end: number,
  firstRecord: number,
  skipped: ReadonlySet<number>,
  visit: (record: number, bytes: Uint8Array, from: number, to: number) => void,
): void {
  let record = firstRecord;
  eachLine(input, start, end, (bytes, from, to, position) => {
    if (isBlankLine(bytes, from, to) || skipped.has(position)) return;
    visit(record, bytes, from, to);
    record += 1;
  });
}

/** Bytes that hold about as many lines as lie between two marks. */
const FEW_LINES = 1 << 13;

/** Finds the line of one record again: reads from the mark before it on. */
export class RecordFinder {
  /** The line found last is `bytes[from..to)`. */
  from = 0;
  to = 0;
  readonly #input: ByteInput;
  readonly #maps: readonly RecordMap[];
  readonly #skipped: ReadonlySet<number>;
  #block = new LineBlock(FEW_LINES);
  #position = 0;
  #filled = 0;

  constructor(input: ByteInput, maps: readonly RecordMap[]) {
    this.#input = input;
    this.#maps = maps;
    this.#skipped = new Set(maps.flatMap(({ skipped }) => skipped));
  }

  get bytes(): Uint8Array {
    return this.#block.bytes;
  }

  find(record: number): void {
    const map = this.#maps.find(({ from, to }) => record >= from && record < to);
    if (!map) throw new Error(`There is no record ${record}`);
    const mark = Math.floor((record - map.from) / RECORDS_A_MARK);
    let left = (record - map.from) % RECORDS_A_MARK;
    this.#fill(map.marks[mark] as number);
    for (this.#line(0); ; this.#line(this.to + 1)) {
      if (isBlankLine(this.bytes, this.from, this.to) || this.#skipped.has(this.#position + this.from))
        continue;
      if (left === 0) return;
      left -= 1;
    }
  }

  #fill(position: number): void {
    this.#position = position;
    this.#filled = this.#input.read(this.bytes, position);
  }

  /** Makes the line that starts at `from` the one found, and reads on when it is not whole. */
  #line(from: number): void {
    const found = this.#block.lineFeed(from);
    const isWhole = found >= 0 && found < this.#filled;
    if (isWhole || this.#position + this.#filled >= this.#input.size) {
      this.from = from;
      this.to = isWhole ? found : this.#filled;
      return;
    }
    const position = this.#position + from;
    if (from === 0) this.#block = new LineBlock(this.bytes.length * 2);
    this.#fill(position);
    this.#line(0);
  }
}

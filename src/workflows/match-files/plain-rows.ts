import type { ByteInput } from './byte-input.js';
import type { DelimitedFormat } from './delimited.js';
import { eachLine } from './lines.js';

const QUOTE = 0x22;

/** Cells of one row: cell i of those asked for is `bytes[from[i]..to[i])`, empty where the row has none. */
export interface PlainCells {
  readonly bytes: Uint8Array;
  readonly from: Int32Array;
  readonly to: Int32Array;
}

/**
 * Visits the rows of a CSV or TSV file in which no field is quoted, straight from its bytes. The first line names the
 * columns: `columnsOf` is given them and answers which to visit, by place (-1 for one that is not there).
 *
 * @returns false as soon as a quote is met: then the file must be read by someone who understands quotes.
 */
export function visitPlainRows(
  input: ByteInput,
  format: DelimitedFormat,
  columnsOf: (header: string[]) => readonly number[],
  visit: (line: number, cells: PlainCells) => void,
): boolean {
  const delimiter = format === 'csv' ? 0x2c : 0x09;
  let reader: CellReader | null = null;
  let plain = true;
  let line = 0;
  eachLine(input, 0, input.size, (bytes, from, to) => {
    line += 1;
    if (!plain || from === to) return;
    if (reader) {
      plain = reader.read(bytes, from, to);
      if (plain) visit(line, reader);
      return;
    }
    const header = Buffer.from(bytes.subarray(from, to)).toString('utf8');
    plain = !header.includes('"');
    if (plain) reader = new CellReader(delimiter, columnsOf(header.split(String.fromCharCode(delimiter))));
  });
  if (plain && reader === null) columnsOf([]);
  return plain;
}

class CellReader implements PlainCells {
  bytes: Uint8Array = new Uint8Array(0);
  readonly from: Int32Array;
  readonly to: Int32Array;
  readonly #delimiter: number;
  readonly #columns: readonly number[];

  constructor(delimiter: number, columns: readonly number[]) {
    this.#delimiter = delimiter;
    this.#columns = columns;
    this.from = new Int32Array(columns.length);
    this.to = new Int32Array(columns.length);
  }

  /** Whether the row could be read: no quote stands in it. */
  read(bytes: Uint8Array, from: number, to: number): boolean {
    this.bytes = bytes;
    this.from.fill(0);
    this.to.fill(0);
    let start = from;
    for (let at = from, column = 0; at <= to; at++) {
      if (at < to && bytes[at] === QUOTE) return false;
      if (at < to && bytes[at] !== this.#delimiter) continue;
      const place = this.#columns.indexOf(column);
      if (place >= 0) this.#keep(place, start, at);
      start = at + 1;
      column += 1;
    }
    return true;
  }

  /** Blanks around a cell are not part of it. */
  #keep(place: number, from: number, to: number): void {
    let start = from;
    let end = to;
    while (start < end && (this.bytes[start] as number) <= 0x20) start += 1;
    while (end > start && (this.bytes[end - 1] as number) <= 0x20) end -= 1;
    this.from[place] = start;
    this.to[place] = end;
  }
}

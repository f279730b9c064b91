import { HostNameReader, SerialReader } from '../../domain/matching/identifiers/index.js';
import type { ByteInput } from './byte-input.js';
import type { LineShape } from './json-line.js';
import { RecordLine } from './record-line.js';
import type { FileSide } from './room.js';

/** Reads texts of single records again from their lines, for the few places that quote or compare them. */
export class LineTexts {
  readonly #input: ByteInput;
  readonly #side: FileSide;
  readonly #line: RecordLine;
  readonly #serial = new SerialReader();
  readonly #name = new HostNameReader();
  #block = Buffer.allocUnsafe(1 << 12);
  #held = -1;

  constructor(input: ByteInput, side: FileSide, shape: LineShape) {
    this.#input = input;
    this.#side = side;
    this.#line = new RecordLine(shape);
  }

  /** The text of a field, empty when it holds none. */
  text(record: number, field: number): string {
    this.#read(record);
    if (!this.#line.take(field)) return '';
    const { bytes, from, to } = this.#line;
    return Buffer.from(bytes.subarray(from, to)).toString('utf8');
  }

  /** The canonical serial, empty when it is none or junk. */
  serial(record: number, field: number): string {
    const text = this.text(record, field);
    const kind = text === '' ? 'none' : this.#serial.readText(text);
    return kind === 'ok' || kind === 'weak' ? this.#serial.room.text() : '';
  }

  /** The first of the fields that holds a name, folded; empty when none does. */
  name(record: number, fields: readonly number[]): string {
    for (const field of fields) {
      const folded = this.#name.folded(this.text(record, field));
      if (folded !== '') return folded;
    }
    return '';
  }

  #read(record: number): void {
    if (record === this.#held) return;
    const position =
      (this.#side.offset[record] as number) + (this.#side.offsetHigh[record] as number) * 0x100000000;
    for (;;) {
      const filled = this.#input.read(this.#block, position);
      const found = this.#block.subarray(0, filled).indexOf(0x0a);
      if (found >= 0 || filled < this.#block.length) {
        this.#line.read(this.#block, 0, found < 0 ? filled : found);
        this.#held = record;
        return;
      }
      this.#block = Buffer.allocUnsafe(this.#block.length * 4);
    }
  }
}

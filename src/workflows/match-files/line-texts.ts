import { HostNameReader, SerialReader } from '../../domain/matching/identifiers/index.js';
import type { ByteInput } from './byte-input.js';
import type { LineShape } from './json-line.js';
import { RecordLine } from './record-line.js';
import { RecordFinder, type RecordMap } from './record-lines.js';

/** Reads texts of single records again from their lines, for the few places that quote or compare them. */
export class LineTexts {
  readonly #finder: RecordFinder;
  readonly #line: RecordLine;
  readonly #serial = new SerialReader();
  readonly #name = new HostNameReader();
  #held = -1;

  constructor(input: ByteInput, maps: readonly RecordMap[], shape: LineShape) {
    this.#finder = new RecordFinder(input, maps);
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
    const finder = this.#finder;
    finder.find(record);
    this.#line.read(finder.bytes, finder.from, finder.to);
    this.#held = record;
  }
}

import { TextRoom } from '../../domain/matching/identifiers/index.js';
import { JsonLine, Kind, type LineShape } from './json-line.js';
import { rescueLine } from './rescue.js';
import { unescapeInto } from './unescape.js';

/**
 * One line as a record. After `read`, fields are taken one at a time: `take` points `bytes`, `from` and `to` at the
 * field's text, escapes resolved.
 */
export class RecordLine {
  readonly line: JsonLine;
  /** The text taken last. */
  bytes: Uint8Array = new Uint8Array(0);
  from = 0;
  to = 0;
  /** Whether the line had to be spelled again to be read. */
  isRescued = false;
  readonly #shape: LineShape;
  readonly #unescaped = new TextRoom();
  readonly #rescued = new TextRoom();
  #source: Uint8Array = new Uint8Array(0);

  constructor(shape: LineShape) {
    this.#shape = shape;
    this.line = new JsonLine(shape);
  }

  /** Reads `bytes[from..to)`; answers what is wrong with it, or `null`. */
  read(bytes: Uint8Array, from: number, to: number): string | null {
    this.#source = bytes;
    this.isRescued = false;
    if (this.line.parse(bytes, from, to)) return null;
    const rescued = rescueLine(Buffer.from(bytes.subarray(from, to)).toString('utf8'), this.#shape);
    if ('problem' in rescued) return rescued.problem;
    this.#rescued.put(rescued.line);
    this.#source = this.#rescued.bytes;
    this.isRescued = true;
    return this.line.parse(this.#source, 0, this.#rescued.length) ? null : 'cannot be read';
  }

  /** Takes a field that holds a text or number; `false` when it holds neither. */
  take(field: number): boolean {
    const { kind, from, to } = this.line;
    switch (kind[field]) {
      case Kind.text:
      case Kind.number:
        this.bytes = this.#source;
        this.from = from[field] as number;
        this.to = to[field] as number;
        return true;
      case Kind.escaped:
        this.#takeEscaped(from[field] as number, to[field] as number);
        return true;
      default:
        return false;
    }
  }

  /** Takes one text of the list. */
  takeItem(item: number): void {
    this.bytes = this.#source;
    this.from = this.line.listFrom[item] as number;
    this.to = this.line.listTo[item] as number;
  }

  /** Takes a field as it is spelled within quotes, escapes and all. */
  takeSpelled(field: number): void {
    this.bytes = this.#source;
    this.from = this.line.from[field] as number;
    this.to = this.line.to[field] as number;
  }

  /** Whether two fields hold the same plain text, letter case aside. */
  isSame(field: number, other: number): boolean {
    const { kind, from, to } = this.line;
    if (kind[field] !== Kind.text || kind[other] !== Kind.text) return false;
    const start = from[field] as number;
    const length = (to[field] as number) - start;
    const apart = (from[other] as number) - start;
    if ((to[other] as number) - (from[other] as number) !== length) return false;
    const bytes = this.#source;
    for (let i = start; i < start + length; i++) {
      const difference = (bytes[i] as number) ^ (bytes[i + apart] as number);
      if (difference !== 0 && !(difference === 0x20 && isLetter(bytes[i] as number))) return false;
    }
    return true;
  }

  isYes(field: number): boolean {
    return this.line.kind[field] === Kind.yes;
  }

  /** Whether the field holds nothing but blanks, or nothing. */
  isBlank(field: number): boolean {
    if (!this.take(field)) return true;
    for (let i = this.from; i < this.to; i++) if ((this.bytes[i] as number) > 0x20) return false;
    return true;
  }

  #takeEscaped(from: number, to: number): void {
    unescapeInto(this.#unescaped, this.#source, from, to);
    this.bytes = this.#unescaped.bytes;
    this.from = 0;
    this.to = this.#unescaped.length;
  }
}

function isLetter(byte: number): boolean {
  const letter = byte | 0x20;
  return letter >= 0x61 && letter <= 0x7a;
}

import { KeyPart, NO_KEY, textKey, textKeyOf } from './key.js';
import { KeyTable } from './key-table.js';
import { junkSerials } from './serial-values.js';
import { isBlankByte, isDigit, TextRoom, upperByte } from './text.js';

/** `weak`: four or five characters, which strangers share by chance. `junk` and `none` are no evidence. */
export type SerialClass = 'ok' | 'weak' | 'junk' | 'none';

export interface SerialKind {
  /** Canonical form; empty when there is none. Junk keeps its text, so that it can be shown. */
  readonly text: string;
  readonly class: SerialClass;
  readonly why: string;
}

const encoder = new TextEncoder();
const HYPHEN = 0x2d;
/** All labels start with this letter. */
const LABEL_LETTER = 0x53;
const labels = ['S/N:', 'S/N', 'SN:', 'SERIAL NUMBER:', 'SERIAL NO:', 'SERIAL:', 'SERVICE TAG:', 'SN '].map(
  bytesOf,
);
const vmware = bytesOf('VMWARE');

/**
 * Brings serials into canonical form: no control characters, blanks or hyphens, capitals, without `S/N:` or `SN `,
 * without Lenovo's `1S` and type number, VMware's in one layout. One reader may be used for any number of serials.
 */
export class SerialReader {
  readonly room = new TextRoom();
  /** Whether letters and digits were parted by blanks: a phrase rather than a serial, when there is no digit. */
  #phrase = false;
  #key = NO_KEY;

  /**
   * Reads `bytes[from..to)`. Afterwards `room` holds the canonical form.
   * Answers its class; `key()` gives the number to compare by.
   */
  read(bytes: Uint8Array, from: number, to: number): SerialClass {
    this.#fold(bytes, from, to);
    if (this.room.bytes[0] === 0x31 && this.room.bytes[1] === 0x53) this.#cutLenovo();
    return this.#classify();
  }

  readText(text: string): SerialClass {
    const bytes = bytesOf(text);
    return this.read(bytes, 0, bytes.length);
  }

  /** The number to compare by; 0 when nothing was left. */
  key(): number {
    return this.#key;
  }

  /** Puts the canonical bytes into the room, and makes their key on the way. */
  #fold(bytes: Uint8Array, from: number, to: number): void {
    const { room } = this;
    room.reserve(to - from + 8);
    const out = room.bytes;
    const { lowFactor, highFactor } = KeyPart;
    const letters = folded;
    let low: number = KeyPart.lowStart;
    let high: number = KeyPart.highStart;
    let length = 0;
    let gap = false;
    let phrase = false;
    for (let i = afterLabel(bytes, from, to); i < to; i++) {
      let letter = letters[bytes[i] as number] as number;
      if (letter <= MAYBE_BLANK) {
        if (letter === SKIP) continue;
        if (letter === BLANK || isNoBreakSpace(bytes, i)) {
          gap = length > 0;
          continue;
        }
        letter = bytes[i] as number;
      }
      if (gap) phrase = true;
      gap = false;
      out[length++] = letter;
      low = Math.imul(low ^ letter, lowFactor);
      high = Math.imul(high ^ letter, highFactor);
    }
    room.length = length;
    this.#phrase = phrase;
    this.#key = length === 0 ? NO_KEY : textKeyOf(low, high);
  }

  /** Lenovo prints `1S`, a ten-digit type and eight digits of serial (older: seven and seven) as one text. */
  #cutLenovo(): void {
    const { bytes, length } = this.room;
    const keep = length === 20 ? 8 : length === 16 ? 7 : 0;
    if (keep === 0) return;
    bytes.copyWithin(0, length - keep, length);
    this.room.length = keep;
    this.#key = textKey(bytes, 0, keep);
  }

  #classify(): SerialClass {
    const { bytes, length } = this.room;
    if (length === 0) return 'none';
    if (length < 4 || isFiller(bytes, length) || isCountUp(bytes, length)) return 'junk';
    if (this.#phrase && !hasDigit(bytes, length)) return 'junk';
    if (junkKeys.has(this.#key)) return 'junk';
    return length < 6 ? 'weak' : 'ok';
  }
}

/** Reads one serial. For many of them, use one `SerialReader`. */
export function readSerial(text: string | null | undefined): SerialKind {
  if (!text) return { text: '', class: 'none', why: 'no serial' };
  const reader = new SerialReader();
  const kind = reader.readText(text);
  return { text: reader.room.text(), class: kind, why: whyOf[kind] };
}

/** The canonical form of a serial that can be evidence, or `null` for none and junk. */
export function goodSerial(text: string | null | undefined): string | null {
  const serial = readSerial(text);
  return serial.class === 'ok' || serial.class === 'weak' ? serial.text : null;
}

const whyOf: Readonly<Record<SerialClass, string>> = {
  ok: '',
  weak: 'shorter than six characters',
  junk: 'a placeholder, not a serial',
  none: 'no serial',
};

const SKIP = 0;
const BLANK = 1;
const MAYBE_BLANK = 2;

/** Each byte as a canonical serial has it, or what else it is: hyphens go, blanks part, two bytes may make a blank. */
const folded = Uint8Array.from({ length: 256 }, (_, byte) => {
  if (byte === HYPHEN) return SKIP;
  if (isBlankByte(byte)) return BLANK;
  return byte === 0xc2 || byte === 0xa0 ? MAYBE_BLANK : upperByte(byte);
});

/** Whether the byte is one of the two of a no-break space in UTF-8. */
function isNoBreakSpace(bytes: Uint8Array, at: number): boolean {
  return bytes[at] === 0xc2 ? bytes[at + 1] === 0xa0 : bytes[at - 1] === 0xc2;
}

/** Where the serial starts, blanks and a label such as `S/N:` left out. */
function afterLabel(bytes: Uint8Array, from: number, to: number): number {
  let start = from;
  while (start < to && isBlankAt(bytes, start)) start += 1;
  if (upperByte(bytes[start] as number) !== LABEL_LETTER) return start;
  for (const label of labels) {
    if (!startsWith(bytes, start, to, label)) continue;
    let next = start + label.length;
    while (next < to && (isBlankAt(bytes, next) || bytes[next] === 0x3a)) next += 1;
    if (next < to) return next;
  }
  return start;
}

function isBlankAt(bytes: Uint8Array, at: number): boolean {
  const letter = folded[bytes[at] as number];
  return letter === BLANK || (letter === MAYBE_BLANK && isNoBreakSpace(bytes, at));
}

function startsWith(bytes: Uint8Array, start: number, to: number, prefix: Uint8Array): boolean {
  if (to - start < prefix.length) return false;
  for (let i = 0; i < prefix.length; i++) {
    if (upperByte(bytes[start + i] as number) !== prefix[i]) return false;
  }
  return true;
}

/** One character repeated, zeros and ones alone, or nothing that is a letter or digit; `VMWARE` in front left out. */
function isFiller(bytes: Uint8Array, length: number): boolean {
  const start = bytes[0] === 0x56 && startsWith(bytes, 0, length, vmware) ? vmware.length : 0;
  const first = bytes[start] as number;
  let at = start + 1;
  while (at < length && bytes[at] === first) at += 1;
  if (at >= length) return true;
  for (at = start; at < length; at++) if (bytes[at] !== 0x30 && bytes[at] !== 0x31) break;
  if (at === length) return true;
  for (at = start; at < length; at++) if (isSerialByte(bytes[at] as number)) return false;
  return true;
}

function isSerialByte(byte: number): boolean {
  return isDigit(byte) || (byte >= 0x41 && byte <= 0x5a) || byte >= 0x80;
}

/** `123456789…` or `0123456789…`, and any shorter text that only counts up from 0 or 1. */
function isCountUp(bytes: Uint8Array, length: number): boolean {
  const first = bytes[0] as number;
  if (first !== 0x30 && first !== 0x31) return false;
  const run = Math.min(length, 9);
  for (let i = 1; i < run; i++) {
    if ((bytes[i] as number) !== 0x30 + ((first - 0x30 + i) % 10)) return false;
  }
  return true;
}

function hasDigit(bytes: Uint8Array, length: number): boolean {
  for (let i = 0; i < length; i++) if (isDigit(bytes[i] as number)) return true;
  return false;
}

function bytesOf(text: string): Uint8Array {
  return encoder.encode(text);
}

const junkKeys = new KeyTable(keysOf(junkSerials));

function keysOf(texts: readonly string[]): number[] {
  return texts.map((text) => {
    const bytes = bytesOf(text.toUpperCase().replace(/[\s-]/g, ''));
    return textKey(bytes, 0, bytes.length);
  });
}

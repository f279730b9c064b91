import { domainEndings, noiseWords, notNames } from './host-name-words.js';
import { FIRST_TEXT_KEY, NO_KEY, textKey } from './key.js';
import { SerialReader } from './serial.js';
import { isBlankByte, isDigit, lowerByte, TextRoom } from './text.js';

const HYPHEN = 0x2d;
const DOT = 0x2e;

/** Shorter tails would tie strangers together (`WS1` of `ABC-WS1`). */
const SHORTEST_TAIL = 4;
/** A word this long may be a serial: with a digit in it, and without. */
const SHORTEST_SERIAL_IN_NAME = 6;
const SHORTEST_SERIAL_OF_LETTERS = 7;
export const MOST_SERIALS_IN_NAME = 4;
/** A site's letters before the name proper: `RCX-LT-DH1QQ`. */
const LONGEST_SITE_PREFIX = 5;

/**
 * Reads host names into keys that can be compared:
 * `full`, folded: lower case, without its domain, blanks, underscores and hyphens alike;
 * `clean`, without what people add (`OLD-`, ` - Reception`, `(dup)`); `tail`, without the site's letters in front.
 * A key is 0 when that view does not exist or says nothing new. One reader may be used for any number of names.
 */
export class HostNameReader {
  full = NO_KEY;
  clean = NO_KEY;
  tail = NO_KEY;
  /** Keys of words in the name that could be a serial, as `SerialReader` makes them. */
  readonly serials = new Float64Array(MOST_SERIALS_IN_NAME);
  serialCount = 0;
  readonly #room = new TextRoom();
  readonly #raw = new TextRoom();
  readonly #serial = new SerialReader();

  readText(text: string | null): void {
    this.#clear();
    if (!text) return;
    const folded = /[^\x00-\x7f]/.test(text) ? text.normalize('NFKC').toLowerCase() : text;
    this.#raw.put(folded);
    this.#readFolded(this.#raw.bytes, 0, this.#raw.length);
  }

  /** Reads `bytes[from..to)`, UTF-8. */
  read(bytes: Uint8Array, from: number, to: number): void {
    for (let i = from; i < to; i++) {
      if ((bytes[i] as number) < 0x80) continue;
      this.readText(new TextDecoder().decode(bytes.subarray(from, to)));
      return;
    }
    this.#clear();
    this.#readFolded(bytes, from, to);
  }

  /** The folded full name of what was read last, for showing. */
  folded(text: string): string {
    this.readText(text);
    return this.full === NO_KEY ? '' : this.#room.text();
  }

  #clear(): void {
    this.full = NO_KEY;
    this.clean = NO_KEY;
    this.tail = NO_KEY;
    this.serialCount = 0;
    this.#room.length = 0;
  }

  #readFolded(bytes: Uint8Array, from: number, to: number): void {
    let start = from;
    let end = to;
    while (start < end && isBlankByte(bytes[start] as number)) start += 1;
    while (end > start && isBlankByte(bytes[end - 1] as number)) end -= 1;
    if (start === end || isAddress(bytes, start, end)) return;
    end = beforeDomain(bytes, start, end);
    this.#readSerials(bytes, start, end);
    this.clean = this.#keyOf(bytes, ...cleanPart(bytes, start, end));
    this.clean = this.#withoutNoise(this.clean);
    const whole = this.#keyOf(bytes, start, end);
    if (whole === NO_KEY || notNameKeys.has(whole)) {
      this.#forgetNames();
      return;
    }
    this.full = whole;
    if (this.clean === whole || notNameKeys.has(this.clean)) this.clean = NO_KEY;
    this.tail = this.#tailKey();
  }

  #forgetNames(): void {
    this.full = NO_KEY;
    this.clean = NO_KEY;
    this.tail = NO_KEY;
  }

  /** Folds `bytes[from..to)` into the room: lower case, runs of separators as one hyphen, none at the ends. */
  #keyOf(bytes: Uint8Array, from: number, to: number): number {
    const room = this.#room;
    room.reserve(to - from);
    const out = room.bytes;
    let length = 0;
    let gap = false;
    for (let i = from; i < to; i++) {
      const byte = bytes[i] as number;
      if (isSeparator(byte)) {
        gap = length > 0;
        continue;
      }
      if (gap) out[length++] = HYPHEN;
      gap = false;
      out[length++] = lowerByte(byte);
    }
    room.length = length;
    return length === 0 ? NO_KEY : textKey(out, 0, length);
  }

  /** The room's key without a noise word at its front or end. */
  #withoutNoise(key: number): number {
    const { bytes, length } = this.#room;
    const firstEnd = indexOfHyphen(bytes, 0, length);
    const lastStart = lastHyphen(bytes, length) + 1;
    if (firstEnd < length && noiseKeys.has(textKey(bytes, 0, firstEnd)))
      return textKey(bytes, firstEnd + 1, length);
    if (lastStart > 0 && noiseKeys.has(textKey(bytes, lastStart, length)))
      return textKey(bytes, 0, lastStart - 1);
    return key;
  }

  #tailKey(): number {
    const { bytes, length } = this.#room;
    const end = indexOfHyphen(bytes, 0, length);
    if (end < 2 || end > LONGEST_SITE_PREFIX || length - end - 1 < SHORTEST_TAIL) return NO_KEY;
    return textKey(bytes, end + 1, length);
  }

  #readSerials(bytes: Uint8Array, from: number, to: number): void {
    let start = from;
    for (let i = from; i <= to && this.serialCount < MOST_SERIALS_IN_NAME; i++) {
      if (i < to && isWordByte(bytes[i] as number)) continue;
      const shortest = hasDigit(bytes, start, i) ? SHORTEST_SERIAL_IN_NAME : SHORTEST_SERIAL_OF_LETTERS;
      if (i - start >= shortest && this.#serial.read(bytes, start, i) === 'ok') {
        this.serials[this.serialCount++] = this.#serial.key();
      }
      start = i + 1;
    }
  }
}

/** The name of a machine as people compare it, or `null` for texts that are no name (`localhost`, an address, nothing). */
export function foldedHostName(text: string | null | undefined): string | null {
  const folded = text ? new HostNameReader().folded(text) : '';
  return folded === '' ? null : folded;
}

/** Where the domain starts, or `to`: a dot after which only labels follow, two of them or a known ending. */
function beforeDomain(bytes: Uint8Array, from: number, to: number): number {
  let cut = to;
  let labels = 0;
  for (let i = to - 1; i > from; i--) {
    const byte = bytes[i] as number;
    if (byte === DOT) {
      labels += 1;
      if (labels > 1 || endingKeys.has(textKeyLower(bytes, i + 1, to))) cut = i;
    } else if (!isWordByte(byte) && byte !== HYPHEN) return cut;
  }
  return cut;
}

/** `[from, to)` without what stands in brackets at the end or after a hyphen between blanks. */
function cleanPart(bytes: Uint8Array, from: number, to: number): [number, number] {
  for (let i = from + 1; i < to; i++) {
    const byte = bytes[i] as number;
    if (byte === 0x28 || byte === 0x5b) return [from, i];
    const isDash = byte === HYPHEN && isBlankByte(bytes[i - 1] as number) && isBlankByte(bytes[i + 1] ?? 0);
    if (isDash) return [from, i];
  }
  return [from, to];
}

/** Digits and dots alone, or anything with a colon that is hexadecimal besides: an IP address. */
function isAddress(bytes: Uint8Array, from: number, to: number): boolean {
  let dots = 0;
  let colons = 0;
  for (let i = from; i < to; i++) {
    const byte = bytes[i] as number;
    if (byte === DOT) dots += 1;
    else if (byte === 0x3a) colons += 1;
    else if (!isDigit(byte) && !(lowerByte(byte) >= 0x61 && lowerByte(byte) <= 0x66)) return false;
    if (dots > 0 && colons === 0 && byte !== DOT && !isDigit(byte)) return false;
  }
  return dots === 3 || colons > 1;
}

function isWordByte(byte: number): boolean {
  return isDigit(byte) || (lowerByte(byte) >= 0x61 && lowerByte(byte) <= 0x7a);
}

/** Blanks, hyphens, underscores, dots and whatever else people put between the parts of a name. */
function isSeparator(byte: number): boolean {
  return byte < 0x80 && !isWordByte(byte);
}

function indexOfHyphen(bytes: Uint8Array, from: number, to: number): number {
  for (let i = from; i < to; i++) if (bytes[i] === HYPHEN) return i;
  return to;
}

function lastHyphen(bytes: Uint8Array, length: number): number {
  for (let i = length - 1; i >= 0; i--) if (bytes[i] === HYPHEN) return i;
  return -1;
}

function hasDigit(bytes: Uint8Array, from: number, to: number): boolean {
  for (let i = from; i < to; i++) if (isDigit(bytes[i] as number)) return true;
  return false;
}

function textKeyLower(bytes: Uint8Array, from: number, to: number): number {
  const label = new Uint8Array(to - from);
  for (let i = from; i < to; i++) label[i - from] = lowerByte(bytes[i] as number);
  return textKey(label, 0, label.length);
}

function keysOf(words: readonly string[]): ReadonlySet<number> {
  const encoder = new TextEncoder();
  const keys = words.map((word) => encoder.encode(word)).map((bytes) => textKey(bytes, 0, bytes.length));
  return new Set(keys.filter((key) => key >= FIRST_TEXT_KEY));
}

const notNameKeys = keysOf(notNames);
const noiseKeys = keysOf(noiseWords);
const endingKeys = keysOf(domainEndings);

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
  #bytes: Uint8Array = new Uint8Array(0);
  #start = 0;
  #end = 0;
  /** The folded full name, when there is one. */
  readonly room = new TextRoom();
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
    this.#clear();
    if (traitsOf(bytes, from, to) & Trait.foreign)
      this.readText(new TextDecoder().decode(bytes.subarray(from, to)));
    else this.#readFolded(bytes, from, to);
  }

  /** The folded full name of what was read last, for showing. */
  folded(text: string): string {
    this.readText(text);
    return this.full === NO_KEY ? '' : this.room.text();
  }

  #clear(): void {
    this.full = NO_KEY;
    this.clean = NO_KEY;
    this.tail = NO_KEY;
    this.#start = 0;
    this.#end = 0;
    this.room.length = 0;
  }

  #readFolded(bytes: Uint8Array, from: number, to: number): void {
    let start = from;
    let end = to;
    while (start < end && isBlankByte(bytes[start] as number)) start += 1;
    while (end > start && isBlankByte(bytes[end - 1] as number)) end -= 1;
    const traits = traitsOf(bytes, start, end);
    if (start === end || (traits & Trait.dotted && isAddress(bytes, start, end))) return;
    if (traits & Trait.dotted) end = beforeDomain(bytes, start, end);
    this.#bytes = bytes;
    this.#start = start;
    this.#end = end;
    const cut = traits & Trait.parted ? cleanEnd(bytes, start, end) : end;
    if (cut < end) this.clean = this.#withoutNoise(this.#keyOf(bytes, start, cut));
    const whole = this.#keyOf(bytes, start, end);
    if (cut === end) this.clean = this.#withoutNoise(whole);
    if (whole === NO_KEY || isNotName(whole, this.room.length)) {
      this.#forgetNames();
      return;
    }
    this.full = whole;
    if (this.clean === whole || (this.clean !== NO_KEY && notNameKeys.has(this.clean))) this.clean = NO_KEY;
    this.tail = this.#tailKey();
  }

  #forgetNames(): void {
    this.full = NO_KEY;
    this.clean = NO_KEY;
    this.tail = NO_KEY;
  }

  /** Folds `bytes[from..to)` into the room: lower case, runs of separators as one hyphen, none at the ends. */
  #keyOf(bytes: Uint8Array, from: number, to: number): number {
    const room = this.room;
    room.reserve(to - from);
    const out = room.bytes;
    let length = 0;
    let gap = false;
    for (let i = from; i < to; i++) {
      const letter = folded[bytes[i] as number] as number;
      if (letter === 0) {
        gap = length > 0;
        continue;
      }
      if (gap) out[length++] = HYPHEN;
      gap = false;
      out[length++] = letter;
    }
    room.length = length;
    return length === 0 ? NO_KEY : textKey(out, 0, length);
  }

  /** The room's key without a noise word at its front or end; `key` itself when there is none. */
  #withoutNoise(key: number): number {
    const { bytes, length } = this.room;
    const firstEnd = indexOfHyphen(bytes, 0, length);
    if (firstEnd === length) return key;
    if (isNoise(bytes, 0, firstEnd)) return textKey(bytes, firstEnd + 1, length);
    const lastStart = lastHyphen(bytes, length) + 1;
    return isNoise(bytes, lastStart, length) ? textKey(bytes, 0, lastStart - 1) : key;
  }

  #tailKey(): number {
    const { bytes, length } = this.room;
    const end = indexOfHyphen(bytes, 0, length);
    if (end < 2 || end > LONGEST_SITE_PREFIX || length - end - 1 < SHORTEST_TAIL) return NO_KEY;
    return textKey(bytes, end + 1, length);
  }

  /** Looks for words in the name read last that could be a serial; their keys are in `serials`. Answers how many. */
  findSerials(): number {
    const bytes = this.#bytes;
    let count = 0;
    let start = this.#start;
    for (let i = start; i <= this.#end && count < MOST_SERIALS_IN_NAME; i++) {
      if (i < this.#end && isWordByte(bytes[i] as number)) continue;
      const shortest = hasDigit(bytes, start, i) ? SHORTEST_SERIAL_IN_NAME : SHORTEST_SERIAL_OF_LETTERS;
      if (i - start >= shortest && this.#serial.read(bytes, start, i) === 'ok')
        this.serials[count++] = this.#serial.key();
      start = i + 1;
    }
    return count;
  }
}

/** The name of a machine as people compare it, or `null` for texts that are no name (`localhost`, an address, nothing). */
export function foldedHostName(text: string | null | undefined): string | null {
  const folded = text ? new HostNameReader().folded(text) : '';
  return folded === '' ? null : folded;
}

/** What a name has that needs a closer look; most names have nothing of it. */
const Trait = { foreign: 1, dotted: 2, parted: 4 } as const;

/** The traits each byte gives a name: bytes beyond ASCII; dots and colons; brackets and blanks. */
const traits = new Uint8Array(256).fill(Trait.foreign, 0x80);
for (const letter of '.:') traits[letter.charCodeAt(0)] = Trait.dotted;
for (const letter of '([ \t') traits[letter.charCodeAt(0)] = Trait.parted;

function traitsOf(bytes: Uint8Array, from: number, to: number): number {
  let found = 0;
  for (let i = from; i < to; i++) found |= traits[bytes[i] as number] as number;
  return found;
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

/** Where the name ends, without what stands in brackets or after a hyphen between blanks. */
function cleanEnd(bytes: Uint8Array, from: number, to: number): number {
  for (let i = from + 1; i < to; i++) {
    const byte = bytes[i] as number;
    if (byte === 0x28 || byte === 0x5b) return i;
    if (byte === HYPHEN && isBlankByte(bytes[i - 1] as number) && isBlankByte(bytes[i + 1] ?? 0)) return i;
  }
  return to;
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

/** Each byte as a folded name has it; 0 for blanks, hyphens, dots and whatever else stands between the parts of a name. */
const folded = Uint8Array.from({ length: 256 }, (_, byte) =>
  byte >= 0x80 || isWordByte(byte) ? lowerByte(byte) : 0,
);

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

/** `length`: of the name in bytes, since long ones need no look. */
function isNotName(key: number, length: number): boolean {
  return length <= longestNotName && notNameKeys.has(key);
}

/** Whether these bytes are a noise word. Most words are told apart by their first letter. */
function isNoise(bytes: Uint8Array, from: number, to: number): boolean {
  return noiseLetters.includes(bytes[from] as number) && noiseKeys.has(textKey(bytes, from, to));
}

function keysOf(words: readonly string[]): ReadonlySet<number> {
  const encoder = new TextEncoder();
  const keys = words.map((word) => encoder.encode(word)).map((bytes) => textKey(bytes, 0, bytes.length));
  return new Set(keys.filter((key) => key >= FIRST_TEXT_KEY));
}

const notNameKeys = keysOf(notNames);
const noiseKeys = keysOf(noiseWords);
const endingKeys = keysOf(domainEndings);
const noiseLetters = [...new Set(noiseWords.map((word) => word.charCodeAt(0)))];
const longestNotName = Math.max(...notNames.map((name) => name.length));

import { domainEndings, noiseWords, notNames } from './host-name-words.js';
import { KeyPart, NO_KEY, textKey, textKeyOf } from './key.js';
import { KeyTable } from './key-table.js';
import { SerialReader } from './serial.js';
import { isBlankByte, isDigit, lowerByte, TextRoom } from './text.js';

const decoder = new TextDecoder();
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
  /** Of what was folded last: its key, the key behind the first hyphen, and where hyphens stand. */
  #foldedKey = NO_KEY;
  #tailKey = NO_KEY;
  #firstHyphen = -1;
  #lastHyphen = -1;
  readonly #raw = new TextRoom();
  readonly #serial = new SerialReader();

  readText(text: string | null): void {
    this.#clear();
    if (!text) return;
    const plain = /[^\x00-\x7f]/.test(text) ? text.normalize('NFKC').toLowerCase() : text;
    this.#raw.put(plain);
    this.#read(this.#raw.bytes, 0, this.#raw.length, false);
  }

  /** Reads `bytes[from..to)`, UTF-8. */
  read(bytes: Uint8Array, from: number, to: number): void {
    this.#clear();
    this.#read(bytes, from, to, true);
  }

  /** The folded full name of `text`, empty when it is no name. */
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

  /** `raw`: letters beyond ASCII may still have to be normalised. */
  #read(bytes: Uint8Array, from: number, to: number, raw: boolean): void {
    let start = from;
    let end = to;
    while (start < end && isBlankByte(bytes[start] as number)) start += 1;
    while (end > start && isBlankByte(bytes[end - 1] as number)) end -= 1;
    this.#bytes = bytes;
    this.#start = start;
    this.#end = end;
    const found = this.#fold(bytes, start, end);
    if (raw && found & Trait.foreign) {
      this.readText(decoder.decode(bytes.subarray(from, to)));
      return;
    }
    const clean = found & (Trait.dotted | Trait.parted) ? this.#cut(bytes, start, end, found) : NO_KEY;
    this.#conclude(clean);
  }

  /** Leaves out what a name with dots, brackets or blanks may have too much; answers the key of what is then still clean. */
  #cut(bytes: Uint8Array, start: number, to: number, found: number): number {
    if (found & Trait.dotted && isAddress(bytes, start, to)) {
      this.room.length = 0;
      this.#foldedKey = NO_KEY;
      return NO_KEY;
    }
    const end = found & Trait.dotted ? beforeDomain(bytes, start, to) : to;
    this.#end = end;
    const cut = found & Trait.parted ? cleanEnd(bytes, start, end) : end;
    let clean = NO_KEY;
    if (cut < end) {
      this.#fold(bytes, start, cut);
      clean = this.#withoutNoise() || this.#foldedKey;
    }
    this.#fold(bytes, start, end);
    return clean;
  }

  /** Decides on the views of what was folded last. */
  #conclude(cutClean: number): void {
    const { length } = this.room;
    const whole = this.#foldedKey;
    if (whole === NO_KEY || (length <= longestNotName && notNameKeys.has(whole))) {
      this.room.length = 0;
      return;
    }
    this.full = whole;
    const clean = cutClean === NO_KEY ? this.#withoutNoise() : cutClean;
    if (clean !== whole && clean !== NO_KEY && !notNameKeys.has(clean)) this.clean = clean;
    const first = this.#firstHyphen;
    const isSite = first >= 2 && first <= LONGEST_SITE_PREFIX;
    if (isSite && length - first - 1 >= SHORTEST_TAIL) this.tail = this.#tailKey;
  }

  /**
   * Folds `bytes[from..to)` into the room: lower case, runs of separators as one hyphen, none at the ends. Makes the keys
   * of it and of what follows the first hyphen on the way, and answers the traits it met.
   */
  #fold(bytes: Uint8Array, from: number, to: number): number {
    const { room } = this;
    room.reserve(to - from);
    const out = room.bytes;
    const { lowStart, highStart, lowFactor, highFactor } = KeyPart;
    const letters = folded;
    const traitsByByte = traits;
    let low: number = lowStart;
    let high: number = highStart;
    let tailLow: number = lowStart;
    let tailHigh: number = highStart;
    let found = 0;
    let length = 0;
    let first = -1;
    let last = -1;
    let gap = false;
    for (let i = from; i < to; i++) {
      const byte = bytes[i] as number;
      const letter = letters[byte] as number;
      found |= traitsByByte[byte] as number;
      if (letter === 0) {
        gap = length > 0;
        continue;
      }
      if (gap) {
        gap = false;
        low = Math.imul(low ^ HYPHEN, lowFactor);
        high = Math.imul(high ^ HYPHEN, highFactor);
        if (first >= 0) {
          tailLow = Math.imul(tailLow ^ HYPHEN, lowFactor);
          tailHigh = Math.imul(tailHigh ^ HYPHEN, highFactor);
        } else first = length;
        last = length;
        out[length++] = HYPHEN;
      }
      out[length++] = letter;
      low = Math.imul(low ^ letter, lowFactor);
      high = Math.imul(high ^ letter, highFactor);
      if (first >= 0) {
        tailLow = Math.imul(tailLow ^ letter, lowFactor);
        tailHigh = Math.imul(tailHigh ^ letter, highFactor);
      }
    }
    room.length = length;
    this.#firstHyphen = first;
    this.#lastHyphen = last;
    this.#foldedKey = length === 0 ? NO_KEY : textKeyOf(low, high);
    this.#tailKey = first < 0 ? NO_KEY : textKeyOf(tailLow, tailHigh);
    return found;
  }

  /** The key of what was folded last without a noise word at its front or end; 0 when it has none. */
  #withoutNoise(): number {
    const { bytes, length } = this.room;
    const first = this.#firstHyphen;
    const last = this.#lastHyphen;
    if (first < 0) return NO_KEY;
    if (isNoise(bytes, 0, first)) return this.#tailKey;
    return isNoise(bytes, last + 1, length) ? textKey(bytes, 0, last) : NO_KEY;
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

function hasDigit(bytes: Uint8Array, from: number, to: number): boolean {
  for (let i = from; i < to; i++) if (isDigit(bytes[i] as number)) return true;
  return false;
}

function textKeyLower(bytes: Uint8Array, from: number, to: number): number {
  const label = new Uint8Array(to - from);
  for (let i = from; i < to; i++) label[i - from] = lowerByte(bytes[i] as number);
  return textKey(label, 0, label.length);
}

/** Whether these bytes are a noise word. Most words are told apart by their first letter. */
function isNoise(bytes: Uint8Array, from: number, to: number): boolean {
  return (
    noiseLetters[bytes[from] as number] === 1 &&
    to - from <= longestNoise &&
    noiseKeys.has(textKey(bytes, from, to))
  );
}

function keysOf(words: readonly string[]): KeyTable {
  const encoder = new TextEncoder();
  return new KeyTable(
    words.map((word) => encoder.encode(word)).map((bytes) => textKey(bytes, 0, bytes.length)),
  );
}

const notNameKeys = keysOf(notNames);
const noiseKeys = keysOf(noiseWords);
const endingKeys = keysOf(domainEndings);
const noiseLetters = new Uint8Array(256);
for (const word of noiseWords) noiseLetters[word.charCodeAt(0)] = 1;
const longestNoise = Math.max(...noiseWords.map((word) => word.length));
const longestNotName = Math.max(...notNames.map((name) => name.length));

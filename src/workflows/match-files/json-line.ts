/** What stands in a field. */
export const Kind = {
  absent: 0,
  text: 1,
  escaped: 2,
  number: 3,
  nothing: 4,
  yes: 5,
  no: 6,
  list: 7,
} as const;

/** Names of the fields to keep, and the one that holds a list of texts, or of objects with one text each. */
export interface LineShape {
  readonly fields: readonly string[];
  readonly list: string;
  /** The key of the text within each object of the list; `null` for a list of texts. */
  readonly itemKey: string | null;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const COLON = 0x3a;
const OPEN_LIST = 0x5b;
const CLOSE_LIST = 0x5d;
const OPEN = 0x7b;
const CLOSE = 0x7d;
const FAILED = -1;

/** 1 for each byte that ends a run of plain text: a quote, a backslash, a control character. */
const special = new Uint8Array(256).fill(1, 0, 0x20);
special[QUOTE] = 1;
special[BACKSLASH] = 1;

/**
 * A key as it stood in the first line, with its closing quote and colon: four bytes at a time, and the rest. `field` is the
 * one it names, -1 for none of ours.
 */
interface KnownKey {
  readonly words: Int32Array;
  readonly rest: Uint8Array;
  readonly length: number;
  readonly field: number;
}

/**
 * Reads the few fields that matter of a JSON line straight from its bytes, without making an object of it. Strict about
 * what it accepts and modest about what it understands: `parse` answers `false` for every line that it is not sure
 * of (a broken one, an escaped key, a number with an exponent, any other list or object), and the caller asks `JSON.parse`.
 *
 * Lines of one file mostly have the same keys in the same order, so each key is first compared with the one that stood
 * in its place before.
 */
export class JsonLine {
  /** Of each field: what it holds, and where its text or number stands. */
  readonly kind: Uint8Array;
  readonly from: Int32Array;
  readonly to: Int32Array;
  /** Texts of the list. */
  listFrom = new Int32Array(16);
  listTo = new Int32Array(16);
  listCount = 0;
  readonly #names: readonly Uint8Array[];
  readonly #list: number;
  readonly #itemKey: Uint8Array | null;
  readonly #known: KnownKey[] = [];
  #end = 0;
  /** The bytes that lines come from, four at a time. */
  #view: DataView = new DataView(new ArrayBuffer(0));
  #viewed: Uint8Array | null = null;
  /** What `#newKey` and `#text` found besides where they ended. */
  #field = -1;
  #escaped = false;

  constructor(shape: LineShape) {
    const encoder = new TextEncoder();
    this.#names = [...shape.fields, shape.list].map((name) => encoder.encode(name));
    this.#list = shape.fields.length;
    this.#itemKey = shape.itemKey === null ? null : encoder.encode(shape.itemKey);
    this.kind = new Uint8Array(this.#names.length);
    this.from = new Int32Array(this.#names.length);
    this.to = new Int32Array(this.#names.length);
  }

  /**
   * Reads `bytes[from..to)`. On `false` the fields mean nothing.
   * Known keys and plain texts are read right here: a call for each would take longer than they do.
   */
  parse(bytes: Uint8Array, from: number, to: number): boolean {
    this.#begin(bytes, to);
    const known = this.#known;
    const view = this.#view;
    const lastWord = bytes.length - 4;
    let at = skipBlanks(bytes, from);
    if (bytes[at] !== OPEN) return false;
    at = skipBlanks(bytes, at + 1);
    if (bytes[at] === CLOSE) return isEnd(bytes, at + 1, to);
    for (let place = 0; ; place++) {
      if (bytes[at] !== QUOTE) return false;
      const key = known[place];
      let field = -1;
      if (key !== undefined && at + key.length < lastWord && isKey(view, bytes, at + 1, key)) {
        field = key.field;
        at += key.length + 1;
      } else {
        at = this.#newKey(bytes, at + 1, place);
        if (at === FAILED) return false;
        field = this.#field;
      }
      let byte = bytes[at] as number;
      if (byte === QUOTE) {
        const start = at + 1;
        at = start;
        while (at <= lastWord && isPlainWord(view.getInt32(at, true))) at += 4;
        byte = bytes[at] as number;
        while (byte !== QUOTE && byte !== BACKSLASH && byte >= 0x20) byte = bytes[++at] as number;
        if (byte !== QUOTE) at = this.#escapedText(bytes, at);
        if (at === FAILED || at >= to || field === this.#list) return false;
        if (field >= 0) this.#keep(field, byte === QUOTE ? Kind.text : Kind.escaped, start, at);
        at += 1;
      } else {
        at = this.#otherValue(bytes, at, field);
        if (at === FAILED) return false;
      }
      byte = bytes[at] as number;
      if (byte !== COMMA) {
        at = skipBlanks(bytes, at);
        if (bytes[at] !== COMMA) return bytes[at] === CLOSE && isEnd(bytes, at + 1, to);
      }
      at += 1;
      if (bytes[at] !== QUOTE) at = skipBlanks(bytes, at);
    }
  }

  #begin(bytes: Uint8Array, to: number): void {
    if (bytes !== this.#viewed) {
      this.#viewed = bytes;
      this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    }
    this.#end = to;
    this.listCount = 0;
    for (let field = 0; field < this.kind.length; field++) this.kind[field] = Kind.absent;
  }

  /** From behind the opening quote of a key that was not here before to its value. */
  #newKey(bytes: Uint8Array, from: number, place: number): number {
    const to = endOfPlain(bytes, from);
    if (to >= this.#end || bytes[to] !== QUOTE) return FAILED;
    const colon = skipBlanks(bytes, to + 1);
    if (bytes[colon] !== COLON) return FAILED;
    this.#field = this.#fieldNamed(bytes, from, to);
    const value = skipBlanks(bytes, colon + 1);
    // The first line's order is remembered; a line of another order is read and forgotten. Only a key without blanks
    // around its colon can be told by its bytes.
    if (place === this.#known.length && value === to + 2) {
      this.#known.push(knownKey(bytes, from, value, this.#field));
    }
    return value;
  }

  #fieldNamed(bytes: Uint8Array, from: number, to: number): number {
    for (let field = 0; field < this.#names.length; field++) {
      const name = this.#names[field] as Uint8Array;
      if (name.length === to - from && startsWith(bytes, from, name)) return field;
    }
    return -1;
  }

  /** A value that is no text: blanks before one included. */
  #otherValue(bytes: Uint8Array, from: number, field: number): number {
    const at = skipBlanks(bytes, from);
    if (bytes[at] === QUOTE) {
      const to = field === this.#list ? FAILED : this.#text(bytes, at + 1);
      if (to !== FAILED && field >= 0)
        this.#keep(field, this.#escaped ? Kind.escaped : Kind.text, at + 1, to);
      return to === FAILED ? FAILED : to + 1;
    }
    if (bytes[at] === OPEN_LIST && field === this.#list) return this.#listOf(bytes, at + 1);
    const to = endOfWord(bytes, at);
    const kind = to > this.#end ? Kind.absent : wordKind(bytes, at, to);
    if (kind === Kind.absent || (field === this.#list && kind !== Kind.nothing)) return FAILED;
    if (field >= 0) this.#keep(field, kind, at, to);
    return to;
  }

  /** From behind an opening quote to the closing one. */
  #text(bytes: Uint8Array, from: number): number {
    const at = endOfPlain(bytes, from);
    this.#escaped = bytes[at] === BACKSLASH;
    const to = this.#escaped ? this.#escapedText(bytes, at) : at;
    return bytes[to] === QUOTE && to < this.#end ? to : FAILED;
  }

  /** From a text's first backslash to its closing quote. */
  #escapedText(bytes: Uint8Array, from: number): number {
    let at = from;
    while (bytes[at] === BACKSLASH) {
      const length = escapeLength(bytes, at);
      if (length === 0) return FAILED;
      at = endOfPlain(bytes, at + length);
    }
    return bytes[at] === QUOTE ? at : FAILED;
  }

  #keep(field: number, kind: number, from: number, to: number): void {
    this.kind[field] = kind;
    this.from[field] = from;
    this.to[field] = to;
    if (field === this.#list) this.listCount = 0;
  }

  /** From behind the opening bracket to behind the closing one. The texts are kept. */
  #listOf(bytes: Uint8Array, from: number): number {
    this.#keep(this.#list, Kind.list, from, from);
    let at = skipBlanks(bytes, from);
    if (bytes[at] === CLOSE_LIST) return at + 1;
    for (;;) {
      at = this.#itemKey === null ? this.#item(bytes, at) : this.#itemObject(bytes, at, this.#itemKey);
      if (at === FAILED) return FAILED;
      let byte = bytes[at] as number;
      if (byte <= 0x20) {
        at = skipBlanks(bytes, at);
        byte = bytes[at] as number;
      }
      if (byte === CLOSE_LIST) return at < this.#end ? at + 1 : FAILED;
      if (byte !== COMMA) return FAILED;
      at += 1;
      if (bytes[at] !== QUOTE) at = skipBlanks(bytes, at);
    }
  }

  #item(bytes: Uint8Array, at: number): number {
    if (bytes[at] !== QUOTE) return FAILED;
    const view = this.#view;
    const lastWord = bytes.length - 4;
    let to = at + 1;
    while (to <= lastWord && isPlainWord(view.getInt32(to, true))) to += 4;
    let byte = bytes[to] as number;
    while (byte !== QUOTE && byte !== BACKSLASH && byte >= 0x20) byte = bytes[++to] as number;
    if (byte !== QUOTE || to >= this.#end) return FAILED;
    if (this.listCount === this.listFrom.length) this.#growList();
    this.listFrom[this.listCount] = at + 1;
    this.listTo[this.listCount++] = to;
    return to + 1;
  }

  #growList(): void {
    this.listFrom = doubled(this.listFrom);
    this.listTo = doubled(this.listTo);
  }

  /** An object of plain values; the text of `key` is kept. */
  #itemObject(bytes: Uint8Array, from: number, key: Uint8Array): number {
    if (bytes[from] !== OPEN) return FAILED;
    let at = skipBlanks(bytes, from + 1);
    if (bytes[at] === CLOSE) return at + 1;
    for (;;) {
      if (bytes[at] !== QUOTE) return FAILED;
      const to = this.#text(bytes, at + 1);
      if (to === FAILED || this.#escaped) return FAILED;
      const isKey = to - at - 1 === key.length && startsWith(bytes, at + 1, key);
      at = skipBlanks(bytes, to + 1);
      if (bytes[at] !== COLON) return FAILED;
      at = this.#itemValue(bytes, skipBlanks(bytes, at + 1), isKey);
      if (at === FAILED) return FAILED;
      at = skipBlanks(bytes, at);
      if (bytes[at] === CLOSE) return at < this.#end ? at + 1 : FAILED;
      if (bytes[at] !== COMMA) return FAILED;
      at = skipBlanks(bytes, at + 1);
    }
  }

  /** A text to keep, or a value of another key; our own key may hold nothing instead. */
  #itemValue(bytes: Uint8Array, at: number, isKey: boolean): number {
    if (bytes[at] === QUOTE) {
      if (isKey) return this.#item(bytes, at);
      const to = this.#text(bytes, at + 1);
      return to === FAILED ? FAILED : to + 1;
    }
    const to = endOfWord(bytes, at);
    const kind = wordKind(bytes, at, to);
    return kind === Kind.absent || (isKey && kind !== Kind.nothing) ? FAILED : to;
  }
}

function knownKey(bytes: Uint8Array, from: number, to: number, field: number): KnownKey {
  const text = Uint8Array.from(bytes.subarray(from, to));
  const words = new Int32Array(text.length >> 2);
  const view = new DataView(text.buffer);
  for (let i = 0; i < words.length; i++) words[i] = view.getInt32(i * 4, true);
  return { words, rest: text.slice(words.length * 4), length: text.length, field };
}

function isKey(view: DataView, bytes: Uint8Array, from: number, key: KnownKey): boolean {
  const { words, rest } = key;
  let at = from;
  for (let i = 0; i < words.length; i++, at += 4) if (view.getInt32(at, true) !== words[i]) return false;
  for (let i = 0; i < rest.length; i++) if (bytes[at + i] !== rest[i]) return false;
  return true;
}

/**
 * Whether none of four bytes is a quote, a backslash or a control character. Each test lifts the top bit of a byte that it
 * finds (subtracting borrows from it), as in Hacker's Delight.
 */
function isPlainWord(word: number): boolean {
  const quotes = word ^ 0x22222222;
  const backslashes = word ^ 0x5c5c5c5c;
  const found =
    ((quotes - 0x01010101) & ~quotes) |
    ((backslashes - 0x01010101) & ~backslashes) |
    ((word - 0x20202020) & ~word);
  return (found & 0x80808080) === 0;
}

function endOfPlain(bytes: Uint8Array, from: number): number {
  let at = from;
  while (special[bytes[at] as number] === 0) at += 1;
  return at;
}

function skipBlanks(bytes: Uint8Array, from: number): number {
  let at = from;
  while (bytes[at] === 0x20 || bytes[at] === 0x09 || bytes[at] === 0x0d) at += 1;
  return at;
}

/** Whether nothing but blanks stands between `from` and `to`, which is not passed. */
function isEnd(bytes: Uint8Array, from: number, to: number): boolean {
  let at = from;
  while (at < to && (bytes[at] === 0x20 || bytes[at] === 0x09 || bytes[at] === 0x0d)) at += 1;
  return at === to;
}

function startsWith(bytes: Uint8Array, from: number, text: Uint8Array): boolean {
  for (let i = 0; i < text.length; i++) if (bytes[from + i] !== text[i]) return false;
  return true;
}

function doubled(list: Int32Array): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(list.length * 2);
  larger.set(list);
  return larger;
}

/** Length of the escape at `at`, or 0 when JSON knows none such. */
function escapeLength(bytes: Uint8Array, at: number): number {
  const byte = bytes[at + 1] as number;
  if (byte !== 0x75) return simpleEscapes.includes(byte) ? 2 : 0;
  for (let i = at + 2; i < at + 6; i++) if (!isHex(bytes[i] as number)) return 0;
  return 6;
}

const simpleEscapes = [...'"\\/bfnrt'].map((letter) => letter.charCodeAt(0));

function isHex(byte: number): boolean {
  const letter = byte | 0x20;
  return (byte >= 0x30 && byte <= 0x39) || (letter >= 0x61 && letter <= 0x66);
}

/** Behind the letters and digits at `from`. */
function endOfWord(bytes: Uint8Array, from: number): number {
  let at = from;
  for (;;) {
    const byte = bytes[at] as number;
    if (!((byte >= 0x30 && byte <= 0x39) || (byte >= 0x61 && byte <= 0x7a))) return at;
    at += 1;
  }
}

/** `null`, `true`, `false`, or a whole number; anything else is not for us. */
function wordKind(bytes: Uint8Array, from: number, to: number): number {
  const first = bytes[from] as number;
  if (first === 0x6e) return isWord(bytes, from, to, nullText) ? Kind.nothing : Kind.absent;
  if (first === 0x74) return isWord(bytes, from, to, trueText) ? Kind.yes : Kind.absent;
  if (first === 0x66) return isWord(bytes, from, to, falseText) ? Kind.no : Kind.absent;
  return isWhole(bytes, from, to) ? Kind.number : Kind.absent;
}

const nullText = new TextEncoder().encode('null');
const trueText = new TextEncoder().encode('true');
const falseText = new TextEncoder().encode('false');

function isWord(bytes: Uint8Array, from: number, to: number, word: Uint8Array): boolean {
  return to - from === word.length && startsWith(bytes, from, word);
}

/** Digits without a leading zero. They are read as text, so that none is lost however many there are. */
function isWhole(bytes: Uint8Array, from: number, to: number): boolean {
  if (to === from || (bytes[from] === 0x30 && to - from > 1)) return false;
  for (let i = from; i < to; i++) if ((bytes[i] as number) > 0x39) return false;
  return true;
}

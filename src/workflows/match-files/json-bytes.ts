const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const HALF_DIGITS = 8;
const HALF = 10 ** HALF_DIGITS;
const HEX = [...'0123456789ABCDEF'].map((letter) => letter.charCodeAt(0));

/** Bytes that are written again and again, as words of four and the rest. */
export class Stamp {
  readonly words: Int32Array;
  readonly rest: Uint8Array;
  readonly length: number;

  constructor(text: string) {
    const bytes = new TextEncoder().encode(text);
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.words = Int32Array.from({ length: bytes.length >> 2 }, (_, i) => view.getInt32(i * 4, true));
    this.rest = bytes.slice(this.words.length * 4);
    this.length = bytes.length;
  }
}

/** JSON being written as bytes, in one array that is used again and grows when it must. */
export class JsonBytes {
  bytes = new Uint8Array(1 << 16);
  length = 0;
  #view = new DataView(this.bytes.buffer);
  readonly #encoder = new TextEncoder();

  /** Makes sure that `size` more bytes fit. The other methods do not ask. */
  reserve(size: number): void {
    if (this.length + size <= this.bytes.length) return;
    const larger = new Uint8Array((this.length + size) * 2);
    larger.set(this.bytes.subarray(0, this.length));
    this.bytes = larger;
    this.#view = new DataView(larger.buffer);
  }

  /** What is always the same, four bytes at a time. */
  stamp({ words, rest, length }: Stamp): void {
    const view = this.#view;
    let at = this.length;
    for (let i = 0; i < words.length; i++, at += 4) view.setInt32(at, words[i] as number, true);
    for (let i = 0; i < rest.length; i++) this.bytes[at + i] = rest[i] as number;
    this.length += length;
  }

  /** Bytes as they are, such as a part of JSON made before. */
  raw(part: Uint8Array): void {
    const { bytes } = this;
    let at = this.length;
    for (let i = 0; i < part.length; i++) bytes[at++] = part[i] as number;
    this.length = at;
  }

  rawPart(part: Uint8Array, from: number, to: number): void {
    const { bytes } = this;
    let at = this.length;
    for (let i = from; i < to; i++) bytes[at++] = part[i] as number;
    this.length = at;
  }

  /** The inside of a string: bytes of UTF-8 without control characters. */
  text(part: Uint8Array, from: number, to: number): void {
    const { bytes } = this;
    let at = this.length;
    for (let i = from; i < to; i++) {
      const byte = part[i] as number;
      if (byte === QUOTE || byte === BACKSLASH) bytes[at++] = BACKSLASH;
      bytes[at++] = byte;
    }
    this.length = at;
  }

  /** A whole string value, quotes included. */
  string(text: string): void {
    const part = this.#encoder.encode(JSON.stringify(text));
    this.reserve(part.length + 1024);
    this.raw(part);
  }

  /** A whole number of up to fifteen digits. */
  integer(value: number): void {
    if (value < 0) this.bytes[this.length++] = 0x2d;
    const rest = Math.abs(value);
    if (rest < HALF) this.#digits(rest, 1);
    else {
      // Two halves that fit into 32 bits: dividing those is several times faster.
      const high = Math.floor(rest / HALF);
      this.#digits(high, 1);
      this.#digits(rest - high * HALF, HALF_DIGITS);
    }
  }

  /** `value` below 2^31, filled up with zeros to `least` digits. */
  #digits(value: number, least: number): void {
    const { bytes } = this;
    let digits = least;
    for (let ten = 10 ** least; ten <= value; ten *= 10) digits += 1;
    let rest = value | 0;
    for (let at = this.length + digits - 1; at >= this.length; at--) {
      const tenth = (rest / 10) | 0;
      bytes[at] = 0x30 + rest - tenth * 10;
      rest = tenth;
    }
    this.length += digits;
  }

  /** A number from 0 to 1 that is a multiple of 1/10,000, as `JSON.stringify` spells it. */
  share(value: number): void {
    let rest = Math.round(value * 10_000);
    if (rest === 0 || rest === 10_000) {
      this.bytes[this.length++] = rest === 0 ? 0x30 : 0x31;
      return;
    }
    this.bytes[this.length++] = 0x30;
    this.bytes[this.length++] = 0x2e;
    for (let unit = 1000; rest > 0; unit /= 10) {
      const digit = Math.floor(rest / unit);
      this.bytes[this.length++] = 0x30 + digit;
      rest -= digit * unit;
    }
  }

  /** `AA:BB:CC:DD:EE:FF` without quotes. */
  mac(mac: number): void {
    const { bytes } = this;
    const high = Math.floor(mac / 0x1000000);
    const low = mac % 0x1000000;
    for (let pair = 0; pair < 6; pair++) {
      const half = pair < 3 ? high : low;
      const byte = (half >> (16 - (pair % 3) * 8)) & 0xff;
      if (pair > 0) bytes[this.length++] = 0x3a;
      bytes[this.length++] = HEX[byte >> 4] as number;
      bytes[this.length++] = HEX[byte & 15] as number;
    }
  }
}

/** Reusable room for one piece of text as UTF-8 bytes. Grows when a text is longer than ever before. */
export class TextRoom {
  bytes = new Uint8Array(512);
  length = 0;
  readonly #encoder = new TextEncoder();
  readonly #decoder = new TextDecoder();

  /** Puts `text` here and answers its length in bytes. */
  put(text: string): number {
    this.reserve(text.length * 3);
    this.length = this.#encoder.encodeInto(text, this.bytes).written;
    return this.length;
  }

  reserve(size: number): void {
    if (size > this.bytes.length) this.bytes = new Uint8Array(size * 2);
  }

  text(): string {
    return this.#decoder.decode(this.bytes.subarray(0, this.length));
  }
}

/** A byte that is white space, a control character or DEL. */
export function isBlankByte(byte: number): boolean {
  return byte <= 0x20 || byte === 0x7f;
}

export function isDigit(byte: number): boolean {
  return byte >= 0x30 && byte <= 0x39;
}

/** A lower-case letter as upper case; every other byte as it is. */
export function upperByte(byte: number): number {
  return byte >= 0x61 && byte <= 0x7a ? byte - 0x20 : byte;
}

/** An upper-case letter as lower case; every other byte as it is. */
export function lowerByte(byte: number): number {
  return byte >= 0x41 && byte <= 0x5a ? byte + 0x20 : byte;
}

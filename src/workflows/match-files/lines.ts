import type { ByteInput } from './byte-input.js';

const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const BLOCK = 1 << 18;

/** One line: `bytes[from..to)` without its end, and where it starts in the input. The bytes are only good until the next. */
export type VisitLine = (bytes: Uint8Array, from: number, to: number, position: number) => void;

/**
 * Visits every line that starts in `[start, end)` of the input, in order. Lines end with LF or CRLF; the last may have no
 * end. Holds one block, or one line where that is longer.
 */
export function eachLine(input: ByteInput, start: number, end: number, visit: VisitLine): void {
  let block = new LineBlock(BLOCK);
  let position = firstLineFrom(input, start);
  while (position < end) {
    const { bytes } = block;
    const filled = input.read(bytes, position);
    const isLast = position + filled >= input.size;
    let from = 0;
    while (position + from < end && from < filled) {
      let to = block.lineFeed(from);
      if (to < 0 || to >= filled) {
        if (!isLast) break;
        to = filled;
      }
      visit(bytes, from, to > from && bytes[to - 1] === CARRIAGE_RETURN ? to - 1 : to, position + from);
      from = to + 1;
    }
    if (from === 0) block = new LineBlock(bytes.length * 2);
    else if (isLast && from >= filled) return;
    position += from;
  }
}

/**
 * Bytes to read lines from. They are a plain `Uint8Array`: code that now met a `Buffer` and now an array would be compiled
 * for both and run half as fast. The `Buffer` over the same memory is for finding line ends.
 */
export class LineBlock {
  readonly bytes: Uint8Array;
  readonly #buffer: Buffer;

  constructor(size: number) {
    this.#buffer = Buffer.allocUnsafeSlow(size);
    this.bytes = new Uint8Array(this.#buffer.buffer, 0, size);
  }

  /** Where the next line ends, behind what was read last included; -1 when nowhere. */
  lineFeed(from: number): number {
    return this.#buffer.indexOf(LINE_FEED, from);
  }
}

/** How many lines start in `[start, end)` of the input. */
export function countLines(input: ByteInput, start: number, end: number): number {
  const block = Buffer.allocUnsafe(BLOCK);
  let position = firstLineFrom(input, start);
  let lines = 0;
  let open = false;
  while (position < input.size && (position < end || open)) {
    const filled = input.read(block, position);
    let from = 0;
    while (from < filled && (open || position + from < end)) {
      if (!open) lines += 1;
      const found = block.indexOf(LINE_FEED, from);
      open = found < 0 || found >= filled;
      from = open ? filled : found + 1;
    }
    position += filled;
    if (position >= end && !open) break;
  }
  return lines;
}

/** Where the first line starts that starts at `start` or behind. The very first one starts behind a byte order mark. */
function firstLineFrom(input: ByteInput, start: number): number {
  const first = skipMark(input);
  return start <= first ? first : afterLineFeed(input, start - 1);
}

/** Where the first line after the one that holds `position` starts. */
function afterLineFeed(input: ByteInput, position: number): number {
  const block = Buffer.allocUnsafe(1 << 16);
  for (let at = position; at < input.size; ) {
    const filled = input.read(block, at);
    const found = block.subarray(0, filled).indexOf(LINE_FEED);
    if (found >= 0) return at + found + 1;
    at += filled;
  }
  return input.size;
}

/** Past a byte order mark. */
function skipMark(input: ByteInput): number {
  const head = Buffer.alloc(3);
  input.read(head, 0);
  return head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf ? 3 : 0;
}

/** Whether a line holds nothing but blanks. */
export function isBlankLine(bytes: Uint8Array, from: number, to: number): boolean {
  for (let i = from; i < to; i++) if ((bytes[i] as number) > 0x20) return false;
  return true;
}

import type { TextRoom } from '../../domain/matching/identifiers/index.js';

const BACKSLASH = 0x5c;

/** What the letter after a backslash stands for; 0 for `u`. */
const meanings = new Uint8Array(256);
for (const [letter, meaning] of ['""', '\\\\', '//', 'b\b', 'f\f', 'n\n', 'r\r', 't\t'].map((pair) => [
  ...pair,
])) {
  meanings[(letter ?? '').charCodeAt(0)] = (meaning ?? '').charCodeAt(0);
}

/**
 * Puts the text that `bytes[from..to)`, the inside of a JSON string, stands for into `room`. The escapes must be
 * sound. Escapes of plain ASCII, which is nearly all there is, are resolved in place; any other is left to `JSON.parse`.
 */
export function unescapeInto(room: TextRoom, bytes: Uint8Array, from: number, to: number): void {
  room.reserve(to - from);
  const out = room.bytes;
  let length = 0;
  for (let at = from; at < to; at++) {
    const byte = bytes[at] as number;
    if (byte !== BACKSLASH) {
      out[length++] = byte;
      continue;
    }
    at += 1;
    const meaning = meanings[bytes[at] as number] as number;
    if (meaning !== 0) out[length++] = meaning;
    else {
      const code = hexOf(bytes, at + 1);
      if (code >= 0x80) {
        unescapeAll(room, bytes, from, to);
        return;
      }
      out[length++] = code;
      at += 4;
    }
  }
  room.length = length;
}

function unescapeAll(room: TextRoom, bytes: Uint8Array, from: number, to: number): void {
  const inside = Buffer.from(bytes.subarray(from, to)).toString('utf8');
  room.put(JSON.parse(`"${inside}"`) as string);
}

/** The four hexadecimal digits at `from`. */
function hexOf(bytes: Uint8Array, from: number): number {
  let code = 0;
  for (let i = from; i < from + 4; i++) {
    const byte = bytes[i] as number;
    code = code * 16 + (byte <= 0x39 ? byte - 0x30 : (byte | 0x20) - 0x57);
  }
  return code;
}

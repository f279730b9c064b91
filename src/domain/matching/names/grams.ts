/** One more than the largest code of three letters. */
export const gramCodes = 40 * 40 * 40;

/** a–z, 0–9 as themselves, the name's start, everything else onto the three codes left. */
function letterCode(unit: number): number {
  if (unit >= 0x61 && unit <= 0x7a) return unit - 0x61;
  if (unit >= 0x30 && unit <= 0x39) return unit - 0x30 + 26;
  return 37 + (unit % 3);
}
const startCode = 36;

/**
 * Writes the distinct codes of three letters in a row into `out` and returns how many. The name's start counts as a
 * letter. `seen` marks codes by `stamp`, so that nothing is cleared between names.
 */
export function gramsOf(text: string, out: Int32Array, seen: Int32Array, stamp: number): number {
  let count = 0;
  let code = startCode;
  for (let at = 0; at < text.length && count < out.length; at++) {
    code = (code * 40 + letterCode(text.charCodeAt(at))) % gramCodes;
    if (at < 1 || seen[code] === stamp) continue;
    seen[code] = stamp;
    out[count++] = code;
  }
  return count;
}

const longDigits = /\d{16}/;
/** A whole number token outside a string: no digit, point, sign or exponent may touch it. */
const numberToken = /-?\d[\d.eE+-]*/g;
const plainInteger = /^-?\d{16,}$/;

/**
 * Reads JSON without losing digits: an integer beyond 2^53 becomes a string of its digits. Everything else is what
 * `JSON.parse` makes of it, and what stands inside strings is never touched. Node 20 has no `source` in revivers, so
 * big integers are quoted in the text first; a text without 16 digits in a row is parsed as it is.
 *
 * @throws {SyntaxError} when the text is not JSON.
 */
export function readJson(text: string): unknown {
  return JSON.parse(longDigits.test(text) ? quoteBigIntegers(text) : text);
}

function quoteBigIntegers(text: string): string {
  const parts: string[] = [];
  let at = 0;
  while (at < text.length) {
    const opening = text.indexOf('"', at);
    if (opening === -1) break;
    const after = endOfString(text, opening);
    parts.push(quoteIn(text.slice(at, opening)), text.slice(opening, after));
    at = after;
  }
  parts.push(quoteIn(text.slice(at)));
  return parts.join('');
}

/** Where the string that opens at `opening` is over; the text's end when it never closes. */
function endOfString(text: string, opening: number): number {
  let closing = text.indexOf('"', opening + 1);
  while (closing !== -1 && isEscaped(text, closing)) closing = text.indexOf('"', closing + 1);
  return closing === -1 ? text.length : closing + 1;
}

function isEscaped(text: string, quote: number): boolean {
  let slashes = 0;
  while (text[quote - 1 - slashes] === '\\') slashes += 1;
  return slashes % 2 === 1;
}

function quoteIn(outside: string): string {
  if (!longDigits.test(outside)) return outside;
  return outside.replace(numberToken, (token) =>
    plainInteger.test(token) && !Number.isSafeInteger(Number(token)) ? `"${token}"` : token,
  );
}

/** Times before this many are seconds since 1970, later ones milliseconds. */
const LARGEST_SECONDS = 100_000_000_000;

/**
 * When a device was last seen, in seconds since 1970, 0 for unknown: from `2026-10-14T04:03:39Z` and other ISO times, or
 * from digits, seconds or milliseconds (Datto RMM sends both, observed). Times before 1970 mean "never".
 */
export function lastSeenFrom(bytes: Uint8Array, from: number, to: number): number {
  const plain = plainIso(bytes, from, to);
  if (plain >= 0) return plain;
  const text = Buffer.from(bytes.subarray(from, to)).toString('utf8').trim();
  const ms = /^-?\d+$/.test(text) ? milliseconds(Number(text)) : Date.parse(text);
  return Number.isFinite(ms) && ms > 0 && ms < 2 ** 32 * 1000 ? Math.floor(ms / 1000) : 0;
}

function milliseconds(value: number): number {
  return value < LARGEST_SECONDS ? value * 1000 : value;
}

/** The usual spelling, `YYYY-MM-DDThh:mm:ssZ`, without the detour over a text; -1 for any other. */
function plainIso(bytes: Uint8Array, from: number, to: number): number {
  const length = to - from;
  if (length !== 20 || bytes[from + 10] !== 0x54 || bytes[from + 19] !== 0x5a || bytes[from + 4] !== 0x2d)
    return -1;
  const year = digits(bytes, from, 4);
  const month = digits(bytes, from + 5, 2);
  const day = digits(bytes, from + 8, 2);
  const hour = digits(bytes, from + 11, 2);
  const minute = digits(bytes, from + 14, 2);
  const second = digits(bytes, from + 17, 2);
  if (year < 1970 || year > 2099 || month < 1 || month > 12 || day < 1 || day > 31) return -1;
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59) return -1;
  return ((dayNumber(year, month, day) * 24 + hour) * 60 + minute) * 60 + second;
}

function digits(bytes: Uint8Array, from: number, count: number): number {
  let value = 0;
  for (let i = from; i < from + count; i++) {
    const digit = (bytes[i] as number) - 0x30;
    if (digit < 0 || digit > 9) return -1;
    value = value * 10 + digit;
  }
  return value;
}

/** Days since 1970-01-01, for years from 1970 on (Howard Hinnant's days_from_civil). */
function dayNumber(year: number, month: number, day: number): number {
  const shifted = month <= 2 ? year - 1 : year;
  const ofEra = shifted % 400;
  const era = (shifted - ofEra) / 400;
  const ofYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
  return era * 146_097 + ofEra * 365 + Math.floor(ofEra / 4) - Math.floor(ofEra / 100) + ofYear - 719_468;
}

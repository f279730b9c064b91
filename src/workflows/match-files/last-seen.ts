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
  if (to - from !== 20 || bytes[from + 10] !== 0x54 || bytes[from + 19] !== 0x5a) return -1;
  if (bytes[from + 4] !== HYPHEN || bytes[from + 7] !== HYPHEN) return -1;
  if (bytes[from + 13] !== COLON || bytes[from + 16] !== COLON) return -1;
  const century = two(bytes, from);
  const year = century * 100 + two(bytes, from + 2);
  const month = two(bytes, from + 5);
  const day = two(bytes, from + 8);
  const hour = two(bytes, from + 11);
  const minute = two(bytes, from + 14);
  const second = two(bytes, from + 17);
  if (!(year >= 1970 && year <= 2099 && month >= 1 && month <= 12 && day >= 1 && day <= 31)) return -1;
  if (!(hour <= 23 && minute <= 59 && second <= 59)) return -1;
  return ((dayNumber(year, month, day) * 24 + hour) * 60 + minute) * 60 + second;
}

const HYPHEN = 0x2d;
const COLON = 0x3a;
/** Larger than any part of a time, so that what holds no two digits is refused. */
const NO_NUMBER = 1000;

function two(bytes: Uint8Array, from: number): number {
  const tens = (bytes[from] as number) - 0x30;
  const ones = (bytes[from + 1] as number) - 0x30;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : NO_NUMBER;
}

/** Days of a year before each month, without a leap day. */
const before = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];

/** Days since 1970-01-01, for years from 1970 to 2099, in which every fourth is a leap year. */
function dayNumber(year: number, month: number, day: number): number {
  const leaps = (year - 1969) >> 2;
  const leapDay = (year & 3) === 0 && month > 2 ? 1 : 0;
  return (year - 1970) * 365 + leaps + (before[month - 1] as number) + day - 1 + leapDay;
}

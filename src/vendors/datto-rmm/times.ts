/** Below this a number is seconds, from it on milliseconds: 1e11 ms is March 1973, 1e11 s the year 5138. */
const FIRST_MILLISECONDS = 1e11;

/** Older than any agent: year 1 (-62135596800000) and the epoch itself mean "none" (observed). */
const FIRST_REAL_TIME = Date.UTC(1980, 0, 1);

/**
 * A time of Datto RMM as epoch ms, or `null` for none. All four forms seen are read: ms as a number, seconds as a
 * number, either as a string of digits, and ISO text (datto-rmm.md section 6, observed). ISO text without a zone is UTC.
 */
export function timeOf(value: string | number | null | undefined): number | null {
  if (value === null || value === undefined) return null;
  const at = typeof value === 'number' ? fromNumber(value) : fromText(value.trim());
  return Number.isFinite(at) && at >= FIRST_REAL_TIME ? Math.round(at) : null;
}

function fromText(text: string): number {
  if (/^-?\d+(\.\d+)?$/.test(text)) return fromNumber(Number(text));
  const zoned = /(Z|[+-]\d{2}:?\d{2})$/i.test(text) || !text.includes('T');
  return Date.parse(zoned ? text : `${text}Z`);
}

function fromNumber(value: number): number {
  return Math.abs(value) < FIRST_MILLISECONDS ? value * 1000 : value;
}

/** The same as ISO 8601 in UTC. */
export function isoTimeOf(value: string | number | null | undefined): string | null {
  const at = timeOf(value);
  return at === null ? null : new Date(at).toISOString();
}

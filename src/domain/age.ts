/**
 * Whether something of that time is younger than `forMs`. A time ahead of now was stored before the clock was set back:
 * it counts as recent as long as it is no further ahead than that, and else as nobody knows how old.
 */
export function isRecent(atMs: number, nowMs: number, forMs: number): boolean {
  return Math.abs(nowMs - atMs) < forMs;
}

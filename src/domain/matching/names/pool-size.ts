/** A pool's size, down to four steps in each doubling: an organization more or less rarely changes it. */
export function roundSize(size: number): number {
  if (size < 8) return 8;
  const step = 2 ** (Math.floor(Math.log2(size)) - 2);
  return Math.floor(size / step) * step;
}

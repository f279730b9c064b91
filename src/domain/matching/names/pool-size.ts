/** How rare a word is says little among so few names, so that smaller pools all count as one of this size. */
const SMALLEST = 32;

/** A pool's size, down to four steps in each doubling: an organization more or less rarely changes it. */
export function roundSize(size: number): number {
  if (size < SMALLEST) return SMALLEST;
  const step = 2 ** (Math.floor(Math.log2(size)) - 2);
  return Math.floor(size / step) * step;
}

const widest = 50;
const previous2 = new Int32Array(widest);
const previous = new Int32Array(widest);
const current = new Int32Array(widest);

/**
 * Edits between two words (insert, delete, change, swap neighbours), or `budget + 1` when more are needed.
 * Words are at most 48 units long.
 */
export function editDistance(a: string, b: string, budget: number): number {
  const n = a.length;
  const m = b.length;
  if (a === b) return 0;
  if (Math.abs(n - m) > budget || n >= widest || m >= widest) return budget + 1;
  let two = previous2;
  let one = previous;
  let now = current;
  for (let j = 0; j <= m; j++) one[j] = j;
  for (let i = 1; i <= n; i++) {
    now[0] = i;
    let best = i;
    const unit = a.charCodeAt(i - 1);
    for (let j = 1; j <= m; j++) {
      const other = b.charCodeAt(j - 1);
      let cost = Math.min(
        (one[j] as number) + 1,
        (now[j - 1] as number) + 1,
        (one[j - 1] as number) + (unit === other ? 0 : 1),
      );
      if (i > 1 && j > 1 && unit === b.charCodeAt(j - 2) && a.charCodeAt(i - 2) === other) {
        cost = Math.min(cost, (two[j - 2] as number) + 1);
      }
      now[j] = cost;
      if (cost < best) best = cost;
    }
    if (best > budget) return budget + 1;
    const free = two;
    two = one;
    one = now;
    now = free;
  }
  return Math.min(one[m] as number, budget + 1);
}

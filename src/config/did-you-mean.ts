/** ` Did you mean "x"?` for the known word that is nearest to what was typed, or nothing when none is near. */
export function didYouMean(typed: string, known: Iterable<string>): string {
  const wanted = typed.toLowerCase();
  const near = [...known]
    .map((word) => ({ word, steps: steps(wanted, word.toLowerCase()) }))
    .filter(({ word, steps }) => steps <= Math.max(1, Math.floor(word.length / 3)))
    .sort((a, b) => a.steps - b.steps)[0];
  return near ? ` Did you mean "${near.word}"?` : '';
}

/** Letters to add, drop, replace, or swap with their neighbour. */
function steps(from: string, to: string): number {
  const rows: number[][] = [];
  const at = (i: number, j: number) => rows[i]?.[j] ?? 0;
  for (let i = 0; i <= from.length; i += 1) {
    const row: number[] = [];
    rows.push(row);
    for (let j = 0; j <= to.length; j += 1) {
      if (i === 0 || j === 0) {
        row.push(i + j);
        continue;
      }
      const replaced = at(i - 1, j - 1) + (from[i - 1] === to[j - 1] ? 0 : 1);
      const swaps = i > 1 && j > 1 && from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1];
      row.push(
        Math.min(at(i - 1, j) + 1, at(i, j - 1) + 1, replaced, swaps ? at(i - 2, j - 2) + 1 : replaced),
      );
    }
  }
  return at(from.length, to.length);
}

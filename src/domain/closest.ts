/** The candidate a person most likely meant, or `null` when none is near enough. */
export function closest(typed: string, candidates: Iterable<string>): string | null {
  let best: { word: string; steps: number } | null = null;
  for (const word of candidates) {
    const steps = editSteps(typed.toLowerCase(), word.toLowerCase());
    if (
      steps <= Math.max(1, Math.floor(word.length * 0.4)) &&
      steps < (best?.steps ?? Number.POSITIVE_INFINITY)
    ) {
      best = { word, steps };
    }
  }
  return best?.word ?? null;
}

/** ` Did you mean "x"?`, or nothing. */
export function didYouMean(typed: string, candidates: Iterable<string>): string {
  const word = closest(typed, candidates);
  return word === null ? '' : ` Did you mean "${word}"?`;
}

/** Letters added, dropped, replaced or swapped with their neighbour. */
function editSteps(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let steps = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        steps = Math.min(steps, (beforeLast[j - 2] ?? 0) + 1);
      }
      row.push(steps);
    }
    beforeLast = last;
    last = row;
  }
  return last[b.length] ?? 0;
}

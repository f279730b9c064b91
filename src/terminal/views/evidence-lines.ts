import type { Evidence } from '../../domain/matching/verdict.js';
import type { Screen } from '../screen.js';

/** One line a reason, heaviest first: weight, kind, value. Contradictions have a minus, what was kept out a 0. */
export function evidenceLines(evidence: readonly Evidence[], screen: Screen): string[] {
  const sorted = [...evidence].sort((a, b) => b.weight - a.weight);
  return sorted.map(({ kind, value, weight }) => {
    const sign = weight > 0 ? `+${weight}` : String(weight);
    const line = `  ${sign.padStart(4)}  ${`${kind} ${value}`.trim()}`;
    if (weight > 0) return line;
    return weight < 0 ? screen.paint.red(line) : screen.paint.dim(line);
  });
}

import type { Evidence } from '../../domain/matching/verdict.js';

/** `serial 7K2QXW3 +24`. */
export function evidenceWords({ kind, value, weight }: Evidence): string {
  return [kind, value, weight > 0 ? `+${weight}` : String(weight)].filter((part) => part !== '').join(' ');
}

/** What speaks for a candidate, strongest first. */
export function speaksFor(evidence: readonly Evidence[]): readonly Evidence[] {
  return evidence.filter((one) => one.weight > 0).sort((a, b) => b.weight - a.weight);
}

/** What speaks against it, strongest first. */
export function speaksAgainst(evidence: readonly Evidence[]): readonly Evidence[] {
  return evidence.filter((one) => one.weight < 0).sort((a, b) => a.weight - b.weight);
}

/** 100 % only for what is certain. */
export function percent(confidence: number): string {
  return `${confidence < 1 ? Math.min(99, Math.round(confidence * 100)) : 100} %`;
}

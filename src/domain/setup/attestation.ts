import type { SetupRule } from './rule.js';

/** What a person stated about a step. Times in epoch ms. */
export interface StepAttestation {
  readonly step: string;
  readonly by: string;
  readonly note: string | null;
  readonly at: number;
  readonly expiresAt: number;
}

const dayMs = 86_400_000;

/** Whether a person's word can settle the step at all: what the APIs decide is not up for discussion. */
export function isAttestable(rule: SetupRule): boolean {
  return rule.decide === 'evidence' || rule.decide === 'attestation';
}

/** When a statement made now about this step ends. */
export function expiryOf(rule: SetupRule, atMs: number): number {
  return atMs + rule.validDays * dayMs;
}

/** The last thing said about a step; of two made at once the one that lasts longer. */
export function latestOf(attestations: readonly StepAttestation[], step: string): StepAttestation | null {
  const mine = attestations.filter((attestation) => attestation.step === step);
  return mine.sort((a, b) => b.at - a.at || b.expiresAt - a.expiresAt)[0] ?? null;
}

export type Word =
  | { readonly is: 'none' }
  | { readonly is: 'valid' | 'expired' | 'contradicted'; readonly attestation: StepAttestation };

/**
 * What a statement is worth now. `contradictedAt` is when the contradicting thing came about, `null` when nothing
 * contradicts: a statement younger than that holds, because the person may have put it right since.
 */
export function weigh(
  attestation: StepAttestation | null,
  nowMs: number,
  contradictedAt: number | null,
): Word {
  if (!attestation) return { is: 'none' };
  if (contradictedAt !== null && contradictedAt > attestation.at) return { is: 'contradicted', attestation };
  return { is: nowMs >= attestation.expiresAt ? 'expired' : 'valid', attestation };
}

const day = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

/** The statement as a sentence's end: `confirmed by Mina on 2026-03-01, until 2027-03-01`. */
export function wording({ by, at, expiresAt, note }: StepAttestation): string {
  const text = `confirmed by ${by} on ${day(at)}, until ${day(expiresAt)}`;
  return note ? `${text}: ${note}` : text;
}

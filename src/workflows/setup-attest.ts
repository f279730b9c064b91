import { defaultOrder, expiryOf, isAttestable, ruleOf } from '../domain/setup/index.js';
import { UsageError } from '../errors.js';
import type { Session } from '../ports/session.js';
import type { Attestation } from '../ports/store.js';
import { knownStep } from './setup-check.js';

/** A statement with the step it is about. Times in epoch ms. */
export interface Statement extends Attestation {
  readonly title: string;
  readonly expired: boolean;
}

export interface AttestRequest {
  readonly step: string;
  readonly by: string;
  readonly note: string | null;
  /** Days that it holds; `null`: as long as the step's own rule says. */
  readonly days: number | null;
}

const dayMs = 86_400_000;

/**
 * Records what a person states about a step. A later statement about the same step takes the place of the earlier one.
 *
 * @throws {UsageError} for an unknown step, and for one that is decided by what the systems show.
 */
export async function attestStep(session: Session, request: AttestRequest): Promise<Statement> {
  const step = knownStep(request.step);
  const rule = ruleOf(step);
  if (!rule || !isAttestable(rule)) {
    throw new UsageError(`Nobody's word settles ${step}: ${whyNot(rule?.decide)}.`, {
      code: 'not-attestable',
      hint: `See how it stands with: trilink setup check --step ${step}`,
    });
  }
  const at = session.clock.now();
  const { by, note, days } = request;
  const expiresAt = days === null ? expiryOf(rule, at) : at + days * dayMs;
  const attestation = { step, by, note, at, expiresAt };
  await session.store.attestations.add(attestation);
  return statementOf(attestation, at);
}

function whyNot(decide: string | undefined): string {
  return decide === 'none' ? 'there is nothing to decide in it' : 'the systems show it';
}

/** Everything that was stated, in walking order, what has expired included. */
export async function listStatements(session: Session): Promise<readonly Statement[]> {
  const now = session.clock.now();
  const all = await session.store.attestations.list();
  return all
    .map((attestation) => statementOf(attestation, now))
    .sort((a, b) => defaultOrder.positionOf(a.step) - defaultOrder.positionOf(b.step));
}

/** Withdraws what was stated about a step; answers what that was. @throws {UsageError} when nothing was. */
export async function revokeStatement(session: Session, typed: string): Promise<Statement> {
  const step = knownStep(typed);
  const all = await session.store.attestations.list();
  const [last] = all.filter((one) => one.step === step).sort((a, b) => b.at - a.at);
  if (!last || !(await session.store.attestations.revoke(step))) {
    throw new UsageError(`Nobody has stated anything about ${step}.`, {
      code: 'not-attested',
      hint: 'See what was stated with: trilink setup attest --list',
    });
  }
  return statementOf(last, session.clock.now());
}

function statementOf(attestation: Attestation, now: number): Statement {
  return {
    ...attestation,
    title: ruleOf(attestation.step)?.title ?? 'a step that this version does not know',
    expired: now >= attestation.expiresAt,
  };
}

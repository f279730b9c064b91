import { compareChecks, type StepChange } from '../domain/setup/index.js';
import type { Session } from '../ports/session.js';
import type { SavedCheck } from './setup-check.js';

/** One saved check with what moved since the last one that saw the same systems. */
export interface CheckEntry {
  readonly at: number;
  readonly summary: SavedCheck['summary'];
  /** Systems that could not be read at all. */
  readonly unseen: readonly string[];
  /** `null` for a check that no earlier one can be compared with. */
  readonly changes: readonly StepChange[] | null;
}

/** How many checks before the oldest one shown are looked through for one to compare it with. */
const lookBack = 30;

/** Saved checks, newest first, as far back as `limit` says. A check that saw less than another is not held against it. */
export async function setupHistory(session: Session, limit: number): Promise<readonly CheckEntry[]> {
  const rows = await session.store.attestations.checks(Math.min(limit + lookBack, Number.MAX_SAFE_INTEGER));
  const checks = rows.map(({ body }) => JSON.parse(body) as SavedCheck);
  return checks.slice(0, limit).map((check, at) => {
    const before = checks.slice(at + 1).find((earlier) => sawTheSame(earlier, check));
    return {
      at: check.at,
      summary: check.summary,
      unseen: check.unseen,
      changes: before ? compareChecks(before, check) : null,
    };
  });
}

function sawTheSame(a: SavedCheck, b: SavedCheck): boolean {
  return a.unseen.length === b.unseen.length && a.unseen.every((system) => b.unseen.includes(system));
}

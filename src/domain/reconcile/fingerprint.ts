import type { AuthorityTable } from './authority.js';
import type { HopPlan, Plan } from './plan.js';
import { stableHash } from './stable-hash.js';

/** Names an authority table by what it says about every field, so that a saved plan notices when it changed. */
export function authorityFingerprint(table: AuthorityTable): string {
  const rows = table.map((row) => [
    row.type,
    row.field,
    row.from,
    row.mode,
    row.modeFor ?? null,
    row.othersMode ?? null,
    row.off ?? false,
    row.whenLocked,
  ]);
  return stableHash(rows.map((row) => JSON.stringify(row)).sort());
}

/** Names a plan by all it says, its id and time too: an edited file no longer fits it. */
export function planFingerprint(plan: Omit<Plan, 'fingerprint'>): string {
  const hops: readonly HopPlan[] = plan.hops;
  const { id, createdAt, profile, flags } = plan;
  return stableHash({ id, createdAt, profile, flags, hops });
}

import type { Provenance } from '../estate/target.js';

/** `open`: anything may be written. `locked`: the PSA owns it. `orphaned`: the PSA let go; only archiving is known to work. */
export type Lock = 'open' | 'locked' | 'orphaned';

/**
 * Whether a record is held by the PSA's sync.
 * A state that we do not know counts as held, and so does an absent one when a PSA link record exists (itglue.md
 * section 5, observed).
 */
export function lockOf(provenance: Provenance): Lock {
  switch (provenance.psaState) {
    case 'enabled':
    case 'unknown':
      return 'locked';
    case 'absent':
      return provenance.psaIds.length > 0 ? 'locked' : 'open';
    case 'orphaned':
      return 'orphaned';
    case 'disabled':
    case 'none':
      return 'open';
  }
}

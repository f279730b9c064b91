import type { Hop } from '../hops/hop.js';
import { systemName } from '../setup/applies.js';
import type { AuthorityRow } from './authority.js';

/** Who has the last word about a field: on any record, and on one that the PSA syncs. */
export interface FieldOwner {
  readonly usual: string;
  /** `null` where a PSA's sync changes nothing about it. */
  readonly whenSynced: string | null;
}

type Place = Pick<Hop, 'source' | 'respectsPsaLock'>;

/** The owner of a row's field, in words for a person. */
export function fieldOwner(row: AuthorityRow, { source, respectsPsaLock }: Place): FieldOwner {
  const byPsa = respectsPsaLock && row.whenLocked !== 'allowed';
  return { usual: usualOwner(row, systemName(source)), whenSynced: byPsa ? 'Autotask' : null };
}

function usualOwner(row: AuthorityRow, source: string): string {
  if (row.off || row.mode === 'never') return 'nobody';
  switch (row.mode) {
    case 'overwrite':
      return row.othersMode === 'fill' ? `${source} on records we made` : source;
    case 'own':
      return `${source} while ours`;
    case 'fill':
      return 'whoever is first';
    case 'create-only':
      return 'people, once made';
  }
}

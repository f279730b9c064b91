import type { Hop } from '../hops/hop.js';
import type { AuthorityMode, AuthorityRow, AuthorityTable } from './authority.js';

/** What a person set for a hop, as far as it shapes the table. */
export interface AuthoritySettings {
  readonly authority: Readonly<Record<string, AuthorityMode>>;
  readonly options: Readonly<Record<string, string | number | boolean>>;
}

/** The hop's own rows and those that its options add, as they are without a person's modes. */
export function usualAuthority(
  hop: Pick<Hop, 'authority' | 'rowsOf'>,
  options: AuthoritySettings['options'],
): AuthorityTable {
  return [...hop.authority, ...(hop.rowsOf?.(options) ?? [])];
}

/**
 * The table in force: a hop's own rows with the modes that a person changed. Keys are `field` or `type.field`.
 * A mode set for a field holds for every device class.
 */
export function effectiveAuthority(
  hop: Pick<Hop, 'authority' | 'rowsOf'>,
  { authority: changed, options }: AuthoritySettings,
): AuthorityTable {
  return usualAuthority(hop, options).map((row): AuthorityRow => {
    const mode =
      changed[`${row.type}.${row.field}`] ?? (row.type === 'configuration' ? changed[row.field] : undefined);
    if (mode === undefined) return row;
    const { modeFor: _byGroup, othersMode: _others, off: _on, ...rest } = row;
    return { ...rest, mode };
  });
}

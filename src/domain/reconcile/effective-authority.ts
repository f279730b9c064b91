import type { AuthorityMode, AuthorityRow, AuthorityTable } from './authority.js';

/**
 * The table in force: a hop's own rows with the modes that a person changed. Keys are `field` or `type.field`.
 * A mode set for a field holds for every device class.
 */
export function effectiveAuthority(
  table: AuthorityTable,
  changed: Readonly<Record<string, AuthorityMode>>,
): AuthorityTable {
  return table.map((row): AuthorityRow => {
    const mode =
      changed[`${row.type}.${row.field}`] ?? (row.type === 'configuration' ? changed[row.field] : undefined);
    if (mode === undefined) return row;
    const { modeFor: _byGroup, othersMode: _others, off: _on, ...rest } = row;
    return { ...rest, mode };
  });
}

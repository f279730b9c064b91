import { didYouMean } from '../domain/closest.js';
import type { AuthorityTable } from '../domain/reconcile/authority.js';
import type { AuthoritySettings } from '../domain/reconcile/effective-authority.js';
import { UsageError } from '../errors.js';
import type { SettingKey } from './setting-key.js';

/**
 * Holds `integrations.ID.authority.FIELD` to the fields of that hop's table, so that a slip in a field's name is not
 * kept as if it did something. Fields of other records than configurations are named `type.field`.
 *
 * @throws {UsageError} with the nearest field that exists.
 */
export async function checkAuthorityField(
  key: SettingKey,
  options: AuthoritySettings['options'],
): Promise<void> {
  if (key.of !== 'integration' || key.name !== 'authority' || key.entry === null) return;
  const { allHops } = await import('../domain/hops/index.js');
  const hop = allHops.find(({ id }) => id === key.id);
  if (!hop) return;
  const { usualAuthority } = await import('../domain/reconcile/effective-authority.js');
  const names = fieldNames(usualAuthority(hop, options));
  if (names.includes(key.entry)) {
    refuseNever(key.entry, usualAuthority(hop, options));
    return;
  }
  throw new UsageError(
    `There is no field "${key.entry}" in the authority table of ${key.id}.${didYouMean(key.entry, names)}`,
    { code: 'setting-unknown', hint: `See them all with: trilink config authority ${key.id}` },
  );
}

/** A row that is `never` by itself is there to say so; nothing would fill it. */
function refuseNever(entry: string, table: AuthorityTable): void {
  const row = table.find(({ type, field }) => entry === field || entry === `${type}.${field}`);
  if (row?.mode !== 'never') return;
  throw new UsageError(`The field "${entry}" is never written. ${row.why}`, { code: 'setting-value' });
}

function fieldNames(table: AuthorityTable): readonly string[] {
  return table.flatMap(({ type, field }) =>
    type === 'configuration' ? [field, `${type}.${field}`] : [`${type}.${field}`],
  );
}

import type { ReadFailure } from '../../ports/system.js';
import type { CompaniesRead } from './companies.js';
import type { CompanyContext } from './map-company.js';
import type { Parts } from './parts.js';
import { recordAddress } from './record-addresses.js';
import { idAt, textAt } from './row.js';

/** What companies refer to: each other, and countries when those are wanted and there are any. */
export async function companyContext(
  { lists, zones }: Pick<Parts, 'lists' | 'zones'>,
  { rows, fields }: CompaniesRead,
  wanted: 'with countries' | 'names only',
): Promise<{ context: CompanyContext; failures: readonly ReadFailure[] }> {
  const names = new Map(rows.map((row) => [idAt(row, 'id') ?? '', textAt(row, 'companyName')]));
  const asks = wanted === 'with countries' && rows.some((row) => idAt(row, 'countryID') !== null);
  const countries = asks ? await lists.whole('countries') : null;
  const context: CompanyContext = {
    fields,
    companyName: (id) => names.get(id) ?? null,
    countryName: (id) => countries?.byId.get(id)?.name ?? null,
    address: (id) => recordAddress(zones, 'organization', id),
  };
  return { context, failures: countries?.failures ?? [] };
}

import type { ReadFailure } from '../../ports/system.js';
import type { Entries } from './lists.js';
import type { ItemContext } from './map-configuration.js';
import { FieldTable } from './metadata.js';
import type { Parts } from './parts.js';
import { recordAddress } from './record-addresses.js';
import { idAt, type Row } from './row.js';
import type { NamedAmong } from './target-fields.js';

/** What rows of configuration items refer to, read once; what is not found there keeps its id. */
export async function itemContext(
  { lists, metadata, zones, udfs }: Pick<Parts, 'lists' | 'metadata' | 'zones' | 'udfs'>,
  rows: readonly Row[],
): Promise<{ context: ItemContext; failures: readonly ReadFailure[] }> {
  const mapped = udfs();
  const locationIds = [...new Set(rows.flatMap((row) => idAt(row, 'companyLocationID') ?? []))];
  const [products, types, locations, fields, table] = await Promise.all([
    lists.whole('products'),
    lists.whole('types'),
    lists.byIds('locations', locationIds),
    metadata.fields('ConfigurationItems'),
    mapped.length === 0 ? new FieldTable([]) : metadata.udfs('ConfigurationItems'),
  ]);
  const entries: Readonly<Partial<Record<NamedAmong, Entries>>> = { products, types, locations };
  const context: ItemContext = {
    fields,
    nameOf: (among, id) => entries[among]?.byId.get(id)?.name || null,
    product: (id) => products.byId.get(id)?.row ?? null,
    udfs: { names: mapped, table },
    address: (id) => recordAddress(zones, 'configuration', id),
  };
  return { context, failures: [products, types, locations].flatMap(({ failures }) => failures) };
}

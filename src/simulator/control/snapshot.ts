import { entityNames } from '../autotask/entities.js';
import type { Row, Tables } from '../autotask/tables.js';
import type { AttributeValue, DocumentationRecords } from '../estate/documentation.js';

/** Every IT Glue record by type and id, and every Autotask record by `autotask/<entity>` and id; plain values, so that two snapshots can be compared. */
export type Snapshot = Readonly<
  Record<string, Readonly<Record<string, Readonly<Record<string, AttributeValue>>>>>
>;

export interface SnapshotOptions {
  /** With `created-at` and `updated-at`, which change even when a value is put back. Default false. */
  readonly times?: boolean;
}

export function takeSnapshot(
  records: DocumentationRecords,
  { times = false }: SnapshotOptions = {},
  autotask: Tables | null = null,
): Snapshot {
  const types: Record<string, Record<string, Record<string, AttributeValue>>> = {};
  for (const [type, collection] of Object.entries(records.collections)) {
    const byId: Record<string, Record<string, AttributeValue>> = {};
    for (const { id, attributes, psaIds } of collection.all()) {
      const copy: Record<string, AttributeValue> = structuredClone(attributes);
      if (!times) {
        delete copy['created-at'];
        delete copy['updated-at'];
      }
      if (psaIds.length > 0) copy['_psa-ids'] = [...psaIds];
      byId[id] = copy;
    }
    types[type] = byId;
  }
  return autotask === null ? types : { ...types, ...autotaskSnapshot(autotask, times) };
}

const AUTOTASK_TIMES = new Set([
  'createDate',
  'createDateTime',
  'lastModifiedTime',
  'lastModifiedDate',
  'lastTrackedModifiedDateTime',
]);

function autotaskSnapshot(
  tables: Tables,
  times: boolean,
): Record<string, Record<string, Record<string, AttributeValue>>> {
  const plain = (row: Row): Record<string, AttributeValue> =>
    Object.fromEntries(
      Object.entries(row).filter(
        ([name, value]) => value !== undefined && (times || !AUTOTASK_TIMES.has(name)),
      ),
    ) as Record<string, AttributeValue>;
  return Object.fromEntries(
    entityNames.map((entity) => [
      `autotask/${entity}`,
      Object.fromEntries(tables.all(entity).map((row) => [String(row.id), plain(row)])),
    ]),
  );
}

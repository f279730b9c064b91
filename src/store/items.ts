import type { IntegrationId } from '../domain/estate/systems.js';
import type { PublishedItem } from '../ports/store.js';
import { contentHash, deleteBodies } from './bodies.js';
import { portions, writeRows } from './bulk.js';
import { type Kept, sortAndWriteBodies } from './mirror.js';
import type { Sql } from './sqlite/connection.js';

interface ItemRow {
  readonly item: PublishedItem;
  readonly key: string;
  readonly hash: string;
  readonly body: string;
}

interface KeptItem extends Kept {
  readonly kind: string;
  readonly sourceId: string;
  readonly siteId: string | null;
}

/** Replaces what a hop published before, within `scope`. Bodies that are as they were stay where they are. */
export function replaceItems(
  sql: Sql,
  profile: string,
  integration: IntegrationId,
  items: readonly PublishedItem[],
  scope: 'all' | readonly string[],
): void {
  const kept: ReadonlyMap<string, KeptItem> = keptOf(sql, profile, integration);
  const byKey = new Map(items.map((item) => [keyOf(item.kind, item.sourceId), item]));
  const inScope = scopeTest(scope);
  const gone = [...kept].filter(([key, row]) => !byKey.has(key) && inScope(row)).map(([, row]) => row);
  removeItems(sql, profile, integration, gone);

  const unchanged: PublishedItem[] = [];
  for (const some of portions(byKey.values())) {
    const sorted = sortAndWriteBodies(sql, some.map(toRow), kept);
    writeItems(sql, profile, integration, sorted.toWrite);
    unchanged.push(...sorted.unchanged.flatMap((key) => byKey.get(key) ?? []));
  }
  stamp(sql, profile, integration, unchanged);
}

function writeItems(
  sql: Sql,
  profile: string,
  integration: IntegrationId,
  toWrite: readonly { readonly row: ItemRow; readonly bodyId: number }[],
): void {
  writeRows(
    sql,
    `INSERT INTO item (profile, integration, kind, source_id, site_id, status, run_id, at, hash, body_id)`,
    toWrite.map(({ row: { item, hash }, bodyId }) => [
      ...[profile, integration, item.kind, item.sourceId, item.siteId],
      ...[item.status, item.runId, item.at, hash, bodyId],
    ]),
    `ON CONFLICT (profile, integration, kind, source_id) DO UPDATE SET site_id = excluded.site_id,
       status = excluded.status, run_id = excluded.run_id, at = excluded.at, hash = excluded.hash`,
  );
}

const keyOf = (kind: string, sourceId: string): string => `${kind}/${sourceId}`;

/** Run and time are columns of their own: they change with every publication, the rest seldom. */
function toRow(item: PublishedItem): ItemRow {
  const body = JSON.stringify({ ...item, runId: '', at: 0 });
  return { item, key: keyOf(item.kind, item.sourceId), hash: contentHash(body), body };
}

function scopeTest(scope: 'all' | readonly string[]): (row: KeptItem) => boolean {
  if (scope === 'all') return () => true;
  const sites = new Set(scope);
  return (row) =>
    row.kind === 'site' ? sites.has(row.sourceId) : row.siteId !== null && sites.has(row.siteId);
}

function keptOf(sql: Sql, profile: string, integration: IntegrationId): Map<string, KeptItem> {
  const rows = sql.all<{
    kind: string;
    source_id: string;
    site_id: string | null;
    hash: string;
    body_id: number;
  }>(
    'SELECT kind, source_id, site_id, hash, body_id FROM item WHERE profile = ? AND integration = ?',
    profile,
    integration,
  );
  return new Map(
    rows.map(({ kind, source_id, site_id, hash, body_id }) => [
      keyOf(kind, source_id),
      { kind, sourceId: source_id, siteId: site_id, hash, bodyId: body_id },
    ]),
  );
}

function removeItems(sql: Sql, profile: string, integration: IntegrationId, gone: readonly KeptItem[]): void {
  for (const { kind, sourceId } of gone) {
    sql.run(
      'DELETE FROM item WHERE profile = ? AND integration = ? AND kind = ? AND source_id = ?',
      ...[profile, integration, kind, sourceId],
    );
  }
  deleteBodies(
    sql,
    gone.map(({ bodyId }) => bodyId),
  );
}

/** Gives unchanged items the run and time of this publication: one statement for each run, time and kind. */
function stamp(sql: Sql, profile: string, integration: IntegrationId, items: readonly PublishedItem[]): void {
  const groups = new Map<string, { item: PublishedItem; ids: string[] }>();
  for (const item of items) {
    const group = JSON.stringify([item.runId, item.at, item.kind]);
    const known = groups.get(group);
    if (known) known.ids.push(item.sourceId);
    else groups.set(group, { item, ids: [item.sourceId] });
  }
  for (const { item, ids } of groups.values()) {
    sql.run(
      `UPDATE item SET run_id = ?, at = ? WHERE profile = ? AND integration = ? AND kind = ?
       AND source_id IN (SELECT value FROM json_each(?))`,
      ...[item.runId, item.at, profile, integration, item.kind, JSON.stringify(ids)],
    );
  }
}

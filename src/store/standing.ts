import type { IntegrationId } from '../domain/estate/systems.js';
import type { PublishedItem } from '../ports/store.js';
import { writeRows } from './bulk.js';
import type { Sql, SqlValue } from './sqlite/connection.js';

/**
 * Brings the standing matches up to what a run just published: what is matched stands, what got another status no
 * longer does. A match is only suspended, not withdrawn, while one of its ends is `gone` or its device has `moved`, and
 * an item that the run did not speak of (its read was incomplete) keeps what it had.
 */
export function carryStanding(
  sql: Sql,
  profile: string,
  integration: IntegrationId,
  items: readonly PublishedItem[],
): void {
  for (const kind of new Set(items.map((item) => item.kind))) {
    const withdrawn = items.filter((item) => item.kind === kind && !stands(item) && !isSuspended(item));
    withdraw(sql, profile, integration, kind, withdrawn);
  }
  const known = knownRows(sql, profile, integration);
  const rows = items
    .filter(stands)
    .map((item) => [
      ...[item.kind, item.sourceId, item.targetId, item.decidedBy ?? 'auto', item.engine],
      ...[item.siteId, item.organizationId, JSON.stringify(evidenceOf(item))],
    ]);
  const changed = rows.filter((row) => !known.has(JSON.stringify(row)));
  writeRows(
    sql,
    `INSERT INTO standing (profile, integration, kind, source_id, target_id, decided_by, engine, site_id,
       organization_id, evidence)`,
    changed.map((row) => [profile, integration, ...row]),
    `ON CONFLICT (profile, integration, kind, source_id) DO UPDATE SET target_id = excluded.target_id,
       decided_by = excluded.decided_by, engine = excluded.engine, site_id = excluded.site_id,
       organization_id = excluded.organization_id, evidence = excluded.evidence`,
  );
}

/** Most matches are as they were a run ago and need no writing. */
function knownRows(sql: Sql, profile: string, integration: IntegrationId): ReadonlySet<string> {
  const rows = sql.all<Record<string, SqlValue>>(
    `SELECT kind, source_id, target_id, decided_by, engine, site_id, organization_id, evidence FROM standing
     WHERE profile = ? AND integration = ?`,
    profile,
    integration,
  );
  return new Set(rows.map((row) => JSON.stringify(Object.values(row))));
}

function stands(item: PublishedItem): boolean {
  return item.status === 'matched' && item.targetId !== null;
}

/** What keeps an earlier match in mind until a person has spoken: it must not come back by itself, nor be forgotten. */
const suspending: ReadonlySet<string> = new Set(['moved', 'contradicts-chain', 'engine-changed']);

function isSuspended(item: PublishedItem): boolean {
  return item.status === 'gone' || suspending.has(item.reason?.code ?? '');
}

/** The match's own record is the first candidate. */
function evidenceOf(item: PublishedItem): PublishedItem['candidates'][number]['evidence'] {
  return item.candidates.find(({ id }) => id === item.targetId)?.evidence ?? [];
}

function withdraw(
  sql: Sql,
  profile: string,
  integration: IntegrationId,
  kind: string,
  items: readonly PublishedItem[],
): void {
  if (items.length === 0) return;
  sql.run(
    `DELETE FROM standing WHERE profile = ? AND integration = ? AND kind = ?
     AND source_id IN (SELECT value FROM json_each(?))`,
    ...[profile, integration, kind, JSON.stringify(items.map(({ sourceId }) => sourceId))],
  );
}

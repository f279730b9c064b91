import type { IntegrationId, RecordKind } from '../domain/estate/systems.js';
import type { Evidence, StandingMatch } from '../domain/matching/verdict.js';
import type { MatchMemory, PublishedCount, PublishedFilter, PublishedItem } from '../ports/store.js';
import { places } from './bulk.js';
import { decisionVerbs } from './decisions.js';
import type { Engine } from './engine.js';
import { replaceItems } from './items.js';
import type { Sql, SqlValue } from './sqlite/connection.js';
import { carryStanding } from './standing.js';
import type { StandingTable } from './tables.js';

/** Statuses as last published, the matches that stand, and what people decided. */
export function matchMemory(engine: Engine): MatchMemory {
  const { profile, now, read, write } = engine;
  return {
    ...decisionVerbs(engine),

    async standing(integration) {
      const rows = await read((sql) =>
        sql.all<StandingTable>(
          'SELECT * FROM standing WHERE profile = ? AND integration = ?',
          profile,
          integration,
        ),
      );
      return rows.map(toStanding);
    },

    async publish(integration, hopStartedAt, items, { scope, dryRun }) {
      return write((sql) => {
        if (!mayPublish(sql, profile, integration, hopStartedAt, now())) return false;
        replaceItems(sql, profile, integration, items, scope);
        if (!dryRun) carryStanding(sql, profile, integration, items);
        return true;
      });
    },

    async published(integration, filter = {}) {
      const { where, values } = conditions(profile, integration, filter);
      const rows = await read((sql) =>
        sql.all<{ text: string; run_id: string; at: number }>(
          `SELECT b.text, i.run_id, i.at FROM item i JOIN body b ON b.id = i.body_id WHERE ${where}`,
          ...values,
        ),
      );
      return rows.map((row) => ({
        ...(JSON.parse(row.text) as PublishedItem),
        runId: row.run_id,
        at: row.at,
      }));
    },

    async tally(integration) {
      const { where, values } = conditions(profile, integration, {});
      return read((sql) =>
        sql.all<PublishedCount>(
          `SELECT integration, kind, status, count(*) AS count, min(at) AS oldest, max(at) AS newest
           FROM item i WHERE ${where} GROUP BY integration, kind, status`,
          ...values,
        ),
      );
    },
  };
}

/**
 * A hop that started earlier but ended later must not overwrite fresher statuses. One that "started" after now did so
 * before the clock was set back, and stands in nobody's way.
 */
function mayPublish(
  sql: Sql,
  profile: string,
  integration: IntegrationId,
  hopStartedAt: number,
  now: number,
): boolean {
  const last = sql.all<{ hop_started_at: number }>(
    'SELECT hop_started_at FROM publication WHERE profile = ? AND integration = ?',
    profile,
    integration,
  )[0];
  if (last && last.hop_started_at > hopStartedAt && last.hop_started_at <= now) return false;
  sql.run(
    `INSERT INTO publication (profile, integration, hop_started_at) VALUES (?, ?, ?)
     ON CONFLICT (profile, integration) DO UPDATE SET hop_started_at = excluded.hop_started_at`,
    profile,
    integration,
    hopStartedAt,
  );
  return true;
}

function conditions(profile: string, integration: IntegrationId | undefined, filter: PublishedFilter) {
  const parts = ['i.profile = ?'];
  const values: SqlValue[] = [profile];
  const among = (column: string, list: readonly string[] | undefined) => {
    if (!list) return;
    parts.push(`i.${column} IN (${places(list.length)})`);
    values.push(...list);
  };
  if (integration) among('integration', [integration]);
  among('status', filter.statuses);
  among('kind', filter.kinds);
  return { where: parts.join(' AND '), values };
}

function toStanding(row: StandingTable): StandingMatch {
  return {
    kind: row.kind as RecordKind,
    sourceId: row.source_id,
    targetId: row.target_id,
    decidedBy: row.decided_by as StandingMatch['decidedBy'],
    engine: row.engine,
    evidence: JSON.parse(row.evidence) as Evidence[],
    siteId: row.site_id,
    organizationId: row.organization_id,
  };
}

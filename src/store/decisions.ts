import type { RecordKind } from '../domain/estate/systems.js';
import type { Decision, IgnoreRule } from '../domain/matching/verdict.js';
import type { MatchMemory } from '../ports/store.js';
import { writeRows } from './bulk.js';
import type { Engine } from './engine.js';
import type { Sql } from './sqlite/connection.js';
import type { DecisionTable } from './tables.js';

type DecisionVerbs = Pick<MatchMemory, 'decide' | 'decisions' | 'rules' | 'addRule' | 'removeRule'>;

/** What people decided. Decisions are only ever added; a rule can be taken back. */
export function decisionVerbs({ profile, read, write, query }: Engine): DecisionVerbs {
  return {
    async decide(integration, decisions) {
      return write((sql) => {
        const last = sql.all<{ last: number | null }>(
          'SELECT max(sequence) AS last FROM decision WHERE profile = ?',
          profile,
        );
        const first = (last[0]?.last ?? 0) + 1;
        const since = newestItem(sql, profile, integration);
        const rows = decisions.map((one, index) => [
          ...[profile, integration, first + index, one.kind, one.sourceId, one.verb],
          ...[one.targetId, one.oldTargetId, one.by, one.who, one.note, Math.max(one.at, since)],
        ]);
        writeRows(
          sql,
          `INSERT INTO decision (profile, integration, sequence, kind, source_id, verb,
             target_id, old_target_id, "by", who, note, at)`,
          rows,
        );
        return decisions.map((_, index) => first + index);
      });
    },

    async decisions(integration) {
      const rows = await read((sql) =>
        sql.all<DecisionTable>(
          'SELECT * FROM decision WHERE profile = ? AND integration = ? ORDER BY sequence',
          profile,
          integration,
        ),
      );
      return rows.map(toDecision);
    },

    async rules(integration) {
      const rows = await read((sql) =>
        sql.all<{ body: string }>(
          'SELECT body FROM ignore_rule WHERE profile = ? AND integration = ? ORDER BY at, id',
          profile,
          integration,
        ),
      );
      return rows.map(({ body }) => JSON.parse(body) as IgnoreRule);
    },

    async addRule(integration, rule) {
      const said = { at: rule.at, body: JSON.stringify(rule) };
      await (await query())
        .insertInto('ignore_rule')
        .values({ profile, integration, id: rule.id, ...said })
        .onConflict((conflict) => conflict.columns(['profile', 'integration', 'id']).doUpdateSet(said))
        .execute();
    },

    async removeRule(integration, id) {
      const gone = await (await query())
        .deleteFrom('ignore_rule')
        .where('profile', '=', profile)
        .where('integration', '=', integration)
        .where('id', '=', id)
        .executeTakeFirst();
      return gone.numDeletedRows > 0n;
    },
  };
}

/** A word comes after every status that is shown when it is said, even when the clock was set back in between. */
function newestItem(sql: Sql, profile: string, integration: string): number {
  const rows = sql.all<{ newest: number | null }>(
    'SELECT max(at) AS newest FROM item WHERE profile = ? AND integration = ?',
    profile,
    integration,
  );
  return rows[0]?.newest ?? 0;
}

function toDecision(row: DecisionTable): Decision {
  return {
    sequence: row.sequence,
    kind: row.kind as RecordKind,
    sourceId: row.source_id,
    verb: row.verb as Decision['verb'],
    targetId: row.target_id,
    oldTargetId: row.old_target_id,
    by: row.by as Decision['by'],
    who: row.who,
    note: row.note,
    at: row.at,
  };
}

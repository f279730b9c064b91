import type { IntegrationId } from '../domain/estate/systems.js';
import type { Hold, Journal } from '../ports/store.js';
import type { Engine } from './engine.js';

/** What an undo put back and later plans leave alone. */
export function holdVerbs({ profile, query }: Engine): Pick<Journal, 'holds' | 'setHolds'> {
  return {
    async holds(integration) {
      const rows = await (await query())
        .selectFrom('hold')
        .selectAll()
        .where('profile', '=', profile)
        .where('integration', '=', integration)
        .orderBy('item')
        .orderBy('field')
        .execute();
      return rows.map((row) => ({
        integration: row.integration as IntegrationId,
        item: row.item,
        field: row.field,
        type: row.type,
        targetId: row.target_id === '' ? null : row.target_id,
        runId: row.run_id,
      }));
    },

    async setHolds(add, remove) {
      await (await query()).transaction().execute(async (trx) => {
        for (const hold of remove) {
          let query = trx.deleteFrom('hold').where('profile', '=', profile);
          for (const [column, value] of Object.entries(keyOf(hold)))
            query = query.where(column as KeyColumn, '=', value);
          await query.execute();
        }
        for (const hold of add) {
          const row = { profile, ...keyOf(hold), run_id: hold.runId };
          await trx
            .insertInto('hold')
            .values(row)
            .onConflict((conflict) =>
              conflict
                .columns(['profile', 'integration', 'item', 'type', 'target_id', 'field'])
                .doUpdateSet({ run_id: hold.runId }),
            )
            .execute();
        }
      });
    },
  };
}

type KeyColumn = keyof ReturnType<typeof keyOf>;

function keyOf(hold: Hold) {
  return {
    integration: hold.integration,
    item: hold.item,
    type: hold.type,
    target_id: hold.targetId ?? '',
    field: hold.field,
  };
}

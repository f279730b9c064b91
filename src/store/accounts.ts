import type { AccountMemory } from '../ports/store.js';
import type { Engine } from './engine.js';

/** Which account each system was, and whether its login was refused. Read without the query builder: every command does. */
export function accountMemory({ profile, read, query }: Engine): AccountMemory {
  return {
    async identity(system) {
      const [row] = await read((sql) =>
        sql.all<{ id: string; name: string | null }>(
          'SELECT id, name FROM account WHERE profile = ? AND system = ?',
          profile,
          system,
        ),
      );
      return row ? { system, id: row.id, name: row.name } : null;
    },

    async setIdentity({ system, id, name }) {
      await (await query())
        .insertInto('account')
        .values({ profile, system, id, name })
        .onConflict((conflict) => conflict.columns(['profile', 'system']).doUpdateSet({ id, name }))
        .execute();
    },

    async forget(system) {
      await (await query()).transaction().execute(async (trx) => {
        for (const table of ['account', 'refusal'] as const) {
          await trx.deleteFrom(table).where('profile', '=', profile).where('system', '=', system).execute();
        }
      });
    },

    async refusal(system) {
      const [row] = await read((sql) =>
        sql.all<{ credential: string; at: number; message: string }>(
          'SELECT credential, at, message FROM refusal WHERE profile = ? AND system = ?',
          profile,
          system,
        ),
      );
      return row ? { credential: row.credential, at: row.at, message: row.message } : null;
    },

    async setRefusal(system, refusal) {
      const db = await query();
      if (refusal === null) {
        await db.deleteFrom('refusal').where('profile', '=', profile).where('system', '=', system).execute();
        return;
      }
      await db
        .insertInto('refusal')
        .values({ profile, system, ...refusal })
        .onConflict((conflict) => conflict.columns(['profile', 'system']).doUpdateSet(refusal))
        .execute();
    },
  };
}

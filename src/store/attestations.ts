import type { AttestationMemory } from '../ports/store.js';
import type { Engine } from './engine.js';

/** What only a person can know about the set-up, and how its checks came out. */
export function attestationMemory({ profile, query }: Engine): AttestationMemory {
  return {
    async add({ step, by, note, at, expiresAt }) {
      const said = { by, note, at, expires_at: expiresAt };
      await (await query())
        .insertInto('attestation')
        .values({ profile, step, ...said })
        .onConflict((conflict) => conflict.columns(['profile', 'step']).doUpdateSet(said))
        .execute();
    },

    async revoke(step) {
      const gone = await (await query())
        .deleteFrom('attestation')
        .where('profile', '=', profile)
        .where('step', '=', step)
        .executeTakeFirst();
      return gone.numDeletedRows > 0n;
    },

    async list() {
      const rows = await (await query())
        .selectFrom('attestation')
        .selectAll()
        .where('profile', '=', profile)
        .orderBy('step')
        .execute();
      return rows.map(({ step, by, note, at, expires_at }) => ({
        step,
        by,
        note,
        at,
        expiresAt: expires_at,
      }));
    },

    async saveCheck(at, body) {
      await (await query()).transaction().execute(async (trx) => {
        const last = await trx
          .selectFrom('setup_check')
          .select(({ fn }) => fn.max('position').as('position'))
          .where('profile', '=', profile)
          .executeTakeFirst();
        const position = Number(last?.position ?? 0) + 1;
        await trx.insertInto('setup_check').values({ profile, position, at, body }).execute();
      });
    },

    async checks(limit) {
      return (await query())
        .selectFrom('setup_check')
        .select(['at', 'body'])
        .where('profile', '=', profile)
        .orderBy('position', 'desc')
        .limit(limit)
        .execute();
    },
  };
}

import type { SystemId } from '../domain/estate/systems.js';
import type { Store } from '../ports/store.js';
import type { Engine } from './engine.js';
import type { Tables } from './tables.js';

/** Leases stay (their fence must keep growing) and pacing is the account's, not the profile's: neither tells of a client. */
const ofProfile: readonly (keyof Tables)[] = [
  'entry',
  'account',
  'refusal',
  'run',
  'plan_claim',
  'reading',
  'observation',
  'device_detail',
  'publication',
  'item',
  'standing',
  'decision',
  'ignore_rule',
  'change',
  'written',
  'hold',
  'attestation',
  'setup_check',
];

const ofSystem: readonly (keyof Tables)[] = ['reading', 'observation', 'device_detail'];

export function purgeVerb({ profile, write }: Engine): Pick<Store, 'purge'> {
  return {
    async purge(system: SystemId | 'everything') {
      const [tables, where, values] =
        system === 'everything'
          ? ([ofProfile, 'profile = ?', [profile]] as const)
          : ([ofSystem, 'profile = ? AND system = ?', [profile, system]] as const);
      await write((sql) => {
        for (const table of ['observation', 'item'] as const) {
          if (!tables.includes(table)) continue;
          sql.run(`DELETE FROM body WHERE id IN (SELECT body_id FROM ${table} WHERE ${where})`, ...values);
        }
        for (const table of tables) sql.run(`DELETE FROM ${table} WHERE ${where}`, ...values);
      });
    },
  };
}

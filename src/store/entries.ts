import type { Engine } from './engine.js';

/** Small keyed values. */
export function entryVerbs({ profile, read, write }: Engine) {
  return {
    async get(key: string): Promise<string | null> {
      const rows = await read((sql) =>
        sql.all<{ value: string }>('SELECT value FROM entry WHERE profile = ? AND key = ?', profile, key),
      );
      return rows[0]?.value ?? null;
    },

    async put(key: string, value: string | null): Promise<void> {
      await write((sql) => {
        if (value === null) return sql.run('DELETE FROM entry WHERE profile = ? AND key = ?', profile, key);
        return sql.run(
          `INSERT INTO entry (profile, key, value) VALUES (?, ?, ?)
           ON CONFLICT (profile, key) DO UPDATE SET value = excluded.value`,
          profile,
          key,
          value,
        );
      });
    },
  };
}

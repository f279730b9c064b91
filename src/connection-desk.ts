import type { Connection, ConnectionValues, Settings } from './config/settings.js';
import { fieldsOf } from './config/systems.js';
import type { Base, ConnectionDesk, ConnectionField } from './context.js';
import type { KnownSystem, SystemId } from './domain/estate/systems.js';
import { UsageError } from './errors.js';

/** Tries connections that are not saved yet, with the real clients. */
export function openConnectionDesk(base: Base, settings: Settings): ConnectionDesk {
  return {
    fields: (system) => connectionFields(known(system)),

    async fromEnvironment(system, profile) {
      const connection = await settings.connection(known(system), profile);
      return connection?.origin === 'environment' ? valuesOf(connection) : null;
    },

    async identify(system, values, profile) {
      const draft = await settings.draftConnection(known(system), values);
      const { openStore } = await import('./store/index.js');
      const { Clients } = await import('./clients.js');
      const { clock, signal } = base;
      const store = await openStore({ file: settings.storeFile, profile, clock, random: () => 0.5, signal });
      const clients = new Clients({ base, settings: only(draft), profile, store });
      try {
        const client = await clients.get(system);
        if (!client.identity) throw new UsageError(`${system} cannot be asked whose account it is.`);
        return await client.identity();
      } finally {
        await clients.close();
        await store.close();
      }
    },
  };
}

function connectionFields(system: KnownSystem): readonly ConnectionField[] {
  const { fields = [], required = [] } = fieldsOf(system) ?? {};
  return fields.map((field) => ({
    ...field,
    oneOf: required.find((names) => names.includes(field.name)) ?? [],
  }));
}

function known(system: SystemId): KnownSystem {
  const found = fieldsOf(system)?.system;
  if (found) return found;
  throw new UsageError(`There is no system "${system}".`, { code: 'system-unknown' });
}

/** A connection as the values that it is saved from. */
function valuesOf(connection: Connection): ConnectionValues {
  const parts: Readonly<Record<string, unknown>> = { ...connection, url: connection.address };
  const { fields = [] } = fieldsOf(connection.system) ?? {};
  const given = fields.flatMap(({ name }) => {
    const value = parts[name];
    return value === undefined || value === null ? [] : [[name, value]];
  });
  return Object.fromEntries(given) as ConnectionValues;
}

/** Settings that know one connection: the one that is tried. */
function only(draft: Connection): Settings {
  return { connection: async () => draft } as unknown as Settings;
}

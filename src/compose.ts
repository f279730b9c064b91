import { randomBytes } from 'node:crypto';
import type { Clients } from './clients.js';
import type { Settings } from './config/settings.js';
import type { Base, Compose, Services } from './context.js';
import { UsageError } from './errors.js';
import { newId } from './new-id.js';
import type { Session } from './ports/session.js';
import type { Store } from './ports/store.js';
import { keepHeapSmall } from './small-heap.js';
import { thisProcess } from './this-process.js';

/** The composition root: who gets which real store, clients and settings. Everything is made on first use. */
export const compose: Compose = (base) => {
  const opened: Session[] = [];
  let settings: Promise<Settings> | null = null;
  const sessions = new Map<string, Promise<Session>>();
  const services: Services = {
    settings() {
      settings ??= loadSettings(base);
      return settings;
    },
    async open(profile) {
      const known = await services.settings();
      const name = known.requireProfile(profile ?? known.profileName);
      const session = sessions.get(name) ?? openSession(base, known, name);
      sessions.set(name, session);
      const ready = await session;
      if (!opened.includes(ready)) opened.push(ready);
      return ready;
    },
    simulators: () => import('./simulator/index.js'),
    storeSchema: async () => (await import('./store/schema-version.js')).schemaVersion,
    async close() {
      for (const session of opened) await session.close();
    },
  };
  return services;
};

async function loadSettings({ io, clock }: Base): Promise<Settings> {
  const { openSettings } = await import('./config/settings.js');
  const { env, platform, cwd } = io;
  return openSettings({ env, platform, cwd, clock, randomBytes, execPath: process.execPath });
}

async function openSession(base: Base, settings: Settings, profile: string): Promise<Session> {
  const { openStore } = await import('./store/index.js');
  const { clock, progress, signal } = base;
  for (const warning of settings.warnings) progress.warn(warning);
  const store = await openStore({ file: settings.storeFile, profile, clock, random: Math.random, signal });
  try {
    return await assemble(base, settings, profile, store);
  } catch (error) {
    await store.close();
    throw error;
  }
}

async function assemble(base: Base, settings: Settings, profile: string, store: Store): Promise<Session> {
  const { clock, progress, signal } = base;
  const connections = await settings.connectionSummaries(profile);
  let clients: Promise<Clients> | null = null;
  const openClients = () => {
    keepHeapSmall();
    clients ??= import('./clients.js').then(
      ({ Clients: Made }) => new Made({ base, settings, profile, store }),
    );
    return clients;
  };
  let made: Clients | null = null;
  const client = async (system: string) => {
    made = await openClients();
    return made.get(system);
  };
  return {
    profile,
    store,
    clock,
    progress,
    signal,
    connections,
    integrations: settings.enabledIntegrations(profile).map(({ id }) => id),
    settings: (integration) => settings.integration(integration, profile),
    source: async (system) => (await client(system)).source ?? cannotBe('source', system),
    target: async (system) => (await client(system)).target ?? cannotBe('target', system),
    requests: () => made?.requests() ?? {},
    newId: () => newId(clock.now()),
    process: thisProcess(),
    async close() {
      await (await clients)?.close();
      await store.close();
    },
  };
}

function cannotBe(side: 'source' | 'target', system: string): never {
  throw new UsageError(`${system} cannot be the ${side} of an integration.`);
}

import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { IntegrationId } from '../../src/domain/estate/systems.js';
import { silentProgress } from '../../src/ports/progress.js';
import type { IntegrationSettings, Session } from '../../src/ports/session.js';
import type { Store } from '../../src/ports/store.js';
import { openStore } from '../../src/store/index.js';
import { FakeSource, FakeTarget } from './fake-systems.js';

const dayMs = 86_400_000;

/** Time that moves only when told to. A sleep lasts until it is aborted. */
export class HandClock {
  nowMs = Date.UTC(2026, 10, 1);

  now(): number {
    return this.nowMs++;
  }

  sleep(_ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((_, reject) => {
      if (signal?.aborted) reject(signal.reason);
      signal?.addEventListener('abort', () => reject(signal.reason), { once: true });
    });
  }

  days(count: number): void {
    this.nowMs += count * dayMs;
  }
}

export interface TestSession extends Session {
  readonly clock: HandClock;
  readonly fakeSource: FakeSource;
  readonly fakeTarget: FakeTarget;
  readonly stop: AbortController;
  mode(mode: IntegrationSettings['mode']): void;
  change(settings: Partial<IntegrationSettings>): void;
}

interface Options {
  readonly integration?: IntegrationId;
  readonly source?: FakeSource;
  readonly target?: FakeTarget;
  readonly store?: Store;
  readonly pid?: number;
}

const settingsOf = (mode: IntegrationSettings['mode']): IntegrationSettings => ({
  mode,
  matchBy: null,
  authority: {},
  deviceTypes: {},
  maxCreates: null,
  maxOverwrites: null,
  maxArchives: null,
  options: {},
});

/** A session over fake systems and a real store in a folder of its own. */
export async function openTestSession(options: Options = {}): Promise<TestSession> {
  const clock = new HandClock();
  const integration = options.integration ?? 'datto-rmm:it-glue';
  const [sourceId = '', targetId = ''] = integration.split(':');
  const fakeSource = options.source ?? new FakeSource(sourceId);
  const fakeTarget = options.target ?? new FakeTarget(targetId);
  fakeSource.now = () => clock.now();
  fakeTarget.now = () => clock.now();
  const file = join(mkdtempSync(join(tmpdir(), 'trilink-test-')), 'store.db');
  const store = options.store ?? (await openStore({ file, profile: 'default', clock, random: () => 0.5 }));
  const stop = new AbortController();
  let settings = settingsOf('sync');
  let ids = 0;
  return {
    profile: 'default',
    store,
    clock,
    progress: silentProgress,
    signal: stop.signal,
    stop,
    fakeSource,
    fakeTarget,
    connections: [fakeSource.system, fakeTarget.system].map((system) => ({
      system,
      address: `https://${system}.example`,
      origin: 'profile' as const,
      credential: `credential-of-${system}`,
    })),
    integrations: [integration],
    settings: () => settings,
    mode: (mode) => {
      settings = { ...settings, mode };
    },
    change: (changes) => {
      settings = { ...settings, ...changes };
    },
    source: async () => fakeSource,
    target: async () => fakeTarget,
    requests: () => ({}),
    newId: () => `RUN${options.pid ?? ''}${String(++ids).padStart(6, '0')}`,
    process: { host: 'here', bootId: 'boot', pid: options.pid ?? 1, startedAt: '1', isAlive: () => true },
    close: async () => store.close(),
  };
}

import type { AutotaskInputs } from '../../src/domain/setup/index.js';
import type { AppError } from '../../src/errors.js';
import type { IntegrationMode } from '../../src/ports/session.js';
import { nowMs } from '../domain/setup/support/healthy-facts.js';
import { type Estate, healthyEstate, inputsOf } from '../domain/setup/support/healthy-inputs.js';
import { FakeSource, FakeTarget } from '../support/fake-systems.js';
import { openTestSession, type TestSession } from '../support/session.js';

/** An Autotask that offers its set-up lists and counts how often it is asked. */
export class FakeAutotask extends FakeSource {
  lists: AutotaskInputs;
  missing: Partial<Record<keyof AutotaskInputs, string>> = {};
  asksForLists = 0;

  constructor(lists: AutotaskInputs) {
    super('autotask');
    this.lists = lists;
  }

  async setupLists() {
    this.asksForLists++;
    return { inputs: this.lists, missing: this.missing };
  }
}

class CountingTarget extends FakeTarget {
  readonly asked = { organizations: 0, configurations: 0, attachments: 0 };
  estate: Estate;

  constructor(estate: Estate) {
    super('it-glue');
    this.estate = estate;
  }

  override async organizations() {
    this.asked.organizations++;
    return super.organizations();
  }

  override async configurations(scope: 'all' | readonly string[]) {
    this.asked.configurations++;
    return super.configurations(scope);
  }

  async attachments() {
    this.asked.attachments++;
    const { outcome } = await super.organizations();
    const records = this.estate.locations;
    return { records, outcome: { ...outcome, type: 'location', received: records.length } };
  }
}

export interface SetupSession extends TestSession {
  readonly datto: FakeSource;
  readonly autotask: FakeAutotask;
  readonly itGlue: CountingTarget;
  /** What the systems hold; change it, then call `load`. */
  readonly estate: Estate;
  load(): void;
  /** Lets every request to a system fail. */
  fail(system: string, error: AppError | null): void;
  modes: Record<string, IntegrationMode>;
}

/** Three systems over one estate in which nothing is wrong, every hop in mode audit unless `modes` says otherwise. */
export async function setupSession(
  systems: readonly string[] = ['datto-rmm', 'autotask', 'it-glue'],
): Promise<SetupSession> {
  const estate = healthyEstate();
  const datto = new FakeSource('datto-rmm');
  const autotask = new FakeAutotask({});
  const itGlue = new CountingTarget(estate);
  const base = await openTestSession({ source: datto, target: itGlue });
  base.clock.nowMs = nowMs;
  autotask.now = () => base.clock.now();
  const failures = new Map<string, AppError>();
  const guarded = <T extends object>(system: string, port: T): T =>
    new Proxy(port, {
      get(target, name) {
        const failure = failures.get(system);
        if (failure && name === 'identity') return () => Promise.reject(failure);
        const value = Reflect.get(target, name);
        return typeof value === 'function' ? value.bind(target) : value;
      },
    });
  const session: SetupSession = {
    ...base,
    datto,
    autotask,
    itGlue,
    estate,
    modes: {},
    connections: systems.map((system) => ({
      system,
      address: addresses[system] ?? `https://${system}.example`,
      origin: 'profile',
      credential: `credential-of-${system}`,
    })),
    settings: (integration) => ({
      ...base.settings(integration),
      mode: session.modes[integration] ?? 'audit',
    }),
    source: async (system) => guarded(system, system === 'autotask' ? autotask : datto),
    target: async (system) => guarded(system, itGlue),
    load() {
      datto.siteList = [...estate.sites];
      datto.deviceList = [...estate.devices];
      itGlue.organizationList = [...estate.organizations];
      itGlue.configurationList = [...estate.configurations];
      autotask.lists = inputsOf(estate).autotask ?? {};
    },
    fail(system, error) {
      if (error) failures.set(system, error);
      else failures.delete(system);
    },
  };
  session.load();
  return session;
}

const addresses: Readonly<Record<string, string>> = {
  'datto-rmm': 'https://concord-api.centrastage.net',
  'it-glue': 'https://api.eu.itglue.com',
};

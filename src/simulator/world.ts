import { autotaskDefaults } from './autotask/options.js';
import { Autotask, type AutotaskLogin } from './autotask/vendor.js';
import { Canaries } from './canaries.js';
import { machineClock, type SimulatorClock } from './clock.js';
import { deviceBriefs, siteBriefs } from './control/briefs.js';
import { type ControlServer, serveControl } from './control/control-server.js';
import type { Call, Introduction, RequestWait } from './control/handle.js';
import { mutate } from './control/mutate.js';
import type { Mutation } from './control/mutations.js';
import { RequestWaits } from './control/request-waits.js';
import { type SnapshotOptions, takeSnapshot } from './control/snapshot.js';
import { dattoRmmDefaults } from './datto-rmm/options.js';
import { DattoRmm } from './datto-rmm/vendor.js';
import type { Estate } from './estate/estate.js';
import { makeEstate } from './estate/make-estate.js';
import { makeRandom, type Random } from './estate/random.js';
import type { SimulatedSystem, Vendor } from './http/exchange.js';
import { FaultBoard } from './http/fault-board.js';
import type { Chaos, FaultRule } from './http/faults.js';
import { Journal } from './http/journal.js';
import { serveVendor, type VendorServer } from './http/vendor-server.js';
import { itGlueDefaults } from './it-glue/options.js';
import { ItGlue } from './it-glue/vendor.js';
import type { InProcessOptions } from './options.js';

/** One estate with the vendors that serve it, and everything that steers them. */
export class World {
  readonly estate: Estate;
  readonly #clock: SimulatorClock;
  readonly #random: Random;
  readonly #canaries: Canaries;
  readonly #journal = new Journal();
  readonly #faults = new FaultBoard();
  readonly #dattoRmm: DattoRmm;
  readonly #itGlue: ItGlue;
  readonly #autotask: Autotask | null;
  readonly #systems: readonly SimulatedSystem[];
  readonly #servers = new Map<SimulatedSystem, VendorServer>();
  readonly #options: InProcessOptions;
  readonly #waits = new RequestWaits();
  #control: ControlServer | null = null;

  constructor(options: InProcessOptions) {
    const { seed = 1, clock = machineClock, limits = 'unlimited' } = options;
    this.#options = options;
    this.#systems = options.systems ?? ['datto-rmm', 'it-glue'];
    this.#clock = clock;
    this.#random = makeRandom(`${seed}/world`);
    this.#canaries = new Canaries(options.canaries === true, this.#random.fork('canaries'));
    this.estate = makeEstate({
      seed,
      now: options.now ?? clock.now(),
      canary: this.#canaries.make,
      linkedToPsa: options.nativeHopB !== false,
      wellKept: options.wellKept === true,
      setUpDone: options.setUpDone === true,
      ...(options.devices === undefined ? {} : { devices: options.devices }),
      ...(options.sites === undefined ? {} : { sites: options.sites }),
      ...(options.furtherOrganizations === undefined
        ? {}
        : { furtherOrganizations: options.furtherOrganizations }),
    });
    const common = {
      estate: this.estate,
      clock,
      journal: this.#journal,
      limits,
      // Some services repeat what they refused: then the key itself stands in the answer.
      echo: options.canaries === true ? 'the key sent was ' : null,
    };
    this.#dattoRmm = new DattoRmm({
      ...common,
      random: this.#random.fork('datto-rmm'),
      tokenMark: this.#canaries.make('token'),
      key: this.#newDattoKey(),
      options: { ...dattoRmmDefaults, ...options.dattoRmm },
    });
    this.#itGlue = new ItGlue({
      ...common,
      key: this.#newItGlueKey(),
      options: { ...itGlueDefaults, ...options.itGlue },
    });
    this.#autotask = this.#systems.includes('autotask')
      ? new Autotask({
          ...common,
          login: this.#newAutotaskLogin(),
          options: { ...autotaskDefaults, ...options.autotask },
          recoveryKey: this.#canaries.make('protected-udf') ?? '111111-222222',
        })
      : null;
    for (const rule of options.faults ?? []) this.#faults.add(rule);
    this.#faults.setChaos(options.chaos ?? null);
  }

  async start(): Promise<Introduction> {
    const ports = this.#options.ports ?? {};
    this.#control = await serveControl(this.call, this.#stranger, ports.control);
    for (const system of this.#systems) {
      const server = await serveVendor(
        {
          vendor: this.#vendor(system),
          faults: this.#faults,
          journal: this.#journal,
          clock: this.#clock,
          strangerOrigin: this.#control.url,
          onRequest: (request) => this.#waits.arrived(request),
        },
        ports[system],
      );
      this.#servers.set(system, server);
    }
    return this.introduction();
  }

  introduction(): Introduction {
    return { env: this.#env(), controlUrl: this.#control?.url ?? '', canaries: this.#canaries.list() };
  }

  async close(): Promise<void> {
    await Promise.all([...this.#servers.values()].map((server) => server.close()));
    await this.#control?.close();
  }

  /** Carries out a call of the handle. @throws {Error} for an unknown name or arguments that do not fit. */
  readonly call: Call = async (name, args) => {
    const [first] = args;
    switch (name) {
      case 'introduction':
        return this.introduction();
      case 'env':
        return this.#env();
      case 'requests':
        return {
          counts: this.#journal.counts(),
          log: this.#journal.requests.map((request) => ({ ...request })),
        };
      case 'non-reads':
        return this.#journal.requests.filter(({ read }) => !read).map((request) => ({ ...request }));
      case 'violations':
        return [...this.#journal.violations];
      case 'forget-requests':
        return this.#journal.clear();
      case 'faults':
        return this.#faults.list();
      case 'faults.add':
        return args.map((rule) => this.#faults.add(rule as FaultRule));
      case 'faults.chaos':
        return this.#faults.setChaos(first as Chaos | null);
      case 'faults.clear':
        return this.#faults.clear();
      case 'snapshot':
        return takeSnapshot(
          this.estate.documentation,
          (first ?? {}) as SnapshotOptions,
          this.#autotask?.tables ?? null,
        );
      case 'mutate':
        return args.map((mutation) => mutate(this.#mutable(), mutation as Mutation));
      case 'devices':
        return deviceBriefs(this.estate.rmm);
      case 'sites':
        return siteBriefs(this.estate.rmm);
      case 'wait-for-request':
        return await this.#waits.waitFor((first ?? {}) as RequestWait, this.#journal.requests);
      case 'revoke-key':
        return this.#vendor(first as SimulatedSystem).revokeKey();
      case 'rotate-key':
        return this.#rotateKey(first as SimulatedSystem);
      case 'expire-tokens':
        return this.#vendor(first as SimulatedSystem).expireTokens();
      default:
        throw new Error(`the simulators know no call "${name}"`);
    }
  };

  #vendor(system: SimulatedSystem): Vendor {
    if (system === 'datto-rmm') return this.#dattoRmm;
    if (system === 'it-glue') return this.#itGlue;
    if (system === 'autotask' && this.#autotask !== null) return this.#autotask;
    throw new Error(`there is no simulated ${system}`);
  }

  #env(): Record<string, string> {
    const env: Record<string, string> = {};
    const dattoRmm = this.#servers.get('datto-rmm');
    if (dattoRmm !== undefined) {
      env.TRILINK_DATTO_RMM_URL = dattoRmm.url;
      env.TRILINK_DATTO_RMM_KEY = this.#dattoRmm.tokens.key.key;
      env.TRILINK_DATTO_RMM_SECRET = this.#dattoRmm.tokens.key.secret;
    }
    const itGlue = this.#servers.get('it-glue');
    if (itGlue !== undefined) {
      env.TRILINK_IT_GLUE_URL = itGlue.url;
      env.TRILINK_IT_GLUE_KEY = this.#itGlue.key;
    }
    const autotask = this.#servers.get('autotask');
    if (autotask !== undefined && this.#autotask !== null) {
      const { userName, secret, integrationCode } = this.#autotask.login;
      env.TRILINK_AUTOTASK_URL = autotask.url;
      env.TRILINK_AUTOTASK_USERNAME = userName;
      env.TRILINK_AUTOTASK_SECRET = secret;
      env.TRILINK_AUTOTASK_INTEGRATION_CODE = integrationCode;
    }
    return env;
  }

  #rotateKey(system: SimulatedSystem): Record<string, string> {
    if (system === 'datto-rmm') this.#dattoRmm.tokens.rotate(this.#newDattoKey());
    else if (system === 'it-glue') this.#itGlue.rotateKey(this.#newItGlueKey());
    else if (this.#autotask !== null) this.#autotask.rotate(this.#newAutotaskLogin());
    else throw new Error(`there is no simulated ${system}`);
    return this.#env();
  }

  #newDattoKey(): { key: string; secret: string } {
    const key = { key: this.#random.code(26), secret: this.#random.code(32) };
    this.#canaries.watch(key.key);
    this.#canaries.watch(key.secret);
    return key;
  }

  #newItGlueKey(): string {
    const key = `ITG.${this.#random.hex(32)}.${this.#random.code(40)}`;
    this.#canaries.watch(key);
    return key;
  }

  #newAutotaskLogin(): AutotaskLogin {
    const login = {
      userName: 'api@northwind-it.example',
      secret: this.#random.code(24),
      integrationCode: this.#random.code(27),
    };
    this.#canaries.watch(login.secret);
    this.#canaries.watch(login.integrationCode);
    return login;
  }

  #mutable(): Parameters<typeof mutate>[0] {
    return {
      estate: this.estate,
      store: this.#itGlue.store,
      autotask: this.#autotask?.tables ?? null,
      random: this.#random,
      now: () => this.#clock.now(),
    };
  }

  readonly #stranger = (method: string, path: string, hadCredentials: boolean): void => {
    this.#journal.violated({
      system: systemOf(path),
      method,
      path,
      why: hadCredentials ? 'credentials were sent to a foreign host' : 'a foreign address was followed',
      at: this.#clock.now(),
    });
  };
}

function systemOf(strangePath: string): SimulatedSystem {
  if (strangePath.startsWith('/api/')) return 'datto-rmm';
  return strangePath.startsWith('/ATServicesRest/') ? 'autotask' : 'it-glue';
}

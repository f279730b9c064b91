import type { DeviceClass } from '../estate/estate.js';
import type { SimulatedSystem } from '../http/exchange.js';
import type { Chaos, FaultRule, FaultState } from '../http/faults.js';
import type { LoggedRequest, RequestCounts, Violation } from '../http/journal.js';
import type { Mutation, MutationResult } from './mutations.js';
import type { Snapshot, SnapshotOptions } from './snapshot.js';

export interface RequestReport {
  readonly counts: Readonly<Partial<Record<SimulatedSystem, RequestCounts>>>;
  readonly log: readonly LoggedRequest[];
}

/** A device as tests look for one. */
export interface DeviceBrief {
  readonly uid: string;
  readonly id: number;
  readonly siteUid: string;
  readonly siteName: string;
  readonly hostname: string;
  readonly deviceClass: DeviceClass;
  readonly type: string | null;
  readonly serial: string | null;
  readonly macs: readonly string[];
  readonly internalIp: string | null;
  readonly audited: boolean;
}

export interface SiteBrief {
  readonly uid: string;
  readonly name: string;
  readonly companyId: string | null;
  readonly devices: number;
  readonly system: boolean;
}

export interface RequestWait {
  readonly system?: SimulatedSystem;
  readonly method?: string;
  /** Regular expression, searched in the path. */
  readonly path?: string;
  /** The how-manieth such request to wait for, counted from the start of the log. Default: the next one. */
  readonly nth?: number;
}

/** Running simulators: in this process, in a child, or reached through their control address. */
export interface Simulators {
  /** What `trilink` needs to connect: `TRILINK_DATTO_RMM_URL`, `TRILINK_IT_GLUE_KEY` and so on. */
  readonly env: Readonly<Record<string, string>>;
  /** `http://127.0.0.1:port`: `GET /requests|non-reads|violations|snapshot|faults|devices|sites|env`, `POST /call`. */
  readonly controlUrl: string;
  /** Texts that may never appear outside the vendors; empty unless asked for. The keys are among them. */
  readonly canaries: readonly string[];
  requests(): Promise<RequestReport>;
  /** Requests that could have changed something. A token request and a query by POST are reads. */
  nonReads(): Promise<readonly LoggedRequest[]>;
  /** What no client of ours may ever do: a write to Datto RMM, a deletion, a foreign address followed. */
  violations(): Promise<readonly Violation[]>;
  readonly faults: {
    /** Answers the rules' numbers. */
    add(...rules: readonly FaultRule[]): Promise<readonly number[]>;
    list(): Promise<readonly FaultState[]>;
    /** Bad weather from now on; `null` ends it. */
    chaos(plan: Chaos | null): Promise<void>;
    /** Removes every rule and the bad weather. */
    clear(): Promise<void>;
  };
  snapshot(options?: SnapshotOptions): Promise<Snapshot>;
  mutate(...mutations: readonly Mutation[]): Promise<readonly MutationResult[]>;
  devices(): Promise<readonly DeviceBrief[]>;
  sites(): Promise<readonly SiteBrief[]>;
  /** Resolves once such a request has arrived (it may still be unanswered). */
  waitForRequest(wait?: RequestWait): Promise<LoggedRequest>;
  /** The key is refused from now on, tokens made with it too. */
  revokeKey(system: SimulatedSystem): Promise<void>;
  /** Gives the system a new key and answers the environment that holds it; the old one is refused. */
  rotateKey(system: SimulatedSystem): Promise<Readonly<Record<string, string>>>;
  expireTokens(system: SimulatedSystem): Promise<void>;
  /** Empties the log and the violations. */
  forgetRequests(): Promise<void>;
  close(): Promise<void>;
}

/** What every way of reaching the simulators has: one call by name. Arguments and answers are plain data. */
export type Call = (name: string, args: readonly unknown[]) => Promise<unknown>;

export interface Introduction {
  readonly env: Readonly<Record<string, string>>;
  readonly controlUrl: string;
  readonly canaries: readonly string[];
}

export function handleOver(
  call: Call,
  { env, controlUrl, canaries }: Introduction,
  close: () => Promise<void>,
): Simulators {
  const ask = <T>(name: string, ...args: readonly unknown[]): Promise<T> => call(name, args) as Promise<T>;
  return {
    env,
    controlUrl,
    canaries,
    requests: () => ask('requests'),
    nonReads: () => ask('non-reads'),
    violations: () => ask('violations'),
    faults: {
      add: (...rules) => ask('faults.add', ...rules),
      list: () => ask('faults'),
      chaos: (plan) => ask('faults.chaos', plan),
      clear: () => ask('faults.clear'),
    },
    snapshot: (options = {}) => ask('snapshot', options),
    mutate: (...mutations) => ask('mutate', ...mutations),
    devices: () => ask('devices'),
    sites: () => ask('sites'),
    waitForRequest: (wait = {}) => ask('wait-for-request', wait),
    revokeKey: (system) => ask('revoke-key', system),
    rotateKey: (system) => ask('rotate-key', system),
    expireTokens: (system) => ask('expire-tokens', system),
    forgetRequests: () => ask('forget-requests'),
    close,
  };
}

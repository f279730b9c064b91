import type { IntegrationId, SystemId } from '../domain/estate/systems.js';
import type { AuthorityMode } from '../domain/reconcile/authority.js';
import type { Clock } from './clock.js';
import type { Progress } from './progress.js';
import type { Store } from './store.js';
import type { SourcePort, TargetPort } from './system.js';

export type IntegrationMode = 'off' | 'audit' | 'sync';

/** What a person set for one integration; everything has a default. */
export interface IntegrationSettings {
  readonly mode: IntegrationMode;
  readonly matchBy: 'autotask-companies' | 'sites' | null;
  /** Changed authority rows: `type.field` or `field` → mode. */
  readonly authority: Readonly<Record<string, AuthorityMode>>;
  /** Device type of the source → configuration type of the target, or `skip`. */
  readonly deviceTypes: Readonly<Record<string, string>>;
  /** Guard limits, `N` or `P%`. */
  readonly maxCreates: string | null;
  readonly maxOverwrites: string | null;
  readonly maxArchives: string | null;
  /** Further settings of single hops (hop A's and hop B's switches), by their documented names. */
  readonly options: Readonly<Record<string, string | number | boolean>>;
}

export interface ConnectionSummary {
  readonly system: SystemId;
  /** Where it is reached; never with credentials. */
  readonly address: string;
  readonly origin: 'environment' | 'profile';
  /** A salted hash of the credential, to tell whether it changed since it was refused. */
  readonly credential: string;
}

/** One opened profile, as workflows see it: ports and settings, no vendor and no file. */
export interface Session {
  readonly profile: string;
  readonly store: Store;
  readonly clock: Clock;
  readonly progress: Progress;
  /** Aborts at Ctrl-C, SIGTERM or the deadline. Writes under way are finished first. */
  readonly signal: AbortSignal;
  readonly connections: readonly ConnectionSummary[];
  /** Enabled integrations (mode not `off`) whose two connections exist, in safe order. */
  readonly integrations: readonly IntegrationId[];
  settings(integration: IntegrationId): IntegrationSettings;
  /** @throws {UsageError} when the system is not connected. */
  source(system: SystemId): Promise<SourcePort>;
  target(system: SystemId): Promise<TargetPort>;
  /** Requests made so far in this process, by system, for the run document. */
  requests(): Readonly<Record<string, RequestCounts>>;
  /** A fresh random id, sortable by time, such as `01J…`. */
  newId(): string;
  /** Who we are, for the lease. */
  readonly process: {
    readonly host: string;
    readonly bootId: string;
    readonly pid: number;
    readonly startedAt: string;
    isAlive(pid: number, startedAt: string): boolean;
  };
  close(): Promise<void>;
}

export interface RequestCounts {
  readonly reads: number;
  readonly writes: number;
  readonly retries: number;
  readonly waitedMs: number;
}

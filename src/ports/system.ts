import type { Fields } from '../domain/estate/fields.js';
import type { Device, DeviceDetail, Site, SourceAttachment } from '../domain/estate/source.js';
import type { SystemId } from '../domain/estate/systems.js';
import type {
  Attachment,
  Catalogue,
  Configuration,
  Organization,
  TargetType,
} from '../domain/estate/target.js';
import type { LookUpKeys } from '../domain/reconcile/plan.js';

/** One request that failed for good within a read. `request` is method and path without query secrets. */
export interface ReadFailure {
  readonly request: string;
  readonly why: string;
}

/** Part of a read (a site, an organization) that was not read to its end. Nothing is created or archived there. */
export interface IncompleteScope {
  readonly scopeId: string;
  readonly why: string;
}

/** How a read ended. Stored; each record knows the first and the last read that saw it. Times in epoch ms. */
export interface ReadOutcome {
  readonly system: SystemId;
  readonly type: string;
  /** `all`, or the ids of the sites or organizations asked for: complete then means complete for those only. */
  readonly scope: 'all' | readonly string[];
  readonly startedAt: number;
  readonly finishedAt: number;
  readonly complete: boolean;
  readonly expected: number | null;
  readonly received: number;
  readonly incomplete: readonly IncompleteScope[];
  readonly failures: readonly ReadFailure[];
}

export interface Reading<T> {
  readonly records: readonly T[];
  readonly outcome: ReadOutcome;
}

export interface AccountIdentity {
  readonly system: SystemId;
  /** What tells this account from every other (account uid, `ci`, primary organization's id, subdomain). */
  readonly id: string;
  readonly name: string | null;
}

/** How many more requests an account takes in the window that is running, everybody's together. */
export interface RequestBudget {
  readonly left: number;
  readonly of: number;
  readonly windowMs: number;
}

/** What a system tells about itself beside its records; each may be absent where it tells nothing of the kind. */
export interface Telling {
  /** Asks the system; `null` when this account does not tell. */
  budget?(): Promise<RequestBudget | null>;
  /** By how much the system's clock is ahead of ours, by its newest answer; `null` before the first one. */
  clockAheadMs?(): number | null;
}

export type Scope = 'all' | readonly string[];

/** A system as the source of a hop. Reads only: there is no verb here that could change anything. */
export interface SourcePort extends Telling {
  readonly system: SystemId;
  identity(): Promise<AccountIdentity>;
  sites(): Promise<Reading<Site>>;
  /** Devices with what the lists tell (adapters included). `scope`: site ids. */
  devices(scope: Scope): Promise<Reading<Device>>;
  /**
   * Reads the records of single devices, several at a time, and hands over each as it arrives, so that an interrupted
   * run keeps what it has. Failures are returned, never thrown, unless the whole system is gone.
   */
  details(
    devices: readonly Device[],
    arrived: (detail: DeviceDetail) => void,
  ): Promise<{ failed: ReadonlyMap<string, string> }>;
  /** Locations and contacts, for sources that have them. */
  attachments?(kind: 'location' | 'contact', scope: Scope): Promise<Reading<SourceAttachment>>;
}

export interface CreateRequest {
  readonly type: TargetType;
  readonly organizationId: string | null;
  readonly parentId: string | null;
  readonly fields: Fields;
}

export interface UpdateRequest {
  readonly type: TargetType;
  readonly id: string;
  readonly organizationId: string | null;
  readonly parentId: string | null;
  /** Only what changes; `null` clears a field (undo alone asks for that). `archived` is a field. */
  readonly fields: Fields;
}

/**
 * What became of one write.
 * `done`: it landed; `echoed` is what the vendor answered for the written fields, in canonical form.
 * `refused`: the vendor said no and nothing was written. `locked` when it said the record is synced from a PSA.
 * `unknown`: it may or may not have landed. Look it up before repeating it.
 */
export type WriteOutcome =
  | { readonly outcome: 'done'; readonly id: string; readonly echoed: Fields }
  | {
      readonly outcome: 'refused';
      readonly status: number;
      readonly problems: readonly Problem[];
      readonly locked: boolean;
    }
  | { readonly outcome: 'unknown'; readonly why: string };

export interface Problem {
  readonly field: string | null;
  readonly text: string;
}

/** A record as it stands in the target now: what a look-up, a stale check and an undo compare with. */
export interface CurrentRecord {
  readonly type: TargetType;
  readonly id: string;
  readonly organizationId: string | null;
  readonly parentId: string | null;
  readonly name: string;
  readonly archived: boolean;
  readonly locked: boolean;
  readonly updatedAt: number | null;
  readonly fields: Fields;
  readonly keys: LookUpKeys;
}

/** A system as the target of a hop. */
export interface TargetPort extends Telling {
  readonly system: SystemId;
  identity(): Promise<AccountIdentity>;
  organizations(): Promise<Reading<Organization>>;
  /** Configurations with interfaces and native RMM records, archived ones included. `scope`: organization ids. */
  configurations(scope: Scope): Promise<Reading<Configuration>>;
  attachments?(type: 'location' | 'contact', scope: Scope): Promise<Reading<Attachment>>;
  /**
   * Names of organizations' primary locations, where each is the only active one of that name: organization id → name.
   * Absent: the target places its records nowhere.
   */
  primaryLocations?(organizationIds: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** `only`: the lists that are needed; a target may leave the others empty and spare their requests. */
  catalogue(only?: readonly (keyof Catalogue)[]): Promise<Catalogue>;
  /** What the account allows and a hop must know, such as `rmmIdsWritable`. Absent: nothing of the kind. */
  traits?(): Promise<Readonly<Record<string, boolean>>>;

  /** How many records one request can carry; 1 where the vendor has no bulk call. */
  batchSize(action: 'create' | 'update', type: TargetType): number;
  /**
   * Sends exactly one request for all of `batch` (one type, one organization, one parent) and never repeats it.
   * The answer has one outcome a request, in order. Anything but a 2xx naming every record makes all of a bulk
   * `unknown`, except where the vendor provably wrote nothing (a refusal of a batch of one).
   */
  create(batch: readonly CreateRequest[]): Promise<readonly WriteOutcome[]>;
  update(batch: readonly UpdateRequest[]): Promise<readonly WriteOutcome[]>;

  /** The records as they stand now; a missing one is absent from the map. */
  fetch(type: TargetType, ids: readonly string[]): Promise<ReadonlyMap<string, CurrentRecord>>;
  /** Every record of that type under that organization or parent, archived ones included: for looking up a create. */
  listForLookUp(
    type: TargetType,
    organizationId: string | null,
    parentId: string | null,
  ): Promise<readonly CurrentRecord[]>;
  /** Where a person sees the record, or `null` when the address cannot be told. */
  address(type: TargetType, id: string, organizationId: string | null): string | null;
}

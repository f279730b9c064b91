import type { Fields, FieldValue } from '../domain/estate/fields.js';
import type { DeviceDetail } from '../domain/estate/source.js';
import type { IntegrationId, RecordKind, SystemId } from '../domain/estate/systems.js';
import type {
  Decision,
  IgnoreRule,
  MatchStatus,
  StandingMatch,
  Verdict,
} from '../domain/matching/verdict.js';
import type { Change } from '../domain/reconcile/plan.js';
import type { AccountIdentity, ReadOutcome } from './system.js';

/**
 * What trilink remembers, as verbs. Asynchronous, because SQLite is not the only engine there will be.
 * Times are epoch milliseconds. Every verb is one transaction of its own. One store serves one profile:
 * the profile's name is bound when it is opened.
 */
export interface Store {
  readonly accounts: AccountMemory;
  readonly runs: RunMemory;
  readonly observations: ObservationMemory;
  readonly matches: MatchMemory;
  readonly journal: Journal;
  readonly lease: LeaseVerbs;
  readonly permits: PermitVerbs;
  readonly attestations: AttestationMemory;
  /** Anything else that is small and keyed: positions in a guide, cached zones. Values are JSON. */
  get(key: string): Promise<string | null>;
  put(key: string, value: string | null): Promise<void>;
  /** Deletes everything the profile ever stored (`disconnect --purge`), or one system's observations. */
  purge(system: SystemId | 'everything'): Promise<void>;
  health(): Promise<StoreHealth>;
  close(): Promise<void>;
}

export interface StoreHealth {
  readonly schema: number;
  readonly location: string;
  readonly intact: boolean;
  readonly problem: string | null;
}

export interface AccountMemory {
  identity(system: SystemId): Promise<AccountIdentity | null>;
  /** Stores the identity of the first run; a later call replaces it (only `connect` and `disconnect` ask for that). */
  setIdentity(identity: AccountIdentity): Promise<void>;
  forget(system: SystemId): Promise<void>;
  /** A refused login, with a fingerprint of the credential (a salted hash, never the credential). */
  refusal(system: SystemId): Promise<{ credential: string; at: number; message: string } | null>;
  setRefusal(
    system: SystemId,
    refusal: { credential: string; at: number; message: string } | null,
  ): Promise<void>;
}

export type RunStatus =
  | 'running'
  | 'ok'
  | 'partial'
  | 'failed'
  | 'refused'
  | 'cancelled'
  | 'skipped'
  | 'interrupted';

export interface RunRow {
  readonly id: string;
  readonly kind: 'sync' | 'apply' | 'undo' | 'plan' | 'match';
  readonly dryRun: boolean;
  readonly status: RunStatus;
  readonly exitCode: number | null;
  readonly reason: string | null;
  readonly startedAt: number;
  readonly finishedAt: number | null;
  /** The run that this one undid, or the plan that it applied. */
  readonly about: string | null;
  /** The `run/1` document as far as it is known, JSON. */
  readonly document: string | null;
}

export interface RunMemory {
  start(run: Pick<RunRow, 'id' | 'kind' | 'dryRun' | 'startedAt' | 'about'>): Promise<void>;
  finish(
    id: string,
    end: Pick<RunRow, 'status' | 'exitCode' | 'reason' | 'finishedAt' | 'document'>,
  ): Promise<void>;
  /** Saves the document of a run that is still going on. */
  save(id: string, document: string): Promise<void>;
  get(id: string): Promise<RunRow | null>;
  /** Newest first. */
  list(limit: number): Promise<readonly RunRow[]>;
  /** Marks runs still `running` whose process is gone as `interrupted`. */
  markInterrupted(stillAlive: (runId: string) => boolean): Promise<readonly string[]>;
  /** Records that a plan was applied; answers `false` when it already was, by another run than those of `from`. */
  claimPlan(planId: string, runId: string, at: number, from?: readonly string[]): Promise<boolean>;
}

/** What was seen of one source or target record, and when. */
export interface Observation {
  readonly type: string;
  readonly id: string;
  /** The scope it belongs to: its site or organization; `null` for the sites and organizations themselves. */
  readonly scopeId: string | null;
  readonly name: string;
  readonly firstSeenAt: number;
  readonly lastSeenAt: number;
  readonly body: string;
}

export interface ObservationMemory {
  /**
   * Stores a read's outcome and what it saw, in one transaction; a record seen before keeps its first time. `seen` is
   * walked once for every try, so that the bodies of a large estate need not all be there at once.
   */
  record(
    outcome: ReadOutcome,
    seen: Iterable<{ id: string; scopeId: string | null; name: string; body: string }>,
  ): Promise<void>;
  list(system: SystemId, type: string): Promise<readonly Observation[]>;
  /** Complete reads of a type that covered a scope since a time, oldest first: how absence is proved. */
  completeReads(system: SystemId, type: string, scopeId: string, since: number): Promise<readonly number[]>;
  lastRead(system: SystemId, type: string): Promise<ReadOutcome | null>;
  details(system: SystemId): Promise<ReadonlyMap<string, DeviceDetail>>;
  saveDetails(system: SystemId, details: readonly DeviceDetail[]): Promise<void>;
}

export interface PublishedItem extends Verdict {
  readonly name: string;
  readonly siteId: string | null;
  readonly siteName: string | null;
  readonly targetName: string | null;
  /** The organization of the target, for devices. */
  readonly organizationId: string | null;
  readonly engine: number;
  readonly runId: string;
  readonly at: number;
}

/** Narrows what is loaded; what is left out lets everything through. */
export interface PublishedFilter {
  readonly statuses?: readonly MatchStatus[];
  readonly kinds?: readonly RecordKind[];
}

/** How many published items of one integration, kind and status there are, and when they were published. */
export interface PublishedCount {
  readonly integration: IntegrationId;
  readonly kind: RecordKind;
  readonly status: MatchStatus;
  readonly count: number;
  readonly oldest: number;
  readonly newest: number;
}

export interface MatchMemory {
  /**
   * Standing matches of a hop: what the last publication of a run that was no dry run matched. An item published as
   * `gone`, or unmatched because it `moved`, is only suspended and keeps its match; so does one that run said nothing of.
   */
  standing(integration: IntegrationId): Promise<readonly StandingMatch[]>;
  /**
   * Replaces a hop's published statuses in one transaction, unless a hop that started later has published;
   * then it answers `false`. `scope` limits what is replaced to those site ids. A dry run's automatic matches are
   * published for reading and do not become standing.
   */
  publish(
    integration: IntegrationId,
    hopStartedAt: number,
    items: readonly PublishedItem[],
    options: { scope: 'all' | readonly string[]; dryRun: boolean },
  ): Promise<boolean>;
  published(integration?: IntegrationId, filter?: PublishedFilter): Promise<readonly PublishedItem[]>;
  /** What was published, counted without loading it. */
  tally(integration?: IntegrationId): Promise<readonly PublishedCount[]>;

  /** Appends decisions in one transaction, all or none, and answers with their sequence numbers. */
  decide(
    integration: IntegrationId,
    decisions: readonly Omit<Decision, 'sequence'>[],
  ): Promise<readonly number[]>;
  /** Every row, oldest first. */
  decisions(integration: IntegrationId): Promise<readonly Decision[]>;
  rules(integration: IntegrationId): Promise<readonly IgnoreRule[]>;
  addRule(integration: IntegrationId, rule: IgnoreRule): Promise<void>;
  removeRule(integration: IntegrationId, id: string): Promise<boolean>;
}

export type ChangeState = 'intended' | 'done' | 'refused' | 'unknown' | 'blocked';

/** One row of the journal: a change and what became of it. */
export interface ChangeRow {
  readonly runId: string;
  readonly change: Change;
  readonly state: ChangeState;
  readonly attempt: number;
  readonly batch: string | null;
  readonly fence: number;
  /** The target's id once known. */
  readonly targetId: string | null;
  readonly before: Fields;
  readonly after: Fields;
  readonly echoed: Fields | null;
  /** Target ids that already fitted the keys when the intent was stored: none of them is ours. */
  readonly fitted: readonly string[];
  readonly error: string | null;
  readonly at: number;
}

export interface Written {
  readonly type: string;
  readonly targetId: string;
  readonly field: string;
  readonly sent: FieldValue;
  readonly echoed: FieldValue;
  readonly runId: string;
}

/** What an undo put back and later plans must leave alone, until the undo is undone or a person decides. */
export interface Hold {
  readonly integration: IntegrationId;
  readonly item: string;
  /** A field's name, or `*` for the creation of the record. */
  readonly field: string;
  readonly type: string;
  readonly targetId: string | null;
  readonly runId: string;
}

export interface Journal {
  /**
   * In one IMMEDIATE transaction: checks the fence, extends the lease to `until`, stores the rows as `intended`.
   * @throws {Locked} when the fence is no longer ours: nothing was stored and nothing may be sent.
   */
  intend(
    fence: Fence,
    until: number,
    rows: readonly Omit<ChangeRow, 'state' | 'fence' | 'error' | 'echoed'>[],
  ): Promise<void>;
  /** Stores how changes ended and what was written, in one transaction. The last attempt of a change counts. */
  settle(
    runId: string,
    outcomes: readonly {
      changeId: string;
      state: Exclude<ChangeState, 'intended'>;
      targetId: string | null;
      echoed: Fields | null;
      error: string | null;
      at: number;
    }[],
    written: readonly Written[],
  ): Promise<void>;
  /** Stores rows that were never sent: changes that were planned and blocked. For the log only. */
  note(rows: readonly ChangeRow[]): Promise<void>;
  /** Rows that are `intended` or `unknown`, of any run against this target system, oldest first. */
  unsettled(system: SystemId): Promise<readonly ChangeRow[]>;
  /** The rows of one run, in the order they were stored. */
  ofRun(runId: string): Promise<readonly ChangeRow[]>;
  /**
   * What was written last on each field of these records of a target system: id → field → value. Name the type where
   * records of two types may carry the same id.
   */
  written(system: SystemId, type?: string): Promise<ReadonlyMap<string, ReadonlyMap<string, Written>>>;
  /** Restores the memory of what was last written, for an undo. `null` echo forgets the field. */
  restoreWritten(
    system: SystemId,
    rows: readonly (Omit<Written, 'sent' | 'echoed' | 'runId'> & { before: Written | null })[],
  ): Promise<void>;
  holds(integration: IntegrationId): Promise<readonly Hold[]>;
  setHolds(add: readonly Hold[], remove: readonly Hold[]): Promise<void>;
  /** Records that trilink itself archived and what run did it: target id → run. */
  archivedByUs(system: SystemId, type?: string): Promise<ReadonlyMap<string, { runId: string; at: number }>>;
  /** Organizations and configurations (no interfaces) that trilink itself created: target id → item, oldest first. */
  createdByUs(system: SystemId, type?: string): Promise<ReadonlyMap<string, { runId: string; item: string }>>;
}

/** Proof of holding a lease. */
export interface Fence {
  readonly target: string;
  readonly number: number;
}

export interface LeaseHolder {
  readonly host: string;
  readonly bootId: string;
  readonly pid: number;
  readonly processStartedAt: string;
  readonly runId: string;
  readonly since: number;
  readonly until: number;
}

export interface LeaseVerbs {
  /**
   * Takes the lease on writing to a target for this profile. Taken over when it has expired, or when its holder ran on
   * this host and boot and is dead (`isAlive` says no).
   * @throws {Locked} naming who holds it since when.
   */
  take(
    target: string,
    holder: Omit<LeaseHolder, 'since'>,
    now: number,
    isAlive: (holder: LeaseHolder) => boolean,
  ): Promise<Fence>;
  /** Whether the fence is still ours; extends it when so. */
  extend(fence: Fence, until: number): Promise<boolean>;
  release(fence: Fence): Promise<void>;
  holder(target: string): Promise<LeaseHolder | null>;
}

/** Pacing shared by all processes and by commands one after another. `bucket` names account identity and limit. */
export interface PermitVerbs {
  /**
   * Reserves up to `wanted` permits out of `limit` in any window of `windowMs`; answers how many were granted and, when
   * none were, how long to wait before asking again.
   */
  reserve(
    bucket: string,
    wanted: number,
    limit: number,
    windowMs: number,
    now: number,
  ): Promise<{ granted: number; waitMs: number }>;
  giveBack(bucket: string, unused: number, now: number): Promise<void>;
  /** How many permits of the bucket count in the window that ends now, all processes' together. */
  used?(bucket: string, windowMs: number, now: number): Promise<number>;
  /** Stops everybody until then: a 429 or a block. Never shortens a stop that is longer. */
  stopUntil(bucket: string, until: number): Promise<void>;
}

export interface Attestation {
  readonly step: string;
  readonly by: string;
  readonly note: string | null;
  readonly at: number;
  readonly expiresAt: number;
}

export interface AttestationMemory {
  add(attestation: Attestation): Promise<void>;
  revoke(step: string): Promise<boolean>;
  list(): Promise<readonly Attestation[]>;
  /** One row a check: the summary and each step's status, JSON. */
  saveCheck(at: number, body: string): Promise<void>;
  checks(limit: number): Promise<readonly { at: number; body: string }[]>;
}

export type { RecordKind };

import type { IntegrationId, SystemId } from './estate/systems.js';

/** The counts of `run/1`. `total` leaves out `gone`; `empty` and `unaudited` are subsets. */
export interface SiteCounts {
  total: number;
  matched: number;
  suggested: number;
  ambiguous: number;
  unmatched: number;
  ignored: number;
  gone: number;
  empty: number;
}

export interface DeviceCounts {
  total: number;
  matched: number;
  suggested: number;
  ambiguous: number;
  unmatched: number;
  ignored: number;
  waiting: number;
  gone: number;
  unaudited: number;
}

export interface ChangeCounts {
  planned: number;
  created: number;
  updated: number;
  archived: number;
  blocked: number;
  failed: number;
}

export type HopStatus =
  | 'ok'
  | 'partial'
  | 'failed'
  | 'refused'
  | 'cancelled'
  | 'skipped'
  | 'running'
  | 'interrupted';

export interface HopReport {
  readonly id: IntegrationId;
  readonly mode: 'audit' | 'sync';
  status: HopStatus;
  reason: string | null;
  complete: boolean;
  sites: SiteCounts;
  devices: DeviceCounts;
  changes: ChangeCounts;
  /** Devices that were matched by what the PSA lent and not asked for their own record: requests spared. */
  auditsSpared: number;
}

/** What `run/1` says of one record: only `sync logs RUN --json` and undo print these. */
export interface ChangeReport {
  readonly id: string;
  readonly integration: IntegrationId;
  readonly item: string;
  readonly action: string;
  readonly outcome: 'done' | 'refused' | 'unknown' | 'blocked' | 'intended' | 'notUndoable';
  readonly target: {
    readonly system: SystemId;
    readonly type: string;
    readonly id: string | null;
    readonly name: string;
    readonly address: string | null;
  };
  readonly fields: readonly { name: string; before: unknown; after: unknown }[];
  readonly error: string | null;
  readonly at: string | null;
}

/** The document of `sync start|apply|undo`: `run/1` without its schema name. */
export interface RunDocument {
  readonly id: string;
  readonly status: HopStatus;
  readonly exitCode: number;
  readonly reason: string | null;
  readonly dryRun: boolean;
  readonly startedAt: string;
  readonly finishedAt: string | null;
  readonly integrations: readonly HopReport[];
  readonly requests: Readonly<
    Record<string, { reads: number; writes: number; retries: number; waitedMs: number }>
  >;
  readonly warnings: readonly string[];
  /** What to look at next, as commands. */
  readonly changes?: readonly ChangeReport[];
  readonly notUndoable?: readonly ChangeReport[];
}

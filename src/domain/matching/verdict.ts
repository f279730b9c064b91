import type { IntegrationId, RecordKind } from '../estate/systems.js';

export type MatchStatus =
  | 'matched'
  | 'suggested'
  | 'ambiguous'
  | 'unmatched'
  | 'ignored'
  | 'waiting'
  | 'gone';

export type DecidedBy = 'auto' | 'person' | 'import';

/** One reason for or against a pair. `weight` is an integer log-odds; a contradiction is negative; 0 was kept out. */
export interface Evidence {
  readonly kind: string;
  readonly value: string;
  readonly weight: number;
}

export interface Candidate {
  readonly id: string;
  readonly name: string;
  /** 0 to 1. */
  readonly confidence: number;
  readonly evidence: readonly Evidence[];
}

/**
 * Why an item has its status, as a word a program can test and a sentence a person can read.
 * Known words: see `docs/architecture.md`; among them `moved`, `no-identifiers`, `not-audited`, `stale-agent`,
 * `name-only`, `rival`, `serial-conflict`, `shared-identifier`, `archived`, `contradicts-chain`, `engine-changed`.
 */
export interface Reason {
  readonly code: string;
  readonly text: string;
}

/** What matching says about one source record. Candidates are best first; a match's own record is the first. */
export interface Verdict {
  readonly integration: IntegrationId;
  readonly kind: RecordKind;
  readonly sourceId: string;
  readonly status: MatchStatus;
  readonly decidedBy: DecidedBy | null;
  readonly targetId: string | null;
  readonly candidates: readonly Candidate[];
  readonly reason: Reason | null;
  /** Findings to report beside the status: a moved device, a contradicting chain, a merged organization. */
  readonly findings: readonly MatchFinding[];
}

export interface MatchFinding {
  readonly code: string;
  readonly detail: string;
  readonly fix: string;
}

/** A match as the store holds it: what an earlier run decided. */
export interface StandingMatch {
  readonly kind: RecordKind;
  readonly sourceId: string;
  readonly targetId: string;
  readonly decidedBy: DecidedBy;
  /** The version of the engine that decided, for automatic matches. */
  readonly engine: number;
  readonly evidence: readonly Evidence[];
  readonly siteId: string | null;
  readonly organizationId: string | null;
}

/**
 * A person's word about an item. Rows are only ever added; the last one that speaks of an item holds.
 * `match` ties it to `targetId`; `create` asks for a new record; `ignore` takes it out; `forget` withdraws what was
 * said; `move` and `replace` tie it to a new record and archive `oldTargetId`.
 */
export interface Decision {
  readonly sequence: number;
  readonly kind: RecordKind;
  readonly sourceId: string;
  readonly verb: 'match' | 'create' | 'ignore' | 'forget' | 'move' | 'replace';
  readonly targetId: string | null;
  readonly oldTargetId: string | null;
  readonly by: 'person' | 'import';
  readonly who: string | null;
  readonly note: string | null;
  readonly at: number;
}

/** A standing rule that takes a class of items out, by site, device class or name pattern (`*` and `?`). */
export interface IgnoreRule {
  readonly id: string;
  readonly kind: 'site' | 'device';
  readonly siteId: string | null;
  readonly deviceClass: string | null;
  readonly namePattern: string | null;
  readonly note: string | null;
  readonly at: number;
}

/** Changes when a rule changes that could decide an item differently. */
export const ENGINE_VERSION = 1;

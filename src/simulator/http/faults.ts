import type { SimulatedSystem } from './exchange.js';

/** What goes wrong. "Before" faults leave the vendor untouched; "after" faults come when the work is done. */
export type Fault =
  /** An answer with that status, and nothing done. `retryAfter`: seconds, or an HTTP date that many seconds away. */
  | {
      readonly kind: 'status';
      readonly status: number;
      readonly retryAfter?: { readonly seconds: number; readonly as: 'seconds' | 'date' };
      readonly body?: 'json' | 'html' | 'empty';
    }
  | { readonly kind: 'reset-before' }
  | { readonly kind: 'reset-after' }
  /** The answer comes `ms` later. */
  | { readonly kind: 'slow'; readonly ms: number }
  /** No answer at all: the request hangs until the client goes away. `commit`: the work was done. */
  | { readonly kind: 'hang'; readonly commit: boolean }
  /** Half the answer, then the connection is cut. */
  | { readonly kind: 'truncate' }
  /** A proxy's page: status 200, HTML. */
  | { readonly kind: 'html-200' }
  /** A bulk write lands for the first `commit` records only; the answer is an error. */
  | { readonly kind: 'commit-some'; readonly commit: number; readonly then: 422 | 504 | 'reset' }
  | { readonly kind: 'expire-token' }
  | { readonly kind: 'revoke-key' }
  | ({ readonly kind: 'list' } & ListTwist);

/** A list that does not say the truth. */
export type ListTwist =
  /** The page before this one once more. */
  | { readonly twist: 'repeat-page' }
  /** Rows moved up or down since the page before: `rows` are skipped (or, negative, seen again). */
  | { readonly twist: 'shift-rows'; readonly rows: number }
  /** The address of the next page is on another host. */
  | { readonly twist: 'foreign-next'; readonly origin?: string }
  /** The last `rows` rows of the page are left out; the total still counts them. */
  | { readonly twist: 'shortfall'; readonly rows: number }
  | { readonly twist: 'empty' };

export interface PartialCommit {
  readonly commit: number;
  readonly then: 422 | 504 | 'reset';
}

export interface FaultRule {
  readonly system: SimulatedSystem;
  readonly method?: string;
  /** Regular expression, searched in path and query. Left out: every path. */
  readonly path?: string;
  /** So many matching requests pass first. Default 0. */
  readonly after?: number;
  /** How often it strikes; `null` for always. Default 1. */
  readonly times?: number | null;
  readonly fault: Fault;
}

/** Seeded bad weather: the probability of each fault, drawn anew for every request. */
export interface Chaos {
  readonly seed: string | number;
  readonly system?: SimulatedSystem;
  readonly faults: readonly {
    readonly probability: number;
    readonly method?: string;
    readonly path?: string;
    readonly fault: Fault;
  }[];
}

export interface FaultState {
  readonly id: number;
  readonly rule: FaultRule;
  readonly matched: number;
  readonly struck: number;
}

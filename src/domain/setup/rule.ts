import type { SystemId } from '../estate/systems.js';
import { type FactId, type FactValues, factLabels } from './catalogue.js';
import type { FactTable } from './fact.js';

/** A, B, C as in PRODUCT.md section 3; S Syncro; P what follows a finished hop; X the whole picture. */
export type SetupHop = 'X' | 'A' | 'B' | 'C' | 'P' | 'S';
/** Hops that can be switched. */
export type RunHop = 'A' | 'B' | 'C' | 'S';
export type StepId = `${SetupHop}-${string}`;
export type Severity = 'critical' | 'warning' | 'info';
export type HopMode = 'off' | 'audit' | 'sync';

/** Limits that a profile may change; shares from 0 to 1. */
export interface Thresholds {
  /** share of names and numbers that follow the RMM. */
  readonly names: number;
  /** A-24, B-17, C-01, C-24: share of records that must have reached the other side. */
  readonly coverage: number;
}

export const defaultThresholds: Thresholds = { names: 0.95, coverage: 0.9 };

/** What a check may know beside facts. */
export interface SetupScope {
  readonly connected: ReadonlySet<SystemId>;
  /** A hop that is not named is in `audit`, the default mode. */
  readonly modes: Readonly<Partial<Record<RunHop, HopMode>>>;
  readonly thresholds: Thresholds;
}

export interface FindingEvidence {
  readonly kind: string;
  readonly value: string;
}

/** One thing that is wrong. `key` tells it from others of the same step and stays the same from check to check. */
export interface Problem {
  readonly key: string | null;
  readonly subject: string | null;
  readonly detail: string;
  readonly evidence: readonly FindingEvidence[];
}

/**
 * What a check says. `wrong`: done, and not as it should be. `missing`: not done yet; that is a failure only when
 * nothing before it has failed. `since` is when the contradicting thing came about (epoch ms), for weighing it against
 * what a person stated; `null`: as young as the reading.
 */
export type Outcome =
  | { readonly is: 'good'; readonly detail: string; readonly evidence: readonly FindingEvidence[] }
  | { readonly is: 'wrong'; readonly problems: readonly Problem[]; readonly since: number | null }
  | { readonly is: 'missing'; readonly detail: string; readonly since: number | null }
  | { readonly is: 'unknown'; readonly why: string }
  | { readonly is: 'not-applicable'; readonly why: string };

export interface Check {
  /** Facts without which nothing can be said. */
  readonly needs: readonly FactId[];
  /** Facts that are used when they are known. */
  readonly uses: readonly FactId[];
  readonly run: (facts: FactTable, scope: SetupScope) => Outcome;
}

/** `api`: decided by what the APIs show. `evidence`: they can disprove it, or suggest it. `none`: nothing to decide. */
export type DecidedBy = 'api' | 'evidence' | 'attestation' | 'none';

export interface SetupRule {
  readonly id: StepId;
  readonly hop: SetupHop;
  readonly kind: 'step' | 'recommendation' | 'warning' | 'note' | 'fact';
  readonly severity: Severity;
  /** The good state, as a statement a person can confirm. */
  readonly title: string;
  /** What goes wrong otherwise. */
  readonly why: string;
  /** What to do, with the menu path. */
  readonly fix: string;
  /** Steps that come first. */
  readonly after: readonly StepId[];
  readonly decide: DecidedBy;
  /** Groups of steps that one piece of evidence speaks for: one fault may show in all of a group. */
  readonly sharesEvidence: readonly string[];
  /** `native`: a setting of the vendor's own integration, so nothing to see where trilink runs the hop. */
  readonly about: 'native' | 'data';
  /** Systems that must be connected. */
  readonly needs: readonly SystemId[];
  /** Hops that make the rule matter; it applies while one of them is not off. Empty: always. */
  readonly concerns: readonly RunHop[];
  /** How long a person's word on it lasts. */
  readonly validDays: number;
  /** A disagreement between the vendor's pages and what we made of it, or another thing worth knowing. */
  readonly note: string | null;
  readonly check: Check | null;
}

type Text = Pick<SetupRule, 'id' | 'title' | 'why' | 'fix'>;
type Rest = Partial<Omit<SetupRule, keyof Text | 'hop' | 'decide'>>;

const systemsOf: Readonly<Record<SetupHop, readonly SystemId[]>> = {
  X: ['it-glue'],
  A: ['datto-rmm', 'autotask'],
  B: ['autotask', 'it-glue'],
  C: ['datto-rmm', 'it-glue'],
  P: [],
  S: ['syncro', 'it-glue'],
};

const concernsOf: Readonly<Record<SetupHop, readonly RunHop[]>> = {
  X: [],
  A: ['A'],
  B: ['B'],
  C: ['C'],
  P: [],
  S: ['S'],
};

function build(text: Text, decide: DecidedBy, rest: Rest): SetupRule {
  const hop = text.id.charAt(0) as SetupHop;
  return {
    hop,
    kind: 'step',
    severity: 'warning',
    after: [],
    sharesEvidence: [],
    about: 'native',
    needs: systemsOf[hop],
    concerns: concernsOf[hop],
    validDays: 90,
    note: null,
    check: null,
    ...text,
    ...rest,
    decide,
  };
}

/** A step that the public APIs decide. */
export const decided = (rule: Text & Rest & { check: Check }): SetupRule =>
  build(rule, 'api', { about: 'data', ...rule });

/** A step that the APIs can disprove or suggest; a person may settle what stays open. */
export const suggested = (rule: Text & Rest & { check: Check }): SetupRule => build(rule, 'evidence', rule);

/** A step that only a person can know. A check may still contradict what was said. */
export const attested = (rule: Text & Rest): SetupRule => build(rule, 'attestation', rule);

/** Something to know, with nothing to decide. Its check, when it has one, only words the detail. */
export const knowledge = (rule: Text & Rest): SetupRule =>
  build(rule, 'none', { kind: 'note', severity: 'info', ...rule });

/** A check over facts by name: unknown as long as one of `needs` is, with the facts' own reasons. */
export function reads<N extends FactId, U extends FactId = never>(
  needs: readonly N[],
  decide: (values: Pick<FactValues, N> & Partial<Pick<FactValues, U>>, scope: SetupScope) => Outcome,
  uses: readonly U[] = [],
): Check {
  const run = (facts: FactTable, scope: SetupScope): Outcome => {
    const missing = needs.filter((id) => !facts[id].known);
    if (missing.length > 0) return unsure(missing.map((id) => whyUnknown(facts, id)).join('; '));
    const values: Partial<FactValues> = {};
    for (const id of [...needs, ...uses])
      Object.assign(values, facts[id].known ? { [id]: facts[id].value } : {});
    return decide(values as Pick<FactValues, N> & Partial<Pick<FactValues, U>>, scope);
  };
  return { needs, uses, run };
}

function whyUnknown(facts: FactTable, id: FactId): string {
  return facts[id].why ?? `${factLabels[id]} were not read`;
}

export const modeOf = (scope: SetupScope, hop: RunHop): HopMode => scope.modes[hop] ?? 'audit';

export const good = (detail: string, evidence: readonly FindingEvidence[] = []): Outcome => ({
  is: 'good',
  detail,
  evidence,
});
export const unsure = (why: string): Outcome => ({ is: 'unknown', why });
export const missing = (detail: string, since: number | null = null): Outcome => ({
  is: 'missing',
  detail,
  since,
});
export const notApplicable = (why: string): Outcome => ({ is: 'not-applicable', why });

/** Wrong in one way. Examples are added from the facts that the check read. */
export const wrong = (detail: string, since: number | null = null): Outcome => ({
  is: 'wrong',
  since,
  problems: [{ key: null, subject: null, detail, evidence: [] }],
});

/** Wrong in several ways, each a finding of its own; none of them is good. */
export function wrongEach(problems: readonly Problem[], otherwise: Outcome): Outcome {
  return problems.length > 0 ? { is: 'wrong', problems, since: null } : otherwise;
}

export function problem(subject: string, detail: string, evidence: readonly FindingEvidence[] = []): Problem {
  return { key: subject.toLowerCase().replace(/\s+/g, '-'), subject, detail, evidence };
}

/** `1 device`, `2 devices`. */
export const many = (count: number, one: string, several = `${one}s`): string =>
  `${count} ${count === 1 ? one : several}`;

/** `3 of 40`. */
export const outOf = (share: { count: number; of: number }): string => `${share.count} of ${share.of}`;

/** Whole per cent, rounded down so that 100 % means all. */
export const percent = (count: number, of: number): string =>
  `${of === 0 ? 0 : Math.floor((100 * count) / of)} %`;

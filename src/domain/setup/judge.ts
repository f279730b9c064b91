import { whyNotApplicable } from './applies.js';
import { isAttestable, latestOf, type StepAttestation, weigh, wording } from './attestation.js';
import type { FactTable } from './fact.js';
import type { FindingEvidence, Outcome, Problem, SetupRule, SetupScope } from './rule.js';

export interface Evaluation {
  readonly facts: FactTable;
  readonly attestations: readonly StepAttestation[];
  readonly scope: SetupScope;
  readonly nowMs: number;
}

/** A rule's own verdict, before anybody asks what it waits for. */
export interface Judgement {
  readonly rule: SetupRule;
  readonly is: 'pass' | 'wrong' | 'missing' | 'unknown' | 'attested' | 'not-applicable';
  readonly problems: readonly Problem[];
}

const one = (detail: string, evidence: readonly FindingEvidence[] = []): Problem[] => [
  { key: null, subject: null, detail, evidence },
];

/** Facts first, then what a person stated about what the facts leave open or contradicted. */
export function judge(rule: SetupRule, { facts, attestations, scope, nowMs }: Evaluation): Judgement {
  const why = whyNotApplicable(rule, scope);
  if (why) return { rule, is: 'not-applicable', problems: one(why) };
  if (rule.decide === 'none')
    return { rule, is: 'not-applicable', problems: one(knowledgeDetail(rule, facts, scope), noteOf(rule)) };

  const outcome: Outcome = rule.check
    ? rule.check.run(facts, scope)
    : { is: 'unknown', why: 'no API shows it; a person has to confirm it' };
  switch (outcome.is) {
    case 'good':
      return {
        rule,
        is: 'pass',
        problems: one(outcome.detail, [...outcome.evidence, ...confidence(rule, facts), ...noteOf(rule)]),
      };
    case 'not-applicable':
      return { rule, is: 'not-applicable', problems: one(outcome.why) };
    case 'wrong':
    case 'missing':
    case 'unknown':
      return withWord(rule, outcome, isAttestable(rule) ? latestOf(attestations, rule.id) : null, {
        facts,
        nowMs,
      });
  }
}

function knowledgeDetail(rule: SetupRule, facts: FactTable, scope: SetupScope): string {
  const outcome = rule.check?.run(facts, scope);
  return outcome?.is === 'not-applicable' ? outcome.why : rule.title;
}

type Open = Extract<Outcome, { is: 'wrong' | 'missing' | 'unknown' }>;

function withWord(
  rule: SetupRule,
  outcome: Open,
  attestation: StepAttestation | null,
  seen: { facts: FactTable; nowMs: number },
): Judgement {
  const contradictedAt =
    outcome.is === 'unknown' ? null : (outcome.since ?? asOf(rule, seen.facts) ?? seen.nowMs);
  const word = weigh(attestation, seen.nowMs, contradictedAt);
  if (word.is === 'valid') {
    return {
      rule,
      is: 'attested',
      problems: one(wording(word.attestation), [
        ...noteOf(rule),
        { kind: 'attestation', value: wording(word.attestation) },
      ]),
    };
  }
  const remark =
    word.is === 'none'
      ? ''
      : ` (${word.is === 'expired' ? 'no longer ' : ''}${wording(word.attestation)}${word.is === 'contradicted' ? '; contradicted since' : ''})`;
  return {
    rule,
    is: outcome.is,
    problems: problemsOf(outcome, remark).map((problem) =>
      withEvidence(rule, problem, seen.facts, outcome.is),
    ),
  };
}

function problemsOf(outcome: Open, remark: string): readonly Problem[] {
  if (outcome.is === 'unknown') return one(outcome.why + remark);
  if (outcome.is === 'missing') return one(outcome.detail + remark);
  return outcome.problems.map((problem) => ({ ...problem, detail: problem.detail + remark }));
}

function withEvidence(rule: SetupRule, problem: Problem, facts: FactTable, is: Open['is']): Problem {
  const examples = is === 'wrong' && problem.evidence.length === 0 ? examplesOf(rule, facts) : [];
  const sure = is === 'unknown' ? [] : confidence(rule, facts);
  return { ...problem, evidence: [...problem.evidence, ...examples, ...sure, ...noteOf(rule)] };
}

function examplesOf(rule: SetupRule, facts: FactTable): FindingEvidence[] {
  const ids = [...(rule.check?.needs ?? []), ...(rule.check?.uses ?? [])];
  return ids.flatMap((id) => facts[id].examples.map((value) => ({ kind: 'example', value })));
}

/** How far the evidence carries, and of when it is. */
function confidence(rule: SetupRule, facts: FactTable): FindingEvidence[] {
  const at = asOf(rule, facts);
  const strength = { kind: 'confidence', value: rule.decide === 'api' ? 'proves' : 'suggests' };
  return at === null ? [strength] : [strength, { kind: 'as-of', value: new Date(at).toISOString() }];
}

function noteOf(rule: SetupRule): FindingEvidence[] {
  return rule.note ? [{ kind: 'note', value: rule.note }] : [];
}

/** The youngest reading that the rule rests on. */
function asOf(rule: SetupRule, facts: FactTable): number | null {
  const times = [...(rule.check?.needs ?? []), ...(rule.check?.uses ?? [])].flatMap(
    (id) => facts[id].asOf ?? [],
  );
  return times.length > 0 ? Math.max(...times) : null;
}

import type { SetupRule, StepId } from './rule.js';

/** Rules in walking order, with who waits for whom. */
export interface SetupOrder {
  readonly rules: readonly SetupRule[];
  /** Position of a step in the walk; steps that do not exist come last. */
  positionOf(step: string): number;
  ruleOf(step: string): SetupRule | null;
  /** Every step that must be right before this one, in walking order. */
  before(step: string): readonly StepId[];
}

/**
 * Puts each rule behind all that it comes `after`, and otherwise leaves the order as given: the same rules always walk
 * the same way. A rule named in `after` and not given is left out of account.
 *
 * @throws {Error} when rules wait for one another in a circle, naming one of them: a fault in the rules themselves.
 */
export function orderRules(given: readonly SetupRule[]): SetupOrder {
  const byId = new Map<string, SetupRule>(given.map((rule) => [rule.id, rule]));
  const walked: SetupRule[] = [];
  const ancestors = new Map<string, ReadonlySet<StepId>>();
  for (const rule of given) visit(rule, { byId, walked, ancestors, open: new Set() });

  const positions = new Map<string, number>(walked.map((rule, index) => [rule.id, index]));
  const positionOf = (step: string) => positions.get(step) ?? walked.length;
  return {
    rules: walked,
    positionOf,
    ruleOf: (step) => byId.get(step) ?? null,
    before: (step) => [...(ancestors.get(step) ?? [])].sort((a, b) => positionOf(a) - positionOf(b)),
  };
}

interface Walk {
  readonly byId: ReadonlyMap<string, SetupRule>;
  readonly walked: SetupRule[];
  readonly ancestors: Map<string, ReadonlySet<StepId>>;
  readonly open: Set<string>;
}

function visit(rule: SetupRule, walk: Walk): ReadonlySet<StepId> {
  const done = walk.ancestors.get(rule.id);
  if (done) return done;
  if (walk.open.has(rule.id)) throw new Error(`Step ${rule.id} waits for itself`);
  walk.open.add(rule.id);
  const mine = new Set<StepId>();
  for (const id of rule.after) {
    const earlier = walk.byId.get(id);
    if (!earlier) continue;
    mine.add(id);
    for (const further of visit(earlier, walk)) mine.add(further);
  }
  walk.open.delete(rule.id);
  walk.ancestors.set(rule.id, mine);
  walk.walked.push(rule);
  return mine;
}

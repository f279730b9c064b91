import { makeRandom, type Random } from '../estate/random.js';
import type { SimulatedSystem } from './exchange.js';
import type { Chaos, Fault, FaultRule, FaultState } from './faults.js';

interface LiveRule {
  readonly id: number;
  readonly rule: FaultRule;
  readonly path: RegExp | null;
  matched: number;
  struck: number;
}

/** Which faults are armed, and which one strikes a request. One fault a request: the oldest rule that fits. */
export class FaultBoard {
  #rules: LiveRule[] = [];
  #chaos: { readonly plan: Chaos; readonly random: Random } | null = null;
  #lastId = 0;

  /** @returns the rule's number, to look it up by. */
  add(rule: FaultRule): number {
    this.#lastId += 1;
    const path = rule.path === undefined ? null : new RegExp(rule.path);
    this.#rules.push({ id: this.#lastId, rule, path, matched: 0, struck: 0 });
    return this.#lastId;
  }

  setChaos(plan: Chaos | null): void {
    this.#chaos = plan === null ? null : { plan, random: makeRandom(plan.seed) };
  }

  clear(): void {
    this.#rules = [];
    this.#chaos = null;
  }

  list(): FaultState[] {
    return this.#rules.map(({ id, rule, matched, struck }) => ({ id, rule, matched, struck }));
  }

  /** The fault that strikes this request, or `null`. Counts the request for every rule it fits. */
  draw(system: SimulatedSystem, method: string, pathAndQuery: string): Fault | null {
    let drawn: Fault | null = null;
    for (const live of this.#rules) {
      if (!fits(live, system, method, pathAndQuery)) continue;
      live.matched += 1;
      const { after = 0, times = 1 } = live.rule;
      if (drawn !== null || live.matched <= after || (times !== null && live.struck >= times)) continue;
      live.struck += 1;
      drawn = live.rule.fault;
    }
    return drawn ?? this.#drawChaos(system, method, pathAndQuery);
  }

  #drawChaos(system: SimulatedSystem, method: string, pathAndQuery: string): Fault | null {
    if (this.#chaos === null) return null;
    const { plan, random } = this.#chaos;
    if (plan.system !== undefined && plan.system !== system) return null;
    for (const { probability, method: only, path, fault } of plan.faults) {
      const strikes = random.chance(probability);
      if (!strikes || (only !== undefined && only !== method)) continue;
      if (path !== undefined && !new RegExp(path).test(pathAndQuery)) continue;
      return fault;
    }
    return null;
  }
}

function fits(
  { rule, path }: LiveRule,
  system: SimulatedSystem,
  method: string,
  pathAndQuery: string,
): boolean {
  if (rule.system !== system) return false;
  if (rule.method !== undefined && rule.method.toUpperCase() !== method) return false;
  return path === null || path.test(pathAndQuery);
}

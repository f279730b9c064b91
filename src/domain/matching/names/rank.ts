import type { Candidate, Evidence, Reason } from '../verdict.js';
import { type AutomaticReason, decide } from './decide.js';
import { equalRows } from './equality.js';
import { gather, newScratch, type Scratch } from './gather.js';
import type { Reach } from './keys.js';
import type { NameIndex } from './name-index.js';
import { type ParsedName, parseName } from './parse.js';
import { splitJoined } from './segment.js';
import { sideOf } from './sides.js';
import { type Side, type Sink, weigh } from './weigh.js';
import { type Measure, weights } from './weights.js';

/** What the pool says about one name. */
export interface Ranking {
  /** The organization it is beyond reasonable doubt by its name alone, or `null`. */
  readonly auto: string | null;
  /** Best first. Each confidence is the probability that this one is right, the others and "none of them" considered. */
  readonly candidates: readonly Candidate[];
  /** Why it is automatic, or why it is not. */
  readonly reason: Reason;
}

/** One organization compared with a name: its best-fitting name speaks for it. */
export interface Scored {
  readonly organization: number;
  readonly row: number;
  /** Decibans. */
  readonly score: number;
  readonly equality: Reach | null;
}

export interface NameRanker {
  /** Ranks the pool for one name; at most `limit` candidates. */
  rank(name: string, limit?: number): Ranking;
}

/** A ranker over an index. It keeps working arrays between calls; results depend on nothing but the pool and the name. */
export function nameRanker(index: NameIndex): NameRanker {
  return new Ranker(index);
}

class Ranker implements NameRanker {
  readonly #index: NameIndex;
  readonly #scratch: Scratch;
  readonly #sides: (Side | undefined)[];

  constructor(index: NameIndex) {
    this.#index = index;
    this.#scratch = newScratch(index);
    this.#sides = new Array<Side | undefined>(index.rows.length);
  }

  rank(name: string, limit = 5): Ranking {
    const parsed = parseName(name);
    const equal = equalRows(this.#index, parsed);
    const asked = equal.size === 0 ? splitJoined(this.#index, parsed) : parsed;
    const left = sideOf(this.#index, asked);
    const likeness = gather(this.#index, this.#scratch, asked, equal.keys());
    const scored = this.#score(left, likeness, equal);
    const shares = sharesOf(scored);
    const candidates = scored
      .slice(0, limit)
      .map((one, at) => this.#candidate(left, one, likeness, shares[at] ?? 0));
    const { id, reason } = decide(this.#index, left, scored, candidates);
    return { auto: id, candidates, reason };
  }

  #side(row: number): Side {
    const known = this.#sides[row];
    if (known) return known;
    const side = sideOf(this.#index, this.#index.rows[row]?.parsed ?? nothing);
    this.#sides[row] = side;
    return side;
  }

  #score(left: Side, likeness: ReadonlyMap<number, number>, equal: ReadonlyMap<number, Reach>): Scored[] {
    const best = new Map<number, Scored>();
    for (const [row, cosine] of likeness) {
      let score = 0;
      const add: Sink = (measure, amount) => {
        score += decibans(measure, amount);
      };
      const equality = equal.get(row) ?? null;
      weigh(left, this.#side(row), percent(cosine), equality, add);
      const organization = this.#index.rows[row]?.organization ?? 0;
      const one: Scored = { organization, row, score, equality };
      const before = best.get(organization);
      if (!before || inOrder(one, before) < 0) best.set(organization, one);
    }
    return [...best.values()].sort(inOrder);
  }

  #candidate(left: Side, one: Scored, likeness: ReadonlyMap<number, number>, confidence: number): Candidate {
    const evidence: Evidence[] = [];
    const note: Sink = (measure, amount, text) => {
      const weight = decibans(measure, amount);
      if (measure !== 'prior' && weight !== 0) evidence.push({ kind: measure, value: text, weight });
    };
    weigh(left, this.#side(one.row), percent(likeness.get(one.row) ?? 0), one.equality, note);
    evidence.sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight) || (a.kind < b.kind ? -1 : 1));
    const { id, names } = this.#index.organizations[one.organization] ?? { id: '', names: [] };
    return { id, name: names[0] ?? '', confidence, evidence };
  }
}

const nothing: ParsedName = { words: [], legal: [], folded: '' };

const decibans = (measure: Measure, amount: number): number => Math.round((weights[measure] * amount) / 100);
const percent = (cosine: number): number => Math.round(100 * cosine);

/** By score; then the better equality; then the organization's and name's place, which come from the ids. */
function inOrder(a: Scored, b: Scored): number {
  return (
    b.score - a.score ||
    (a.equality ?? 9) - (b.equality ?? 9) ||
    a.organization - b.organization ||
    a.row - b.row
  );
}

/** Each candidate's probability: its odds over everybody's, "none of them" having the odds one. Three decimals. */
function sharesOf(scored: readonly Scored[]): number[] {
  const odds = scored.map(({ score }) => 10 ** (score / 10));
  const all = odds.reduce((sum, one) => sum + one, 1);
  return odds.map((one) => Math.round((1000 * one) / all) / 1000);
}

export type { AutomaticReason };

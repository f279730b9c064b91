import type { Candidate, Evidence, Reason } from '../verdict.js';
import { decide } from './decide.js';
import { equalRows } from './equality.js';
import { gather, newScratch, type Scratch } from './gather.js';
import type { Reach } from './keys.js';
import type { Sink } from './left-over.js';
import type { NameIndex } from './name-index.js';
import { parseName } from './parse.js';
import type { Facts, Likeliest, Scored } from './score.js';
import { splitJoined } from './segment.js';
import { type Side, sideOf, sideOfRow } from './sides.js';
import { weigh } from './weigh.js';
import { decibans, weights } from './weights.js';

/** What the pool says about one name. */
export interface Ranking {
  /** The organization it is beyond reasonable doubt by its name alone, or `null`. */
  readonly auto: string | null;
  /** Best first. Each confidence is the probability that this one is right, the others and "none of them" considered. */
  readonly candidates: readonly Candidate[];
  /** Why it is automatic, or why it is not. */
  readonly reason: Reason;
}

export interface NameRanker {
  /** Ranks the pool for one name; at most `limit` candidates, 5 when left out. */
  rank(name: string, limit?: number): Ranking;
}

/**
 * Ranks names against an index. Working arrays are kept between calls; a result depends on the pool and the name and
 * on nothing else.
 */
export function nameRanker(index: NameIndex): NameRanker {
  return new Ranker(index);
}

class Ranker implements NameRanker {
  readonly #index: NameIndex;
  readonly #scratch: Scratch;
  readonly #sides: (Side | undefined)[];
  #sum = 0;
  readonly #add: Sink = (weight, amount) => {
    this.#sum += decibans(weight, amount);
  };

  constructor(index: NameIndex) {
    this.#index = index;
    this.#scratch = newScratch(index);
    this.#sides = new Array<Side | undefined>(index.rowCount);
  }

  rank(name: string, limit = 5): Ranking {
    const parsed = parseName(name);
    const equal = equalRows(this.#index, parsed);
    const asked = equal.size === 0 ? splitJoined(this.#index, parsed) : parsed;
    const left = sideOf(this.#index, asked);
    const scored = this.#score(left, gather(this.#index, this.#scratch, asked, left, equal.keys()), equal);
    const shares = sharesOf(scored);
    const facts = new Map<string, string>();
    const candidates = scored
      .slice(0, Math.max(1, limit))
      .map((one, at) => this.#candidate(left, one, shares[at] ?? 0, at === 0 ? facts : null));
    const { id, reason } = decide(this.#index, name, scored, likeliest(candidates[0], facts));
    return { auto: id, candidates: candidates.slice(0, limit), reason };
  }

  #side(row: number): Side {
    const known = this.#sides[row];
    if (known) return known;
    const side = sideOfRow(this.#index, row);
    this.#sides[row] = side;
    return side;
  }

  /** Each organization once, by its best-fitting name, best first. */
  #score(left: Side, likeness: ReadonlyMap<number, number>, equal: ReadonlyMap<number, Reach>): Scored[] {
    const all: Scored[] = [];
    for (const [row, percent] of likeness) {
      const equality = equal.get(row) ?? null;
      this.#sum = 0;
      weigh(left, this.#side(row), percent, equality, this.#add);
      const organization = this.#index.rowOrganizations[row] as number;
      const sameLegal = this.#index.rowLegal[row] === left.legal;
      all.push({ organization, row, score: this.#sum, equality, sameLegal, likeness: percent });
    }
    all.sort(inOrder);
    const seen = new Set<number>();
    return all.filter(({ organization }) => {
      if (seen.has(organization)) return false;
      seen.add(organization);
      return true;
    });
  }

  /** `facts` takes everything measured, also what weighs nothing. */
  #candidate(left: Side, one: Scored, confidence: number, facts: Map<string, string> | null): Candidate {
    const evidence: Evidence[] = [];
    const note: Sink = (weight, amount, text, other) => {
      const sum = decibans(weight, amount);
      const counts = sum !== 0 && weight !== weights.prior;
      if (!counts && facts === null) return;
      const { kind } = weight;
      const value = other === undefined ? text : `${text} ~ ${other}`;
      facts?.set(kind, value);
      if (counts) evidence.push({ kind, value, weight: sum });
    };
    weigh(left, this.#side(one.row), one.likeness, one.equality, note);
    evidence.sort(byWeight);
    const { id, names } = this.#index.organizations[one.organization] ?? { id: '', names: [] };
    return { id, name: names[0] ?? '', confidence, evidence };
  }
}

/** The first candidate with everything measured on it. */
function likeliest(first: Candidate | undefined, facts: Facts): Likeliest | null {
  return first ? { id: first.id, confidence: first.confidence, facts } : null;
}

function byWeight(a: Evidence, b: Evidence): number {
  return Math.abs(b.weight) - Math.abs(a.weight);
}

/** By score; then the better equality and the same legal forms; then the organization's and name's place, which come from the ids. */
function inOrder(a: Scored, b: Scored): number {
  return (
    b.score - a.score ||
    (a.equality ?? 9) - (b.equality ?? 9) ||
    Number(b.sameLegal) - Number(a.sameLegal) ||
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

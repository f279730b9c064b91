import type { Site } from '../../estate/source.js';
import type { Organization } from '../../estate/target.js';
import { foldText } from '../names/fold.js';
import { buildNameIndex, nameRanker } from '../names/index.js';
import type { Candidate, Reason } from '../verdict.js';

/** What the names of a site say. */
export interface NameView {
  readonly candidates: readonly Candidate[];
  /** The organization of an equal name, unique on both sides, or `null`. */
  readonly equal: string | null;
  readonly reason: Reason;
}

/**
 * Ranks organizations for sites by all their names. An equal name settles nothing when two sites bear it, or when
 * the organization is inactive.
 */
export function namesOfSites(
  sites: readonly Site[],
  organizations: readonly Organization[],
): (site: Site) => NameView {
  const pool = organizations.map(({ id, name, otherNames }) => ({ id, names: [name, ...otherNames] }));
  const ranker = nameRanker(buildNameIndex(pool));
  const active = new Set(organizations.filter((one) => one.active).map((one) => one.id));
  const bearers = new Map<string, number>();
  for (const site of sites)
    if (site.skip === null) bearers.set(plain(site.name), (bearers.get(plain(site.name)) ?? 0) + 1);
  return (site) => {
    const own = ranker.rank(site.name);
    const others = site.otherNames
      .filter((name) => plain(name) !== plain(site.name))
      .map((name) => ranker.rank(name));
    const candidates = merged([own, ...others].flatMap((ranking) => ranking.candidates));
    const unique = (bearers.get(plain(site.name)) ?? 0) < 2;
    const isEqual = own.auto !== null && own.reason.code === 'equal-name' && active.has(own.auto);
    return { candidates, equal: unique && isEqual ? own.auto : null, reason: own.reason };
  };
}

function plain(name: string): string {
  return foldText(name).replace(/\s+/g, ' ').trim();
}

/** The best showing of each organization, best first. */
function merged(candidates: readonly Candidate[]): readonly Candidate[] {
  const best = new Map<string, Candidate>();
  for (const candidate of candidates) {
    const before = best.get(candidate.id);
    if (!before || before.confidence < candidate.confidence) best.set(candidate.id, candidate);
  }
  return [...best.values()].sort(byConfidence);
}

export function byConfidence(a: Candidate, b: Candidate): number {
  return b.confidence - a.confidence || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}

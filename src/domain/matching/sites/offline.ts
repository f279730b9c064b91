import { suggestionConfidence } from '../names/decide.js';
import { buildNameIndex, type NameIndex, nameRanker, type Ranking } from '../names/index.js';
import type { Candidate } from '../verdict.js';
import { byConfidence } from './names-of-sites.js';
import { foldedName } from './ties.js';

/** One site of a file, decided by its name alone. A matched one's first candidate is the match. */
export interface OfflineSite {
  readonly site: string;
  readonly status: 'matched' | 'suggested' | 'unmatched';
  readonly organization: string | null;
  /**
   * Best first, at most five, each with its calibrated confidence. Those of an `unmatched` site are alike and not likely:
   * they stand there for whoever draws the line elsewhere.
   */
  readonly candidates: readonly Candidate[];
}

/**
 * Decides by names alone which organization each site is, in the order of `sites`. Each stands for itself: two sites of
 * one name get the same answer. A site is `suggested` when its first candidate has `least` confidence; at the usual
 * point at most about one name in twenty without an answer gets a false suggestion.
 */
export function matchNamesOffline(
  sites: readonly { readonly site_id: string; readonly site_name: string }[],
  organizations: readonly { readonly id: string; readonly name: string }[],
  least: number = suggestionConfidence,
): OfflineSite[] {
  const pool = organizations.map(({ id, name }) => ({ id, names: [name] }));
  const ranker = nameRanker(buildNameIndex(pool));
  return sites.map((row) => decideOne(row.site_id, ranker.rank(row.site_name), least));
}

function decideOne(site: string, { auto, candidates, reason }: Ranking, least: number): OfflineSite {
  const own = candidates.find((one) => one.id === auto);
  if (own) {
    const rest = candidates.filter((one) => one !== own);
    return { site, status: 'matched', organization: own.id, candidates: [own, ...rest] };
  }
  const best = candidates[0];
  // Several of an equal name share the confidence that one of them would have.
  const isShown = best !== undefined && (reason.code === 'rival' || best.confidence >= least);
  return { site, status: isShown ? 'suggested' : 'unmatched', organization: null, candidates };
}

/**
 * Organizations for what somebody types, best first: names that begin with it, names whose words begin with its words,
 * then whatever is like it as a whole (misspelt, initials, a former spelling). At most `limit`; nothing for nothing.
 */
export function bestOrganizations(index: NameIndex, typed: string, limit = 10): readonly Candidate[] {
  const wanted = foldedName(typed);
  if (wanted === '') return [];
  const alike = new Map(
    nameRanker(index)
      .rank(typed, limit)
      .candidates.map((one) => [one.id, one]),
  );
  const begun = index.organizations.flatMap(({ id, names }): Begun[] => {
    const start = Math.max(...names.map((name) => startOf(foldedName(name), wanted)));
    const name = names[0] ?? '';
    return start === 0 ? [] : [{ start, candidate: alike.get(id) ?? unranked(id, name, typed) }];
  });
  begun.sort((a, b) => b.start - a.start || byConfidence(a.candidate, b.candidate));
  const first = begun.map((one) => one.candidate);
  const rest = [...alike.values()].filter((one) => !first.some(({ id }) => id === one.id));
  return [...first, ...rest].slice(0, limit);
}

interface Begun {
  readonly start: number;
  readonly candidate: Candidate;
}

function unranked(id: string, name: string, typed: string): Candidate {
  return { id, name, confidence: 0, evidence: [{ kind: 'name-begins', value: typed, weight: 0 }] };
}

/** 3: the same name, 2: it begins so, 1: every word typed begins one of its words, 0: neither. */
function startOf(name: string, wanted: string): number {
  if (name === wanted) return 3;
  if (name.startsWith(wanted)) return 2;
  const spaced = ` ${name}`;
  return wanted.split(' ').every((word) => spaced.includes(` ${word}`)) ? 1 : 0;
}

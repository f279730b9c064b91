import type { Site } from '../../estate/source.js';
import type { Organization } from '../../estate/target.js';
import { suggestionConfidence } from '../names/decide.js';
import type { Candidate, Evidence } from '../verdict.js';
import type { Chain, Chains } from './chain.js';
import { byConfidence, type NamedCandidate, type NameView } from './names-of-sites.js';
import { type Support, supportFor } from './support.js';
import { heldTiesOf, type TieHolders } from './ties.js';

/** From this confidence on the first candidate is worth showing to a person; below it, nothing plausible exists. */
export const plausible = suggestionConfidence;
/** From this on others are shown beside it. */
export const besides = 0.1;
/** From this on those that share an equal name among several: each has but its part of what one would have. */
const oneOfMany = 0.02;
/** A name this likely is strong: independent support settles it. */
export const strong = 0.6;
/** Two candidates closer than this are rivals. */
export const margin = 0.15;
const mostShown = 5;
/** Decibans for an organization of which nothing is known. */
export const prior = -12;
/** Decibans against an organization that belongs to another company of the PSA. */
const otherCompany = -20;

/** One organization, with all that ties it to a site. */
export interface WeighedCandidate {
  readonly organization: Organization;
  readonly candidate: Candidate;
  readonly named: NamedCandidate | null;
  readonly support: Support;
  /** The living company other than the site's own that it belongs to, or `null`. */
  readonly otherCompany: string | null;
}

export interface WeighedSite {
  /** Every organization that anything ties to the site, best first. */
  readonly all: readonly WeighedCandidate[];
  /** Plausible ones, best first, at most five. */
  readonly candidates: readonly Candidate[];
  readonly best: WeighedCandidate | null;
  readonly rival: WeighedCandidate | null;
}

/** What is weighed against, the same for every site. */
export interface Scales {
  readonly organizations: ReadonlyMap<string, Organization>;
  readonly chains: Chains;
  readonly holders: TieHolders;
  readonly votes: ReadonlyMap<string, ReadonlyMap<string, number>>;
  readonly orphanedFirst: boolean;
}

/** Adds to what the names say what else speaks for and against each organization. */
export function weighSite(site: Site, chain: Chain, names: NameView, scales: Scales): WeighedSite {
  const votes = scales.votes.get(site.id);
  const named = new Map(names.candidates.map((candidate) => [candidate.id, candidate]));
  const ties = heldTiesOf(site, scales.holders);
  const tied = ties.flatMap(({ holders }) => [...holders]);
  const ids = new Set([...named.keys(), ...(votes?.keys() ?? []), ...tied]);
  const all = [...ids].flatMap((id) => {
    const organization = scales.organizations.get(id);
    if (!organization) return [];
    const other = scales.chains.linkedElsewhere(chain, organization);
    return [weighOne(organization, named.get(id) ?? null, supportFor(id, votes, ties), other)];
  });
  const rank = ({ candidate }: WeighedCandidate) =>
    scales.orphanedFirst && isOrphaned(scales.organizations.get(candidate.id)) ? 0 : 1;
  all.sort(
    (a, b) =>
      b.candidate.confidence - a.candidate.confidence ||
      rank(a) - rank(b) ||
      byConfidence(a.candidate, b.candidate),
  );
  const isAny = names.shared || (all[0]?.candidate.confidence ?? 0) >= plausible;
  const least = names.shared ? oneOfMany : besides;
  const shown = all.filter(({ candidate }) => isAny && candidate.confidence >= least).slice(0, mostShown);
  const [best = null, second] = shown;
  const isRival =
    best !== null && second !== undefined && best.candidate.confidence - second.candidate.confidence < margin;
  return {
    all,
    candidates: shown.map(({ candidate }) => candidate),
    best,
    rival: isRival ? second : null,
  };
}

function isOrphaned(organization: Organization | undefined): boolean {
  return organization?.provenance.psaState === 'orphaned';
}

function weighOne(
  organization: Organization,
  named: NamedCandidate | null,
  support: Support,
  other: string | null,
): WeighedCandidate {
  const { id, name } = organization;
  const against: Evidence[] =
    other === null ? [] : [{ kind: 'psa-id-differs', value: other, weight: otherCompany }];
  const beside = [...support.evidence, ...against];
  const confidence = addEvidence(named?.confidence ?? 0, beside);
  const evidence = [...readable(named), ...beside];
  return {
    organization,
    candidate: { id, name, confidence, evidence },
    named,
    support,
    otherCompany: other,
  };
}

/** A name that says no more than none at all: clients change their names, so it is not held against the rest. */
function readable(named: NamedCandidate | null): readonly Evidence[] {
  if (!named || named.confidence >= stranger) return named?.evidence ?? [];
  return [{ kind: 'name', value: 'differs', weight: 0 }];
}

/** How likely an organization is of which nothing is known. */
const stranger = 10 ** (prior / 10) / (1 + 10 ** (prior / 10));

/** The probability by names, or that of a stranger, brought up to date with further evidence. Four digits, never 1. */
function addEvidence(byName: number, evidence: readonly Evidence[]): number {
  const before = Math.min(0.9995, Math.max(byName, stranger));
  const decibans = evidence.reduce((sum, one) => sum + one.weight, 0);
  const odds = (before / (1 - before)) * 10 ** (decibans / 10);
  return Math.min(0.9999, Math.round((10_000 * odds) / (1 + odds)) / 10_000);
}

import type { Site } from '../../estate/source.js';
import type { Organization } from '../../estate/target.js';
import type { Candidate } from '../verdict.js';
import { byConfidence, type NameView } from './names-of-sites.js';
import { leastShare, leastVotes, type Support, supportFor } from './support.js';

/** From this confidence on a candidate is worth showing to a person; below it, nothing plausible exists. */
export const plausible = 0.3;
/** A name this likely is strong: independent support settles it. */
export const strong = 0.6;
/** Two candidates closer than this are rivals. */
const margin = 0.15;

export interface WeighedSite {
  /** Plausible ones, best first, at most five. */
  readonly candidates: readonly Candidate[];
  readonly best: { readonly candidate: Candidate; readonly byName: number; readonly support: Support } | null;
  readonly rival: boolean;
}

/** Adds to what the names say what else speaks for each organization. */
export function weighSite(
  site: Site,
  names: NameView,
  organizations: ReadonlyMap<string, Organization>,
  votes: ReadonlyMap<string, number> | undefined,
): WeighedSite {
  const byName = new Map(names.candidates.map((candidate) => [candidate.id, candidate]));
  const ids = new Set([...byName.keys(), ...votedFor(votes)]);
  const weighed = [...ids].flatMap((id) => {
    const organization = organizations.get(id);
    if (!organization) return [];
    const support = supportFor(site, organization, votes);
    const named = byName.get(id);
    return [
      { candidate: withSupport(organization, named, support), byName: named?.confidence ?? 0, support },
    ];
  });
  weighed.sort((a, b) => byConfidence(a.candidate, b.candidate));
  const shown = weighed.filter(({ candidate }) => candidate.confidence >= plausible).slice(0, 5);
  const [best, second] = shown;
  const rival =
    best !== undefined &&
    second !== undefined &&
    best.candidate.confidence - second.candidate.confidence < margin;
  return { candidates: shown.map(({ candidate }) => candidate), best: best ?? null, rival };
}

/** Organizations that enough devices point to, though no name does: a client that changed its name. */
function votedFor(votes: ReadonlyMap<string, number> | undefined): readonly string[] {
  const all = [...(votes?.values() ?? [])].reduce((sum, one) => sum + one, 0);
  return [...(votes ?? [])]
    .filter(([, count]) => count >= leastVotes && count / all >= leastShare)
    .map(([id]) => id);
}

/** Independent pieces of support each take away a share of the doubt; votes that go elsewhere halve what is left. */
function withSupport(organization: Organization, named: Candidate | undefined, support: Support): Candidate {
  const doubt = support.evidence.reduce(
    (rest, { weight }) => (weight > 0 ? rest * 2 ** (-weight / 4) : rest),
    1,
  );
  const against = support.evidence.some(({ weight }) => weight < 0) ? 0.5 : 1;
  const confidence = (1 - (1 - (named?.confidence ?? 0)) * doubt) * against;
  return {
    id: organization.id,
    name: organization.name,
    confidence: Math.round(confidence * 10_000) / 10_000,
    evidence: [...(named?.evidence ?? []), ...support.evidence],
  };
}

import type { Site } from '../../estate/source.js';
import type { SiteMatchInput } from '../inputs.js';
import { buildNameIndex, nameRanker } from '../names/index.js';
import type { Ranking } from '../names/rank.js';
import type { Candidate, Evidence } from '../verdict.js';
import type { Chain } from './chain.js';
import { type EqualNames, equalNames } from './equal-names.js';
import { nameEvidence, wholeNameEvidence } from './name-evidence.js';
import { compareText } from './order.js';
import { foldedName } from './ties.js';

/** How a name settles an organization by itself. */
export interface EqualName {
  readonly organizationId: string;
  readonly code: 'equal-name' | 'equal-company-name' | 'equal-core';
}

/** An organization by the site's name that fits it best. */
export interface NamedCandidate {
  readonly id: string;
  readonly confidence: number;
  readonly evidence: readonly Evidence[];
  /** Every measure that `evidence` sums up. */
  readonly whole: readonly Evidence[];
  /** Confidence by names that may count for a match: the site's own and its living company's. 0 when neither fits. */
  readonly telling: number;
}

/** What the names of a site say. */
export interface NameView {
  readonly candidates: readonly NamedCandidate[];
  /** What equal names say, strongest first. More than one organization among them is a contradiction. */
  readonly equal: readonly EqualName[];
  /** Organizations of the very same name, however many. */
  readonly same: ReadonlySet<string>;
  /** Whether several organizations have an equal name: each of them is then less likely than it looks. */
  readonly shared: boolean;
}

export type NamesOf = (site: Site, chain: Chain) => NameView;

/** Ranks organizations for sites by all their names. `inPlay` are the sites that are neither system's nor ignored. */
export function namesOfSites(input: SiteMatchInput, inPlay: readonly Site[]): NamesOf {
  const pool = input.organizations.map(({ id, name, otherNames }) => ({ id, names: [name, ...otherNames] }));
  const ranker = nameRanker(buildNameIndex(pool));
  const names = equalNames(inPlay, input.organizations);
  const cache = new Map<string, Ranking>();
  const rank = (name: string): Ranking => {
    const known = cache.get(name) ?? ranker.rank(name, 8);
    cache.set(name, known);
    return known;
  };
  return (site, chain) => {
    const company = isLivingCompany(input, chain) ? site.psaCompanyName : null;
    const own = rank(site.name);
    return {
      candidates: merge(readings(site, company, rank)),
      equal: equalOf(site, company, own, names),
      same: names.holdersOf(site.name),
      shared: own.reason.code === 'rival',
    };
  };
}

/** Whether the site's company is known to be alive: only then does the company's name stand for the site's. */
function isLivingCompany(input: SiteMatchInput, chain: Chain): boolean {
  return chain.kind !== 'none' && (input.activeCompanies?.has(chain.companyId) ?? false);
}

function equalOf(site: Site, company: string | null, own: Ranking, names: EqualNames): readonly EqualName[] {
  const found: EqualName[] = [];
  const exact = names.holdersOf(site.name);
  const [first] = exact;
  if (first !== undefined && exact.size === 1 && names.isOnlySite(site))
    found.push({ organizationId: first, code: 'equal-name' });
  const ofCompany = company === null ? new Set<string>() : names.holdersOf(company);
  const [firstOfCompany] = ofCompany;
  if (firstOfCompany !== undefined && ofCompany.size === 1 && names.isOnlyCompany(site))
    found.push({ organizationId: firstOfCompany, code: 'equal-company-name' });
  const core = own.reason.code === 'equal-name' ? own.auto : null;
  if (exact.size === 0 && core !== null && names.isOnlyCore(site))
    found.push({ organizationId: core, code: 'equal-core' });
  return found;
}

interface Reading {
  readonly kind: 'name' | 'company-name';
  readonly telling: boolean;
  readonly candidates: readonly Candidate[];
}

function readings(site: Site, company: string | null, rank: (name: string) => Ranking): readonly Reading[] {
  const others = [...new Set([...site.otherNames, ...(company === null ? [] : [company])])].sort(compareText);
  return [
    { kind: 'name', telling: true, candidates: rank(site.name).candidates },
    ...others
      .filter((name) => foldedName(name) !== foldedName(site.name))
      .map((name): Reading => {
        const kind = name === site.psaCompanyName ? 'company-name' : 'name';
        const telling = kind === 'name' || name === company;
        return { kind, telling, candidates: rank(name).candidates };
      }),
  ];
}

/** The best showing of each organization, best first. */
function merge(all: readonly Reading[]): readonly NamedCandidate[] {
  const best = new Map<string, NamedCandidate>();
  for (const { kind, telling, candidates } of all) {
    for (const candidate of candidates) {
      const before = best.get(candidate.id);
      const counts = Math.max(before?.telling ?? 0, telling ? candidate.confidence : 0);
      if (before && before.confidence >= candidate.confidence)
        best.set(candidate.id, { ...before, telling: counts });
      else {
        best.set(candidate.id, {
          id: candidate.id,
          confidence: candidate.confidence,
          evidence: nameEvidence(candidate, kind),
          whole: wholeNameEvidence(candidate),
          telling: counts,
        });
      }
    }
  }
  return [...best.values()].sort(byConfidence);
}

export function byConfidence(
  a: { readonly id: string; readonly confidence: number },
  b: { readonly id: string; readonly confidence: number },
): number {
  return b.confidence - a.confidence || compareText(a.id, b.id);
}

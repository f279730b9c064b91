import type { Site } from '../../estate/source.js';
import { itemKey } from '../../estate/systems.js';
import type { Organization } from '../../estate/target.js';
import { isIgnoredByRule } from '../ignore-rule.js';
import type { MatchSites, SiteMatchInput } from '../inputs.js';
import {
  type Candidate,
  type Decision,
  ENGINE_VERSION,
  type Evidence,
  type MatchFinding,
  type StandingMatch,
  type Verdict,
} from '../verdict.js';
import { type Chain, chainsOf } from './chain.js';
import * as findings from './findings.js';
import { type NameView, namesOfSites } from './names-of-sites.js';
import { strong, type WeighedSite, weighSite } from './weigh-site.js';

/**
 * Decides which organization each site is, in the contract's order (PRODUCT.md section 4): a person's decision, the PSA
 * id chain, the earlier match, an equal name unique on both sides, a strong name with independent support. All else
 * suggests. Many sites may be one organization. The answer is ordered by site id, whatever the order of the inputs.
 */
export const matchSites: MatchSites = (input) => {
  const ladder = new Ladder(input);
  const verdicts = input.sites.map((site) => ladder.settle(site));
  return [...verdicts, ...ladder.goneSites()].sort((a, b) => (a.sourceId < b.sourceId ? -1 : 1));
};

type Outcome = Partial<Omit<Verdict, 'integration' | 'kind' | 'sourceId'>> & Pick<Verdict, 'status'>;

/** Everything known of one site before it is decided. */
export interface SiteView {
  readonly site: Site;
  readonly item: string;
  readonly decision: Decision | null;
  readonly standing: StandingMatch | null;
  readonly chain: Chain;
  readonly names: NameView;
  readonly weighed: WeighedSite;
}

export class Ladder {
  readonly #input: SiteMatchInput;
  readonly #organizations: ReadonlyMap<string, Organization>;
  readonly #decisions: ReadonlyMap<string, Decision>;
  readonly #standing: ReadonlyMap<string, StandingMatch>;
  readonly #chainOf: (site: Site) => Chain;
  readonly #namesOf: (site: Site) => NameView;

  constructor(input: SiteMatchInput) {
    this.#input = input;
    this.#organizations = new Map(input.organizations.map((one) => [one.id, one]));
    this.#decisions = lastDecisions(input.decisions);
    this.#standing = new Map(
      input.standing.filter((one) => one.kind === 'site').map((one) => [one.sourceId, one]),
    );
    this.#chainOf = chainsOf(input);
    this.#namesOf = namesOfSites(input.sites, input.organizations);
  }

  view(site: Site): SiteView {
    const names = this.#namesOf(site);
    return {
      site,
      item: itemKey({ integration: this.#input.integration, kind: 'site', sourceId: site.id }),
      decision: this.#decisions.get(site.id) ?? null,
      standing: this.#standing.get(site.id) ?? null,
      chain: this.#chainOf(site),
      names,
      weighed: weighSite(site, names, this.#organizations, this.#input.votes.get(site.id)),
    };
  }

  settle(site: Site): Verdict {
    if (site.skip !== null)
      return this.#verdict(site.id, { status: 'ignored', reason: { code: 'system-site', text: site.skip } });
    const view = this.view(site);
    const outcome =
      this.#byPerson(view) ?? this.#byChain(view) ?? this.#byEarlierMatch(view) ?? this.#byNames(view);
    const noted = chainFindings(view);
    return this.#verdict(site.id, { ...outcome, findings: [...noted, ...(outcome.findings ?? [])] });
  }

  /** Sites that were matched or decided about and that the source no longer has. */
  goneSites(): readonly Verdict[] {
    if (!this.#input.complete) return [];
    const present = new Set(this.#input.sites.map((site) => site.id));
    return [...this.#standing.values()]
      .filter((one) => !present.has(one.sourceId) && this.#decisions.get(one.sourceId)?.verb !== 'ignore')
      .map((one) =>
        this.#verdict(one.sourceId, {
          status: 'gone',
          targetId: one.targetId,
          reason: { code: 'site-gone', text: 'the source has no such site any more' },
          findings: [findings.siteGone(this.#input.integration, one.sourceId)],
        }),
      );
  }

  #byPerson(view: SiteView): Outcome | null {
    const { site, decision } = view;
    if (decision?.verb === 'ignore') return ignored(decision.by, decision.note ?? 'a person took it out');
    const rule = decision
      ? undefined
      : this.#input.rules.find((one) => isIgnoredByRule(one, subjectOf(site)));
    if (rule) return ignored('person', rule.note ?? `rule ${rule.id} takes it out`);
    if (decision?.verb === 'match') {
      return this.#tied(view, decision.targetId ?? '', decision.by, {
        kind: 'decision',
        value: decision.who ?? decision.by,
        weight: 100,
      });
    }
    const made = view.standing?.decidedBy === 'auto' ? null : view.standing;
    if (made)
      return this.#tied(view, made.targetId, made.decidedBy, {
        kind: 'decision',
        value: made.decidedBy,
        weight: 100,
      });
    if (decision === null) return null;
    return {
      status: 'unmatched',
      decidedBy: decision.by,
      candidates: view.weighed.candidates,
      reason: { code: decision.verb, text: 'a person decided to make its record' },
    };
  }

  #byChain(view: SiteView): Outcome | null {
    const { chain, standing } = view;
    if (chain.kind === 'several') {
      return {
        status: 'ambiguous',
        candidates: chain.organizations
          .slice(0, 5)
          .map((one) => this.#candidate(view, one, [psaEvidence(chain.companyId)])),
        reason: { code: 'rival', text: 'its PSA company is linked to several organizations' },
        findings: [findings.severalLinked(view.site, chain.organizations)],
      };
    }
    if (chain.kind !== 'one') return null;
    const candidate = this.#candidate(view, chain.organization, [psaEvidence(chain.companyId)]);
    if (
      standing &&
      standing.targetId !== chain.organization.id &&
      this.#organizations.has(standing.targetId)
    ) {
      const earlier = this.#organizations.get(standing.targetId) as Organization;
      return {
        status: 'suggested',
        candidates: [candidate, this.#candidate(view, earlier, standing.evidence)],
        reason: {
          code: 'contradicts-chain',
          text: `it was matched to ${earlier.name}; its PSA company says ${chain.organization.name}`,
        },
        findings: [findings.contradictsChain(view.item, view.site, earlier.name, chain.organization)],
      };
    }
    return matched(candidate, { code: 'psa-id', text: 'its PSA company is the one of this organization' });
  }

  #byEarlierMatch(view: SiteView): Outcome | null {
    const { standing, site } = view;
    if (!standing) return null;
    const organization = this.#organizations.get(standing.targetId);
    if (!organization) {
      if (!this.#input.complete) return { status: 'matched', decidedBy: 'auto', targetId: standing.targetId };
      return {
        status: 'gone',
        targetId: standing.targetId,
        candidates: view.weighed.candidates,
        reason: {
          code: 'organization-gone',
          text: 'the organization it was matched to is not there any more',
        },
        findings: [findings.organizationGone(view.item, site, standing.targetId)],
      };
    }
    const candidate = this.#candidate(view, organization, standing.evidence);
    if (standing.engine === ENGINE_VERSION)
      return matched(candidate, {
        code: 'earlier-match',
        text: 'matched before, and nothing contradicts it',
      });
    const now = this.#byNames(view);
    if (now.status === 'matched' && now.targetId === organization.id) return now;
    return {
      status: 'suggested',
      candidates: [candidate, ...view.weighed.candidates.filter((one) => one.id !== candidate.id)].slice(
        0,
        5,
      ),
      reason: { code: 'engine-changed', text: 'an earlier version matched it; this one is not as sure' },
    };
  }

  #byNames(view: SiteView): Outcome {
    const { names, weighed } = view;
    const { candidates, best } = weighed;
    const equal = candidates.find((one) => one.id === names.equal);
    if (
      equal &&
      !weighed.candidates.some((one) => one.id !== equal.id && one.confidence > equal.confidence)
    ) {
      return matched(equal, {
        code: 'equal-name',
        text: 'an equal name, and no other of that name on either side',
      });
    }
    if (
      best &&
      !weighed.rival &&
      best.byName >= strong &&
      best.support.enough &&
      this.#organizations.get(best.candidate.id)?.active
    ) {
      return matched(best.candidate, {
        code: 'supported-name',
        text: 'a like name, with something else that ties them',
      });
    }
    if (!best)
      return {
        status: 'unmatched',
        reason: { code: 'no-candidate', text: 'nothing like it on the other side' },
      };
    return {
      status: weighed.rival ? 'ambiguous' : 'suggested',
      candidates,
      reason: weighed.rival
        ? { code: 'rival', text: 'several organizations fit about as well' }
        : suggestionReason(best.byName, best.support.enough),
    };
  }

  /** A match that a person made, or that was imported: it stands, whatever contradicts it. */
  #tied(view: SiteView, targetId: string, decidedBy: 'person' | 'import' | 'auto', lead: Evidence): Outcome {
    const organization = this.#organizations.get(targetId);
    if (!organization) {
      if (!this.#input.complete) return { status: 'matched', decidedBy, targetId };
      return {
        status: 'gone',
        decidedBy,
        targetId,
        candidates: view.weighed.candidates,
        reason: {
          code: 'organization-gone',
          text: 'the organization it was matched to is not there any more',
        },
        findings: [findings.organizationGone(view.item, view.site, targetId)],
      };
    }
    const { chain } = view;
    const against = chain.kind === 'one' && chain.organization.id !== targetId ? chain.organization : null;
    return {
      ...matched(this.#candidate(view, organization, [lead]), {
        code: 'decision',
        text: `matched by a ${decidedBy === 'import' ? 'decision that was imported' : 'person'}`,
      }),
      decidedBy,
      findings: against ? [findings.contradictsChain(view.item, view.site, organization.name, against)] : [],
    };
  }

  /** A candidate for certain, with what the names and the devices say beside its leading evidence. */
  #candidate(view: SiteView, organization: Organization, lead: readonly Evidence[]): Candidate {
    const weighed = view.weighed.candidates.find((one) => one.id === organization.id);
    const rest = (weighed?.evidence ?? []).filter((one) => !lead.some((there) => there.kind === one.kind));
    return { id: organization.id, name: organization.name, confidence: 1, evidence: [...lead, ...rest] };
  }

  #verdict(sourceId: string, outcome: Outcome): Verdict {
    return {
      integration: this.#input.integration,
      kind: 'site',
      sourceId,
      decidedBy: null,
      targetId: null,
      candidates: [],
      reason: null,
      findings: [],
      ...outcome,
    };
  }
}

function matched(candidate: Candidate, reason: Verdict['reason']): Outcome {
  return { status: 'matched', decidedBy: 'auto', targetId: candidate.id, candidates: [candidate], reason };
}

function ignored(decidedBy: 'person' | 'import', text: string): Outcome {
  return { status: 'ignored', decidedBy, reason: { code: 'ignored', text } };
}

function psaEvidence(companyId: string): Evidence {
  return { kind: 'psa-id', value: companyId, weight: 60 };
}

function chainFindings({ chain, site }: SiteView): readonly MatchFinding[] {
  return chain.kind === 'inactive' ? [findings.companyInactive(site)] : [];
}

function suggestionReason(byName: number, supported: boolean): Verdict['reason'] {
  if (supported && byName < strong)
    return { code: 'votes-only', text: 'the name differs, but something else ties them' };
  return { code: 'name-only', text: 'a like name, and nothing else that ties them' };
}

function subjectOf(site: Site) {
  return { kind: 'site', name: site.name, siteId: site.id, deviceClass: null };
}

/** The last decision on each site; one that was withdrawn is none. */
function lastDecisions(decisions: readonly Decision[]): ReadonlyMap<string, Decision> {
  const last = new Map<string, Decision>();
  const ofSites = decisions.filter((one) => one.kind === 'site');
  for (const one of [...ofSites].sort((a, b) => a.sequence - b.sequence)) last.set(one.sourceId, one);
  for (const [id, one] of last) if (one.verb === 'forget') last.delete(id);
  return last;
}

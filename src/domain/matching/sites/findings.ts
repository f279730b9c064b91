import type { Site } from '../../estate/source.js';
import type { Organization } from '../../estate/target.js';
import type { Candidate, MatchFinding } from '../verdict.js';

/** Findings beside a site's status, each with the way out. `item` is the site as the command line names it. */

export function contradictsChain(
  item: string,
  site: Site,
  matched: string,
  chained: Organization,
): MatchFinding {
  return {
    code: 'contradicts-chain',
    detail: `${site.name} is matched to ${matched}, but its PSA company ${companyOf(site)} belongs to ${chained.name} (${chained.id})`,
    fix: `If the PSA is right: trilink match set ${item} ${chained.id}. If not, correct the mapping in the RMM.`,
  };
}

/** The site's company has no organization, and the matched organization belongs to another living company. */
export function linkedElsewhere(
  item: string,
  site: Site,
  matched: Organization,
  other: string,
): MatchFinding {
  return {
    code: 'contradicts-chain',
    detail: `${site.name} is mapped to PSA company ${companyOf(site)}, but ${matched.name} (${matched.id}) belongs to PSA company ${other}`,
    fix: `Correct the mapping in the RMM, or match another organization: trilink match set ${item} ID`,
  };
}

export function companyInactive(site: Site, companyId: string): MatchFinding {
  return {
    code: 'company-inactive',
    detail: `${site.name} is mapped to PSA company ${companyId}, which was deactivated, merged or deleted`,
    fix: 'Map the site to the company that took over, or activate the company again. If the client left, archive the site.',
  };
}

export function severalLinked(
  site: Site,
  companyId: string,
  organizations: readonly Organization[],
): MatchFinding {
  const names = organizations.map((one) => `${one.name} (${one.id})`).join(' and ');
  return {
    code: 'company-linked-twice',
    detail: `PSA company ${companyId} of ${site.name} is linked to ${names}`,
    fix: 'Keep one of them linked in IT Glue; merge or unlink the other.',
  };
}

/** `best` is the organization that fits now, such as the one it was merged into. */
export function organizationGone(
  item: string,
  site: Site,
  targetId: string,
  best: Candidate | undefined,
): MatchFinding {
  const into = best ? `${best.id} (${best.name} fits best)` : 'ID';
  return {
    code: 'organization-gone',
    detail: `the organization ${targetId} that ${site.name} was matched to is not there any more`,
    fix: `If it was merged into another: trilink match set ${item} ${into}. Else: trilink match forget ${item}`,
  };
}

export function organizationMerged(
  item: string,
  site: Site,
  targetId: string,
  chained: Organization,
): MatchFinding {
  return {
    code: 'organization-merged',
    detail: `the organization ${targetId} that ${site.name} was matched to is not there any more; its PSA company now belongs to ${chained.name} (${chained.id})`,
    fix: `Check that this is where it went. If not: trilink match set ${item} ID`,
  };
}

export function organizationInactive(item: string, site: Site, organization: Organization): MatchFinding {
  return {
    code: 'organization-inactive',
    detail: `${site.name} is matched to ${organization.name} (${organization.id}), which is not active`,
    fix: `Activate it again, match the one that took over with: trilink match set ${item} ID, or take the site out: trilink match ignore ${item}`,
  };
}

export function siteGone(item: string, sourceId: string, target: string): MatchFinding {
  return {
    code: 'client-left?',
    detail: `the source no longer has the site that was matched to ${target}`,
    fix: `If the client left: trilink sync start --archive-site ${sourceId}, or: trilink match ignore ${item}. Else: trilink match forget ${item}`,
  };
}

function companyOf(site: Site): string {
  const id = site.psaCompanyId ?? site.id;
  return site.psaCompanyName ? `${site.psaCompanyName} (${id})` : id;
}

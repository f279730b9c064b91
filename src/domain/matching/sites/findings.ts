import type { Site } from '../../estate/source.js';
import type { IntegrationId } from '../../estate/systems.js';
import type { Organization } from '../../estate/target.js';
import type { MatchFinding } from '../verdict.js';

/** Findings beside a site's status, each with the way out. */

export function contradictsChain(
  item: string,
  site: Site,
  matched: string,
  chained: Organization,
): MatchFinding {
  return {
    code: 'contradicts-chain',
    detail: `${site.name} is matched to ${matched}, but its PSA company ${site.psaCompanyId} belongs to ${chained.name}`,
    fix: `If the PSA is right: trilink match change ${item} ${chained.id}. If not, correct the mapping in the RMM.`,
  };
}

export function companyInactive(site: Site): MatchFinding {
  return {
    code: 'company-inactive',
    detail: `${site.name} is mapped to PSA company ${site.psaCompanyId}, which is not active any more`,
    fix: 'Map the site to the company that took over, in the RMM.',
  };
}

export function severalLinked(site: Site, organizations: readonly Organization[]): MatchFinding {
  return {
    code: 'company-linked-twice',
    detail: `PSA company ${site.psaCompanyId} is linked to ${organizations.map((one) => one.name).join(' and ')}`,
    fix: 'Keep one of them linked in IT Glue; merge or unlink the other.',
  };
}

export function organizationGone(item: string, site: Site, targetId: string): MatchFinding {
  return {
    code: 'organization-gone',
    detail: `the organization ${targetId} that ${site.name} was matched to is not there any more`,
    fix: `If it was merged into another: trilink match set ${item} ID. Else: trilink match forget ${item}`,
  };
}

export function siteGone(integration: IntegrationId, sourceId: string): MatchFinding {
  const item = `${integration}/site/${sourceId}`;
  return {
    code: 'client-left?',
    detail: 'the source has no such site any more',
    fix: `If the client left: trilink sync start --archive-site NAME, or trilink match ignore ${item}. Else: trilink match forget ${item}`,
  };
}

import type { Site } from '../../estate/source.js';
import type { MatchSites } from '../inputs.js';
import type { MatchFinding, Verdict } from '../verdict.js';
import { byChain } from './by-chain.js';
import { byEarlierMatch } from './by-earlier-match.js';
import { byNames } from './by-names.js';
import { byPerson } from './by-person.js';
import * as findings from './findings.js';
import { goneSites } from './gone.js';
import { compareText } from './order.js';
import { type Outcome, toVerdict } from './outcome.js';
import { openSites, type SiteRun, type SiteView } from './site-view.js';

/**
 * Decides which organization each site is, in the contract's order (PRODUCT.md section 4): a person's decision, the PSA
 * id chain, the earlier match, an equal name unique on both sides, a strong name with independent support. All else
 * suggests. Many sites may be one organization. The answer is ordered by site id, whatever the order of the inputs.
 */
export const matchSites: MatchSites = (input) => {
  const run = openSites(input);
  const verdicts = input.sites.map((site) => settleSite(run, site));
  return [...verdicts, ...goneSites(run)].sort((a, b) => compareText(a.sourceId, b.sourceId));
};

export function settleSite(run: SiteRun, site: Site): Verdict {
  const { integration } = run.input;
  if (site.skip !== null)
    return toVerdict(integration, site.id, {
      status: 'ignored',
      reason: { code: 'system-site', text: site.skip },
    });
  const view = run.view(site);
  const outcome = byPerson(run, view) ?? byChain(run, view) ?? byEarlierMatch(run, view) ?? byNames(view);
  return toVerdict(integration, site.id, {
    ...outcome,
    findings: [...(outcome.findings ?? []), ...notes(run, view, outcome)],
  });
}

/** Findings that hold however the site was settled, unless it is out. */
function notes(run: SiteRun, view: SiteView, outcome: Outcome): readonly MatchFinding[] {
  const { chain, item, site } = view;
  if (outcome.status === 'ignored') return [];
  const organization =
    outcome.status === 'matched' ? run.organizations.get(outcome.targetId ?? '') : undefined;
  return [
    ...(chain.kind === 'several' ? [findings.severalLinked(site, chain.companyId, chain.organizations)] : []),
    ...(chain.kind === 'inactive' ? [findings.companyInactive(site, chain.companyId)] : []),
    ...(organization?.active === false ? [findings.organizationInactive(item, site, organization)] : []),
  ];
}

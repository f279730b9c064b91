import { droppedByChain } from './by-earlier-match.js';
import * as findings from './findings.js';
import { certain, matched, type Outcome } from './outcome.js';
import { psaEvidence } from './psa-evidence.js';
import type { SiteRun, SiteView } from './site-view.js';

/**
 * The PSA id chain: the site's company, when alive, is the one of one organization. An automatic match to another
 * organization is not overruled silently: a person must say which of them is right.
 */
export function byChain(run: SiteRun, view: SiteView): Outcome | null {
  const { chain, standing, item, site } = view;
  if (chain.kind !== 'one') return null;
  const { organization } = chain;
  const text = 'its PSA company is the one of this organization';
  const outcome = matched(certain(view, organization, [psaEvidence(chain.companyId)]), 'psa-id', text);
  if (!standing || standing.targetId === organization.id) return outcome;
  if (run.organizations.has(standing.targetId) || !run.input.complete)
    return droppedByChain(run, view, standing);
  return {
    ...outcome,
    findings: [findings.organizationMerged(item, site, standing.targetId, organization)],
  };
}

import { itemKey } from '../../estate/systems.js';
import type { Candidate, Verdict } from '../verdict.js';
import * as findings from './findings.js';
import { certain, inFront, type Outcome, toVerdict } from './outcome.js';
import { psaEvidence } from './psa-evidence.js';
import type { SiteRun, SiteView } from './site-view.js';

/** The organization of a match has disappeared: what fits now is shown. Only to be said after a complete read. */
export function gone(view: SiteView, targetId: string, decidedBy: Verdict['decidedBy']): Outcome {
  const { chain, item, site } = view;
  const chained: Candidate[] =
    chain.kind === 'one' ? [certain(view, chain.organization, [psaEvidence(chain.companyId)])] : [];
  const candidates = inFront(chained, view);
  return {
    status: 'gone',
    ...{ decidedBy, targetId, candidates },
    reason: { code: 'organization-gone', text: 'the organization it was matched to is not there any more' },
    findings: [findings.organizationGone(item, site, targetId, candidates[0])],
  };
}

/** Sites that were matched and that the source no longer has. Ignored ones are settled. */
export function goneSites({ input, organizations, words }: SiteRun): readonly Verdict[] {
  if (!input.complete) return [];
  const present = new Set(input.sites.map((site) => site.id));
  const missing = [...words.standing.values()].filter(
    ({ sourceId }) => !present.has(sourceId) && words.decisions.get(sourceId)?.verb !== 'ignore',
  );
  return missing.map(({ sourceId, targetId, decidedBy, evidence }) => {
    const item = itemKey({ integration: input.integration, kind: 'site', sourceId });
    const name = organizations.get(targetId)?.name ?? targetId;
    return toVerdict(input.integration, sourceId, {
      status: 'gone',
      ...{ decidedBy, targetId },
      candidates: organizations.has(targetId) ? [{ id: targetId, name, confidence: 1, evidence }] : [],
      reason: { code: 'site-gone', text: 'the source has no such site any more' },
      findings: [findings.siteGone(item, sourceId, name)],
    });
  });
}

import type { Reason } from '../verdict.js';
import type { NameView } from './names-of-sites.js';
import { certain, matched, type Outcome } from './outcome.js';
import { psaEvidence } from './psa-evidence.js';
import type { SiteView } from './site-view.js';
import { strong, type WeighedCandidate } from './weigh-site.js';

/** What names and the ties beside them say: a match by an equal name or by a strong one with support, else suggestions. */
export function byNames(view: SiteView): Outcome {
  const named = byEqualName(view) ?? bySupportedName(view);
  const { chain } = view;
  if (chain.kind !== 'several') return named ?? suggestions(view);
  if (named && chain.organizations.some((one) => one.id === named.targetId)) return named;
  return {
    status: 'ambiguous',
    candidates: chain.organizations
      .slice(0, 5)
      .map((one) => certain(view, one, [psaEvidence(chain.companyId)])),
    reason: { code: 'rival', text: 'its PSA company is linked to several organizations' },
  };
}

const equalTexts = {
  'equal-name': 'an equal name, and no other of that name on either side',
  'equal-company-name': 'an equal name of its PSA company, and no other of that name on either side',
  'equal-core': 'an equal name but for the legal form, and no other like it on either side',
} as const;

/** An equal name, unique on both sides, that neither another equal name nor anything else contradicts. */
function byEqualName({ names, weighed }: SiteView): Outcome | null {
  const [first, ...others] = names.equal;
  if (!first || others.some((one) => one.organizationId !== first.organizationId)) return null;
  const found = weighed.all.find((one) => one.organization.id === first.organizationId);
  if (!found || !mayMatch(found)) return null;
  return matched(found.candidate, first.code, equalTexts[first.code]);
}

/** A strong name with independent support, and no rival. */
function bySupportedName({ weighed, names }: SiteView): Outcome | null {
  const { best, rival } = weighed;
  if (!best || rival || !best.support.enough || !mayMatch(best)) return null;
  if (!isStrong(best, names)) return null;
  return matched(best.candidate, 'supported-name', 'a like name, with something else that ties them');
}

/** A very likely name, or the very same one, however many have it. */
function isStrong({ named, organization }: WeighedCandidate, names: NameView): boolean {
  return (named?.telling ?? 0) >= strong || names.same.has(organization.id);
}

/** Nothing new is ever tied to an inactive organization, to another company's, or against the devices' votes. */
function mayMatch({ organization, otherCompany, support }: WeighedCandidate): boolean {
  return organization.active && otherCompany === null && !support.against;
}

function suggestions({ weighed, names }: SiteView): Outcome {
  const { best, rival, candidates } = weighed;
  if (!best)
    return {
      status: 'unmatched',
      reason: { code: 'no-candidate', text: 'nothing like it on the other side' },
    };
  if (rival)
    return {
      ...{ status: 'ambiguous', candidates },
      reason: {
        code: 'rival',
        text: `${best.organization.name} and ${rival.organization.name} fit about as well`,
      },
    };
  return { ...{ status: 'suggested', candidates }, reason: whyOnlySuggested(best, names) };
}

function whyOnlySuggested(best: WeighedCandidate, names: NameView): Reason {
  const { support, organization, otherCompany } = best;
  if (otherCompany !== null)
    return { code: 'contradicts-chain', text: `it belongs to another PSA company (${otherCompany})` };
  if (!organization.active) return { code: 'inactive', text: 'the organization that fits is not active' };
  if (support.against)
    return {
      code: 'votes-elsewhere',
      text: 'the devices of the site are documented in another organization',
    };
  if (!isStrong(best, names) && support.evidence.length > 0)
    return { code: 'other-name', text: 'the name differs, but something else ties them' };
  if (names.shared || names.same.has(organization.id))
    return { code: 'name-shared', text: 'an equal name, but another site or organization has it too' };
  return { code: 'name-only', text: 'a like name, and nothing else that ties them' };
}

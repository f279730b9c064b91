import type { MatchFinding } from '../verdict.js';
import * as findings from './findings.js';
import type { SiteRun, SiteView } from './site-view.js';

/** What the PSA chain says against a match to this organization. */
export function contradictionsOf(run: SiteRun, view: SiteView, targetId: string): readonly MatchFinding[] {
  const { chain, item, site } = view;
  const organization = run.organizations.get(targetId);
  const name = organization?.name ?? targetId;
  if (chain.kind === 'one' && chain.organization.id !== targetId)
    return [findings.contradictsChain(item, site, name, chain.organization)];
  const [first] = chain.kind === 'several' ? chain.organizations : [];
  if (chain.kind === 'several' && first && !chain.organizations.some((one) => one.id === targetId))
    return [findings.contradictsChain(item, site, name, first)];
  const other = organization ? run.chains.linkedElsewhere(chain, organization) : null;
  return organization && other !== null ? [findings.linkedElsewhere(item, site, organization, other)] : [];
}

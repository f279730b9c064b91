import type { FactValues, Settlement } from '../catalogue.js';
import { connector } from '../menus.js';
import {
  decided,
  good,
  knowledge,
  many,
  modeOf,
  notApplicable,
  type Outcome,
  type RunHop,
  reads,
  type SetupScope,
  suggested,
  unsure,
  wrong,
} from '../rule.js';

/** Which settlement counts: trilink's own matches where trilink runs the hop, the native ones elsewhere. */
export function settlementOf(
  settled: { readonly native: Settlement; readonly ledger: Settlement | null },
  scope: SetupScope,
  hop: RunHop,
): Settlement | null {
  return modeOf(scope, hop) === 'sync' ? settled.ledger : settled.native;
}

/** Nothing is settled natively before the integration has run, and by trilink before its first matching. */
export function judgeSites(
  settled: FactValues['sitesSettled'],
  scope: SetupScope,
  hop: RunHop,
  what: string,
): Outcome {
  const sites = settlementOf(settled, scope, hop);
  if (sites === null)
    return unsure(`trilink has not matched the ${what} yet: trilink sync plan does it without writing`);
  if (sites.of === 0) return unsure(`no ${what} have devices`);
  if (modeOf(scope, hop) !== 'sync' && sites.matched === 0)
    return unsure(`the native integration has matched none of ${sites.of} ${what} yet`);
  if (sites.open > 0) return wrong(`${sites.open} of ${sites.of} ${what} with devices are not settled`);
  return good(
    `all ${sites.of} ${what} with devices are settled (${sites.matched} matched, ${sites.ignored} ignored)`,
  );
}

export const sitesTreated = suggested({
  id: 'C-20',
  title: 'Every unmatched organization was treated: accepted, searched, created or ignored',
  why: 'The devices of a site without an organization cannot match.',
  fix: `trilink match review sites. Natively: ${connector('Datto RMM', 'Organizations')} > Unmatched`,
  after: ['C-15'],
  about: 'data',
  sharesEvidence: ['sites-settled'],
  check: reads(['sitesSettled'], ({ sitesSettled }, scope) => judgeSites(sitesSettled, scope, 'C', 'sites')),
});

export const organizationsFirst = suggested({
  id: 'C-22',
  severity: 'critical',
  title: 'All organizations are settled before any configuration is treated',
  why: 'Devices are matched, or created, in the wrong place.',
  fix: 'Settle the sites first: trilink match review sites',
  after: ['C-20'],
  about: 'data',
  sharesEvidence: ['sites-settled'],
  check: reads(['sitesSettled'], ({ sitesSettled }, scope) => judgeSites(sitesSettled, scope, 'C', 'sites')),
});

export const emptySitesHidden = knowledge({
  id: 'C-18',
  kind: 'fact',
  title: 'IT Glue lists only RMM companies with at least one device',
  why: 'An empty site looks like one that is missing; one unknown elsewhere needs its organization made by hand.',
  fix: 'Nothing to do until the site has a device.',
  check: reads(['emptySites'], ({ emptySites }) =>
    notApplicable(`${many(emptySites.count, 'site')} without a device, counted nowhere as missing`),
  ),
});

export const namesExact = knowledge({
  id: 'C-19',
  kind: 'fact',
  title: 'IT Glue matches organizations by exact name and suggests by pattern',
  why: 'A site of another name stays unmatched; the id chain through Autotask is the surer way.',
  fix: 'See who joins what: trilink match list sites',
  after: ['C-15'],
  check: reads(['siteNames'], ({ siteNames }) =>
    notApplicable(
      `sites with an organization of exactly their name: ${siteNames.exact}, of nearly their name: ${siteNames.near}, of neither: ${siteNames.none}`,
    ),
  ),
});

export const noDeadCompany = decided({
  id: 'C-36',
  kind: 'recommendation',
  severity: 'critical',
  title: "Every site's Autotask company exists and is active",
  why: 'Devices are filed under a company that was merged or deactivated.',
  fix: 'Map the site to the company that holds its devices now: Datto RMM > Sites > the site > Settings > Autotask company. If the client has left, archive the site.',
  needs: ['datto-rmm', 'autotask'],
  concerns: ['A', 'B', 'C'],
  check: reads(['deadCompanies'], ({ deadCompanies }) => {
    if (deadCompanies.length === 0) return good('all mapped companies exist and are active');
    const problems = deadCompanies.map((dead) => ({
      key: `site-${dead.site.toLowerCase()}`,
      subject: dead.site,
      detail: `is mapped to Autotask company ${dead.companyId}, which ${dead.state === 'missing' ? 'does not exist' : 'is inactive'}`,
      evidence: dead.candidate
        ? [
            {
              kind: 'candidate',
              value: `${dead.candidate.name} (${dead.candidate.id}) holds ${dead.candidate.devices} of its devices`,
            },
          ]
        : [],
    }));
    return { is: 'wrong', problems, since: null };
  }),
});

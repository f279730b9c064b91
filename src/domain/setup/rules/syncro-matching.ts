import { connector, menus } from '../menus.js';
import { decided, good, knowledge, many, notApplicable, reads, suggested, wrong } from '../rule.js';
import { judgeDevices } from './devices-settled.js';
import { judgeDuplicates } from './duplicate-organizations.js';
import { judgeSites } from './organizations-settled.js';
import { judgeUnowned } from './unowned-configurations.js';

export const customersTreated = suggested({
  id: 'S-23',
  title: 'Every unmatched Syncro customer was treated, and wrong matches were changed',
  why: 'The assets of a customer without an organization cannot match.',
  fix: `trilink match review sites. Natively: ${connector('Syncro', 'Organizations')}`,
  after: ['S-22'],
  about: 'data',
  sharesEvidence: ['syncro-customers-settled'],
  check: reads(['syncroSitesSettled'], ({ syncroSitesSettled }, scope) =>
    judgeSites(syncroSitesSettled, scope, 'S', 'customers'),
  ),
});

export const noSecondOrganization = decided({
  id: 'S-24',
  kind: 'warning',
  title: 'No organization was created a second time from Syncro',
  why: 'Duplicate organizations split the documentation of a client.',
  fix: `${menus.itGlueOrganizations} > search by part of the name before creating. Merge the listed ones.`,
  after: ['S-23'],
  sharesEvidence: ['duplicate-organizations'],
  check: reads(['duplicateOrganizations'], ({ duplicateOrganizations }) =>
    judgeDuplicates(duplicateOrganizations, 'organizations'),
  ),
});

export const customersFirst = suggested({
  id: 'S-25',
  severity: 'critical',
  title: 'All customers are settled before any asset is treated',
  why: 'Assets are matched, or created, in the wrong place.',
  fix: 'Settle the customers first: trilink match review sites. Then the assets: trilink match review devices',
  after: ['S-23'],
  about: 'data',
  sharesEvidence: ['syncro-customers-settled'],
  check: reads(
    ['syncroSitesSettled'],
    ({ syncroSitesSettled, syncroDevicesSettled }, scope) => {
      const sites = judgeSites(syncroSitesSettled, scope, 'S', 'customers');
      if (sites.is !== 'good' || !syncroDevicesSettled) return sites;
      const assets = judgeDevices(syncroDevicesSettled, scope, 'S');
      return assets.is === 'good' ? good(`${sites.detail}; ${assets.detail}`) : sites;
    },
    ['syncroDevicesSettled'],
  ),
});

export const noSecondConfiguration = decided({
  id: 'S-26',
  kind: 'warning',
  title: 'Assets were matched by MAC or serial before any configuration was created',
  why: 'A configuration created beside an existing one is a duplicate.',
  fix: `List them: trilink setup check --step S-26 --json. Then ${connector('Syncro', 'Configurations')} > Change Match, and archive the other one.`,
  after: ['S-25'],
  sharesEvidence: ['rmm-before-psa', 'duplicate-configurations'],
  check: reads(['duplicateConfigurations'], ({ duplicateConfigurations }) =>
    judgeDuplicates(duplicateConfigurations, 'configurations'),
  ),
});

export const notMadeFromSyncro = decided({
  id: 'S-27',
  kind: 'warning',
  title: 'No configuration was created from Syncro that the PSA should have had',
  why: 'Such configurations never flow to the PSA unless each is edited and saved by hand.',
  fix: 'Create the device in Autotask, let hop B link it, then archive this one; where both exist, match the RMM data to the linked one.',
  after: ['S-25'],
  needs: ['syncro', 'autotask', 'it-glue'],
  sharesEvidence: ['rmm-before-psa'],
  check: reads(['unowned'], ({ unowned }, scope) => judgeUnowned(unowned, scope, 'S')),
});

export const emptyCustomersHidden = knowledge({
  id: 'S-28',
  kind: 'fact',
  title: 'IT Glue lists only Syncro customers with at least one asset',
  why: 'A customer without assets looks like one that is missing.',
  fix: 'Nothing to do until the customer has an asset.',
  check: reads(['syncroCustomers'], ({ syncroCustomers }) =>
    notApplicable(`${many(syncroCustomers.empty, 'customer')} without an asset, counted nowhere as missing`),
  ),
});

export const goneAssetsInactive = decided({
  id: 'S-29',
  kind: 'fact',
  severity: 'info',
  title: 'Configurations of deleted Syncro assets are inactive',
  why: 'What is gone still looks active. Syncro suggests organizations by name, e-mail and phone, and configurations by exact name only.',
  fix: 'Archive them: trilink sync start syncro:it-glue --archive-missing 30',
  after: ['S-15'],
  about: 'native',
  check: reads(['syncroStale'], ({ syncroStale }) =>
    syncroStale.count > 0
      ? wrong(`${many(syncroStale.count, 'active configuration')} of assets that Syncro no longer has`)
      : good('no active configuration belongs to a deleted asset'),
  ),
});

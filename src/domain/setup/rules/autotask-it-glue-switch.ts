import type { FactValues } from '../catalogue.js';
import { menus } from '../menus.js';
import { attested, type Check, decided, good, reads, unsure, wrong } from '../rule.js';

export const enabledInAutotask = attested({
  id: 'B-04',
  title: 'The IT Glue integration is enabled in Autotask',
  why: 'Autotask shows neither the IT Glue tab nor its insights.',
  fix: `${menus.autotaskItGlue} > enable`,
  after: ['A-24', 'B-01', 'B-03'],
});

function subdomainDetail({ seen, configured }: FactValues['itGlueSubdomain']) {
  if (configured !== null && configured.toLowerCase() !== seen.toLowerCase()) {
    return wrong(`record addresses in IT Glue say ${seen}, but ${configured} was given to trilink`);
  }
  return null;
}

export const subdomainEntered = attested({
  id: 'B-05',
  title: 'The IT Glue subdomain in Autotask is that of the account',
  why: 'Links from Autotask into IT Glue fail.',
  fix: `${menus.autotaskItGlue} > Subdomain: only the first word of the address, without itglue.com`,
  after: ['B-04'],
  sharesEvidence: ['it-glue-subdomain'],
  check: reads(
    ['itGlueSubdomain'],
    ({ itGlueSubdomain }) =>
      subdomainDetail(itGlueSubdomain) ??
      unsure(`what Autotask has is not shown by the API; it should be: ${itGlueSubdomain.seen}`),
  ),
});

/** A key works only on its own region's host, so an answer names the region (observed). */
export const regionAnswers: Check = reads(['itGlueRegion'], ({ itGlueRegion }) =>
  itGlueRegion.answers
    ? good(`the account answers in region ${itGlueRegion.region}: choose that one`)
    : wrong(`the account does not answer in region ${itGlueRegion.region}`),
);

export const regionChosen = decided({
  id: 'B-06',
  title: 'The region chosen in Autotask is that of the IT Glue account',
  why: 'Links from Autotask into IT Glue fail.',
  fix: `${menus.autotaskItGlue} > Region: AU, EU or NA, as in the address of the login page`,
  after: ['B-04'],
  about: 'native',
  sharesEvidence: ['it-glue-region'],
  check: regionAnswers,
});

export const tabInProfiles = attested({
  id: 'B-07',
  severity: 'info',
  title: 'The switch was saved, and user profiles in Autotask show an IT Glue tab',
  why: 'Without the tab nobody can link a user; linking itself can wait.',
  fix: `${menus.autotaskItGlue} > Save and Close, then open a profile`,
  after: ['B-05', 'B-06'],
});

/** The datto side asks for a full address; the same reading speaks for both. */
export const fullAddress = reads(
  ['itGlueSubdomain'],
  ({ itGlueSubdomain }) =>
    subdomainDetail(itGlueSubdomain) ??
    unsure(
      `what Datto RMM has is not shown by the API; it should be: https://${itGlueSubdomain.seen}.itglue.com`,
    ),
);

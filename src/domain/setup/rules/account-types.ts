import { menus } from '../menus.js';
import { decided, good, problem, reads, unsure, wrongEach } from '../rule.js';

export const customersOnly = decided({
  id: 'A-08',
  kind: 'recommendation',
  title: 'Only companies of account type Customer are mapped to sites',
  why: 'Leads, vendors and prospects appear as sites, and later as organizations in IT Glue.',
  fix: `${menus.dattoAutotask} > Account types to map: Customer only at first. Unmap or re-type the companies listed here.`,
  after: ['A-07'],
  sharesEvidence: ['account-types'],
  check: reads(['siteCompanyTypes'], ({ siteCompanyTypes }) => {
    if (siteCompanyTypes.of === 0) return unsure('no site is mapped to a company yet');
    const problems = siteCompanyTypes.others.map((other) =>
      problem(other.site, `is mapped to ${other.company}, which is a ${other.type} in Autotask`),
    );
    return wrongEach(problems, good(`all ${siteCompanyTypes.of} mapped companies are Customers`));
  }),
});

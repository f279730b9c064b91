export { explainSite, type SiteExplanation } from './explain.js';
export { matchSites } from './match-sites.js';
export { bestOrganizations, matchNamesOffline, type OfflineSite } from './offline.js';

import type { Evidence } from '../verdict.js';

/** The site's PSA company is the one of the organization. */
export function psaEvidence(companyId: string): Evidence {
  return { kind: 'psa-id', value: companyId, weight: 60 };
}

import type { Blocked } from './plan.js';
import type { PlanInput } from './plan-input.js';

/** Why nothing may be created for a site's device in an organization: one of them could not be read to its end. */
export function incompletePlace(
  input: Pick<PlanInput, 'incompleteSites' | 'incompleteOrganizations'>,
  siteId: string,
  organizationId: string | null,
): Blocked | null {
  const { incompleteSites: sites, incompleteOrganizations: organizations } = input;
  if (sites.has('all') || sites.has(siteId)) {
    return { by: 'incomplete read', reason: 'the devices of its site could not all be read' };
  }
  if (organizations.has('all') || (organizationId !== null && organizations.has(organizationId))) {
    return { by: 'incomplete read', reason: 'the configurations of its organization could not all be read' };
  }
  return null;
}

import type { Site } from '../estate/source.js';
import type { Organization } from '../estate/target.js';
import type { Change } from './plan.js';
import { lockOn } from './plan-device.js';
import { type PlanInput, recordKey } from './plan-input.js';
import { planUpdates } from './plan-updates.js';
import { settleRecord } from './settle-record.js';

/** Organizations kept in step with their site, for hops whose authority table has rows for organizations. */
export function planMatchedSites(input: PlanInput): readonly Change[] {
  if (!input.authority.some((row) => row.type === 'organization')) return [];
  const organizations = new Map(input.organizations.map((organization) => [organization.id, organization]));
  return input.sites.flatMap((site) => {
    const verdict = input.siteVerdicts.get(site.id);
    const organization =
      verdict?.status === 'matched' ? organizations.get(verdict.targetId ?? '') : undefined;
    return organization ? planMatchedSite(input, site, organization) : [];
  });
}

function planMatchedSite(input: PlanInput, site: Site, organization: Organization): readonly Change[] {
  const lock = lockOn(input, organization);
  const settled = settleRecord(input.authority, {
    type: 'organization',
    group: 'other',
    desired: input.hop.projectSite(site, input.projection),
    current: { name: organization.name, ...organization.fields },
    written: input.written.get(recordKey('organization', organization.id)) ?? new Map(),
    creating: false,
    lock,
    ours: input.createdByUs.has(recordKey('organization', organization.id)),
    presentMacs: null,
  });
  const record = { id: organization.id, name: organization.name, organizationId: null };
  const subject = { kind: 'site' as const, id: site.id, name: site.name };
  return planUpdates(input, subject, 'organization', record, settled, lock);
}

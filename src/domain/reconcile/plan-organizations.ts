import type { Site } from '../estate/source.js';
import { itemKey } from '../estate/systems.js';
import type { Organization } from '../estate/target.js';
import { foldName } from '../hops/name-mapping.js';
import type { Verdict } from '../matching/verdict.js';
import { changeId } from './change-id.js';
import { holdOn } from './holds.js';
import { lockOf } from './lock.js';
import type { Blocked, Change } from './plan.js';
import type { PlanInput } from './plan-input.js';
import { settleRecord } from './settle-record.js';

/** Records to make for sites that have none: asked for by a flag or by a person's decision. */
export function planOrganizations(input: PlanInput): readonly Change[] {
  return input.sites.flatMap((site) => {
    const asked = asksForOrganization(input, site, input.siteVerdicts.get(site.id));
    return asked ? [createOrganization(input, site)] : [];
  });
}

/** Whether a record is to be made for a site: by a person's decision, or by a flag where nothing plausible exists. */
export function asksForOrganization(
  input: Pick<PlanInput, 'decisions' | 'flags' | 'hop'>,
  site: Site,
  verdict: Verdict | undefined,
): boolean {
  if (!input.hop.createsOrganizations) return false;
  if (!verdict || verdict.targetId !== null || site.skip !== null) return false;
  if (input.decisions.get(`site/${site.id}`)?.verb === 'create') return verdict.status !== 'ignored';
  const flagged = input.flags.create === 'organizations' || input.flags.create === 'all';
  if (!flagged || verdict.status !== 'unmatched' || verdict.candidates.length > 0) return false;
  return site.deviceCount !== 0 && verdict.findings.length === 0;
}

function createOrganization(input: PlanInput, site: Site): Change {
  const { hop } = input;
  const item = itemKey({ integration: hop.id, kind: 'site', sourceId: site.id });
  const desired = hop.projectSite(site, input.projection);
  const settled = settleRecord(input.authority, {
    type: 'organization',
    group: 'other',
    desired,
    current: {},
    written: new Map(),
    creating: true,
    lock: 'open',
    ours: true,
    presentMacs: null,
  });
  const named = settled.writes.some((field) => field.name === 'name');
  const name = { name: 'name', before: null, after: site.name, authority: 'create-only' as const };
  return {
    id: changeId(item, 'create', 'organization'),
    integration: hop.id,
    item,
    action: 'create',
    target: {
      system: hop.target,
      type: 'organization',
      id: null,
      name: site.name,
      organizationId: null,
      parent: null,
    },
    dependsOn: [],
    source: { system: hop.source, id: site.id, name: site.name },
    fields: named ? settled.writes : [name, ...settled.writes],
    blocked: whyNot(input, site, item),
    volatile: [],
    keys: { name: site.name, serial: null, macs: [] },
  };
}

function whyNot(input: PlanInput, site: Site, item: string): Blocked | null {
  const held = holdOn(input.holds, item, 'organization', '*');
  if (held) return held;
  // Devices tell which organization a renamed client is: with some of them unread it may well be there already.
  const { incompleteSites, incompleteOrganizations } = input;
  if (incompleteSites.has('all') || incompleteSites.has(site.id) || incompleteOrganizations.size > 0) {
    return { by: 'incomplete read', reason: 'not every site, device and organization could be read' };
  }
  const known = site.psaCompanyId !== null || input.psaCompanies.has(foldName(site.name));
  if (known && !input.flags.createUnowned && psaGoverns(input.organizations)) {
    return { by: 'autotask', reason: 'in Autotask, not yet in IT Glue' };
  }
  return null;
}

function psaGoverns(organizations: readonly Organization[]): boolean {
  return organizations.some((organization) => lockOf(organization.provenance) === 'locked');
}

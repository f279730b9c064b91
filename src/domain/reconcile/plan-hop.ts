import type { Device, Site } from '../estate/source.js';
import type { Configuration } from '../estate/target.js';
import type { Change } from './plan.js';
import { planArchives } from './plan-archives.js';
import { planAttachments } from './plan-attachments.js';
import { planNewDevice } from './plan-creates.js';
import { planMatchedDevice } from './plan-device.js';
import type { PlanInput } from './plan-input.js';
import { withNamed } from './plan-named.js';
import { planOrganizations } from './plan-organizations.js';
import { withProducts } from './plan-products.js';
import { planMatchedSites } from './plan-sites.js';

/**
 * Everything a hop would write, as values: pure, and the same for the same inputs in any order.
 * `organizationOf` tells where each site's devices belong: an organization's id, or `change:<id>` of a planned one.
 */
export function planHop(input: PlanInput, organizationOf: ReadonlyMap<string, string>): readonly Change[] {
  const records = new Map(input.configurations.map((record) => [record.id, record]));
  const changes = withNamed(input, [
    ...planOrganizations(input),
    ...planMatchedSites(input),
    ...planAttachments(input, organizationOf),
    ...planDevices(input, organizationOf, records),
    ...planArchives(input, records),
  ]);
  return [...changes].sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
}

function planDevices(
  input: PlanInput,
  organizationOf: ReadonlyMap<string, string>,
  records: ReadonlyMap<string, Configuration>,
): readonly Change[] {
  const sites = new Map<string, Site>(input.sites.map((site) => [site.id, site]));
  const organizations = new Map(input.organizations.map((organization) => [organization.id, organization]));
  const plan = (device: Device): readonly Change[] => {
    const verdict = input.deviceVerdicts.get(device.id);
    if (!verdict) return [];
    if (verdict.status === 'matched' && verdict.targetId !== null) {
      const record = records.get(verdict.targetId);
      return record ? planMatchedDevice(input, device, record) : [];
    }
    const site = sites.get(device.siteId);
    const organizationId = organizationOf.get(device.siteId);
    if (!site || organizationId === undefined || verdict.status === 'ignored') return [];
    const organization = organizations.get(organizationId) ?? null;
    return planNewDevice(input, device, verdict, { site, organizationId, organization });
  };
  const blocked = input.hop.blockDevices?.(input.devices, input.projection) ?? null;
  const changes = input.devices.flatMap(plan);
  if (blocked) return changes.map((change) => ({ ...change, blocked: change.blocked ?? blocked }));
  return withProducts(input, changes);
}

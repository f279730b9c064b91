import type { Device, Site } from '../estate/source.js';
import type { Organization } from '../estate/target.js';
import { groupOf } from '../hops/hop.js';
import type { Verdict } from '../matching/verdict.js';
import { holdOn } from './holds.js';
import { incompletePlace } from './incomplete-place.js';
import { lockOf } from './lock.js';
import { itemOf, makeChange } from './make-change.js';
import type { Blocked, Change } from './plan.js';
import { createInterface, subjectOf } from './plan-device.js';
import { type PlanInput, plannedChangeOf } from './plan-input.js';
import { settleRecord } from './settle-record.js';

/** Why a person's word is needed: verdicts that never lead to a record by flag alone. */
const heldBack = new Set([
  'no-identifiers',
  'not-audited',
  'stale-agent',
  'moved',
  'name-only',
  'incomplete',
  'shared-identifier',
]);

export interface DevicePlace {
  readonly site: Site;
  /** An existing organization's id, or `change:<id>` of one planned beside it. */
  readonly organizationId: string;
  readonly organization: Organization | null;
}

/**
 * The new record of a device without one, with its further adapters. Empty when nobody asked, or when something
 * plausible exists and no person decided: creating is never the answer to doubt.
 */
export function planNewDevice(
  input: PlanInput,
  device: Device,
  verdict: Verdict,
  place: DevicePlace,
): readonly Change[] {
  const decision = input.decisions.get(`device/${device.id}`)?.verb ?? null;
  const decided = decision === 'create' || decision === 'move' || decision === 'replace';
  if (!decided && !wantsByFlag(input, device, verdict)) return [];

  const primaryLocation = input.primaryLocations.get(place.organizationId) ?? null;
  const desired = input.hop.projectDevice(device, input.projection, { primaryLocation });
  const settled = settleRecord(input.authority, {
    type: 'configuration',
    group: groupOf(device),
    desired: desired.fields,
    current: {},
    written: new Map(),
    creating: true,
    lock: 'open',
    ours: true,
    presentMacs: desired.presentMacs,
  });
  const parentChange = plannedChangeOf(place.organizationId);
  const organizationId = parentChange === null ? place.organizationId : null;
  const blocked = whyNot(input, device, place) ?? desired.cannotCreate;
  const record = makeChange(input, subjectOf(device), 'create', 'configuration', {
    id: null,
    record: null,
    fields: settled.writes,
    blocked,
    volatile: settled.volatile,
    parentChange,
    organizationId,
  });
  if (blocked) return [record];
  const adapters = desired.interfaces.map((wanted) =>
    createInterface(input, device, wanted.fields, wanted.mac, null, record.id),
  );
  return [record, ...adapters];
}

function wantsByFlag(input: PlanInput, device: Device, verdict: Verdict): boolean {
  const { create } = input.flags;
  if (create !== 'configurations' && create !== 'all') return false;
  if (holdOn(input.holds, itemOf(input, subjectOf(device)), 'configuration', '*')) return true;
  if (verdict.status !== 'unmatched' || verdict.candidates.length > 0 || verdict.findings.length > 0)
    return false;
  if (heldBack.has(verdict.reason?.code ?? '')) return false;
  return device.detail === 'read' || !input.hop.needsDetail || device.detail === 'not-applicable';
}

function whyNot(input: PlanInput, device: Device, place: DevicePlace): Blocked | null {
  const held = holdOn(input.holds, itemOf(input, subjectOf(device)), 'configuration', '*');
  if (held) return held;
  const incomplete = incompletePlace(input, device.siteId, place.organizationId);
  if (incomplete) return incomplete;
  if (!input.hop.respectsPsaLock || input.flags.createUnowned || place.organization === null) return null;
  if (lockOf(place.organization.provenance) !== 'locked') return null;
  if (input.hop.source === 'autotask') {
    return { by: 'autotask', reason: "IT Glue's own integration syncs this organization" };
  }
  const known = device.lent.some((identifier) => identifier.kind === 'psa-id');
  return { by: 'autotask', reason: known ? 'in Autotask, not yet in IT Glue' : 'missing in Autotask' };
}

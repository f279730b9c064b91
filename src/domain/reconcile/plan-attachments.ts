import type { SourceAttachment } from '../estate/source.js';
import type { Attachment, Organization } from '../estate/target.js';
import type { Verdict } from '../matching/verdict.js';
import { holdOn } from './holds.js';
import { lockOf } from './lock.js';
import { itemOf, makeChange, type Subject } from './make-change.js';
import type { Blocked, Change } from './plan.js';
import { lockOn } from './plan-device.js';
import { type PlanInput, plannedChangeOf, recordKey } from './plan-input.js';
import { planUpdates } from './plan-updates.js';
import { settleRecord } from './settle-record.js';

/** Locations and contacts: matched ones are kept in step, missing ones made when organizations are asked for. */
export function planAttachments(
  input: PlanInput,
  organizationOf: ReadonlyMap<string, string>,
): readonly Change[] {
  const organizations = new Map(input.organizations.map((one) => [one.id, one]));
  return input.attachments.flatMap(({ source, verdict, target }) => {
    const place = organizationOf.get(source.siteId);
    if (target) return planMatched(input, source, target);
    if (place === undefined || !asksFor(input, source, verdict)) return [];
    return [planCreate(input, source, place, organizations.get(place) ?? null)];
  });
}

function asksFor(input: PlanInput, source: SourceAttachment, verdict: Verdict): boolean {
  if (input.decisions.get(`${source.kind}/${source.id}`)?.verb === 'create') return true;
  const { create } = input.flags;
  const free = verdict.status === 'unmatched' || verdict.status === 'waiting';
  return (create === 'organizations' || create === 'all') && free && source.active;
}

function planMatched(input: PlanInput, source: SourceAttachment, target: Attachment): readonly Change[] {
  if (target.archived) return [];
  const lock = lockOn(input, target);
  const settled = settleRecord(input.authority, {
    type: source.kind,
    group: 'other',
    desired: desiredOf(input, source),
    current: { name: target.name, ...target.fields },
    written: input.written.get(recordKey(source.kind, target.id)) ?? new Map(),
    creating: false,
    lock,
    ours: input.createdByUs.has(recordKey(source.kind, target.id)),
    presentMacs: null,
  });
  return planUpdates(input, subjectOf(source), source.kind, target, settled, lock);
}

function planCreate(
  input: PlanInput,
  source: SourceAttachment,
  place: string,
  organization: Organization | null,
): Change {
  const settled = settleRecord(input.authority, {
    type: source.kind,
    group: 'other',
    desired: desiredOf(input, source),
    current: {},
    written: new Map(),
    creating: true,
    lock: 'open',
    ours: true,
    presentMacs: null,
  });
  const parentChange = plannedChangeOf(place);
  const change = makeChange(input, subjectOf(source), 'create', source.kind, {
    id: null,
    record: null,
    fields: settled.writes,
    blocked: whyNot(input, source, place, organization),
    parentChange,
    organizationId: parentChange === null ? place : null,
  });
  return { ...change, keys: { name: source.name, serial: null, macs: [] } };
}

function whyNot(
  input: PlanInput,
  source: SourceAttachment,
  place: string,
  organization: Organization | null,
): Blocked | null {
  const held = holdOn(input.holds, itemOf(input, subjectOf(source)), source.kind, '*');
  if (held) return held;
  const { incompleteSites: sites, incompleteOrganizations: organizations } = input;
  if (sites.has('all') || sites.has(source.siteId) || organizations.has('all') || organizations.has(place)) {
    return { by: 'incomplete read', reason: `not every ${source.kind} could be read` };
  }
  if (
    organization === null ||
    lockOf(organization.provenance) !== 'locked' ||
    input.createdByUs.has(recordKey('organization', place))
  ) {
    return null;
  }
  return { by: 'autotask', reason: "IT Glue's own integration syncs this organization" };
}

function desiredOf(input: PlanInput, source: SourceAttachment) {
  return input.hop.projectAttachment?.(source, input.projection) ?? source.facts;
}

function subjectOf(source: SourceAttachment): Subject {
  return { kind: source.kind, id: source.id, name: source.name };
}

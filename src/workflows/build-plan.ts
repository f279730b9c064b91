import type { Device } from '../domain/estate/source.js';
import type { Hop, ProjectionContext } from '../domain/hops/hop.js';
import { allHops } from '../domain/hops/index.js';
import { matchDevices } from '../domain/matching/devices/match-devices.js';
import { effectiveAuthority } from '../domain/reconcile/effective-authority.js';
import { authorityFingerprint } from '../domain/reconcile/fingerprint.js';
import { fittingIndex } from '../domain/reconcile/look-up.js';
import type { Change, HopPlan, PlanFlags } from '../domain/reconcile/plan.js';
import { planHop } from '../domain/reconcile/plan-hop.js';
import { type PlanInput, plannedOrganization, recordKey } from '../domain/reconcile/plan-input.js';
import { planOrganizations } from '../domain/reconcile/plan-organizations.js';
import type { LastWritten } from '../domain/reconcile/settle-field.js';
import { writableIdentifiers } from '../domain/reconcile/writable.js';
import type { Session } from '../ports/session.js';
import { learnedLocks } from './learned-locks.js';
import type { MatchedHop } from './match-hop.js';
import { missingDevices, sitesToArchive } from './missing.js';
import { planWithReverts } from './plan-reverts.js';

export interface BuiltPlan {
  readonly plan: HopPlan;
  /** Target ids that fit a create's keys already, by change. */
  fitted(change: Change): readonly string[];
}

/** What a matched hop would write now. Reads the store, asks no vendor. */
export async function buildPlan(session: Session, matched: MatchedHop, flags: PlanFlags): Promise<BuiltPlan> {
  const { hop, reading } = matched;
  const settings = session.settings(hop.id);
  const authority = effectiveAuthority(hop, settings);
  const input = await planInput(session, matched, flags, authority);
  const organizationOf = withPlanned(input, matched.organizationOf);
  const changes = await planWithReverts(
    session,
    matched,
    withVirtualPlaces(session, input, matched, organizationOf),
    (over) => planHop(over, organizationOf),
  );
  const verdicts = [...matched.siteVerdicts.values(), ...matched.deviceVerdicts.values()];
  const settled = verdicts.filter((verdict) => verdict.status === 'matched');
  return {
    plan: {
      integration: hop.id,
      mode: settings.mode === 'sync' ? 'sync' : 'audit',
      complete: reading.complete,
      changes,
      matched: {
        organizations: settled.filter((verdict) => verdict.kind === 'site').length,
        configurations: settled.filter((verdict) => verdict.kind === 'device').length,
      },
      matches: Object.fromEntries(
        settled
          .map((v) => [`${hop.id}/${v.kind}/${v.sourceId}`, v.targetId ?? ''] as const)
          .sort(([a], [b]) => (a < b ? -1 : 1)),
      ),
      authority: authorityFingerprint(authority),
    },
    fitted: fittedIn(reading),
  };
}

async function planInput(
  session: Session,
  matched: MatchedHop,
  flags: PlanFlags,
  authority: PlanInput['authority'],
): Promise<PlanInput> {
  const { hop, reading, memory } = matched;
  const { journal } = session.store;
  const updatedAt = new Map(reading.configurations.map((record) => [record.id, record.provenance.updatedAt]));
  const [written, holds, archived, created, locks] = await Promise.all([
    writtenByType(session, hop),
    holdsOnTarget(session, hop),
    journal.archivedByUs(hop.target, 'configuration'),
    createdByType(session, hop),
    learnedLocks(session, hop.target, (id) => updatedAt.get(id)),
  ]);
  const { missing, archiveSites } = await whatIsMissing(session, matched, flags);
  return {
    hop,
    authority,
    projection: projection(session, hop, matched),
    flags: { ...flags, archiveSites },
    sites: reading.sites,
    devices: reading.devices,
    organizations: reading.organizations,
    configurations: reading.configurations,
    siteVerdicts: matched.siteVerdicts,
    deviceVerdicts: matched.deviceVerdicts,
    decisions: memory.holding,
    written,
    holds,
    learnedLocks: locks,
    incompleteSites: reading.incompleteSites,
    incompleteOrganizations: reading.incompleteOrganizations,
    attachments: matched.attachments,
    attachmentTargets: reading.attachments.flatMap(({ targets }) => targets),
    primaryLocations: matched.primaryLocations,
    psaCompanies: matched.psaCompanies,
    missing,
    archivedByUs: new Map([...archived].map(([id, one]) => [id, one.at])),
    createdByUs: created,
    nowMs: session.clock.now(),
  };
}

/** What undos of any hop put back in this hop's target. */
async function holdsOnTarget(session: Session, hop: Hop): Promise<PlanInput['holds']> {
  const ids = new Set([hop, ...allHops].filter((one) => one.target === hop.target).map((one) => one.id));
  return (await Promise.all([...ids].map((id) => session.store.journal.holds(id)))).flat();
}

const writtenTypes = [
  'organization',
  'location',
  'contact',
  'configuration',
  'configuration-interface',
] as const;

async function writtenByType(session: Session, hop: Hop): Promise<PlanInput['written']> {
  const found = new Map<string, ReadonlyMap<string, LastWritten>>();
  for (const type of writtenTypes) {
    for (const [id, fields] of await session.store.journal.written(hop.target, type))
      found.set(recordKey(type, id), fields);
  }
  return found;
}

async function createdByType(session: Session, hop: Hop): Promise<ReadonlySet<string>> {
  const found = new Set<string>();
  for (const type of ['organization', 'location', 'contact', 'configuration'] as const) {
    for (const id of (await session.store.journal.createdByUs(hop.target, type)).keys())
      found.add(recordKey(type, id));
  }
  return found;
}

async function whatIsMissing(session: Session, matched: MatchedHop, flags: PlanFlags) {
  if (!matched.reading.whole) return { missing: [], archiveSites: [] };
  const missing = await missingDevices(session, matched);
  return { missing, archiveSites: await sitesToArchive(session, matched, flags.archiveSites) };
}

function projection(session: Session, hop: Hop, { reading }: MatchedHop): ProjectionContext {
  const settings = session.settings(hop.id);
  return {
    catalogue: reading.catalogue,
    deviceTypes: settings.deviceTypes,
    options: { ...settings.options, ...reading.traits },
    ...writableIdentifiers(reading.devices),
  };
}

/** Sites that get their organization in this very plan, beside the settled ones. */
function withPlanned(input: PlanInput, settled: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const places = new Map(settled);
  for (const change of planOrganizations(input)) {
    if (change.blocked === null) places.set(change.source.id, plannedOrganization(change.id));
  }
  return places;
}

/** Devices of sites whose organization is planned are matched as if it were there, so that one run does the whole job. */
function withVirtualPlaces(
  session: Session,
  input: PlanInput,
  matched: MatchedHop,
  places: ReadonlyMap<string, string>,
): PlanInput {
  if (places.size === matched.organizationOf.size) return input;
  const isNew = (device: Device) => places.has(device.siteId) && !matched.organizationOf.has(device.siteId);
  const verdicts = matchDevices({
    integration: input.hop.id,
    devices: input.devices,
    configurations: input.configurations,
    organizationOf: places,
    ignoredSites: new Set(),
    decisions: matched.memory.decisions,
    rules: matched.memory.rules,
    standing: matched.memory.standing,
    complete: matched.reading.whole && matched.reading.complete,
    needsDetail: input.hop.needsDetail,
    nowMs: session.clock.now(),
    orphanedFirst: input.hop.orphanedFirst ?? false,
  });
  const fresh = new Set(input.devices.filter(isNew).map((device) => device.id));
  const deviceVerdicts = new Map(input.deviceVerdicts);
  for (const verdict of verdicts)
    if (fresh.has(verdict.sourceId)) deviceVerdicts.set(verdict.sourceId, verdict);
  return { ...input, deviceVerdicts };
}

/** Records that are there already and fit what a change would make, so that a look-up never takes them for ours. */
function fittedIn(reading: MatchedHop['reading']): (change: Change) => readonly string[] {
  const organizations = fittingIndex(
    reading.organizations,
    () => 'all',
    (one) => ({ name: one.name, serial: null, macs: [] }),
  );
  const configurations = fittingIndex(
    reading.configurations,
    (one) => one.organizationId,
    (one) => ({
      name: one.name,
      serial: one.serial,
      macs: [one.mac, ...one.interfaces.map((adapter) => adapter.mac)].flatMap((mac) =>
        mac === null ? [] : [mac],
      ),
    }),
  );
  const adapters = new Map(
    reading.configurations.map((record) => [record.id, record.interfaces.map((one) => one.id)]),
  );
  return ({ target, keys }) => {
    if (target.type === 'configuration-interface') return adapters.get(target.parent?.id ?? '') ?? [];
    if (keys === null) return [];
    return target.type === 'organization'
      ? organizations('all', keys)
      : configurations(target.organizationId ?? '', keys);
  };
}

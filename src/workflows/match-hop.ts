import { isBlank } from '../domain/estate/fields.js';
import type { Device, Site } from '../domain/estate/source.js';
import type { Configuration } from '../domain/estate/target.js';
import type { Hop } from '../domain/hops/hop.js';
import { matchAttachments } from '../domain/matching/attachments/match-attachments.js';
import { deviceVotes } from '../domain/matching/devices/device-votes.js';
import { matchDevices } from '../domain/matching/devices/match-devices.js';
import type { DeviceMatchInput } from '../domain/matching/inputs.js';
import { matchSites } from '../domain/matching/sites/match-sites.js';
import type { Verdict } from '../domain/matching/verdict.js';
import { effectiveAuthority } from '../domain/reconcile/effective-authority.js';
import type { PlanFlags } from '../domain/reconcile/plan.js';
import { asksForOrganization } from '../domain/reconcile/plan-organizations.js';
import type { PlannedAttachment } from '../domain/reconcile/planned-attachment.js';
import type { Session } from '../ports/session.js';
import type { AttachmentReading, HopReading } from './hop-reading.js';
import type { HopMemory } from './memory.js';
import { readDetails, withStoredDetails } from './read-details.js';
import { readBelow, readTop, type TopReading } from './read-hop.js';

/** A hop read and matched: what is known, and what each record is. */
export interface MatchedHop {
  readonly hop: Hop;
  readonly reading: HopReading;
  readonly memory: HopMemory;
  readonly siteVerdicts: ReadonlyMap<string, Verdict>;
  readonly deviceVerdicts: ReadonlyMap<string, Verdict>;
  /** Locations and contacts with what each is. */
  readonly attachments: readonly PlannedAttachment[];
  /** Settled sites: site id → organization id. */
  readonly organizationOf: ReadonlyMap<string, string>;
  /** Devices whose own record could not be read, with why. */
  readonly failedDetails: ReadonlyMap<string, string>;
}

/** PSA ids that trilink's own ledger ties to organizations, and which companies are alive. */
export interface PsaKnowledge {
  readonly ledger: ReadonlyMap<string, string>;
  readonly activeCompanies: ReadonlySet<string> | null;
  /** Lends a device the identifiers that the PSA's item of it says; `records` are those of the hop's target. */
  lender(records: Iterable<Configuration>): (device: Device) => Device;
}

export const noPsa: PsaKnowledge = {
  ledger: new Map(),
  activeCompanies: null,
  lender: () => (device) => device,
};

/** Reads both sides, asks for details only where they decide something, and matches. Writes nothing to any vendor. */
export async function matchHop(
  session: Session,
  hop: Hop,
  memory: HopMemory,
  flags: PlanFlags,
  psa: PsaKnowledge = noPsa,
): Promise<MatchedHop> {
  const top = await readTop(session, hop, flags.sites);
  const early = top.whole ? null : settleSites(hop, memory, psa, top, new Map());
  const scope = early ? organizationsNeeded(early) : 'all';
  const reading = await readBelow(session, hop, top, scope);

  const lists = await withStoredDetails(
    session,
    hop,
    reading.devices.map(psa.lender(reading.configurations)),
  );
  const votes = reading.whole ? deviceVotes(lists.devices, reading.configurations) : new Map();
  const siteVerdicts = settleSites(hop, memory, psa, top, votes);
  const organizationOf = settledSites(siteVerdicts);

  const input = (devices: readonly Device[]): DeviceMatchInput => ({
    integration: hop.id,
    devices,
    configurations: reading.configurations,
    organizationOf,
    ignoredSites: new Set(
      [...siteVerdicts.values()].filter((v) => v.status === 'ignored').map((v) => v.sourceId),
    ),
    decisions: memory.decisions,
    rules: memory.rules,
    standing: memory.standing,
    complete: reading.whole && reading.complete,
    needsDetail: hop.needsDetail,
    nowMs: session.clock.now(),
  });
  const first = byId(matchDevices(input(lists.devices)));
  const newSites = sitesToBeMade(hop, memory, flags, reading.sites, siteVerdicts);
  const asked = detailWanted(hop, fillable(session, hop), memory, reading, lists, first);
  const wants = (device: Device) => newSites.has(device.siteId) || asked(device);
  const { devices, failed } = await readDetails(session, hop, lists.devices, lists.stored, wants);
  const deviceVerdicts = devices === lists.devices ? first : byId(matchDevices(input(devices)));
  return {
    hop,
    reading: { ...reading, devices, complete: reading.complete && failed.size === 0 },
    memory,
    siteVerdicts,
    deviceVerdicts,
    attachments: reading.attachments.flatMap((one) => settleAttachments(hop, memory, one, organizationOf)),
    organizationOf,
    failedDetails: failed,
  };
}

function settleAttachments(
  hop: Hop,
  memory: HopMemory,
  { kind, sources, targets }: AttachmentReading,
  organizationOf: ReadonlyMap<string, string>,
): readonly PlannedAttachment[] {
  const { holding: decisions, standing } = memory;
  const verdicts = matchAttachments({
    integration: hop.id,
    kind,
    sources,
    targets,
    organizationOf,
    decisions,
    standing,
  });
  const bySource = new Map(sources.map((source) => [source.id, source]));
  const byTarget = new Map(targets.map((target) => [target.id, target]));
  return verdicts.flatMap((verdict) => {
    const source = bySource.get(verdict.sourceId);
    const target = verdict.status === 'matched' ? (byTarget.get(verdict.targetId ?? '') ?? null) : null;
    return source ? [{ source, verdict, target }] : [];
  });
}

function settleSites(
  hop: Hop,
  memory: HopMemory,
  psa: PsaKnowledge,
  top: TopReading,
  votes: ReadonlyMap<string, ReadonlyMap<string, number>>,
): ReadonlyMap<string, Verdict> {
  const verdicts = matchSites({
    integration: hop.id,
    sites: top.sites.records,
    organizations: top.organizations.records,
    decisions: memory.decisions,
    rules: memory.rules,
    standing: memory.standing,
    ledger: psa.ledger,
    activeCompanies: psa.activeCompanies,
    votes,
    complete: top.sites.outcome.complete && top.organizations.outcome.complete,
  });
  const inScope = new Set<string>(top.inScope.map((site: Site) => site.id));
  return byId(verdicts.filter((verdict) => top.whole || inScope.has(verdict.sourceId)));
}

function organizationsNeeded(verdicts: ReadonlyMap<string, Verdict>): readonly string[] {
  return [...new Set(settledSites(verdicts).values())].sort();
}

/** Sites whose organization this run would make: their devices come with it, so they must be known. */
function sitesToBeMade(
  hop: Hop,
  memory: HopMemory,
  flags: PlanFlags,
  sites: readonly Site[],
  verdicts: ReadonlyMap<string, Verdict>,
): ReadonlySet<string> {
  const asks = (site: Site) =>
    asksForOrganization({ hop, flags, decisions: memory.holding }, site, verdicts.get(site.id));
  return new Set(sites.filter(asks).map((site) => site.id));
}

function settledSites(verdicts: ReadonlyMap<string, Verdict>): ReadonlyMap<string, string> {
  const settled = new Map<string, string>();
  for (const verdict of verdicts.values()) {
    if (verdict.status === 'matched' && verdict.targetId !== null)
      settled.set(verdict.sourceId, verdict.targetId);
  }
  return settled;
}

function byId(verdicts: readonly Verdict[]): ReadonlyMap<string, Verdict> {
  return new Map(verdicts.map((verdict) => [verdict.sourceId, verdict]));
}

/** Fields that only a device's own record can fill. */
const filledFromDetail = ['serial-number', 'manufacturer', 'model', 'mac-address'];

/** Those of them that this hop writes at all, by the table in force. */
function fillable(session: Session, hop: Hop): readonly string[] {
  const rows = effectiveAuthority(hop.authority, session.settings(hop.id).authority);
  return filledFromDetail.filter((field) =>
    rows.some((row) => row.type === 'configuration' && row.field === field && row.mode !== 'never'),
  );
}

/**
 * Whose own record is worth a request: of the devices at settled sites, those without an earlier match, those whose
 * stored detail has aged or no longer fits, and matched ones that were never read and lack a field it could fill.
 */
function detailWanted(
  hop: Hop,
  fields: readonly string[],
  memory: HopMemory,
  reading: HopReading,
  lists: { stored: ReadonlyMap<string, unknown> },
  verdicts: ReadonlyMap<string, Verdict>,
): (device: Device) => boolean {
  const standing = new Set(
    memory.standing.filter((match) => match.kind === 'device').map((match) => match.sourceId),
  );
  const records = new Map<string, Configuration>(reading.configurations.map((record) => [record.id, record]));
  return (device) => {
    if (!hop.needsDetail || device.detail === 'not-applicable') return false;
    const verdict = verdicts.get(device.id);
    if (!verdict || verdict.status === 'ignored' || verdict.status === 'waiting') return false;
    if (lists.stored.has(device.id)) return true;
    const record = verdict.targetId === null ? undefined : records.get(verdict.targetId);
    if (verdict.status !== 'matched' || !record) return true;
    const lent = device.lent.some((identifier) => identifier.kind === 'serial');
    if (!standing.has(device.id) && !lent && device.serial === null) return true;
    return fields.some((field) => isBlank(record.fields[field]));
  };
}

import type { Device, Site } from '../domain/estate/source.js';
import type { Configuration } from '../domain/estate/target.js';
import type { Hop } from '../domain/hops/hop.js';
import { matchAttachments } from '../domain/matching/attachments/match-attachments.js';
import { deviceVotes } from '../domain/matching/devices/device-votes.js';
import { matchDevices } from '../domain/matching/devices/match-devices.js';
import type { DeviceMatchInput } from '../domain/matching/inputs.js';
import { matchSites } from '../domain/matching/sites/match-sites.js';
import type { Verdict } from '../domain/matching/verdict.js';
import type { PlanFlags } from '../domain/reconcile/plan.js';
import { asksForOrganization } from '../domain/reconcile/plan-organizations.js';
import type { PlannedAttachment } from '../domain/reconcile/planned-attachment.js';
import type { Session } from '../ports/session.js';
import { detailWish, fillable } from './detail-wish.js';
import type { AttachmentReading, HopReading } from './hop-reading.js';
import type { HopMemory } from './memory.js';
import { primaryLocations } from './primary-locations.js';
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
  /** Devices that were matched by what the PSA lent, and not asked for their own record. */
  readonly auditsSpared: number;
  /** Names of primary locations where new records are to be placed: organization id → name. */
  readonly primaryLocations: ReadonlyMap<string, string>;
  /** Folded names of the PSA's living companies. */
  readonly psaCompanies: ReadonlySet<string>;
}

/** PSA ids that trilink's own ledger ties to organizations, and which companies are alive. */
export interface PsaKnowledge {
  readonly ledger: ReadonlyMap<string, string>;
  readonly activeCompanies: ReadonlySet<string> | null;
  /** Folded names of those companies. */
  readonly companyNames: ReadonlySet<string>;
  /** Lends a device the identifiers that the PSA's item of it says; `records` are those of the hop's target. */
  lender(records: Iterable<Configuration>): (device: Device) => Device;
}

export const noPsa: PsaKnowledge = {
  ledger: new Map(),
  activeCompanies: null,
  companyNames: new Set(),
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
    orphanedFirst: hop.orphanedFirst ?? false,
  });
  const first = byId(matchDevices(input(lists.devices)));
  const newSites = sitesToBeMade(hop, memory, flags, reading.sites, siteVerdicts);
  const asked = detailWish(hop, fillable(session, hop), memory, reading, lists, first);
  const wants = (device: Device) => newSites.has(device.siteId) || asked(device) === 'wanted';
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
    auditsSpared: lists.devices.filter((device) => !newSites.has(device.siteId) && asked(device) === 'spared')
      .length,
    primaryLocations: await primaryLocations(session, hop, memory, flags, {
      devices,
      deviceVerdicts,
      organizationOf,
    }),
    psaCompanies: psa.companyNames,
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
    orphanedFirst: hop.orphanedFirst ?? false,
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

import type { Device, Site } from '../domain/estate/source.js';
import type { Catalogue, Configuration, Organization } from '../domain/estate/target.js';
import type { Hop } from '../domain/hops/hop.js';
import { UsageError, VendorError } from '../errors.js';
import type { Session } from '../ports/session.js';
import type { Reading, ReadOutcome, Scope, SourcePort, TargetPort } from '../ports/system.js';
import { type HopReading, incompleteScopes } from './hop-reading.js';
import { observe } from './observe.js';
import { whollyIncomplete } from './wholly-incomplete.js';

/** Sites and organizations of a hop: what has to be settled before anything below them is asked for. */
export interface TopReading {
  readonly sites: Reading<Site>;
  readonly organizations: Reading<Organization>;
  /** Sites of the run's scope. */
  readonly inScope: readonly Site[];
  readonly whole: boolean;
}

export async function readTop(session: Session, hop: Hop, wanted: readonly string[]): Promise<TopReading> {
  const source = await session.source(hop.source);
  const target = await session.target(hop.target);
  const step = session.progress.step(`Reading sites and organizations (${hop.id})`, null);
  const [sites, organizations] = await Promise.all([source.sites(), target.organizations()]);
  const seenSites = filterSites(session, hop, await observe(session.store, sites, () => null));
  const seenOrganizations = filterOrganizations(
    session,
    hop,
    await observe(session.store, organizations, () => null),
  );
  step.done(`${sites.records.length} sites, ${organizations.records.length} organizations`);
  return {
    sites: seenSites,
    organizations: seenOrganizations,
    inScope: wanted.length === 0 ? seenSites.records : sitesNamed(seenSites.records, wanted),
    whole: wanted.length === 0,
  };
}

/** Sites that a filter of the hop leaves out are kept, and say why. */
function filterSites(session: Session, hop: Hop, reading: Reading<Site>): Reading<Site> {
  const { options } = session.settings(hop.id);
  const marked = (site: Site): Site => ({
    ...site,
    skip: site.skip ?? hop.skipSite?.(site, options) ?? null,
  });
  return hop.skipSite ? { ...reading, records: reading.records.map(marked) } : reading;
}

function filterOrganizations(
  session: Session,
  hop: Hop,
  reading: Reading<Organization>,
): Reading<Organization> {
  const { options } = session.settings(hop.id);
  const offers = (organization: Organization) => hop.offersOrganization?.(organization, options) ?? true;
  return hop.offersOrganization ? { ...reading, records: reading.records.filter(offers) } : reading;
}

/**
 * The sites that `wanted` names by id or exact name.
 * @throws {UsageError} listing every name that fits none.
 */
export function sitesNamed(sites: readonly Site[], wanted: readonly string[]): readonly Site[] {
  const found = new Set<Site>();
  const unknown: string[] = [];
  for (const name of wanted) {
    const fitting = sites.filter(
      (site) => site.id === name || site.name === name || site.otherIds.includes(name),
    );
    if (fitting.length === 0) unknown.push(name);
    for (const site of fitting) found.add(site);
  }
  if (unknown.length > 0) {
    throw new UsageError(`There is no site ${unknown.map((name) => `"${name}"`).join(', ')}.`, {
      code: 'site-unknown',
      hint: 'Names are exact. List them with: trilink match list sites --status matched --status unmatched',
      details: { unknown, near: near(sites, unknown) },
    });
  }
  return [...found];
}

function near(sites: readonly Site[], unknown: readonly string[]): readonly string[] {
  const words = unknown.map((name) => name.toLowerCase());
  return sites
    .map((site) => site.name)
    .filter((name) => words.some((word) => name.toLowerCase().includes(word)))
    .slice(0, 5);
}

/** Devices of the scope, and the configurations that they could be. */
export async function readBelow(
  session: Session,
  hop: Hop,
  top: TopReading,
  organizationIds: Scope,
): Promise<HopReading> {
  const source = await session.source(hop.source);
  const target = await session.target(hop.target);
  const sites: Scope = top.whole ? 'all' : top.inScope.map((site) => site.id);
  const step = session.progress.step(`Reading devices and configurations (${hop.id})`, null);
  const [devices, configurations, catalogue, traits] = await Promise.all([
    source.devices(sites),
    target.configurations(organizationIds),
    catalogueOf(target, hop),
    target.traits?.() ?? {},
  ]);
  const attachments = await readAttachments(session, hop, source, target, { sites, organizationIds });
  const named = {
    ...devices,
    records: devices.records.map((device) => ({ ...device, name: device.hostname })),
  };
  const seenDevices = await observe(session.store, named, (device) => device.siteId);
  const seenConfigurations = await observe(session.store, configurations, (record) => record.organizationId);
  step.done(`${devices.records.length} devices, ${configurations.records.length} configurations`);
  return assemble(withUnknownSites(top, seenDevices.records), {
    devices: { records: carriedDevices(session, hop, devices.records), outcome: seenDevices.outcome },
    configurations: seenConfigurations,
    catalogue,
    traits,
    attachments,
  });
}

/** The lists that names are looked up in. Half of one would make names look unknown, so a hop cannot do without. */
async function catalogueOf(target: TargetPort, hop: Hop): Promise<Catalogue> {
  try {
    return await target.catalogue(hop.looksUp);
  } catch (error) {
    if (error instanceof VendorError) throw whollyIncomplete(target.system, 'names', hop.id, error.message);
    throw error;
  }
}

/** Devices that the hop's filters let through. */
function carriedDevices(session: Session, hop: Hop, devices: readonly Device[]): readonly Device[] {
  const { options } = session.settings(hop.id);
  return hop.carriesDevice ? devices.filter((device) => hop.carriesDevice?.(device, options)) : devices;
}

type ReadAttachment = HopReading['attachments'][number] & { readonly outcomes: readonly ReadOutcome[] };

/** Locations and contacts, where both sides have them. Stored like everything that is read. */
async function readAttachments(
  session: Session,
  hop: Hop,
  source: SourcePort,
  target: TargetPort,
  scope: { sites: Scope; organizationIds: Scope },
): Promise<readonly ReadAttachment[]> {
  const read: ReadAttachment[] = [];
  for (const kind of ['location', 'contact'] as const) {
    if (!hop.kinds.includes(kind) || !source.attachments || !target.attachments) continue;
    const [ours, theirs] = await Promise.all([
      source.attachments(kind, scope.sites),
      target.attachments(kind, scope.organizationIds),
    ]);
    const sources = await observe(session.store, ours, (one) => one.siteId);
    const targets = await observe(session.store, theirs, (one) => one.organizationId);
    read.push({
      kind,
      sources: sources.records,
      targets: targets.records,
      outcomes: [sources.outcome, targets.outcome],
    });
  }
  return read;
}

/** Devices of sites that the list of sites does not have: the list is short, whatever it says of itself. */
function withUnknownSites(top: TopReading, devices: readonly { readonly siteId: string }[]): TopReading {
  if (!top.whole) return top;
  const known = new Set(top.sites.records.map((site) => site.id));
  const strangers = new Set(devices.map((device) => device.siteId).filter((id) => !known.has(id)));
  const { outcome } = top.sites;
  if (strangers.size === 0 || !outcome.complete) return top;
  const why = `the list lacks ${strangers.size} sites that devices belong to`;
  const failures = [...outcome.failures, { request: 'list of sites', why }];
  return { ...top, sites: { ...top.sites, outcome: { ...outcome, complete: false, failures } } };
}

interface BelowReading extends Pick<HopReading, 'catalogue' | 'traits'> {
  readonly devices: Reading<Device>;
  readonly configurations: Reading<Configuration>;
  readonly attachments: readonly ReadAttachment[];
}

function assemble(top: TopReading, below: BelowReading): HopReading {
  const { devices, configurations, attachments, catalogue, traits } = below;
  const sourceSide = [
    top.sites.outcome,
    devices.outcome,
    ...attachments.flatMap(({ outcomes }) => outcomes.slice(0, 1)),
  ];
  const targetSide = [
    top.organizations.outcome,
    configurations.outcome,
    ...attachments.flatMap(({ outcomes }) => outcomes.slice(1)),
  ];
  const outcomes: readonly ReadOutcome[] = [...sourceSide, ...targetSide];
  return {
    sites: top.inScope,
    organizations: top.organizations.records,
    devices: devices.records,
    configurations: configurations.records,
    catalogue,
    traits,
    attachments: attachments.map(({ kind, sources, targets }) => ({ kind, sources, targets })),
    outcomes,
    incompleteSites: new Set(sourceSide.flatMap(incompleteScopes)),
    incompleteOrganizations: new Set(targetSide.flatMap(incompleteScopes)),
    complete: outcomes.every((outcome) => outcome.complete),
    whole: top.whole,
  };
}

import type { Device, Site } from '../domain/estate/source.js';
import type { Configuration, Organization } from '../domain/estate/target.js';
import type { Hop } from '../domain/hops/hop.js';
import { UsageError } from '../errors.js';
import type { Session } from '../ports/session.js';
import type { Reading, ReadOutcome, Scope } from '../ports/system.js';
import { type HopReading, incompleteScopes } from './hop-reading.js';
import { observe } from './observe.js';

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
  const seenSites = await observe(session.store, sites, () => null);
  const seenOrganizations = await observe(session.store, organizations, () => null);
  step.done(`${sites.records.length} sites, ${organizations.records.length} organizations`);
  return {
    sites: seenSites,
    organizations: seenOrganizations,
    inScope: wanted.length === 0 ? sites.records : sitesNamed(sites.records, wanted),
    whole: wanted.length === 0,
  };
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
  const [devices, configurations, catalogue] = await Promise.all([
    source.devices(sites),
    target.configurations(organizationIds),
    target.catalogue(),
  ]);
  const named = {
    ...devices,
    records: devices.records.map((device) => ({ ...device, name: device.hostname })),
  };
  const seenDevices = await observe(session.store, named, (device) => device.siteId);
  const seenConfigurations = await observe(session.store, configurations, (record) => record.organizationId);
  step.done(`${devices.records.length} devices, ${configurations.records.length} configurations`);
  return assemble(top, { ...devices, outcome: seenDevices.outcome }, seenConfigurations, catalogue);
}

function assemble(
  top: TopReading,
  devices: Reading<Device>,
  configurations: Reading<Configuration>,
  catalogue: HopReading['catalogue'],
): HopReading {
  const outcomes: readonly ReadOutcome[] = [
    top.sites.outcome,
    top.organizations.outcome,
    devices.outcome,
    configurations.outcome,
  ];
  return {
    sites: top.inScope,
    organizations: top.organizations.records,
    devices: devices.records,
    configurations: configurations.records,
    catalogue,
    outcomes,
    incompleteSites: new Set([top.sites.outcome, devices.outcome].flatMap(incompleteScopes)),
    incompleteOrganizations: new Set(
      [top.organizations.outcome, configurations.outcome].flatMap(incompleteScopes),
    ),
    complete: outcomes.every((outcome) => outcome.complete),
    whole: top.whole,
  };
}

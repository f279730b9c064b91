import type { Device } from '../../estate/source.js';
import type { Configuration } from '../../estate/target.js';
import { ByOrganization } from './by-organization.js';
import { Flag, has, MARK_BITS, MacMark, type Side, TRUST_SHIFT, Trust } from './columns.js';
import { countIdentifiers } from './counting.js';
import { configurationTexts, deviceTexts, encodeConfigurations, encodeDevices } from './encode.js';
import { KeyIndex } from './key-index.js';
import { findMachines, markStale } from './machines.js';
import type { TrustTable } from './trust.js';

/**
 * How each site's devices vote on which organization the site is: site id → organization id → number of devices.
 * A device votes once, by its serial when exactly one live configuration has it and no other device does, else by its
 * real MACs when all that are as unique agree on one organization. Stale agents do not vote.
 */
export function deviceVotes(
  devices: readonly Device[],
  configurations: readonly Configuration[],
): Map<string, Map<string, number>> {
  const sites = numbersOf(devices.map((device) => device.siteId));
  const organizations = numbersOf(configurations.map((one) => one.organizationId));
  const source = encodeDevices(devices.map((device) => deviceTexts(device, sites.get(device.siteId))));
  const target = encodeConfigurations(
    configurations.map((one) => configurationTexts(one, organizations.get(one.organizationId) ?? -1)),
  );
  const devicesOf = ByOrganization.group(source.organization, sites.size);
  const index = new KeyIndex();
  for (let site = 0; site < sites.size; site++)
    markStale(source, findMachines(source, devicesOf.of(site), index));
  const trust = countIdentifiers(source, target);
  const owners = ownersOf(target, trust);
  const votes = new Map<string, Map<string, number>>();
  devices.forEach((device, i) => {
    const owner = has(source, i, Flag.stale) ? -1 : voteOf(source, target, i, owners);
    const organization = configurations[owner]?.organizationId;
    if (organization !== undefined) count(votes, device.siteId, organization);
  });
  return votes;
}

function numbersOf(ids: readonly string[]): Map<string, number> {
  return new Map([...new Set(ids)].map((id, i) => [id, i]));
}

/** The live configuration of each identifier that only one has. */
function ownersOf(side: Side, trust: TrustTable): Map<number, number> {
  const owners = new Map<number, number>();
  const add = (key: number, record: number) => {
    if (trust.trust(key) === Trust.full) owners.set(key, record);
  };
  side.organization.forEach((_, record) => {
    if (has(side, record, Flag.archived)) return;
    if (side.serial[record] !== 0) add(side.serial[record] as number, record);
    const from = side.first[record] as number;
    for (let i = from; i < from + (side.macCount[record] as number); i++) add(side.keys[i] as number, record);
  });
  return owners;
}

/** The configuration whose organization the device votes for, or -1. */
function voteOf(source: Side, target: Side, device: number, owners: ReadonlyMap<number, number>): number {
  const bySerial = has(source, device, Flag.weakSerial)
    ? undefined
    : owners.get(source.serial[device] as number);
  if (bySerial !== undefined && source.serialTrust[device] === Trust.full) return bySerial;
  const from = source.first[device] as number;
  let vote = -1;
  for (let i = from; i < from + (source.macCount[device] as number); i++) {
    const mark = source.marks[i] as number;
    if ((mark & MARK_BITS) !== MacMark.ok || mark >> TRUST_SHIFT !== Trust.full) continue;
    const owner = owners.get(source.keys[i] as number);
    if (owner === undefined || serialsDiffer(source, device, target, owner)) continue;
    if (vote >= 0 && target.organization[vote] !== target.organization[owner]) return -1;
    vote = owner;
  }
  return vote;
}

function serialsDiffer(source: Side, device: number, target: Side, owner: number): boolean {
  const [own, theirs] = [source.serial[device], target.serial[owner]];
  return own !== 0 && theirs !== 0 && own !== theirs;
}

function count(votes: Map<string, Map<string, number>>, site: string, organization: string): void {
  const ofSite = votes.get(site) ?? new Map<string, number>();
  ofSite.set(organization, (ofSite.get(organization) ?? 0) + 1);
  votes.set(site, ofSite);
}

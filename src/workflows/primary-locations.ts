import type { Device } from '../domain/estate/source.js';
import type { Hop } from '../domain/hops/hop.js';
import type { Verdict } from '../domain/matching/verdict.js';
import type { PlanFlags } from '../domain/reconcile/plan.js';
import type { Session } from '../ports/session.js';
import type { HopMemory } from './memory.js';

interface Matched {
  readonly devices: readonly Device[];
  readonly deviceVerdicts: ReadonlyMap<string, Verdict>;
  readonly organizationOf: ReadonlyMap<string, string>;
}

/**
 * Primary locations of the organizations in which this run may make records of devices; asked for nowhere else, and not
 * at all by hops that place nothing.
 */
export async function primaryLocations(
  session: Session,
  hop: Hop,
  memory: HopMemory,
  flags: PlanFlags,
  { devices, deviceVerdicts, organizationOf }: Matched,
): Promise<ReadonlyMap<string, string>> {
  if (!hop.placesNewDevices) return new Map();
  const target = await session.target(hop.target);
  if (!target.primaryLocations) return new Map();
  const flagged = flags.create === 'configurations' || flags.create === 'all';
  const mayBeMade = (device: Device) => {
    const verb = memory.holding.get(`device/${device.id}`)?.verb;
    const decided = verb === 'create' || verb === 'move' || verb === 'replace';
    return deviceVerdicts.get(device.id)?.status === 'unmatched' && (flagged || decided);
  };
  const places = devices.filter(mayBeMade).flatMap((device) => organizationOf.get(device.siteId) ?? []);
  return places.length === 0 ? new Map() : target.primaryLocations([...new Set(places)].sort());
}

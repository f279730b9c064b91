import type { Device } from '../../estate/source.js';
import { formatMac } from '../identifiers/mac.js';
import { ByOrganization } from './by-organization.js';
import { Flag, has } from './columns.js';
import { deviceTexts, encodeDevices } from './encode.js';
import { KeyIndex } from './key-index.js';
import { findMachines, markStale } from './machines.js';

/**
 * MACs, `AA:BB:CC:DD:EE:FF`, that two or more machines of this run have: never written to a record, whatever they look
 * like. Several agents of one machine are one machine.
 */
export function sharedMacs(devices: readonly Device[]): ReadonlySet<string> {
  const sites = new Map([...new Set(devices.map((device) => device.siteId))].map((id, i) => [id, i]));
  const side = encodeDevices(devices.map((device) => deviceTexts(device, sites.get(device.siteId))));
  const devicesOf = ByOrganization.group(side.organization, sites.size);
  const index = new KeyIndex();
  for (let site = 0; site < sites.size; site++)
    markStale(side, findMachines(side, devicesOf.of(site), index));
  const seen = new Set<number>();
  const shared = new Set<string>();
  for (let device = 0; device < devices.length; device++) {
    if (has(side, device, Flag.stale)) continue;
    const from = side.first[device] as number;
    for (let i = from; i < from + (side.macCount[device] as number); i++) {
      const mac = side.keys[i] as number;
      if (seen.has(mac)) shared.add(formatMac(mac));
      seen.add(mac);
    }
  }
  return shared;
}

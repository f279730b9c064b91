import type { Nic } from '../../estate/source.js';
import { isOwnAdapter } from './adapter-name.js';
import { classifyMac, formatMac, parseMac } from './mac.js';

/**
 * The MAC of an adapter as trilink writes it, `AA:BB:CC:DD:EE:FF`, or `null` when it must not be written: no
 * address, junk, shared, virtual, a dock's, locally administered, or an adapter whose name tells that it is no real one.
 * Whether several machines of this run share it only the run knows: see `sharedMacs` of the devices.
 */
export function writableMac(nic: Pick<Nic, 'mac' | 'name'>): string | null {
  const mac = parseMac(nic.mac);
  if (mac === null || !isOwnAdapter(nic.name)) return null;
  return classifyMac(mac).class === 'ok' ? formatMac(mac) : null;
}

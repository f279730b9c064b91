import type { Nic } from '../../domain/estate/source.js';
import type { NicRow } from './schema.js';

/** An adapter of a list row or an audit. ESXi audits call its name `name`, all others `instance` (spec). */
export function toNic(row: NicRow): Nic {
  return { name: row.instance ?? row.name, mac: row.macAddress, ipv4: row.ipv4, ipv6: row.ipv6 };
}

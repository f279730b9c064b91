import { Flag, has, type Side, TRUST_SHIFT } from './columns.js';
import { TrustTable } from './trust.js';

/** Counts every identifier of both sides; stale agents do not count. */
export function countIdentifiers(devices: Side, configurations: Side): TrustTable {
  const table = new TrustTable(devices.keys.length + configurations.keys.length);
  eachIdentifier(devices, (key, device) => {
    if (!has(devices, device, Flag.stale)) table.addDevice(key, devices.organization[device] as number);
  });
  eachIdentifier(configurations, (key, configuration) => {
    const archived = has(configurations, configuration, Flag.archived);
    table.addConfiguration(key, configurations.organization[configuration] as number, archived);
  });
  return table;
}

/** Writes the trust in each identifier of a side beside it. */
export function noteTrust(side: Side, table: TrustTable): void {
  for (let record = 0; record < side.organization.length; record++) {
    const serial = side.serial[record] as number;
    if (serial !== 0) side.serialTrust[record] = table.trust(serial);
    const from = side.first[record] as number;
    const to = from + (side.macCount[record] as number);
    for (let i = from; i < to; i++) {
      side.marks[i] = (side.marks[i] as number) | (table.trust(side.keys[i] as number) << TRUST_SHIFT);
    }
  }
}

function eachIdentifier(side: Side, visit: (key: number, record: number) => void): void {
  for (let record = 0; record < side.organization.length; record++) {
    const serial = side.serial[record] as number;
    if (serial !== 0) visit(serial, record);
    const from = side.first[record] as number;
    const to = from + (side.macCount[record] as number);
    for (let i = from; i < to; i++) visit(side.keys[i] as number, record);
  }
}

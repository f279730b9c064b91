import { Flag, has, type Side, TRUST_SHIFT } from './columns.js';
import { SHARES, shareOf, TrustTable } from './trust.js';

/** Records `from` to `to` (exclusive) of a side. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

export function wholeRange(side: Side): Range[] {
  return [{ from: 0, to: side.organization.length }];
}

/** Counts every identifier of both sides and notes the trust in each beside the devices' own. Stale agents do not count. */
export function countIdentifiers(devices: Side, configurations: Side): TrustTable {
  const table = new TrustTable(devices.keys.length + configurations.keys.length);
  for (let share = 0; share < SHARES; share++) {
    countShare(table, share, { side: devices, ranges: wholeRange(devices) }, wholeOf(configurations));
  }
  return table;
}

function wholeOf(side: Side): Counted {
  return { side, ranges: wholeRange(side) };
}

export interface Counted {
  readonly side: Side;
  readonly ranges: readonly Range[];
}

/** The same for one share of the identifiers. What the table knows of other shares stays. */
export function countShare(
  table: TrustTable,
  share: number,
  devices: Counted,
  configurations: Counted,
): void {
  for (const range of devices.ranges) countDevices(table, share, devices.side, range);
  for (const range of configurations.ranges) countConfigurations(table, share, configurations.side, range);
  for (const range of devices.ranges) noteTrust(table, share, devices.side, range);
}

function countDevices(table: TrustTable, share: number, side: Side, range: Range): void {
  const { serial, first, macCount, keys, organization } = side;
  for (let record = range.from; record < range.to; record++) {
    if (has(side, record, Flag.stale)) continue;
    const home = organization[record] as number;
    const own = serial[record] as number;
    if (own !== 0 && shareOf(own) === share) table.addDevice(own, home);
    const to = (first[record] as number) + (macCount[record] as number);
    for (let i = first[record] as number; i < to; i++) {
      const key = keys[i] as number;
      if (shareOf(key) === share) table.addDevice(key, home);
    }
  }
}

function countConfigurations(table: TrustTable, share: number, side: Side, range: Range): void {
  const { serial, first, macCount, keys, organization } = side;
  for (let record = range.from; record < range.to; record++) {
    const archived = has(side, record, Flag.archived);
    const home = organization[record] as number;
    const own = serial[record] as number;
    if (own !== 0 && shareOf(own) === share) table.addConfiguration(own, home, archived);
    const to = (first[record] as number) + (macCount[record] as number);
    for (let i = first[record] as number; i < to; i++) {
      const key = keys[i] as number;
      if (shareOf(key) === share) table.addConfiguration(key, home, archived);
    }
  }
}

function noteTrust(table: TrustTable, share: number, side: Side, range: Range): void {
  const { serial, serialTrust, first, macCount, keys, marks } = side;
  for (let record = range.from; record < range.to; record++) {
    const own = serial[record] as number;
    if (own !== 0 && shareOf(own) === share) serialTrust[record] = table.trust(own);
    const to = (first[record] as number) + (macCount[record] as number);
    for (let i = first[record] as number; i < to; i++) {
      const key = keys[i] as number;
      if (shareOf(key) === share) marks[i] = (marks[i] as number) | (table.trust(key) << TRUST_SHIFT);
    }
  }
}

import { ByOrganization } from '../../domain/matching/devices/by-organization.js';
import { MOST_SERIALS_IN_NAME } from '../../domain/matching/identifiers/host-name.js';
import type { Grouping, OrganizationShare } from './part.js';
import type { RecordMap } from './record-lines.js';
import { type Room, type RoomSize, sharedInts } from './room.js';
import type { FilePart } from './scan.js';

/** A stretch of bytes of a file. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** No MAC is written in fewer bytes, its quotes included. */
const BYTES_A_MAC = 14;
const KEYS_A_NAME = 3;
/** Candidates a device can have. */
const MOST_CANDIDATES = 5;

/** Cuts a file into as many stretches as there are threads. */
export function cut(size: number, count: number): Stretch[] {
  return Array.from({ length: count }, (_, i) => ({
    start: Math.floor((size * i) / count),
    end: Math.floor((size * (i + 1)) / count),
  }));
}

/** Where each thread puts its records and keys: room for as many as its stretch can hold at most. */
export function layOut(
  stretches: readonly Stretch[],
  lines: readonly number[],
  keysALine: number,
): FilePart[] {
  const parts: FilePart[] = [];
  let [firstRecord, firstKey] = [0, 0];
  stretches.forEach(({ start, end }, i) => {
    const count = lines[i] ?? 0;
    parts.push({ start, end, lines: firstRecord, firstRecord, firstKey });
    firstRecord += count;
    firstKey += keyRoom(end - start, count, keysALine);
  });
  return parts;
}

export const KEYS_A_DEVICE = KEYS_A_NAME;
export const KEYS_A_CONFIGURATION = 2 * (KEYS_A_NAME + MOST_SERIALS_IN_NAME);

function keyRoom(bytes: number, lines: number, keysALine: number): number {
  return Math.ceil(bytes / BYTES_A_MAC) + lines * keysALine;
}

/** How much room all of it needs at most. */
export function roomSize(
  bytes: { devices: number; configurations: number },
  lines: { devices: number; configurations: number },
): RoomSize {
  // A line belongs to the stretch it starts in and may end far behind it, so the stretches' sums are not exact.
  const spare = 1 << 16;
  return {
    deviceLines: lines.devices,
    configurationLines: lines.configurations,
    deviceKeys: keyRoom(bytes.devices, lines.devices, KEYS_A_DEVICE) + spare,
    configurationKeys: keyRoom(bytes.configurations, lines.configurations, KEYS_A_CONFIGURATION) + spare,
    candidates: lines.devices * MOST_CANDIDATES,
  };
}

/** Groups the records of both sides by organization, in memory that threads share. */
export function groupRecords(
  room: Room,
  organizations: number,
  devices: readonly RecordMap[],
  configurations: readonly RecordMap[],
): Grouping {
  const own = ByOrganization.group(room.devices.organization, organizations, devices, sharedInts);
  const theirs = ByOrganization.group(
    room.configurations.organization,
    organizations,
    configurations,
    sharedInts,
  );
  return {
    devices,
    configurations,
    deviceRecords: own.records,
    deviceStarts: own.starts,
    configurationRecords: theirs.records,
    configurationStarts: theirs.starts,
  };
}

/** Shares the organizations out so that each thread has about as many records. */
export function shareOut(grouping: Grouping, organizations: number, count: number): OrganizationShare[] {
  const { deviceStarts, configurationStarts } = grouping;
  const before = (i: number) => (deviceStarts[i] as number) + (configurationStarts[i] as number);
  const total = before(organizations);
  const shares: OrganizationShare[] = [];
  let from = 0;
  for (let member = 1; member <= count; member++) {
    let to = member === count ? organizations : from;
    while (to < organizations && before(to) < (total * member) / count) to += 1;
    shares.push({ from, to, firstCandidate: (deviceStarts[from] as number) * MOST_CANDIDATES });
    from = to;
  }
  return shares;
}

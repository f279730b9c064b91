import { Flag, has, type Side, TRUST_SHIFT } from './columns.js';
import { BUCKETS, KeyBuckets } from './key-buckets.js';
import { TrustTable } from './trust.js';

/** Records `from` to `to` (exclusive) of a side. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/** A side, and where its records are. */
export interface Counted {
  readonly side: Side;
  readonly ranges: readonly Range[];
}

/** Identifiers can be counted in shares, side by side or one after the other, to need less room at a time. */
export interface Share {
  readonly number: number;
  /** How many there are: a power of two. */
  readonly of: number;
}

/** Counts every identifier of both sides and notes the trust in each beside the devices' own. Stale agents do not count. */
export function countIdentifiers(devices: Side, configurations: Side): TrustTable {
  const table = new TrustTable(devices.keys.length + configurations.keys.length);
  eachIdentifier(devices, (key, record) => {
    if (!has(devices, record, Flag.stale)) table.addDevice(key, devices.organization[record] as number);
  });
  eachIdentifier(configurations, (key, record) => {
    const archived = has(configurations, record, Flag.archived);
    table.addConfiguration(key, configurations.organization[record] as number, archived);
  });
  eachIdentifier(devices, (key, _, place) => noteTrust(devices, place, table.trust(key)));
  return table;
}

/**
 * The same for one share of very many identifiers: sorted into buckets first, then counted bucket by bucket. Answers nothing
 * but the trust it notes. `expected`: about how many identifiers of both sides the share has.
 */
export function countInBuckets(
  share: Share,
  expected: number,
  devices: Counted,
  configurations: Counted,
): void {
  const buckets = new KeyBuckets(expected / PARTS);
  const table = new TrustTable(expected / PARTS / BUCKETS);
  for (let part = 0; part < PARTS; part++) {
    buckets.clear();
    const own: Share = { number: share.number + share.of * part, of: share.of * PARTS };
    fillBuckets(buckets, own, devices, true);
    fillBuckets(buckets, own, configurations, false);
    for (let bucket = 0; bucket < BUCKETS; bucket++) countBucket(buckets, bucket, table, devices.side);
  }
}

/** Parts of a share that are sorted one after the other, in the same room. */
const PARTS = 4;

/** References of configurations' entries; devices' say where the trust goes. */
const LIVE = -1;
const ARCHIVED = -2;

/** Adds a side's identifiers of a share. Visits them itself: millions of numbers handed to a callback would be made objects. */
function fillBuckets(
  buckets: KeyBuckets,
  share: Share,
  { side, ranges }: Counted,
  areDevices: boolean,
): void {
  const { serial, first, macCount, keys } = side;
  const { number } = share;
  const mask = share.of - 1;
  for (const range of ranges) {
    for (let record = range.from; record < range.to; record++) {
      if (areDevices && has(side, record, Flag.stale)) continue;
      const organization = side.organization[record] as number;
      const kind = has(side, record, Flag.archived) ? ARCHIVED : LIVE;
      const own = serial[record] as number;
      if (own !== 0 && shareBits(own, mask) === number)
        buckets.add(own, organization, areDevices ? SERIAL_PLACE + record : kind);
      const to = (first[record] as number) + (macCount[record] as number);
      for (let i = first[record] as number; i < to; i++) {
        const key = keys[i] as number;
        if (shareBits(key, mask) === number) buckets.add(key, organization, areDevices ? i : kind);
      }
    }
  }
}

function countBucket(buckets: KeyBuckets, bucket: number, table: TrustTable, side: Side): void {
  const { keys, organizations, references } = buckets;
  table.clear();
  buckets.eachStretch(bucket, (from, to) => {
    for (let i = from; i < to; i++) {
      const reference = references[i] as number;
      const organization = organizations[i] as number;
      if (reference >= 0) table.addDevice(keys[i] as number, organization);
      else table.addConfiguration(keys[i] as number, organization, reference === ARCHIVED);
    }
  });
  buckets.eachStretch(bucket, (from, to) => {
    for (let i = from; i < to; i++) {
      const place = references[i] as number;
      if (place >= 0) noteTrust(side, place, table.trust(keys[i] as number));
    }
  });
}

/** A serial's place is its record's number above this; a MAC's is where it stands among the keys. */
const SERIAL_PLACE = 0x40000000;

function noteTrust(side: Side, place: number, trust: number): void {
  if (place >= SERIAL_PLACE) side.serialTrust[place - SERIAL_PLACE] = trust;
  else side.marks[place] = (side.marks[place] as number) | (trust << TRUST_SHIFT);
}

/** Visits each identifier of a side with the record that has it and its place. */
function eachIdentifier(side: Side, visit: (key: number, record: number, place: number) => void): void {
  const { serial, first, macCount, keys } = side;
  for (let record = 0; record < side.organization.length; record++) {
    const own = serial[record] as number;
    if (own !== 0) visit(own, record, SERIAL_PLACE + record);
    const to = (first[record] as number) + (macCount[record] as number);
    for (let i = first[record] as number; i < to; i++) visit(keys[i] as number, record, i);
  }
}

/** Asked of every key for every share, so it is cheap. */
function shareBits(key: number, mask: number): number {
  const low = key | 0;
  return (low ^ (low >>> 11) ^ (low >>> 22)) & mask;
}

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
  const whole: Share = { number: 0, of: 1 };
  eachIdentifier(wholeOf(devices), whole, (key, record) => {
    if (!has(devices, record, Flag.stale)) table.addDevice(key, devices.organization[record] as number);
  });
  eachIdentifier(wholeOf(configurations), whole, (key, record) => {
    const archived = has(configurations, record, Flag.archived);
    table.addConfiguration(key, configurations.organization[record] as number, archived);
  });
  eachIdentifier(wholeOf(devices), whole, (key, _, place) => noteTrust(devices, place, table.trust(key)));
  return table;
}

function wholeOf(side: Side): Counted {
  return { side, ranges: [{ from: 0, to: side.organization.length }] };
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
    fillBuckets(
      buckets,
      { number: share.number + share.of * part, of: share.of * PARTS },
      devices,
      configurations,
    );
    for (let bucket = 0; bucket < BUCKETS; bucket++) countBucket(buckets, bucket, table, devices.side);
  }
}

/** Parts of a share that are sorted one after the other, in the same room. */
const PARTS = 4;

/** References of configurations' entries; devices' say where the trust goes. */
const LIVE = -1;
const ARCHIVED = -2;

function fillBuckets(buckets: KeyBuckets, share: Share, devices: Counted, configurations: Counted): void {
  eachIdentifier(devices, share, (key, record, place) => {
    if (has(devices.side, record, Flag.stale)) return;
    buckets.add(key, devices.side.organization[record] as number, place);
  });
  eachIdentifier(configurations, share, (key, record) => {
    const archived = has(configurations.side, record, Flag.archived);
    buckets.add(key, configurations.side.organization[record] as number, archived ? ARCHIVED : LIVE);
  });
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

/** Visits each identifier of a share with the record that has it and its place. */
function eachIdentifier(
  { side, ranges }: Counted,
  share: Share,
  visit: (key: number, record: number, place: number) => void,
): void {
  const { serial, first, macCount, keys } = side;
  const { number } = share;
  const mask = share.of - 1;
  for (const range of ranges) {
    for (let record = range.from; record < range.to; record++) {
      const own = serial[record] as number;
      if (own !== 0 && shareBits(own, mask) === number) visit(own, record, SERIAL_PLACE + record);
      const to = (first[record] as number) + (macCount[record] as number);
      for (let i = first[record] as number; i < to; i++) {
        const key = keys[i] as number;
        if (shareBits(key, mask) === number) visit(key, record, i);
      }
    }
  }
}

/** Asked of every key for every share, so it is cheap. */
function shareBits(key: number, mask: number): number {
  const low = key | 0;
  return (low ^ (low >>> 11) ^ (low >>> 22)) & mask;
}

import { Flag, has, type Side, TRUST_SHIFT, Trust } from './columns.js';
import { KeySketch } from './key-sketch.js';
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
  const [source, target] = [whole(devices), whole(configurations)];
  countShare(table, null, { number: 0, of: 1 }, source, target);
  return table;
}

function whole(side: Side): Counted {
  return { side, ranges: [{ from: 0, to: side.organization.length }] };
}

/**
 * The same for one share of the identifiers, where there are so many that an exact count of all takes too much room:
 * rough counts first, exact ones then only of what those do not show to be unique, part by part. The trust noted is the same.
 * `expected`: about how many different identifiers the share has.
 */
export function countRoughlyFirst(
  share: Share,
  expected: number,
  devices: Counted,
  configurations: Counted,
): void {
  const sketch = new KeySketch(expected);
  const { number, of } = share;
  eachIdentifier(devices, share, (key, record) => {
    if (!has(devices.side, record, Flag.stale)) sketch.addDevice(key);
  });
  eachIdentifier(configurations, share, (key) => sketch.addConfiguration(key));
  const table = new TrustTable(expected / 8);
  for (let part = 0; part < PARTS; part++) {
    table.clear();
    countShare(table, sketch, { number: number + of * part, of: of * PARTS }, devices, configurations);
  }
}

/** Parts of a share whose doubtful identifiers are counted exactly one after the other. */
const PARTS = 2;

function countShare(
  table: TrustTable,
  sketch: KeySketch | null,
  share: Share,
  devices: Counted,
  configurations: Counted,
): void {
  const { organization } = devices.side;
  eachIdentifier(devices, share, (key, record) => {
    if (sketch?.isUnique(key) || has(devices.side, record, Flag.stale)) return;
    table.addDevice(key, organization[record] as number);
  });
  eachIdentifier(configurations, share, (key, record) => {
    if (sketch?.isUnique(key)) return;
    const archived = has(configurations.side, record, Flag.archived);
    table.addConfiguration(key, configurations.side.organization[record] as number, archived);
  });
  noteTrust(devices, share, (key) => (sketch?.isUnique(key) ? Trust.full : table.trust(key)));
}

/** Visits each identifier of a share with the record that has it. */
function eachIdentifier(
  { side, ranges }: Counted,
  share: Share,
  visit: (key: number, record: number) => void,
): void {
  const { serial, first, macCount, keys } = side;
  for (const range of ranges) {
    for (let record = range.from; record < range.to; record++) {
      const own = serial[record] as number;
      if (own !== 0 && isIn(share, own)) visit(own, record);
      const to = (first[record] as number) + (macCount[record] as number);
      for (let i = first[record] as number; i < to; i++)
        if (isIn(share, keys[i] as number)) visit(keys[i] as number, record);
    }
  }
}

function noteTrust({ side, ranges }: Counted, share: Share, trustIn: (key: number) => number): void {
  const { serial, serialTrust, first, macCount, keys, marks } = side;
  for (const range of ranges) {
    for (let record = range.from; record < range.to; record++) {
      const own = serial[record] as number;
      if (own !== 0 && isIn(share, own)) serialTrust[record] = trustIn(own);
      const to = (first[record] as number) + (macCount[record] as number);
      for (let i = first[record] as number; i < to; i++) {
        const key = keys[i] as number;
        if (isIn(share, key)) marks[i] = (marks[i] as number) | (trustIn(key) << TRUST_SHIFT);
      }
    }
  }
}

/** Asked of every key for every share, so it is cheap. */
function isIn(share: Share, key: number): boolean {
  const low = key | 0;
  return ((low ^ (low >>> 11) ^ (low >>> 22)) & (share.of - 1)) === share.number;
}

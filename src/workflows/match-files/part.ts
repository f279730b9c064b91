import { ByOrganization } from '../../domain/matching/devices/by-organization.js';
import { countInBuckets, type Range, type Share } from '../../domain/matching/devices/counting.js';
import { isOneEditApart } from '../../domain/matching/devices/edit-distance.js';
import { KeyIndex } from '../../domain/matching/devices/key-index.js';
import { findMachines, markStale } from '../../domain/matching/devices/machines.js';
import { OrganizationDecider } from '../../domain/matching/devices/organization.js';
import { CandidateList } from '../../domain/matching/devices/outcome.js';
import { type Estate, PairScore } from '../../domain/matching/devices/pair.js';
import { slotHash } from '../../domain/matching/devices/trust.js';
import { KeyTable } from '../../domain/matching/identifiers/index.js';
import { type ByteInput, type InputSource, openInput } from './byte-input.js';
import { DecisionLines } from './decision-line.js';
import { DeviceTexts } from './device-spots.js';
import { LineTexts } from './line-texts.js';
import { countLines } from './lines.js';
import { eachRecordLine, type RecordMap } from './record-lines.js';
import { DROPPED, type Room } from './room.js';
import { type FilePart, type ScanResult, scanConfigurations, scanDevices } from './scan.js';
import { ConfigurationField, configurationShape, DeviceField, deviceShape, type FileRole } from './shapes.js';
import type { SiteTable } from './sites.js';

/** What a worker is told once. */
export interface Opening {
  readonly devices: InputSource;
  readonly configurations: InputSource;
}

/** Organizations `from` to `to` (exclusive), and where their candidates go. */
export interface OrganizationShare extends Range {
  readonly firstCandidate: number;
}

/** The records of each organization on both sides, in memory that threads share, and where their lines are. */
export interface Grouping {
  readonly devices: readonly RecordMap[];
  readonly configurations: readonly RecordMap[];
  readonly deviceRecords: Int32Array;
  readonly deviceStarts: Int32Array;
  readonly configurationRecords: Int32Array;
  readonly configurationStarts: Int32Array;
}

/** A stretch of the device file whose decisions are written together. `lines` start in `[start, end)`. */
export interface Block {
  readonly start: number;
  readonly end: number;
  readonly firstRecord: number;
}

/** What one thread does of the whole, step by step. Steps of all threads wait for each other; the order is the methods'. */
export class Part {
  readonly #deviceInput: ByteInput;
  readonly #configurationInput: ByteInput;
  #room: Room | null = null;
  #grouping: Grouping | null = null;

  constructor(opening: Opening) {
    this.#deviceInput = openInput(opening.devices);
    this.#configurationInput = openInput(opening.configurations);
  }

  /** How many lines start in a stretch of each file. */
  countLines(
    devices: Omit<Block, 'firstRecord'>,
    configurations: Omit<Block, 'firstRecord'>,
  ): [number, number] {
    return [
      countLines(this.#deviceInput, devices.start, devices.end),
      countLines(this.#configurationInput, configurations.start, configurations.end),
    ];
  }

  scan(
    room: Room,
    sites: SiteTable,
    devices: FilePart,
    configurations: FilePart,
  ): { devices: ScanResult; configurations: ScanResult } {
    this.#room = room;
    return {
      devices: scanDevices(this.#deviceInput, room, devices, sites),
      configurations: scanConfigurations(
        this.#configurationInput,
        room.configurations,
        configurations,
        sites,
      ),
    };
  }

  /** Keys of ids that occur more than once, for each file asked for. A key may, very seldom, be that of two ids. */
  repeatedIds(
    files: readonly { file: FileRole; ranges: readonly Range[] }[],
  ): { file: FileRole; keys: number[] }[] {
    return files.map(({ file, ranges }) => ({ file, keys: repeated(this.#roomOf()[file].id, ranges) }));
  }

  /** Finds the stale agents of some organizations. */
  markStale(grouping: Grouping, organizations: Range): void {
    this.#grouping = grouping;
    const devicesOf = new ByOrganization(grouping.deviceRecords, grouping.deviceStarts);
    const side = this.#roomOf().devices;
    const index = new KeyIndex();
    for (let i = organizations.from; i < organizations.to; i++) {
      markStale(side, findMachines(side, devicesOf.of(i), index));
    }
  }

  /** Counts one share of the identifiers. `identifiers`: about how many there are in it, on both sides. */
  count(share: Share, identifiers: number): void {
    const room = this.#roomOf();
    const { devices, configurations } = this.#groupingOf();
    const source = { side: room.devices, ranges: devices };
    countInBuckets(share, identifiers, source, { side: room.configurations, ranges: configurations });
  }

  decide(share: OrganizationShare): void {
    const { candidates, outcome } = this.#roomOf();
    const grouping = this.#groupingOf();
    const devicesOf = new ByOrganization(grouping.deviceRecords, grouping.deviceStarts);
    const configurationsOf = new ByOrganization(grouping.configurationRecords, grouping.configurationStarts);
    const list = new CandidateList(candidates, share.firstCandidate);
    const decider = new OrganizationDecider(this.#estate(), outcome, list);
    for (let i = share.from; i < share.to; i++) {
      const devices = devicesOf.of(i);
      if (devices.length > 0) decider.decide(devices, configurationsOf.of(i));
    }
  }

  /** A writer of decisions: answers the JSON lines of a block, good until the next call. */
  writer(): (block: Block) => Uint8Array {
    const { devices, spots, configurations, outcome, candidates } = this.#roomOf();
    const maps = this.#groupingOf();
    const pair = new PairScore(this.#estate());
    const texts = new LineTexts(this.#configurationInput, maps.configurations, configurationShape);
    const list = new CandidateList(candidates);
    const lines = new DecisionLines(pair, outcome, list, new DeviceTexts(spots), configurations, texts);
    const skipped = new Set(maps.devices.flatMap((map) => map.skipped));
    return ({ start, end, firstRecord }) => {
      lines.out.length = 0;
      eachRecordLine(this.#deviceInput, start, end, firstRecord, skipped, (record, bytes, from, to) => {
        if (devices.organization[record] !== DROPPED) lines.write(record, bytes, from, to);
      });
      return lines.out.bytes.subarray(0, lines.out.length);
    };
  }

  close(): void {
    this.#deviceInput.close();
    this.#configurationInput.close();
  }

  #estate(): Estate {
    const { devices, configurations } = this.#roomOf();
    const maps = this.#groupingOf();
    const deviceTexts = new LineTexts(this.#deviceInput, maps.devices, deviceShape);
    const texts = new LineTexts(this.#configurationInput, maps.configurations, configurationShape);
    const idText = (record: number) => {
      const id = configurations.id[record] as number;
      return id >= 0 ? String(id) : texts.text(record, ConfigurationField.id);
    };
    return {
      devices,
      configurations,
      serialsNear: (device, configuration) =>
        isOneEditApart(
          deviceTexts.serial(device, DeviceField.serialNumber),
          texts.serial(configuration, ConfigurationField.serialNumber),
        ),
      configurationOrder: (a, b) => {
        const [one, other] = [idText(a), idText(b)];
        return one < other ? -1 : one > other ? 1 : 0;
      },
      hints: new Map(),
    };
  }

  #roomOf(): Room {
    if (!this.#room) throw new Error('The files have not been scanned');
    return this.#room;
  }

  #groupingOf(): Grouping {
    if (!this.#grouping) throw new Error('The records have not been grouped');
    return this.#grouping;
  }
}

/** Keys that stand more than once. Two passes over a few bits a key; sorting them would take ten times as long. */
function repeated(id: Float64Array, ranges: readonly Range[]): number[] {
  const suspects = new Map<number, number>();
  const bits = new BitSet(ranges.reduce((sum, { from, to }) => sum + to - from, 0) * 16);
  eachOf(id, ranges, (key) => {
    if (!bits.add(slotHash(key))) suspects.set(key, 0);
  });
  if (suspects.size === 0) return [];
  const table = new KeyTable([...suspects.keys()].map(Math.abs));
  eachOf(id, ranges, (key) => {
    if (table.has(Math.abs(key)) && suspects.has(key)) suspects.set(key, (suspects.get(key) ?? 0) + 1);
  });
  return [...suspects].filter(([, count]) => count > 1).map(([key]) => key);
}

function eachOf(id: Float64Array, ranges: readonly Range[], visit: (key: number) => void): void {
  for (const { from, to } of ranges)
    for (let record = from; record < to; record++) visit(id[record] as number);
}

/** Bits by number, in a power of two. */
class BitSet {
  readonly #words: Int32Array;
  readonly #last: number;

  constructor(expected: number) {
    let size = 32;
    while (size < expected) size *= 2;
    this.#words = new Int32Array(size / 32);
    this.#last = size - 1;
  }

  /** Sets the bit of a hash; whether it was not set before. */
  add(hash: number): boolean {
    const bit = hash & this.#last;
    const word = this.#words[bit >>> 5] as number;
    this.#words[bit >>> 5] = word | (1 << (bit & 31));
    return (word & (1 << (bit & 31))) === 0;
  }
}

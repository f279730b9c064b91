import { Flag } from '../../domain/matching/devices/columns.js';
import { Status } from '../../domain/matching/devices/outcome.js';
import { SideWriter } from '../../domain/matching/devices/side-writer.js';
import {
  HostNameReader,
  KeyTable,
  MacReader,
  SerialReader,
  textKey,
} from '../../domain/matching/identifiers/index.js';
import type { ByteInput } from './byte-input.js';
import { noteSpots, SPOTS } from './device-spots.js';
import { lastSeenFrom } from './last-seen.js';
import { eachLine, isBlankLine } from './lines.js';
import { RecordLine } from './record-line.js';
import { RECORDS_A_MARK, type RecordMap } from './record-lines.js';
import type { FileSide, Room } from './room.js';
import { ConfigurationField, configurationShape, DeviceField, deviceShape, type FileRole } from './shapes.js';
import { IdTable, type SiteTable } from './sites.js';

/** Something wrong with one line. `line` counts from 1. */
export interface Problem {
  readonly file: FileRole;
  readonly line: number;
  readonly text: string;
}

/** One part of a file: the lines that start in `[start, end)`, and where its records and keys go. */
export interface FilePart {
  readonly start: number;
  readonly end: number;
  /** Lines before it. */
  readonly lines: number;
  readonly firstRecord: number;
  readonly firstKey: number;
}

export interface ScanResult extends RecordMap {
  /** Identifiers and names kept. */
  readonly keys: number;
  readonly problems: readonly Problem[];
}

/** Problems kept of one part; of the others only the number is told. */
const MOST_PROBLEMS = 20;

/** Writes one kind of line at a record; answers what is wrong with the line, or `null`. The line was just read. */
interface Keeper {
  readonly columns: LineColumns;
  /** `start`: where the line starts in the bytes it was read from. */
  keep(record: number, start: number): string | null;
}

/** Reads one part of the device file into the columns. A device of an unsettled site is waiting. */
export function scanDevices(input: ByteInput, room: Room, part: FilePart, sites: SiteTable): ScanResult {
  return scan(input, 'devices', part, new DeviceKeeper(room, part, sites));
}

/** Reads one part of the configuration file into the columns. */
export function scanConfigurations(
  input: ByteInput,
  side: FileSide,
  part: FilePart,
  sites: SiteTable,
): ScanResult {
  return scan(input, 'configurations', part, new ConfigurationKeeper(side, part, sites));
}

function scan(input: ByteInput, role: FileRole, part: FilePart, keeper: Keeper): ScanResult {
  const { line, writer } = keeper.columns;
  const marks: number[] = [];
  const skipped: number[] = [];
  const problems: Problem[] = [];
  let record = part.firstRecord;
  let lines = part.lines;
  eachLine(input, part.start, part.end, (bytes, from, to, position) => {
    lines += 1;
    if (isBlankLine(bytes, from, to)) return;
    const problem = line.read(bytes, from, to) ?? keeper.keep(record, from);
    if (problem === null) {
      if ((record - part.firstRecord) % RECORDS_A_MARK === 0) marks.push(position);
      record += 1;
    } else {
      skipped.push(position);
      if (problems.length < MOST_PROBLEMS) problems.push({ file: role, line: lines, text: problem });
    }
  });
  const keys = writer.at - part.firstKey;
  return {
    from: part.firstRecord,
    to: record,
    end: part.end,
    marks: Float64Array.from(marks),
    skipped,
    keys,
    problems,
  };
}

/** Reads identifiers and names of a line into columns. One class for both files, so that its code is compiled once. */
class LineColumns {
  readonly line: RecordLine;
  readonly writer: SideWriter;
  readonly #serial = new SerialReader();
  readonly #name = new HostNameReader();
  readonly #mac = new MacReader();

  constructor(line: RecordLine, writer: SideWriter) {
    this.line = line;
    this.writer = writer;
  }

  keepSerial(field: number): void {
    const { line } = this;
    if (!line.take(field)) return;
    const kind = this.#serial.read(line.bytes, line.from, line.to);
    this.writer.serial(kind, this.#serial.key());
  }

  keepMac(): void {
    const { line } = this;
    const mac = this.#mac;
    if (mac.read(line.bytes, line.from, line.to)) this.writer.mac(mac.mac(), mac.isPlain());
  }

  keepList(): void {
    const { line } = this;
    for (let item = 0; item < line.line.listCount; item++) {
      line.takeItem(item);
      this.keepMac();
    }
  }

  keepName(field: number): void {
    const { line } = this;
    if (!line.take(field)) return;
    this.#name.read(line.bytes, line.from, line.to);
    this.writer.name(this.#name);
  }
}

class DeviceKeeper implements Keeper {
  readonly columns: LineColumns;
  readonly #side: FileSide;
  readonly #sites: IdTable;
  readonly #status: Uint8Array;
  readonly #spots: Uint8Array;

  constructor({ devices, outcome, spots }: Room, part: FilePart, sites: SiteTable) {
    this.columns = new LineColumns(
      new RecordLine(deviceShape),
      new SideWriter(devices, part.firstKey, false),
    );
    this.#side = devices;
    this.#status = outcome.status;
    this.#spots = spots;
    this.#sites = new IdTable(new KeyTable(sites.siteKeys, sites.siteOrganizations));
  }

  keep(record: number, start: number): string | null {
    const { columns } = this;
    const { line } = columns;
    if (line.isBlank(DeviceField.uid)) return 'has no uid';
    const id = idOf(line.bytes, line.from, line.to);
    if (line.isBlank(DeviceField.siteId)) return 'has no siteId';
    const organization = this.#sites.find(line.bytes, line.from, line.to);
    if (organization === IdTable.unknown) return `names a site that the sites file has not: ${textOf(line)}`;
    columns.writer.begin(record, organization, 0);
    if (organization < 0) this.#status[record] = Status.waiting;
    this.#side.id[record] = id;
    this.#side.seen[record] = line.take(DeviceField.lastSeen)
      ? lastSeenFrom(line.bytes, line.from, line.to)
      : 0;
    columns.keepSerial(DeviceField.serialNumber);
    columns.keepList();
    columns.keepName(DeviceField.hostname);
    // A line that had to be spelled again is not where it seems.
    if (line.isRescued) this.#spots[record * SPOTS] = 0;
    else noteSpots(this.#spots, record, line.line, start);
    return null;
  }
}

class ConfigurationKeeper implements Keeper {
  readonly columns: LineColumns;
  readonly #side: FileSide;
  readonly #organizations: IdTable;

  constructor(side: FileSide, part: FilePart, sites: SiteTable) {
    this.columns = new LineColumns(
      new RecordLine(configurationShape),
      new SideWriter(side, part.firstKey, true),
    );
    this.#side = side;
    this.#organizations = new IdTable(new KeyTable(sites.organizationKeys));
  }

  keep(record: number): string | null {
    const { columns } = this;
    const { line } = columns;
    if (line.isBlank(ConfigurationField.id)) return 'has no id';
    const id = idOf(line.bytes, line.from, line.to);
    if (line.isBlank(ConfigurationField.organizationId)) return 'has no organization_id';
    const organization = this.#organizations.find(line.bytes, line.from, line.to);
    if (organization === IdTable.unknown) return `is of an organization that no site has: ${textOf(line)}`;
    const archived = line.isYes(ConfigurationField.archived) ? Flag.archived : 0;
    const psaLinked = line.isYes(ConfigurationField.psa) ? Flag.psaLinked : 0;
    columns.writer.begin(record, organization, archived | psaLinked);
    this.#side.id[record] = id;
    columns.keepSerial(ConfigurationField.serialNumber);
    if (line.take(ConfigurationField.macAddress)) columns.keepMac();
    columns.keepList();
    columns.keepName(ConfigurationField.name);
    const isTold = line.isSame(ConfigurationField.name, ConfigurationField.hostname);
    if (!isTold) columns.keepName(ConfigurationField.hostname);
    return null;
  }
}

/** The number an id spells, up to fifteen digits without a leading zero; else the negative key of its text. */
export function idOf(bytes: Uint8Array, from: number, to: number): number {
  const length = to - from;
  if (length > 15 || length === 0 || bytes[from] === 0x30) return -textKey(bytes, from, to);
  let value = 0;
  for (let i = from; i < to; i++) {
    const digit = (bytes[i] as number) - 0x30;
    if (digit < 0 || digit > 9) return -textKey(bytes, from, to);
    value = value * 10 + digit;
  }
  return value;
}

function textOf(line: RecordLine): string {
  return Buffer.from(line.bytes.subarray(line.from, line.to)).toString('utf8').slice(0, 80);
}

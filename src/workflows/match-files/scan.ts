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
import { lastSeenFrom } from './last-seen.js';
import { eachLine, isBlankLine } from './lines.js';
import { RecordLine } from './record-line.js';
import { RECORDS_A_MARK, type RecordMap } from './record-lines.js';
import type { FileSide } from './room.js';
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

/** Reads one part of one file into the columns. */
abstract class Scan {
  protected readonly line: RecordLine;
  protected readonly side: FileSide;
  protected readonly writer: SideWriter;
  protected record: number;
  readonly #role: FileRole;
  readonly #part: FilePart;
  readonly #serial = new SerialReader();
  readonly #name = new HostNameReader();
  readonly #mac = new MacReader();
  readonly #problems: Problem[] = [];
  readonly #marks: number[] = [];
  readonly #skipped: number[] = [];
  #lines: number;

  constructor(role: FileRole, line: RecordLine, side: FileSide, part: FilePart) {
    this.#role = role;
    this.line = line;
    this.side = side;
    this.#part = part;
    this.record = part.firstRecord;
    this.#lines = part.lines;
    this.writer = new SideWriter(side, part.firstKey, role === 'configurations');
  }

  run(input: ByteInput): ScanResult {
    eachLine(input, this.#part.start, this.#part.end, (bytes, from, to, position) => {
      this.#lines += 1;
      if (isBlankLine(bytes, from, to)) return;
      const problem = this.line.read(bytes, from, to) ?? this.keep();
      if (problem !== null) this.#skip(position, problem);
      else this.#place(position);
    });
    return {
      from: this.#part.firstRecord,
      to: this.record,
      end: this.#part.end,
      marks: Float64Array.from(this.#marks),
      skipped: this.#skipped,
      keys: this.writer.at - this.#part.firstKey,
      problems: this.#problems,
    };
  }

  /** Writes the line's record at `record`; answers what is wrong with it, or `null`. */
  protected abstract keep(): string | null;

  #place(position: number): void {
    if ((this.record - this.#part.firstRecord) % RECORDS_A_MARK === 0) this.#marks.push(position);
    this.record += 1;
  }

  #skip(position: number, text: string): void {
    this.#skipped.push(position);
    if (this.#problems.length < MOST_PROBLEMS)
      this.#problems.push({ file: this.#role, line: this.#lines, text });
  }

  protected keepSerial(field: number): void {
    const { line } = this;
    if (!line.take(field)) return;
    const kind = this.#serial.read(line.bytes, line.from, line.to);
    this.writer.serial(kind, this.#serial.key());
  }

  protected keepMac(): void {
    const { line } = this;
    const mac = this.#mac;
    if (mac.read(line.bytes, line.from, line.to)) this.writer.mac(mac.mac(), mac.isPlain());
  }

  protected keepList(): void {
    const { line } = this;
    for (let item = 0; item < line.line.listCount; item++) {
      line.takeItem(item);
      this.keepMac();
    }
  }

  protected keepName(field: number): void {
    const { line } = this;
    if (!line.take(field)) return;
    this.#name.read(line.bytes, line.from, line.to);
    this.writer.name(this.#name);
  }
}

export class DeviceScan extends Scan {
  readonly #sites: IdTable;
  readonly #status: Uint8Array;

  /** `status`: where a device of an unsettled site is marked as waiting. */
  constructor(side: FileSide, part: FilePart, sites: SiteTable, status: Uint8Array) {
    super('devices', new RecordLine(deviceShape), side, part);
    this.#status = status;
    this.#sites = new IdTable(new KeyTable(sites.siteKeys, sites.siteOrganizations));
  }

  protected keep(): string | null {
    const { line, side, record } = this;
    if (line.isBlank(DeviceField.uid)) return 'has no uid';
    const id = idOf(line.bytes, line.from, line.to);
    if (line.isBlank(DeviceField.siteId)) return 'has no siteId';
    const organization = this.#sites.find(line.bytes, line.from, line.to);
    if (organization === IdTable.unknown) return `names a site that the sites file has not: ${textOf(line)}`;
    this.writer.begin(record, organization, 0);
    if (organization < 0) this.#status[record] = Status.waiting;
    side.id[record] = id;
    side.seen[record] = line.take(DeviceField.lastSeen) ? lastSeenFrom(line.bytes, line.from, line.to) : 0;
    this.keepSerial(DeviceField.serialNumber);
    this.keepList();
    this.keepName(DeviceField.hostname);
    return null;
  }
}

export class ConfigurationScan extends Scan {
  readonly #organizations: IdTable;

  constructor(side: FileSide, part: FilePart, sites: SiteTable) {
    super('configurations', new RecordLine(configurationShape), side, part);
    this.#organizations = new IdTable(new KeyTable(sites.organizationKeys));
  }

  protected keep(): string | null {
    const { line, side, record } = this;
    if (line.isBlank(ConfigurationField.id)) return 'has no id';
    const id = idOf(line.bytes, line.from, line.to);
    if (line.isBlank(ConfigurationField.organizationId)) return 'has no organization_id';
    const organization = this.#organizations.find(line.bytes, line.from, line.to);
    if (organization === IdTable.unknown) return `is of an organization that no site has: ${textOf(line)}`;
    const archived = line.isYes(ConfigurationField.archived) ? Flag.archived : 0;
    const psaLinked = line.isYes(ConfigurationField.psa) ? Flag.psaLinked : 0;
    this.writer.begin(record, organization, archived | psaLinked);
    side.id[record] = id;
    this.keepSerial(ConfigurationField.serialNumber);
    if (line.take(ConfigurationField.macAddress)) this.keepMac();
    this.keepList();
    this.keepName(ConfigurationField.name);
    if (!line.isSame(ConfigurationField.name, ConfigurationField.hostname))
      this.keepName(ConfigurationField.hostname);
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

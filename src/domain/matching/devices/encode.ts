import type { Device } from '../../estate/source.js';
import type { Configuration } from '../../estate/target.js';
import { isOwnAdapter } from '../identifiers/adapter-name.js';
import { HostNameReader } from '../identifiers/host-name.js';
import { classifyMac, type MacClass, parseMac } from '../identifiers/mac.js';
import { SerialReader } from '../identifiers/serial.js';
import { Flag, MacMark, NameMark, NO_ORGANIZATION, type Side } from './columns.js';

/** One record as the columns want it: the device's or configuration's own texts. */
export interface RecordTexts {
  readonly organization: number;
  /** The first that is a good serial counts. */
  readonly serials: readonly (string | null)[];
  readonly macs: readonly (string | null)[];
  readonly names: readonly (string | null)[];
  readonly archived: boolean;
  readonly psaLinked: boolean;
  readonly seenAt: number | null;
}

const macMarks: Readonly<Partial<Record<MacClass, number>>> = {
  ok: MacMark.ok,
  virtual: MacMark.virtual,
  'dock-weak': MacMark.dock,
};

/** The mark of a MAC that may be evidence, or -1 for one that is none. */
export function markOfMac(mac: number): number {
  return macMarks[classifyMac(mac).class] ?? -1;
}

/** What of a device may tie it to a configuration. */
export function deviceTexts(device: Device, organization: number | undefined): RecordTexts {
  const lent = (kind: 'serial' | 'mac') =>
    device.lent.filter((one) => one.kind === kind).map((one) => one.value);
  const nics = (device.nics ?? []).filter((nic) => isOwnAdapter(nic.name));
  return {
    organization: organization ?? NO_ORGANIZATION,
    serials: [device.serial, ...lent('serial').sort()],
    macs: [...nics.map((nic) => nic.mac), ...lent('mac')],
    names: [device.hostname],
    archived: false,
    psaLinked: false,
    seenAt: device.lastSeenAt,
  };
}

/** What of a configuration may tie a device to it. */
export function configurationTexts(configuration: Configuration, organization: number): RecordTexts {
  const interfaces = configuration.interfaces.filter((one) => isOwnAdapter(one.name));
  return {
    organization,
    serials: [configuration.serial],
    macs: [configuration.mac, ...interfaces.map((one) => one.mac)],
    names: [configuration.name, configuration.hostname],
    archived: configuration.archived,
    psaLinked: configuration.provenance.psaState === 'enabled',
    seenAt: null,
  };
}

/** Turns records into columns, in their order. */
export function encodeSide(records: readonly RecordTexts[]): Side {
  const count = records.length;
  const side = {
    organization: new Int32Array(count),
    serial: new Float64Array(count),
    serialTrust: new Uint8Array(count),
    flags: new Uint8Array(count),
    seen: new Float64Array(count),
    first: new Uint32Array(count),
    macCount: new Uint16Array(count),
    nameCount: new Uint8Array(count),
  };
  const keys: number[] = [];
  const marks: number[] = [];
  const serial = new SerialReader();
  const name = new HostNameReader();
  records.forEach((record, i) => {
    side.organization[i] = record.organization;
    side.flags[i] = (record.archived ? Flag.archived : 0) | (record.psaLinked ? Flag.psaLinked : 0);
    side.seen[i] = record.seenAt ?? 0;
    side.first[i] = keys.length;
    const weak = encodeSerial(record, serial);
    if (weak !== null) {
      side.serial[i] = serial.key();
      if (weak) side.flags[i] = (side.flags[i] as number) | Flag.weakSerial;
    }
    side.macCount[i] = encodeMacs(record, keys, marks);
    side.nameCount[i] = encodeNames(record, name, keys, marks, side.serial[i] === 0);
  });
  return { ...side, keys: Float64Array.from(keys), marks: Uint8Array.from(marks) };
}

/** Leaves the first good serial in the reader; `true` when it is a short one, `null` when there is none. */
function encodeSerial(record: RecordTexts, serial: SerialReader): boolean | null {
  for (const text of record.serials) {
    const kind = text ? serial.readText(text) : 'none';
    if (kind === 'ok' || kind === 'weak') return kind === 'weak';
  }
  return null;
}

function encodeMacs(record: RecordTexts, keys: number[], marks: number[]): number {
  const first = keys.length;
  const seen = new Set<number>();
  for (const text of record.macs) {
    const mac = parseMac(text);
    if (mac === null || seen.has(mac)) continue;
    seen.add(mac);
    const mark = markOfMac(mac);
    if (mark < 0 || keys.length - first === MOST_MACS) continue;
    keys.push(mac);
    marks.push(mark);
  }
  return keys.length - first;
}

/** More than a column can count; a switch with more ports is known by its first ones. */
const MOST_MACS = 0xffff;

function encodeNames(
  record: RecordTexts,
  name: HostNameReader,
  keys: number[],
  marks: number[],
  wantsSerials: boolean,
): number {
  const first = keys.length;
  const add = (key: number, mark: number) => {
    if (key === 0 || isThere(keys, marks, first, key, mark)) return;
    keys.push(key);
    marks.push(mark);
  };
  for (const text of record.names) {
    name.readText(text);
    add(name.full, NameMark.full);
    add(name.clean, NameMark.clean);
    add(name.tail, NameMark.tail);
    for (let i = 0; wantsSerials && i < name.serialCount; i++)
      add(name.serials[i] as number, NameMark.serial);
  }
  return keys.length - first;
}

function isThere(
  keys: readonly number[],
  marks: readonly number[],
  first: number,
  key: number,
  mark: number,
): boolean {
  for (let i = first; i < keys.length; i++) if (keys[i] === key && marks[i] === mark) return true;
  return false;
}

import type { Device } from '../../estate/source.js';
import type { Configuration } from '../../estate/target.js';
import { isOwnAdapter } from '../identifiers/adapter-name.js';
import { HostNameReader, MOST_SERIALS_IN_NAME } from '../identifiers/host-name.js';
import { parseMac } from '../identifiers/mac.js';
import { SerialReader } from '../identifiers/serial.js';
import { Flag, NO_ORGANIZATION, type Side } from './columns.js';
import { SideWriter } from './side-writer.js';

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

/** Turns devices into columns, in their order. */
export function encodeDevices(records: readonly RecordTexts[]): Side {
  return encode(records, false);
}

/** Turns configurations into columns, in their order. */
export function encodeConfigurations(records: readonly RecordTexts[]): Side {
  return encode(records, true);
}

function encode(records: readonly RecordTexts[], serialsInNames: boolean): Side {
  const side = roomFor(records);
  const writer = new SideWriter(side, 0, serialsInNames);
  const serial = new SerialReader();
  const name = new HostNameReader();
  records.forEach((record, i) => {
    writer.begin(
      i,
      record.organization,
      (record.archived ? Flag.archived : 0) | (record.psaLinked ? Flag.psaLinked : 0),
    );
    side.seen[i] = secondsOf(record.seenAt);
    for (const text of record.serials) if (text) writer.serial(serial.readText(text), serial.key());
    for (const text of record.macs) {
      const mac = parseMac(text);
      if (mac !== null) writer.mac(mac);
    }
    for (const text of record.names) {
      name.readText(text);
      writer.name(name);
    }
  });
  return side;
}

/** Keys a name can have: three views, and words that may be serials. */
const KEYS_OF_NAME = 3 + MOST_SERIALS_IN_NAME;

function roomFor(records: readonly RecordTexts[]): Side {
  const keys = records.reduce((sum, { macs, names }) => sum + macs.length + names.length * KEYS_OF_NAME, 0);
  const count = records.length;
  return {
    organization: new Int32Array(count),
    serial: new Float64Array(count),
    serialTrust: new Uint8Array(count),
    flags: new Uint8Array(count),
    seen: new Uint32Array(count),
    first: new Uint32Array(count),
    macCount: new Uint16Array(count),
    nameCount: new Uint8Array(count),
    keys: new Float64Array(keys),
    marks: new Uint8Array(keys),
  };
}

/** Milliseconds as whole seconds; 0 for unknown. */
function secondsOf(ms: number | null): number {
  return ms === null || ms <= 0 ? 0 : Math.floor(ms / 1000);
}

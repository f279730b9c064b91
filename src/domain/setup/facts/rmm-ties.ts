import type { Device } from '../../estate/source.js';
import type { Configuration, RmmRecord } from '../../estate/target.js';
import type { EstateIndex, RecordKeys } from './estate-index.js';

/** Which devices the native RMM records speak of. They carry no device id (unverified for `external-url`). */
export interface RmmTies {
  /** The configuration that shows this device's RMM data, or `null`. */
  configurationOf(device: Device): Configuration | null;
}

/** A key that several configurations show ties nobody. */
type Shown = Map<string | number, Configuration | null>;

/** By serial, then MAC, then the device's id in the record's address, then the hostname when only one record has it. */
export function tieRmmRecords(index: EstateIndex): RmmTies {
  const shown: Shown = new Map();
  for (const configuration of index.live) {
    for (const record of configuration.rmmRecords) {
      for (const key of keysOfRecord(record, index.keysOfRecord(record))) show(shown, key, configuration);
    }
  }
  return {
    configurationOf: (device) => {
      for (const key of keysOfDevice(device, index.keysOfDevice(device))) {
        const configuration = shown.get(key);
        if (configuration) return configuration;
      }
      return null;
    },
  };
}

function show(shown: Shown, key: string | number, configuration: Configuration): void {
  const held = shown.get(key);
  shown.set(key, held === undefined || held === configuration ? configuration : null);
}

function* keysOfRecord(record: RmmRecord, { serial, macs }: RecordKeys): Iterable<string | number> {
  if (serial) yield `serial ${serial}`;
  yield* macs;
  for (const id of record.url?.match(/[0-9a-f-]{6,}/gi) ?? []) yield `id ${id.toLowerCase()}`;
  const name = (record.hostname ?? record.name)?.trim().toLowerCase();
  if (name) yield `name ${name}`;
}

function* keysOfDevice(device: Device, { serial, macs }: RecordKeys): Iterable<string | number> {
  if (serial) yield `serial ${serial}`;
  yield* macs;
  for (const id of [device.id, ...device.otherIds]) yield `id ${id.toLowerCase()}`;
  yield `name ${device.hostname.trim().toLowerCase()}`;
}

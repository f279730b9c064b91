import type { Device } from '../../estate/source.js';
import type { Configuration, RmmRecord } from '../../estate/target.js';
import { goodSerial } from '../../matching/identifiers/index.js';
import { deviceKeys, type EstateIndex, goodMacs, type RecordKeys } from './estate-index.js';

/** Which devices the native RMM records speak of. They carry no device id (unverified for `external-url`). */
export interface RmmTies {
  /** The configuration that shows this device's RMM data, or `null`. */
  configurationOf(device: Device): Configuration | null;
}

/** By serial, then MAC, then the device's id in the record's address, then the hostname when only one record has it. */
export function tieRmmRecords(index: EstateIndex): RmmTies {
  const byKey = new Map<string, Configuration | null>();
  const put = (key: string, configuration: Configuration) => {
    const held = byKey.get(key);
    byKey.set(key, held === undefined || held === configuration ? configuration : null);
  };
  for (const configuration of index.live) {
    for (const record of configuration.rmmRecords)
      for (const key of keysOfRecord(record)) put(key, configuration);
  }
  return {
    configurationOf: (device) => {
      for (const key of keysOfDevice(device)) {
        const configuration = byKey.get(key);
        if (configuration) return configuration;
      }
      return null;
    },
  };
}

export function recordKeys(record: RmmRecord): RecordKeys {
  return { serial: goodSerial(record.serial), macs: goodMacs(record.macs) };
}

function keysOfRecord(record: RmmRecord): string[] {
  const { serial, macs } = recordKeys(record);
  const ids = record.url?.match(/[0-9a-f-]{6,}/gi) ?? [];
  const name = (record.hostname ?? record.name)?.trim().toLowerCase();
  return [
    ...(serial ? [`serial ${serial}`] : []),
    ...[...macs].map((mac) => `mac ${mac}`),
    ...ids.map((id) => `id ${id.toLowerCase()}`),
    ...(name ? [`name ${name}`] : []),
  ];
}

function keysOfDevice(device: Device): string[] {
  const { serial, macs } = deviceKeys(device);
  return [
    ...(serial ? [`serial ${serial}`] : []),
    ...[...macs].map((mac) => `mac ${mac}`),
    ...[device.id, ...device.otherIds].map((id) => `id ${id.toLowerCase()}`),
    `name ${device.hostname.trim().toLowerCase()}`,
  ];
}

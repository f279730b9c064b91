import type { Device } from '../../estate/source.js';
import type { Configuration, RmmRecord } from '../../estate/target.js';
import { parseMac } from '../identifiers/mac.js';
import { goodSerial } from '../identifiers/serial.js';
import type { Side } from './columns.js';
import type { Hint } from './pair.js';
import { Weight } from './weights.js';

/**
 * Weak reasons from the native RMM integration: a record it laid over a configuration that bears the device's own id,
 * serial or a MAC. It shows a match that trilink did not make, so it suggests and never decides.
 */
export function hintsOf(
  devices: readonly Device[],
  configurations: readonly Configuration[],
  deviceSide: Side,
  configurationSide: Side,
): ReadonlyMap<number, readonly Hint[]> {
  const natives = configurations.flatMap((one, configuration) =>
    one.rmmRecords.map((record) => ({ configuration, record })),
  );
  if (natives.length === 0) return new Map();
  const byKey = indexDevices(devices, deviceSide);
  const hints = new Map<number, Hint[]>();
  for (const { configuration, record } of natives) {
    const organization = configurationSide.organization[configuration];
    const seen = new Set<number>();
    for (const { key, hint } of keysOf(record, configuration)) {
      for (const device of byKey.get(key) ?? []) {
        if (deviceSide.organization[device] !== organization || seen.has(device)) continue;
        seen.add(device);
        hints.set(device, [...(hints.get(device) ?? []), hint]);
      }
    }
  }
  return hints;
}

/** The strongest key first: one record is one hint. */
function keysOf(record: RmmRecord, configuration: number): { key: string; hint: Hint }[] {
  const hint = (value: string, weight: number): Hint => ({
    configuration,
    kind: 'native-rmm',
    value,
    weight,
  });
  const serial = goodSerial(record.serial);
  const macs = record.macs.map(parseMac).filter((mac) => mac !== null);
  return [
    { key: `id ${record.id}`, hint: hint(record.id, Weight.nativeId) },
    ...(serial ? [{ key: `serial ${serial}`, hint: hint(serial, Weight.nativeIdentifier) }] : []),
    ...macs.map((mac) => ({
      key: `mac ${mac}`,
      hint: hint(record.name ?? record.id, Weight.nativeIdentifier),
    })),
  ];
}

/** Devices by the keys of `keysOf`. A MAC or serial of several devices is no hint for any of them. */
function indexDevices(devices: readonly Device[], side: Side): Map<string, number[]> {
  const index = new Map<string, number[]>();
  const add = (key: string, device: number) =>
    index.set(key, [...(index.get(key) ?? []), device].slice(0, 2));
  devices.forEach((device, i) => {
    for (const id of [device.id, ...device.otherIds]) add(`id ${id}`, i);
    const serial = goodSerial(device.serial);
    if (serial) add(`serial ${serial}`, i);
    const from = side.first[i] as number;
    for (let at = from; at < from + (side.macCount[i] as number); at++) add(`mac ${side.keys[at]}`, i);
  });
  for (const [key, found] of index) if (found.length > 1) index.delete(key);
  return index;
}

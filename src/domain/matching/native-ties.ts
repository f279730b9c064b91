import type { Device } from '../estate/source.js';
import type { Configuration, RmmRecord } from '../estate/target.js';
import { foldedHostName } from './identifiers/host-name.js';
import { classifyMac, parseMac } from './identifiers/mac.js';
import { goodSerial } from './identifiers/serial.js';

/** Which device a record of the native RMM integration shows, or why that cannot be told. */
export type NativeTie =
  | { readonly device: Device; readonly by: 'serial' | 'mac and name'; readonly value: string }
  | { readonly device: null; readonly why: string };

/**
 * Tells which device the native integration laid over a configuration: exactly one by its serial, or by a MAC and the
 * name together. The record carries no id of the device (itglue.md section 7, observed). Names alone, shared MACs and
 * junk serials tell nothing.
 */
export function nativeTies(devices: Iterable<Device>): (record: Configuration) => NativeTie {
  const bySerial = new Map<string, Device[]>();
  const byMacAndName = new Map<string, Device[]>();
  const add = (index: Map<string, Device[]>, key: string, device: Device) =>
    index.set(key, [...(index.get(key) ?? []), device]);
  for (const device of devices) {
    const serial = serialOf(device);
    if (serial !== null) add(bySerial, serial, device);
    const macs = (device.nics ?? []).map((nic) => nic.mac);
    for (const key of macAndName(macs, device.hostname)) add(byMacAndName, key, device);
  }
  return (record) => {
    const ties = record.rmmRecords.map((native) => tieOf(native, bySerial, byMacAndName));
    const [first = nothing] = ties;
    const ids = new Set(ties.flatMap((tie) => (tie.device === null ? [] : [tie.device.id])));
    if (ids.size > 1) return { device: null, why: 'its native records show different devices' };
    return ties.find((tie) => tie.device !== null) ?? first;
  };
}

const nothing: NativeTie = { device: null, why: 'it has no native record' };

function tieOf(
  native: RmmRecord,
  bySerial: ReadonlyMap<string, readonly Device[]>,
  byMacAndName: ReadonlyMap<string, readonly Device[]>,
): NativeTie {
  const serial = goodSerial(native.serial);
  const owners = serial === null ? [] : (bySerial.get(serial) ?? []);
  const [owner] = owners;
  if (owner && owners.length === 1) return { device: owner, by: 'serial', value: serial ?? '' };
  if (owners.length > 1) return { device: null, why: `${owners.length} devices have the serial ${serial}` };
  const keys = macAndName(native.macs, native.hostname ?? native.name);
  const bearers = [...new Set(keys.flatMap((key) => byMacAndName.get(key) ?? []))].filter(
    (device) => serial === null || serialOf(device) === null,
  );
  const [bearer] = bearers;
  if (bearer && bearers.length === 1)
    return { device: bearer, by: 'mac and name', value: native.hostname ?? '' };
  if (bearers.length > 1) return { device: null, why: `${bearers.length} devices have its MAC and name` };
  return { device: null, why: 'no device has its serial, or its MAC and name' };
}

function serialOf(device: Device): string | null {
  const lent = device.lent.filter((identifier) => identifier.kind === 'serial').map(({ value }) => value);
  return (
    [device.serial, ...lent.sort()].map((text) => goodSerial(text)).find((text) => text !== null) ?? null
  );
}

function macAndName(macs: readonly (string | null)[], name: string | null): readonly string[] {
  const folded = foldedHostName(name);
  if (folded === null) return [];
  const own = macs.flatMap((text) => {
    const mac = parseMac(text);
    return mac !== null && classifyMac(mac).class === 'ok' ? [`${mac} ${folded}`] : [];
  });
  return [...new Set(own)];
}

import type { Device, Nic } from '../estate/source.js';
import { goodSerial, writableMac } from '../matching/identifiers/index.js';

/**
 * What may be written of these devices' identifiers: no placeholder, no virtual, dock or made-up address, and nothing
 * that two devices of this run share.
 */
export interface WritableIdentifiers {
  writableMac(nic: Nic): string | null;
  writableSerial(serial: string | null): string | null;
}

export function writableIdentifiers(devices: readonly Device[]): WritableIdentifiers {
  const macs = new Map<string, number>();
  const serials = new Map<string, number>();
  for (const device of devices) {
    const own = new Set((device.nics ?? []).flatMap((nic) => writableMac(nic) ?? []));
    for (const mac of own) macs.set(mac, (macs.get(mac) ?? 0) + 1);
    const serial = goodSerial(device.serial);
    if (serial !== null) serials.set(serial, (serials.get(serial) ?? 0) + 1);
  }
  return {
    writableMac(nic) {
      const mac = writableMac(nic);
      return mac !== null && (macs.get(mac) ?? 0) < 2 ? mac : null;
    },
    writableSerial(serial) {
      const good = goodSerial(serial);
      if (serial === null || good === null || (serials.get(good) ?? 0) > 1) return null;
      return serial.replace(/[\u0000-\u001f\u007f]/g, '').trim();
    },
  };
}

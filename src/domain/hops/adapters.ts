import type { Device, Nic } from '../estate/source.js';

export interface Adapters {
  readonly primary: { readonly mac: string; readonly nic: Nic } | null;
  readonly others: readonly { readonly mac: string; readonly nic: Nic }[];
}

/**
 * Sorts a device's adapters that may be written: the primary one carries the device's own address, else it is the only
 * one or, failing that, the first in order of MAC, so that the order of the source's list never matters.
 */
export function adaptersOf(
  device: Device,
  address: string | null,
  writableMac: (nic: Nic) => string | null,
): Adapters {
  const seen = new Map<string, Nic>();
  for (const nic of device.nics ?? []) {
    const mac = writableMac(nic);
    if (mac !== null && !seen.has(mac)) seen.set(mac, nic);
  }
  const all = [...seen].map(([mac, nic]) => ({ mac, nic })).sort((a, b) => (a.mac < b.mac ? -1 : 1));
  const primary = all.find(({ nic }) => address !== null && nic.ipv4 === address) ?? all[0] ?? null;
  return { primary, others: all.filter((adapter) => adapter !== primary) };
}

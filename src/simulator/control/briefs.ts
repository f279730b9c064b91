import type { RmmAccount } from '../estate/estate.js';
import type { DeviceBrief, SiteBrief } from './handle.js';

/** Every device, with what tests look for one by. */
export function deviceBriefs({ devices, sites }: RmmAccount): DeviceBrief[] {
  return [...devices.values()].map((device) => ({
    uid: device.uid,
    id: device.id,
    siteUid: device.siteUid,
    siteName: sites.get(device.siteUid)?.name ?? '',
    hostname: device.hostname,
    deviceClass: device.deviceClass,
    type: device.type,
    serial: device.hardware.serial,
    macs: device.hardware.nics.flatMap(({ mac }) => (mac === null ? [] : [mac])),
    internalIp: device.internalIp,
    audited: device.audited,
  }));
}

export function siteBriefs({ devices, sites }: RmmAccount): SiteBrief[] {
  const counts = new Map<string, number>();
  for (const { siteUid } of devices.values()) counts.set(siteUid, (counts.get(siteUid) ?? 0) + 1);
  return [...sites.values()].map(({ uid, name, companyId, system }) => ({
    uid,
    name,
    companyId: companyId ?? null,
    devices: counts.get(uid) ?? 0,
    system,
  }));
}

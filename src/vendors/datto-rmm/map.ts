import { createHash } from 'node:crypto';
import type { Device, Nic, Site } from '../../domain/estate/source.js';
import { auditKindOf } from './audits.js';
import { toNic } from './nics.js';
import type { DeviceRow, InterfaceRow, SiteRow } from './schema.js';
import { isoTimeOf, timeOf } from './times.js';

export function toSite(row: SiteRow): Site {
  const mapped = row.autotaskCompanyId !== null && row.autotaskCompanyId !== '0';
  const name = row.name ?? row.uid;
  return {
    id: row.uid,
    otherIds: row.id === null ? [] : [row.id],
    name,
    otherNames: row.autotaskCompanyName === null ? [] : [row.autotaskCompanyName],
    psaCompanyId: mapped ? row.autotaskCompanyId : null,
    psaCompanyName: mapped ? row.autotaskCompanyName : null,
    deviceCount: row.devicesStatus?.numberOfDevices ?? null,
    domains: [],
    phones: [],
    skip: systemSite(name, mapped),
    active: true,
    url: row.portalUrl,
    createdAt: null,
    facts: { name, description: row.description, 'on-demand': row.onDemand },
  };
}

/**
 * Sites that Datto RMM itself keeps: "Deleted Devices" always; "Managed" and "OnDemand" as long as nobody has mapped
 * them to a company, since then a person uses them (datto-rmm.md section 8, observed).
 */
function systemSite(name: string, mapped: boolean): string | null {
  const folded = name.toLowerCase().replace(/[\s_-]+/g, '');
  if (folded === 'deleteddevices') return 'system site of Datto RMM: its devices were deleted';
  if (!mapped && (folded === 'managed' || folded === 'ondemand'))
    return 'system site of Datto RMM: devices nobody has placed';
  return null;
}

export function toDevice(row: DeviceRow, interfaces: InterfaceRow | undefined): Device {
  const nics = interfaces === undefined ? null : interfaces.nics.map(toNic);
  const deviceClass = row.deviceClass ?? 'unknown';
  const deviceType = typeOf(row, deviceClass);
  return {
    id: row.uid,
    otherIds: row.id === null ? [] : [row.id],
    siteId: row.siteUid,
    hostname: row.hostname ?? row.description ?? row.uid,
    description: row.description,
    deviceClass,
    deviceType,
    lastSeenAt: timeOf(row.lastSeen),
    createdAt: timeOf(row.creationDate),
    active: row.deleted !== true,
    nics,
    serial: null,
    manufacturer: null,
    model: null,
    lent: [],
    detail: auditKindOf(deviceClass) === null ? 'not-applicable' : 'unread',
    detailReadAt: null,
    detailKey: detailKeyOf(row, deviceType, nics),
    url: row.portalUrl,
    facts: factsOf(row),
  };
}

function factsOf(row: DeviceRow): Device['facts'] {
  return {
    hostname: row.hostname,
    'internal-ip': row.intIpAddress,
    'external-ip': row.extIpAddress,
    'operating-system': row.operatingSystem,
    'last-user': row.lastLoggedInUser,
    'last-reboot': isoTimeOf(row.lastReboot),
    'last-seen': isoTimeOf(row.lastSeen),
    warranty: dateOf(row.warrantyDate),
    'patch-status': row.patchManagement?.patchStatus ?? null,
    description: row.description,
    domain: row.domain,
  };
}

const agentTypes = ['Laptop', 'Desktop', 'Server'];

/**
 * The word that the device-type map is keyed by. For agents the category is exactly Laptop, Desktop or Server, and what
 * `type` holds is unverified; for the rest `type` is the plain word and the category wraps it, as in
 * "Network Device (Switch)" (datto-rmm.md section 9, observed).
 */
function typeOf(row: DeviceRow, deviceClass: string): string | null {
  const { category = null, type = null } = row.deviceType ?? {};
  if (deviceClass === 'device' && category !== null && agentTypes.includes(category)) return category;
  return type ?? (category === null ? null : (/\(([^()]+)\)\s*$/.exec(category)?.[1]?.trim() ?? category));
}

/** `warrantyDate` is `yyyy-MM-dd` (spec, observed); a time behind it is cut off, anything else is none. */
function dateOf(text: string | null): string | null {
  const date = text === null ? null : (/^\d{4}-\d{2}-\d{2}/.exec(text)?.[0] ?? null);
  return date === null || date < '1980' ? null : date;
}

function detailKeyOf(row: DeviceRow, deviceType: string | null, nics: readonly Nic[] | null): string {
  const macs = (nics ?? []).map((nic) => (nic.mac ?? '').replace(/[^0-9a-f]/gi, '').toLowerCase());
  const parts = [
    row.hostname,
    row.operatingSystem,
    row.deviceClass,
    deviceType,
    ...[...new Set(macs)].sort(),
  ];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 16);
}

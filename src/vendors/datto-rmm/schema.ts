import * as z from 'zod';
import { count, flag, id, list, maybeId, text } from '../json/lenient.js';

/**
 * What Datto RMM sends, as far as we use it (spec Build 235; nulls anywhere, observed). UDFs, proxy settings, variables
 * and notes are left out on purpose: they hold passwords and disk keys, and what is not named here is dropped.
 */

const time = z.union([z.string(), z.number()]).nullish();

export const tokenReply = z.object({ access_token: z.string().min(1) });

export const account = z.object({ uid: id, name: text });

/** The rows of a page: null is none, but a page without the list is of a shape we do not know. */
function rows<T extends z.ZodType>(of: T) {
  return z
    .array(of)
    .nullable()
    .transform((some) => some ?? []);
}

const pageDetails = z
  .object({ totalCount: count, nextPageUrl: text })
  .nullish()
  .transform((details) => details ?? { totalCount: null, nextPageUrl: null });

export const site = z.object({
  id: maybeId,
  uid: id,
  name: text,
  description: text,
  onDemand: flag,
  devicesStatus: z.object({ numberOfDevices: count }).nullish(),
  autotaskCompanyName: text,
  autotaskCompanyId: maybeId,
  portalUrl: text,
});
export type SiteRow = z.output<typeof site>;
export const sitePage = z.object({ pageDetails, sites: rows(site) });

export const device = z.object({
  id: maybeId,
  uid: id,
  siteUid: id,
  deviceType: z.object({ category: text, type: text }).nullish(),
  deviceClass: text,
  hostname: text,
  description: text,
  intIpAddress: text,
  extIpAddress: text,
  operatingSystem: text,
  lastLoggedInUser: text,
  domain: text,
  deleted: flag,
  lastSeen: time,
  lastReboot: time,
  creationDate: time,
  warrantyDate: text,
  patchManagement: z.object({ patchStatus: text }).nullish(),
  portalUrl: text,
});
export type DeviceRow = z.output<typeof device>;
export const devicePage = z.object({ pageDetails, devices: rows(device) });

/** Of users their names alone. */
export const user = z
  .object({ username: text, firstName: text, lastName: text })
  .transform(({ username, firstName, lastName }) => ({
    uid: username ?? '',
    name: [firstName, lastName, username].filter((word) => word !== null).join(' '),
  }));
export type UserRow = z.output<typeof user>;
export const userPage = z.object({ pageDetails, users: rows(user) });

const nic = z.object({ instance: text, name: text, ipv4: text, ipv6: text, macAddress: text });
export type NicRow = z.output<typeof nic>;

export const interfaceRow = z.object({ uid: id, nics: list(nic) });
export type InterfaceRow = z.output<typeof interfaceRow>;
export const interfacePage = z.object({ pageDetails, devices: rows(interfaceRow) });

const processors = list(z.object({ name: text }));
const memoryModules = list(z.object({ size: count }));

export const deviceAudit = z.object({
  systemInfo: z.object({ manufacturer: text, model: text, totalPhysicalMemory: count }).nullish(),
  nics: list(nic),
  bios: z.object({ serialNumber: text }).nullish(),
  logicalDisks: list(z.object({ description: text, diskIdentifier: text, freespace: count, size: count })),
  processors,
  physicalMemory: memoryModules,
});
export type DeviceAudit = z.output<typeof deviceAudit>;

export const esxiAudit = z.object({
  systemInfo: z.object({ manufacturer: text, model: text, serviceTag: text }).nullish(),
  nics: list(nic),
  processors,
  physicalMemory: memoryModules,
});
export type EsxiAudit = z.output<typeof esxiAudit>;

export const printerAudit = z.object({
  snmpInfo: z.object({ snmpSerial: text }).nullish(),
  systemInfo: z.object({ manufacturer: text, model: text }).nullish(),
  nics: list(nic),
});
export type PrinterAudit = z.output<typeof printerAudit>;

export const requestRate = z.object({
  slidingTimeWindowSizeSeconds: count,
  accountCount: count,
  accountRateLimit: count,
});

import type { DocumentationRecords } from './documentation.js';

/**
 * One MSP with everything its systems hold: what happened in the real world (companies, machines) and what each
 * system recorded of it. The servers read from here and write to here; nothing else does.
 */
export interface Estate {
  readonly seed: string;
  /** Epoch ms that "now" was when the estate was made: last-seen times lie before it. */
  readonly madeAt: number;
  readonly msp: { readonly name: string; readonly domain: string };
  /** Set up by the book: nothing is left out, unlinked or stale anywhere. */
  readonly wellKept: boolean;
  readonly rmm: RmmAccount;
  readonly psa: PsaDatabase;
  readonly documentation: DocumentationRecords;
}

export interface RmmAccount {
  id: number;
  uid: string;
  name: string;
  readonly sites: Map<string, RmmSite>;
  readonly devices: Map<string, RmmDevice>;
  readonly users: { firstName: string; lastName: string; username: string }[];
  /** Counts up with every change, so that rendered text can be kept while nothing changes. */
  revision: number;
}

export interface RmmSite {
  readonly id: number;
  readonly uid: string;
  name: string;
  description: string | null;
  notes: string | null;
  onDemand: boolean;
  /** Mapped Autotask company as the RMM stores it: digits, or what stands for "unmapped". */
  companyId: string | null | undefined;
  companyName: string | null | undefined;
  proxy: RmmProxy | null;
  variables: { id: number; name: string; value: string; masked: boolean }[];
  readonly system: boolean;
}

export interface RmmProxy {
  host: string;
  port: number;
  type: 'http' | 'socks4' | 'socks5';
  username: string;
  password: string;
}

export type DeviceClass = 'device' | 'printer' | 'esxihost' | 'rmmnetworkdevice' | 'unknown';

export interface Nic {
  instance: string;
  ipv4: string | null;
  ipv6: string | null;
  /** Twelve capital hex digits, or `null`. How it is spelled on the wire is a switch of the server. */
  mac: string | null;
  type: string | null;
}

export interface Hardware {
  manufacturer: string | null;
  model: string | null;
  serial: string | null;
  nics: Nic[];
  memoryBytes: number;
  cpu: string;
  cores: number;
  diskBytes: number;
  diskFreeBytes: number;
}

export interface RmmDevice {
  readonly id: number;
  readonly uid: string;
  siteUid: string;
  readonly deviceClass: DeviceClass;
  category: string | null;
  type: string | null;
  hostname: string;
  description: string | null;
  internalIp: string | null;
  externalIp: string | null;
  operatingSystem: string | null;
  lastUser: string | null;
  domain: string | null;
  online: boolean | null;
  suspended: boolean | null;
  deleted: boolean | null;
  rebootRequired: boolean | null;
  /** Epoch ms; year 1 stands for "never" (observed). */
  lastSeen: number | null;
  lastReboot: number | null;
  lastAudit: number | null;
  readonly created: number;
  warranty: string | null;
  udf: Record<string, string>;
  hardware: Hardware;
  /** False: the RMM has no audit of it yet, and answers 404. */
  audited: boolean;
  software: readonly { name: string; version: string }[];
}

/** The PSA's side. Ids are digits; a company's id is what a site is mapped to. */
export interface PsaDatabase {
  ci: number;
  readonly companies: Map<string, PsaCompany>;
  readonly locations: Map<string, PsaLocation>;
  readonly contacts: Map<string, PsaContact>;
  readonly items: Map<string, PsaItem>;
  /** Alerts of the RMM that have become tickets. */
  readonly alertTickets: { readonly companyId: string; readonly itemId: string; readonly alert: string }[];
}

export interface PsaCompany {
  readonly id: string;
  name: string;
  number: string | null;
  type: string;
  classification: string | null;
  active: boolean;
  parentId: string | null;
  phone: string | null;
  web: string | null;
  readonly created: number;
}

export interface PsaLocation {
  readonly id: string;
  readonly companyId: string;
  name: string;
  primary: boolean;
  active: boolean;
  address1: string | null;
  city: string | null;
  state: string | null;
  postalCode: string | null;
  phone: string | null;
}

export interface PsaContact {
  readonly id: string;
  readonly companyId: string;
  locationId: string | null;
  firstName: string;
  lastName: string;
  title: string | null;
  email: string | null;
  phone: string | null;
  active: boolean;
}

/** An Autotask configuration item. */
export interface PsaItem {
  readonly id: string;
  readonly companyId: string;
  locationId: string | null;
  title: string | null;
  number: string | null;
  serial: string | null;
  type: string | null;
  product: string | null;
  active: boolean;
  rmmDeviceId: number | null;
  rmmDeviceUid: string | null;
  warranty: string | null;
  readonly created: number;
  modified: number;
}

/** -62135596800000: the first of January of year 1, which the RMM sends for "never" (observed). */
export const YEAR_ONE_MS = -62_135_596_800_000;

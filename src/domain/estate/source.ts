import type { Fields } from './fields.js';
import type { SystemId } from './systems.js';

/** A network adapter as the source reports it. `mac` is the text as received, not yet normalised. */
export interface Nic {
  readonly name: string | null;
  readonly mac: string | null;
  readonly ipv4: string | null;
  readonly ipv6: string | null;
}

/** What may tie two records together, with where it came from and when that was read (epoch ms). */
export interface Identifier {
  readonly kind: 'serial' | 'mac' | 'rmm-uid' | 'rmm-id' | 'psa-id';
  readonly value: string;
  readonly from: SystemId;
  readonly asOf: number | null;
}

/** A customer site of an RMM, a customer of Syncro, a company of Autotask as the source of hop B. */
export interface Site {
  readonly id: string;
  /** Other ids of the same record, such as Datto RMM's number beside its uid. */
  readonly otherIds: readonly string[];
  readonly name: string;
  /** Further names of the same customer, such as the Autotask company's. */
  readonly otherNames: readonly string[];
  /** The PSA company this site is mapped to in the source itself, or `null` when unmapped. */
  readonly psaCompanyId: string | null;
  readonly psaCompanyName: string | null;
  /** How many devices the source says the site has; `null` when it does not say. */
  readonly deviceCount: number | null;
  readonly domains: readonly string[];
  readonly phones: readonly string[];
  /** Why this site is never matched (a system site), or `null`. */
  readonly skip: string | null;
  readonly active: boolean;
  readonly url: string | null;
  readonly createdAt: number | null;
  /** What a hop may write on, by source field name (`company-type`, `parent`, …). */
  readonly facts: Fields;
}

/**
 * How far a device's own record has been read.
 * `not-audited`: the source has none yet; `not-applicable`: this class never has one; `unread`: not asked for.
 */
export type DetailState = 'read' | 'not-audited' | 'not-applicable' | 'unread';

export interface Device {
  readonly id: string;
  readonly otherIds: readonly string[];
  readonly siteId: string;
  readonly hostname: string;
  readonly description: string | null;
  /** The source's class, such as `device`, `esxihost`, `printer`, `rmmnetworkdevice`. */
  readonly deviceClass: string;
  /** What the device-type map is keyed by: `Laptop`, `Server`, `Switch`, … */
  readonly deviceType: string | null;
  readonly lastSeenAt: number | null;
  readonly createdAt: number | null;
  readonly active: boolean;
  /** Adapters known so far: from the detail when it was read, else from the list; `null` when never told. */
  readonly nics: readonly Nic[] | null;
  readonly serial: string | null;
  readonly manufacturer: string | null;
  readonly model: string | null;
  /** Identifiers another system lent (a PSA's serial), beside `serial` and `nics`. */
  readonly lent: readonly Identifier[];
  readonly detail: DetailState;
  readonly detailReadAt: number | null;
  /** Changes when something changed that makes the detail worth reading again: MACs, hostname, operating system, type. */
  readonly detailKey: string;
  readonly url: string | null;
  /** What a hop may write on, by source field name (`hostname`, `internal-ip`, `operating-system`, `warranty`, …). */
  readonly facts: Fields;
}

/** What one per-device read brings. */
export interface DeviceDetail {
  readonly deviceId: string;
  readonly state: Exclude<DetailState, 'unread'>;
  readonly readAt: number;
  /** The device's `detailKey` at the time of reading. */
  readonly detailKey: string;
  readonly serial: string | null;
  readonly manufacturer: string | null;
  readonly model: string | null;
  readonly nics: readonly Nic[];
  readonly facts: Fields;
}

/** A location or contact of a company: hop B's further kinds. */
export interface SourceAttachment {
  readonly kind: 'location' | 'contact';
  readonly id: string;
  readonly siteId: string;
  readonly name: string;
  readonly active: boolean;
  readonly facts: Fields;
}

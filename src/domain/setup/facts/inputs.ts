import type { Device, Site } from '../../estate/source.js';
import type { Attachment, Configuration, Organization } from '../../estate/target.js';
import type { Verdict } from '../../matching/verdict.js';
import type { AccessLevel } from '../catalogue.js';
import type { RunHop } from '../rule.js';

/** A list as it was read. What an incomplete list shows is true; what it lacks proves nothing. */
export interface Listed<T> {
  readonly records: readonly T[];
  readonly complete: boolean;
  /** When the reading ended, epoch ms. */
  readonly readAt: number;
}

/** Everything facts are made of. A collector fills what it can; what is left out gives unknown facts that say so. */
export interface FactInputs {
  readonly nowMs: number;
  readonly dattoRmm?: DattoRmmInputs;
  readonly autotask?: AutotaskInputs;
  readonly itGlue?: ItGlueInputs;
  readonly syncro?: SyncroInputs;
  /** What trilink has matched, by hop. */
  readonly ledger?: Readonly<Partial<Record<RunHop, Ledger>>>;
  /** Hosts that were called over TLS. */
  readonly certificates?: readonly { readonly host: string; readonly trusted: boolean }[];
  /** Calls that an address list refused; left out when nobody counted. */
  readonly addressRefusals?: number;
  /** Values of hop A's device-type map: configuration item types that must exist. */
  readonly wantedItemTypes?: readonly string[];
}

export interface DattoRmmInputs {
  readonly sites?: Listed<Site>;
  readonly devices?: Listed<Device>;
  readonly users?: Listed<{ readonly name: string }>;
  /** Host name of the API, such as `concord-api.centrastage.net`. */
  readonly apiHost?: string;
  /** A call with our own key succeeded or was refused. */
  readonly keyAccepted?: boolean;
}

export interface SyncroInputs {
  /** Customers as sites, assets as devices. */
  readonly sites?: Listed<Site>;
  readonly devices?: Listed<Device>;
}

/** A company of Autotask with its picklists resolved to labels. */
export interface AutotaskCompany {
  readonly id: string;
  readonly name: string;
  readonly type: string | null;
  readonly classification: string | null;
  readonly active: boolean;
}

/** A configuration item of Autotask. `rmmUid` null: not linked to an RMM. Times in epoch ms. */
export interface AutotaskItem {
  readonly id: string;
  readonly companyId: string;
  readonly productId: string | null;
  readonly typeId: string | null;
  readonly categoryId: string | null;
  readonly locationId: string | null;
  readonly title: string | null;
  readonly number: string | null;
  readonly serial: string | null;
  readonly active: boolean;
  readonly rmmUid: string | null;
  readonly rmmId: string | null;
  readonly rmmHostname: string | null;
  /** Label of rmmDeviceAuditDeviceTypeID. */
  readonly rmmDeviceType: string | null;
  /** Label of apiVendorID: the vendor whose integration synced it. */
  readonly vendor: string | null;
  readonly createdById: string | null;
  readonly createdAt: number | null;
  /** Of the adapters that the RMM reported. */
  readonly macs?: readonly string[];
  /** Names of user-defined fields that hold a value. Never the values: they may be secrets. */
  readonly filledUdfs: readonly string[];
  /** How many values read `*****`. */
  readonly maskedUdfs: number;
}

export interface AutotaskInputs {
  readonly companies?: Listed<AutotaskCompany>;
  /** All active items, or at least those that are linked to an RMM. */
  readonly items?: Listed<AutotaskItem>;
  readonly products?: Listed<{
    readonly id: string;
    readonly name: string;
    readonly active: boolean;
    readonly billingCodeId: string | null;
  }>;
  /** `material`: of the kind material, by the label of its picklist; `null` when that could not be told. */
  readonly billingCodes?: Listed<{
    readonly id: string;
    readonly name: string;
    readonly active: boolean;
    readonly material: boolean | null;
  }>;
  readonly itemTypes?: Listed<{ readonly id: string; readonly name: string; readonly active: boolean }>;
  /** `apiOnly`: the label of the licence type says API. */
  readonly resources?: Listed<{ readonly id: string; readonly name: string; readonly apiOnly: boolean }>;
  readonly locations?: Listed<{ readonly companyId: string; readonly active: boolean }>;
  readonly contacts?: Listed<{
    readonly vendor: string | null;
    readonly createdById: string | null;
    readonly createdAt: number | null;
  }>;
  readonly access?: readonly {
    readonly entity: string;
    readonly query: AccessLevel;
    readonly create: AccessLevel;
    readonly update: AccessLevel;
  }[];
  /** Which UDFs each device category shows, by name. */
  readonly categories?: Listed<{
    readonly id: string;
    readonly name: string;
    readonly udfs: readonly string[];
  }>;
  readonly rmmTicketCount?: number;
}

export interface ItGlueInputs {
  readonly organizations?: Listed<Organization>;
  /** Archived ones included, of every organization. */
  readonly configurations?: Listed<Configuration>;
  readonly locations?: Listed<Attachment>;
  readonly region?: { readonly name: string; readonly answers: boolean };
  /** The subdomain that trilink was given, when it was. */
  readonly configuredSubdomain?: string;
  /** `archived` of those `seen`; left out: all were seen. */
  readonly software?: {
    readonly typeName: string | null;
    readonly records: number;
    readonly archived: number;
    readonly seen?: number;
  };
  readonly configurationPasswordCount?: number;
  /**
   * Configuration items that the lists show no link for, looked up by PSA id: a sample for B-17. Whether link records
   * carry the item's id is likely, not established.
   */
  readonly itemSample?: readonly { readonly itemId: string; readonly found: boolean }[];
}

/** What trilink decided for one hop in its last published run. */
export interface Ledger {
  /** source id → target id. */
  readonly sites: ReadonlyMap<string, string>;
  readonly devices: ReadonlyMap<string, string>;
  /** Source ids that a person took out. */
  readonly ignored: ReadonlySet<string>;
  readonly asOf: number | null;
}

/** Collects the matches of one hop from its published statuses. */
export function ledgerOf(verdicts: readonly Verdict[], asOf: number | null): Ledger {
  const sites = new Map<string, string>();
  const devices = new Map<string, string>();
  const ignored = new Set<string>();
  for (const verdict of verdicts) {
    if (verdict.status === 'ignored') ignored.add(verdict.sourceId);
    if (verdict.status !== 'matched' || verdict.targetId === null) continue;
    if (verdict.kind === 'site') sites.set(verdict.sourceId, verdict.targetId);
    if (verdict.kind === 'device') devices.set(verdict.sourceId, verdict.targetId);
  }
  return { sites, devices, ignored, asOf };
}

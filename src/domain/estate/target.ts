import type { Fields } from './fields.js';

export type TargetType =
  | 'organization'
  | 'configuration'
  | 'configuration-interface'
  | 'location'
  | 'contact'
  | 'flexible-asset'
  | 'product';

/**
 * What a target says about a record's link to the PSA.
 * `unknown` is any value we have never seen: treated as linked. `absent` is an attribute that was not sent.
 */
export type PsaState = 'enabled' | 'disabled' | 'orphaned' | 'none' | 'absent' | 'unknown';

/** A record of the native RMM integration laid over a configuration. It shows a match that trilink did not make. */
export interface RmmRecord {
  readonly id: string;
  readonly name: string | null;
  readonly hostname: string | null;
  readonly serial: string | null;
  readonly macs: readonly string[];
  readonly url: string | null;
  readonly lastSeenAt: number | null;
}

/** Where a record came from, so that set-up rules get their facts from the sync's own reads. Times in epoch ms. */
export interface Provenance {
  readonly createdAt: number | null;
  readonly updatedAt: number | null;
  readonly psaState: PsaState;
  /** Ids of the same record in the PSA, from the target's own link records. */
  readonly psaIds: readonly string[];
  /** The vendor label that made the record, where the target tells (Autotask's apiVendorID). */
  readonly provider: string | null;
}

/** An organization of IT Glue, or a company of Autotask as the target of hop A. */
export interface Organization {
  readonly id: string;
  readonly name: string;
  readonly shortName: string | null;
  readonly otherNames: readonly string[];
  readonly active: boolean;
  /** The MSP's own organization. */
  readonly primary: boolean;
  readonly typeName: string | null;
  readonly statusName: string | null;
  readonly domains: readonly string[];
  readonly phones: readonly string[];
  /** Names of the RMM companies the native integration joined to it; empty when none or not told. */
  readonly rmmCompanies: readonly string[];
  readonly provenance: Provenance;
  readonly url: string | null;
  readonly fields: Fields;
}

export interface ConfigurationInterface {
  readonly id: string;
  readonly name: string | null;
  readonly ip: string | null;
  /** As stored, in whatever spelling. */
  readonly mac: string | null;
  readonly primary: boolean;
  readonly notes: string | null;
}

/** A configuration of IT Glue, or a configuration item of Autotask as the target of hop A. */
export interface Configuration {
  readonly id: string;
  readonly organizationId: string;
  readonly name: string;
  readonly hostname: string | null;
  readonly typeName: string | null;
  readonly manufacturer: string | null;
  readonly model: string | null;
  readonly serial: string | null;
  readonly mac: string | null;
  readonly primaryIp: string | null;
  readonly assetTag: string | null;
  /** The RMM's own id stored on the record (Autotask's rmmDeviceUID), when the target has such a field. */
  readonly rmmUid: string | null;
  readonly interfaces: readonly ConfigurationInterface[];
  readonly rmmRecords: readonly RmmRecord[];
  readonly archived: boolean;
  readonly provenance: Provenance;
  readonly url: string | null;
  /** Current values by the names of the hop's authority table. */
  readonly fields: Fields;
}

/** A location or contact in the target. */
export interface Attachment {
  readonly type: 'location' | 'contact';
  readonly id: string;
  readonly organizationId: string;
  readonly name: string;
  readonly archived: boolean;
  readonly provenance: Provenance;
  readonly url: string | null;
  readonly fields: Fields;
}

/** Existing values a mapped field can take. Nothing here is ever created by trilink. */
export interface Catalogue {
  readonly configurationTypes: readonly NamedRecord[];
  readonly configurationStatuses: readonly NamedRecord[];
  readonly manufacturers: readonly NamedRecord[];
  readonly models: readonly (NamedRecord & { readonly manufacturerId: string })[];
  readonly operatingSystems: readonly NamedRecord[];
  readonly organizationTypes: readonly NamedRecord[];
  readonly organizationStatuses: readonly NamedRecord[];
  /** Active products of a PSA, for targets that have them. */
  readonly products?: readonly NamedRecord[];
  /** Active billing codes of the kind material, which a new product needs one of. */
  readonly materialCodes?: readonly NamedRecord[];
}

export interface NamedRecord {
  readonly id: string;
  readonly name: string;
}

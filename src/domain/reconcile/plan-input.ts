import type { Device, Site } from '../estate/source.js';
import type { Attachment, Configuration, Organization, TargetType } from '../estate/target.js';
import type { DesiredDevice, Hop, ProjectionContext } from '../hops/hop.js';
import type { Decision, Verdict } from '../matching/verdict.js';
import type { AuthorityTable } from './authority.js';
import type { PlanFlags } from './plan.js';
import type { PlannedAttachment } from './planned-attachment.js';
import type { LastWritten } from './settle-field.js';

/** A field, or with `*` the making of a record, that an undo put back and that plans leave alone. */
export interface HeldField {
  readonly item: string;
  readonly field: string;
  readonly type: string;
  readonly targetId: string | null;
  readonly runId: string;
}

/** A device that its source no longer has, with the proof: complete reads that did not see it, oldest first. */
export interface MissingDevice {
  readonly sourceId: string;
  readonly siteId: string | null;
  readonly name: string;
  readonly targetId: string;
  readonly lastSeenAt: number;
  readonly absentReads: readonly number[];
  /** The device's whole site is gone: never archived by age. */
  readonly siteGone: boolean;
}

/** Everything a hop's plan is made from. Pure values; the order of lists never matters. */
export interface PlanInput {
  readonly hop: Hop;
  readonly authority: AuthorityTable;
  readonly projection: ProjectionContext;
  readonly flags: PlanFlags;
  readonly sites: readonly Site[];
  readonly devices: readonly Device[];
  readonly organizations: readonly Organization[];
  readonly configurations: readonly Configuration[];
  readonly siteVerdicts: ReadonlyMap<string, Verdict>;
  readonly deviceVerdicts: ReadonlyMap<string, Verdict>;
  /** The last decision on each item: `kind/sourceId`. */
  readonly decisions: ReadonlyMap<string, Decision>;
  /** What we wrote last: `type/target id` → field → value. Ids of different types may be equal. */
  readonly written: ReadonlyMap<string, ReadonlyMap<string, LastWritten>>;
  readonly holds: readonly HeldField[];
  /** Target ids that the vendor refused as synced, though nothing shows it. */
  readonly learnedLocks: ReadonlySet<string>;
  readonly incompleteSites: ReadonlySet<string>;
  readonly incompleteOrganizations: ReadonlySet<string>;
  /** Locations and contacts, for hops that carry them. */
  readonly attachments: readonly PlannedAttachment[];
  /** Every location and contact of the target, for hops that carry them. */
  readonly attachmentTargets: readonly Attachment[];
  /** Names of primary locations, for hops that place new records there: organization id → name. */
  readonly primaryLocations: ReadonlyMap<string, string>;
  /** Folded names of living companies of the PSA, for hops that run beside it; empty when there is none. */
  readonly psaCompanies: ReadonlySet<string>;
  readonly missing: readonly MissingDevice[];
  /** Configurations that trilink archived: target id → when. */
  readonly archivedByUs: ReadonlyMap<string, number>;
  /** `type/target id` of records that trilink made. */
  readonly createdByUs: ReadonlySet<string>;
  readonly nowMs: number;
}

export type { DesiredDevice };

/** The organization that a site without one is planned to get in the same plan. */
export function plannedOrganization(changeId: string): string {
  return `change:${changeId}`;
}

export function plannedChangeOf(organizationId: string): string | null {
  return organizationId.startsWith('change:') ? organizationId.slice('change:'.length) : null;
}

/** A target record's name among all types. */
export function recordKey(type: TargetType, id: string): string {
  return `${type}/${id}`;
}

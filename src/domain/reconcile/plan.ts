import type { Fields, FieldValue } from '../estate/fields.js';
import type { IntegrationId, SystemId } from '../estate/systems.js';
import type { TargetType } from '../estate/target.js';
import type { AuthorityMode } from './authority.js';

export type ChangeAction = 'create' | 'update' | 'archive' | 'unarchive';

export interface FieldChange {
  readonly name: string;
  readonly before: FieldValue;
  readonly after: FieldValue;
  readonly authority: AuthorityMode | 'undo' | 'decision';
}

export interface ChangeTarget {
  readonly system: SystemId;
  readonly type: TargetType;
  /** `null` for a record that does not exist yet. */
  readonly id: string | null;
  readonly name: string;
  readonly organizationId: string | null;
  /** What it hangs on: an existing record's id, or the change that makes it. */
  readonly parent: {
    readonly type: TargetType;
    readonly id: string | null;
    readonly change: string | null;
  } | null;
}

/** Who owns what we would write, and how a person gets out of it. */
export interface Blocked {
  readonly by: string;
  readonly reason: string;
}

/** One thing a sync would write. The shape of `plan/1`; `id` is a hash of integration, item, action, type and sub-key. */
export interface Change {
  readonly id: string;
  readonly integration: IntegrationId;
  /** The item this change is for: `<integration>/<kind>/<source id>`. */
  readonly item: string;
  readonly action: ChangeAction;
  readonly target: ChangeTarget;
  readonly dependsOn: readonly string[];
  readonly source: { readonly system: SystemId; readonly id: string; readonly name: string };
  readonly fields: readonly FieldChange[];
  readonly blocked: Blocked | null;
  /** Fields of this change that the guard does not count (volatile ones). */
  readonly volatile: readonly string[];
  /** What a created or changed record can be found by again: values as they would be written. */
  readonly keys: LookUpKeys | null;
}

export interface LookUpKeys {
  readonly name: string | null;
  readonly serial: string | null;
  readonly macs: readonly string[];
}

/** Every flag that shapes a plan, so that a saved one says what it was made with. */
export interface PlanFlags {
  readonly integrations: readonly IntegrationId[];
  readonly sites: readonly string[];
  readonly create: 'none' | 'configurations' | 'organizations' | 'all';
  readonly createUnowned: boolean;
  readonly archiveMissingDays: number | null;
  readonly archiveSites: readonly string[];
  readonly maxCreates: string | null;
  readonly maxOverwrites: string | null;
  readonly maxArchives: string | null;
  readonly ignoreSetup: readonly string[];
}

/** What was planned for one hop, with what it rests on, so that staleness can be told record by record. */
export interface HopPlan {
  readonly integration: IntegrationId;
  readonly mode: 'audit' | 'sync';
  readonly complete: boolean;
  readonly changes: readonly Change[];
  /** Records that are matched in the run's scope, by kind: what the guard's share is of. */
  readonly matched: { readonly organizations: number; readonly configurations: number };
  /** Matches the plan rests on: item → target id. */
  readonly matches: Readonly<Record<string, string>>;
  /** Hash of the authority table in force. */
  readonly authority: string;
}

export interface Plan {
  readonly id: string;
  readonly fingerprint: string;
  readonly createdAt: string;
  readonly profile: string;
  readonly flags: PlanFlags;
  readonly hops: readonly HopPlan[];
}

export const noFields: Fields = {};

import type { Device, Site, SourceAttachment } from '../domain/estate/source.js';
import type { Attachment, Catalogue, Configuration, Organization } from '../domain/estate/target.js';
import type { ReadOutcome } from '../ports/system.js';

/** What both sides of a hop said, and how much of it is missing. */
export interface HopReading {
  readonly sites: readonly Site[];
  readonly organizations: readonly Organization[];
  readonly devices: readonly Device[];
  readonly configurations: readonly Configuration[];
  readonly catalogue: Catalogue;
  /** Locations and contacts of both sides, for hops that carry them. */
  readonly attachments: readonly AttachmentReading[];
  /** What the target's tenant allows, such as `rmmIdsWritable`. */
  readonly traits: Readonly<Record<string, boolean>>;
  readonly outcomes: readonly ReadOutcome[];
  /** Site ids whose devices were not all read; `all` when the sites themselves were not. */
  readonly incompleteSites: ReadonlySet<string>;
  /** Organization ids whose configurations were not all read; `all` when the organizations were not. */
  readonly incompleteOrganizations: ReadonlySet<string>;
  /** Whether everything in the run's scope was read to its end. */
  readonly complete: boolean;
  /** Whether the run looks at the whole estate, so that absence can be told. */
  readonly whole: boolean;
}

export interface AttachmentReading {
  readonly kind: 'location' | 'contact';
  readonly sources: readonly SourceAttachment[];
  readonly targets: readonly Attachment[];
}

/** The scopes that an outcome leaves incomplete: named ones, or `all` when it cannot tell which. */
export function incompleteScopes(outcome: ReadOutcome): readonly string[] {
  if (outcome.complete) return [];
  return outcome.incomplete.length > 0 ? outcome.incomplete.map((scope) => scope.scopeId) : ['all'];
}

/** What differs between IT Glue accounts, or is not settled by any public source; each is a switch. */
export interface ItGlueOptions {
  /** Status for a missing, unknown or revoked key: the reference says both (spec conflict). */
  readonly refusedKey: 401 | 403;
  /** What a page size above 1000 does (unverified). */
  readonly oversizedPage: 'reject' | 'clamp';
  /** Whether lists without `filter[archived]` hold archived configurations (unverified). */
  readonly archivedByDefault: 'included' | 'hidden';
  /** Whether a 429 carries `Retry-After` (not documented). */
  readonly retryAfter: boolean;
  /** Whether written MACs come back as capitals with colons, and texts trimmed, or as they were sent (unverified). */
  readonly echo: 'normalised' | 'verbatim';
  /** What a bulk write with a refused record leaves behind (undocumented). */
  readonly bulk: 'partial' | 'atomic';
  /** What may be written on an orphaned configuration: `archived` is observed, the rest unverified. */
  readonly orphaned: 'archived-only' | 'open';
  /** Where an interface's id stands: the reference's samples have it inside the attributes only. */
  readonly interfaceIds: 'both' | 'attributes';
  /** How Tag traits of flexible assets read: as written, or as `{type, values:[{id, name}]}` (unverified). */
  readonly tagTraits: 'ids' | 'expanded';
  /** The per-key switch without which no password value is given out. */
  readonly passwordAccess: boolean;
}

export const itGlueDefaults: ItGlueOptions = {
  refusedKey: 401,
  oversizedPage: 'reject',
  archivedByDefault: 'included',
  retryAfter: false,
  echo: 'normalised',
  bulk: 'partial',
  orphaned: 'archived-only',
  interfaceIds: 'both',
  tagTraits: 'expanded',
  passwordAccess: true,
};

import type { Device, Site } from '../estate/source.js';
import type { IntegrationId } from '../estate/systems.js';
import type { Configuration, Organization } from '../estate/target.js';
import type { Decision, IgnoreRule, StandingMatch, Verdict } from './verdict.js';

/** Everything that decides which organization each site is. Order of any list never matters. */
export interface SiteMatchInput {
  readonly integration: IntegrationId;
  readonly sites: readonly Site[];
  readonly organizations: readonly Organization[];
  readonly decisions: readonly Decision[];
  readonly rules: readonly IgnoreRule[];
  readonly standing: readonly StandingMatch[];
  /** PSA company id → organization id by trilink's own hop B ledger, beside the organizations' own PSA ids. */
  readonly ledger: ReadonlyMap<string, string>;
  /** PSA company ids that exist and are active; `null` when no PSA was read (then every id counts). */
  readonly activeCompanies: ReadonlySet<string> | null;
  /** How a site's devices vote by serial and MAC: site id → organization id → number of devices. */
  readonly votes: ReadonlyMap<string, ReadonlyMap<string, number>>;
  /** Whether the list of sites and organizations was read to its end: `gone` is only said then. */
  readonly complete: boolean;
  /** As for devices: of organizations that fit alike, those that a PSA let go are shown first. */
  readonly orphanedFirst?: boolean;
}

/** Everything that decides which configuration each device is. */
export interface DeviceMatchInput {
  readonly integration: IntegrationId;
  readonly devices: readonly Device[];
  /** Archived ones included. All organizations' when the whole estate is in scope. */
  readonly configurations: readonly Configuration[];
  /** site id → organization id, for settled sites. A device of any other site is `waiting`. */
  readonly organizationOf: ReadonlyMap<string, string>;
  /** Sites that a person or rule ignored: their devices are `ignored`. */
  readonly ignoredSites: ReadonlySet<string>;
  readonly decisions: readonly Decision[];
  readonly rules: readonly IgnoreRule[];
  readonly standing: readonly StandingMatch[];
  /** Whether configurations of every organization were read: only then "moved?" and `gone` can be said. */
  readonly complete: boolean;
  /** Whether a device without a standing match must have its own serial read first (PRODUCT.md section 4). */
  readonly needsDetail: boolean;
  readonly nowMs: number;
  /** Of records that fit alike, those that a PSA let go are shown first: the hop from that PSA takes them up again. */
  readonly orphanedFirst?: boolean;
}

export type MatchSites = (input: SiteMatchInput) => Verdict[];
export type MatchDevices = (input: DeviceMatchInput) => Verdict[];

import type { EntityName } from '../autotask/entities.js';
import type { AttributeValue } from '../estate/documentation.js';
import type { RmmDevice, RmmSite } from '../estate/estate.js';
import type { SimulatedSystem } from '../http/exchange.js';

/** What happens in the world, or what a person does by hand, while nobody syncs. Records by uid or id. */
export type Mutation =
  | { readonly do: 'rename-device'; readonly device: string; readonly hostname: string }
  | {
      readonly do: 'edit-device';
      readonly device: string;
      readonly changes: Partial<Omit<RmmDevice, 'id' | 'uid' | 'created' | 'deviceClass'>>;
    }
  | { readonly do: 'move-device'; readonly device: string; readonly site: string }
  | { readonly do: 'remove-device'; readonly device: string }
  /** Another machine under the same name: new uid, new hardware identifiers. Answers the new uid. */
  | { readonly do: 'replace-device'; readonly device: string }
  /** A new agent on the same machine: new uid, same serial and MACs; the old agent stays behind, offline. Answers the new uid. */
  | {
      readonly do: 'reimage-device';
      readonly device: string;
      readonly hostname?: string;
      readonly keepOld?: boolean;
    }
  /** New internal addresses for the first `count` agents that are online. Answers their uids. */
  | { readonly do: 'change-ips'; readonly count: number }
  | { readonly do: 'add-device'; readonly site: string; readonly hostname: string }
  /** Every agent that is online is seen again, and audited again when `audits` is set. */
  | { readonly do: 'pass-time'; readonly ms: number; readonly audits?: boolean }
  | {
      readonly do: 'edit-site';
      readonly site: string;
      readonly changes: Partial<
        Pick<RmmSite, 'name' | 'description' | 'companyId' | 'companyName' | 'onDemand'>
      >;
    }
  /** The site and all its devices. */
  | { readonly do: 'remove-site'; readonly site: string }
  | {
      readonly do: 'edit-organization' | 'edit-configuration';
      readonly id: string;
      readonly attributes: Readonly<Record<string, AttributeValue>>;
    }
  | { readonly do: 'remove-organization' | 'remove-configuration'; readonly id: string }
  | {
      readonly do: 'lock-configuration' | 'unlock-configuration' | 'orphan-configuration';
      readonly id: string;
    }
  /** A configuration that somebody adds by hand. Answers its id. */
  | {
      readonly do: 'add-configuration';
      readonly organization: string;
      readonly attributes: Readonly<Record<string, AttributeValue>>;
    }
  | { readonly do: 'add-organization'; readonly name: string }
  /** A record of Autotask, edited by hand: values by camelCase name, read-only ones too. */
  | {
      readonly do: 'edit-autotask';
      readonly entity: EntityName;
      readonly id: number;
      readonly values: Readonly<Record<string, string | number | boolean | null>>;
    }
  /** Another record of Autotask. Answers its id. */
  | {
      readonly do: 'add-autotask';
      readonly entity: EntityName;
      readonly values: Readonly<Record<string, string | number | boolean | null>>;
    }
  /** IT Glue's own Autotask sync runs once. Answers the ids of the configurations that it made. */
  | { readonly do: 'native-sync' }
  /** The same address and key answer for another account from now on. */
  | { readonly do: 'switch-account'; readonly system: SimulatedSystem };

/** What a mutation answers: the uid or id of what it made, or those of what it changed. */
export type MutationResult = string | readonly string[] | null;

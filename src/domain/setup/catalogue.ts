/** So many of so many. `of` 0 means that there was nothing to look at. */
export interface Share {
  readonly count: number;
  readonly of: number;
}

/** How many records reached the other side: by the vendor's own links, and with trilink's own matches added. */
export interface Coverage {
  readonly of: number;
  readonly native: number;
  readonly either: number;
}

/** One device type of the RMM and the distinct values its Autotask items carry. */
export interface DeviceTypeGroup {
  readonly deviceType: string;
  readonly devices: number;
  readonly values: readonly {
    readonly id: string;
    readonly name: string;
    readonly active: boolean;
    readonly devices: number;
  }[];
  /** Items of this type with no value at all. */
  readonly blank: number;
}

export type AccessLevel = 'all' | 'restricted' | 'none' | 'unknown';

export interface EntityAccess {
  readonly entity: string;
  readonly query: AccessLevel;
  readonly create: AccessLevel;
  readonly update: AccessLevel;
}

/** A mapped site whose Autotask company has gone; `candidate` holds most of the site's devices now. */
export interface DeadCompany {
  readonly site: string;
  readonly companyId: string;
  readonly state: 'missing' | 'inactive';
  readonly candidate: { readonly id: string; readonly name: string; readonly devices: number } | null;
}

/** The youngest thing of a kind, and when we looked. Epoch ms. */
export interface Recency {
  readonly newestAt: number | null;
  readonly readAt: number;
}

export interface DuplicateGroup {
  readonly by: 'name' | 'short name' | 'PSA id' | 'serial' | 'MAC';
  readonly value: string;
  readonly members: readonly string[];
}

/** A kind of record that flows from Autotask, with how many linked members it has. */
export interface SyncedKind {
  readonly kind: 'account type' | 'classification' | 'configuration type';
  readonly name: string;
  readonly members: number;
  readonly inactive: number;
}

export interface WrongMatch {
  readonly configuration: string;
  readonly by: 'serial' | 'MAC' | 'organization';
  readonly detail: string;
}

/** How the devices of a source stand: `open` waits for a person. */
export interface Settlement {
  readonly of: number;
  readonly matched: number;
  readonly ignored: number;
  readonly open: number;
}

/** All facts by id. The comments say what is counted; `facts/` derives each one, the rules read them. */
export interface FactValues {
  /** API-only users among Autotask's resources (unverified that the API returns them). */
  apiUsers: { readonly count: number };
  /** What trilink's own Autotask user may do, by entity. */
  ownAccess: readonly EntityAccess[];
  /** UDF values our own user saw, and how many of them read `*****`. */
  protectedValues: { readonly masked: number; readonly seen: number };
  /** Active configuration items with an RMM device uid. */
  rmmItems: { readonly count: number };
  /** Those by the vendor label that Autotask keeps of who synced them. */
  rmmItemVendors: readonly { readonly label: string | null; readonly count: number }[];
  /** RMM items without a configuration item type. */
  untypedItems: Share & {
    readonly byDeviceType: readonly { readonly deviceType: string; readonly count: number }[];
    readonly byProduct: readonly {
      readonly product: string;
      readonly untyped: number;
      readonly of: number;
    }[];
  };
  /** Configurations that IT Glue shows as `Autotask Default`: they came over without a type. */
  defaultTyped: Share;
  productsByDeviceType: readonly DeviceTypeGroup[];
  typesByDeviceType: readonly DeviceTypeGroup[];
  /** RMM items whose reference title is the device's hostname. */
  namesFollowed: Share;
  /** RMM items whose reference number is the RMM's device id. */
  numbersFollowed: Share;
  /** Billing codes of the products that RMM items use; `name` null: a product without one. */
  materialCodes: readonly {
    readonly name: string | null;
    readonly active: boolean;
    readonly material: boolean | null;
    readonly products: number;
  }[];
  /** Products that RMM items use, and the RMM's own `RMM_…` ones. */
  rmmProducts: readonly {
    readonly name: string;
    readonly exists: boolean;
    readonly active: boolean;
    readonly devices: number;
  }[];
  /** Active configuration item types, and those of the device-type map that are missing. */
  itemTypes: { readonly active: number; readonly wanted: number; readonly missing: readonly string[] };
  /** Devices at mapped sites that an active configuration item carries. */
  devicesInAutotask: Coverage;
  /** Records in Autotask that IT Glue made: two-way sync was on when the youngest came. */
  twoWayTraces: { readonly items: number; readonly contacts: number; readonly newestAt: number | null };
  /** Tickets with an RMM alert id. */
  rmmTickets: { readonly count: number };
  /** User-defined fields of configuration items, and RMM items that carry a value in one. */
  udfMapping: { readonly fields: readonly string[]; readonly itemsWithValues: number };
  /** UDFs with values that the category of their items does not show. */
  udfAssociations: {
    readonly categories: number;
    readonly missing: readonly { readonly category: string; readonly udf: string }[];
  };

  /** Sites with an Autotask company, of those that hold devices. */
  mappedSites: Share;
  /** Mapped sites whose company is not of account type Customer. */
  siteCompanyTypes: {
    readonly of: number;
    readonly others: readonly { readonly site: string; readonly company: string; readonly type: string }[];
  };
  deadCompanies: readonly DeadCompany[];
  emptySites: { readonly count: number };
  /** Sites with devices by how their name meets an organization's. */
  siteNames: { readonly exact: number; readonly near: number; readonly none: number };
  /** Datto RMM users whose name says IT Glue. */
  dattoUsers: { readonly forItGlue: number; readonly of: number };
  /** Our own token was accepted, so API access is on for the account. */
  dattoApiAccess: { readonly works: boolean };
  /** The platform's name, such as `Concord`. */
  dattoPlatform: { readonly name: string };

  /** Subdomain in IT Glue's own record addresses, and the one that trilink was told. */
  itGlueSubdomain: { readonly seen: string; readonly configured: string | null };
  itGlueRegion: { readonly region: string; readonly answers: boolean };
  orphanedRecords: { readonly organizations: number; readonly configurations: number; readonly of: number };
  /** What would happen if Autotask were connected to IT Glue today. */
  preConnection: {
    readonly items: number;
    readonly willMatch: number;
    readonly willDuplicate: number;
    readonly withoutSerial: number;
    readonly withoutType: number;
    readonly withoutLocation: number;
    readonly companiesWithoutOrganization: number;
  };
  /** Organizations and configurations that IT Glue has linked to Autotask. */
  psaLinks: { readonly organizations: number; readonly configurations: number };
  syncedKinds: readonly SyncedKind[];
  locationsSync: { readonly companiesWithLocations: number; readonly linkedLocations: number };
  /** Customer companies that have an organization. */
  organizationCoverage: Coverage;
  /** Configuration items that have a configuration; `sampled` when only some were looked up. */
  itemCoverage: Coverage & { readonly sampled: boolean };

  /** Oldest creation times (epoch ms) of each layer, `null` where there is none. */
  firstSeen: {
    readonly itemAt: number | null;
    readonly linkedConfigurationAt: number | null;
    readonly rmmConfigurationAt: number | null;
  };
  /** Configurations with an RMM record or a trilink match and no PSA link, where the PSA governs the organization. */
  unowned: {
    readonly native: {
      readonly inPsa: number;
      readonly notInPsa: number;
      readonly newestTwinAt: number | null;
    };
    readonly either: {
      readonly inPsa: number;
      readonly notInPsa: number;
      readonly newestTwinAt: number | null;
    };
  };
  /** Configurations that carry a native RMM record. */
  rmmRecords: Share;
  /** The youngest `last seen` in RMM records, and the RMM's own youngest. */
  rmmRecordRecency: Recency & { readonly deviceSeenAt: number | null };
  /** Where company and site names differ: whose name the RMM company in IT Glue carries. */
  matchMode: { readonly byCompany: number; readonly bySite: number; readonly splitCompanies: number };
  /** Sites that hold devices: settled in IT Glue, natively or by trilink. */
  sitesSettled: { readonly native: Settlement; readonly ledger: Settlement | null };
  /** Devices at such sites. */
  devicesSettled: { readonly native: Settlement; readonly ledger: Settlement | null };
  /** Devices by the rung of the ladder that ties them to a configuration. */
  deviceLadder: {
    readonly both: number;
    readonly mac: number;
    readonly serial: number;
    readonly name: number;
    readonly none: number;
  };
  duplicateOrganizations: readonly DuplicateGroup[];
  duplicateConfigurations: readonly DuplicateGroup[];
  wrongMatches: readonly WrongMatch[];
  softwareAssets: {
    readonly typeName: string | null;
    readonly records: number;
    readonly archived: number;
    /** How many `archived` was counted among; left out: all. */
    readonly seen?: number;
  };
  /** Passwords tied to a configuration: counted, never read. */
  configurationPasswords: { readonly count: number };
  /** Whether the certificates of the hosts we call are trusted. */
  certificates: readonly { readonly host: string; readonly trusted: boolean }[];
  /** Calls of ours that an address list refused, by system. */
  addressRefusals: { readonly count: number };

  syncroCustomers: { readonly withAssets: number; readonly empty: number; readonly assets: number };
  /** Customers whose assets have configurations, and the youngest change among those. */
  syncroPush: Recency & { readonly customers: number };
  /** Device class → configuration types of the matched configurations. */
  syncroTypes: readonly {
    readonly deviceClass: string;
    readonly types: readonly { readonly name: string; readonly count: number }[];
  }[];
  /** Customers with assets: organization of exactly that name, or matched otherwise. */
  syncroNames: {
    readonly of: number;
    readonly exact: number;
    readonly matchedOtherwise: number;
    readonly open: readonly string[];
  };
  /** Assets made in the last 30 days (but not today) and those of them that have a configuration. */
  syncroNewAssets: Share;
  syncroSitesSettled: { readonly native: Settlement; readonly ledger: Settlement | null };
  syncroDevicesSettled: { readonly native: Settlement; readonly ledger: Settlement | null };
  /** Active configurations that were Syncro's and whose asset is gone. */
  syncroStale: { readonly count: number };
}

export type FactId = keyof FactValues;

/** Every id with what it is called in a sentence. Its keys are the table's: a missing one does not compile. */
export const factLabels: Readonly<Record<FactId, string>> = {
  apiUsers: 'API-only users in Autotask',
  ownAccess: "what trilink's Autotask user may do",
  protectedValues: "protected values seen by trilink's Autotask user",
  rmmItems: 'configuration items linked to the RMM',
  rmmItemVendors: 'who synced the RMM-linked configuration items',
  untypedItems: 'RMM-linked configuration items without a type',
  defaultTyped: 'configurations shown as Autotask Default',
  productsByDeviceType: 'products by device type',
  typesByDeviceType: 'configuration item types by device type',
  namesFollowed: 'reference names that follow the hostname',
  numbersFollowed: 'reference numbers that follow the device id',
  materialCodes: 'billing codes of the RMM products',
  rmmProducts: 'products that RMM devices use',
  itemTypes: 'configuration item types',
  devicesInAutotask: 'RMM devices found in Autotask',
  twoWayTraces: 'records in Autotask made by IT Glue',
  rmmTickets: 'tickets raised by RMM alerts',
  udfMapping: 'user-defined fields filled by the RMM',
  udfAssociations: 'user-defined fields shown by device category',
  mappedSites: 'sites mapped to an Autotask company',
  siteCompanyTypes: 'account types of the mapped companies',
  deadCompanies: 'sites mapped to a company that is gone',
  emptySites: 'sites without a device',
  siteNames: 'site names against organization names',
  dattoUsers: 'Datto RMM users made for IT Glue',
  dattoApiAccess: 'API access of the Datto RMM account',
  dattoPlatform: 'Datto RMM platform',
  itGlueSubdomain: 'IT Glue subdomain',
  itGlueRegion: 'IT Glue region',
  orphanedRecords: 'orphaned records in IT Glue',
  preConnection: 'records as they would meet when Autotask is connected',
  psaLinks: 'records that IT Glue has linked to Autotask',
  syncedKinds: 'kinds of record that flow from Autotask',
  locationsSync: 'locations linked to Autotask',
  organizationCoverage: 'customer companies that have an organization',
  itemCoverage: 'configuration items that have a configuration',
  firstSeen: 'creation dates of the three layers',
  unowned: 'configurations known to the RMM and not to the PSA',
  rmmRecords: 'configurations with an RMM record',
  rmmRecordRecency: 'age of the RMM data in IT Glue',
  matchMode: 'whose names the RMM companies in IT Glue carry',
  sitesSettled: 'sites settled in IT Glue',
  devicesSettled: 'devices settled in IT Glue',
  deviceLadder: 'devices by what ties them to a configuration',
  duplicateOrganizations: 'organizations that exist twice',
  duplicateConfigurations: 'configurations that share an identifier',
  wrongMatches: 'matches that contradict their records',
  softwareAssets: 'flexible assets for installed software',
  configurationPasswords: 'passwords tied to configurations',
  certificates: 'certificates of the hosts that are called',
  addressRefusals: 'calls refused because of their address',
  syncroCustomers: 'Syncro customers and assets',
  syncroPush: 'configurations of Syncro customers',
  syncroTypes: 'configuration types by Syncro device class',
  syncroNames: 'Syncro customer names against organization names',
  syncroNewAssets: 'new Syncro assets that reached IT Glue',
  syncroSitesSettled: 'Syncro customers settled in IT Glue',
  syncroDevicesSettled: 'Syncro assets settled in IT Glue',
  syncroStale: 'configurations whose Syncro asset is gone',
};

export const factIds = Object.keys(factLabels) as FactId[];

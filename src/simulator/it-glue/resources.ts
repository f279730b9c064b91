import type { DocumentationType } from '../estate/documentation.js';

/**
 * What one resource type of the API can do, from `openapi/itglue.json` (spec). Attribute names as on the wire;
 * filter, sort and include names in the reference's snake_case.
 */
export interface Resource {
  readonly type: DocumentationType;
  /** Filters that compare an attribute: filter name → attribute, `id` for the record's own id. */
  readonly filters: Readonly<Record<string, string>>;
  readonly sorts: readonly string[];
  readonly includes: readonly string[];
  readonly showIncludes: readonly string[];
  /** Attributes that a client may send; the others are filled by the server. */
  readonly writable: readonly string[];
  /** Attributes that must be there on create. */
  readonly required: readonly string[];
  /** What stays writable on a record that a PSA syncs (spec); `null`: no such records. */
  readonly openWhenSynced: readonly string[] | null;
  /** The resource that nested routes hang from: path segment, and the foreign key to it. */
  readonly parent: { readonly path: string; readonly type: DocumentationType; readonly key: string } | null;
  /** False where no account-wide list exists (404 observed). */
  readonly listsAll: boolean;
  readonly hasPsaFilter: boolean;
}

type Plan = Partial<Resource> & Pick<Resource, 'type'>;

function resource(plan: Plan): Resource {
  return {
    filters: { id: 'id', name: 'name' },
    sorts: ['id', 'name', 'created_at', 'updated_at'],
    includes: [],
    showIncludes: plan.includes ?? [],
    writable: ['name'],
    required: ['name'],
    openWhenSynced: null,
    parent: null,
    listsAll: true,
    hasPsaFilter: false,
    ...plan,
  };
}

const organizationParent = { path: 'organizations', type: 'organizations', key: 'organization-id' } as const;

/** By path segment. */
export const resources: Readonly<Record<string, Resource>> = {
  organizations: resource({
    type: 'organizations',
    filters: {
      id: 'id',
      name: 'name',
      organization_type_id: 'organization-type-id',
      organization_status_id: 'organization-status-id',
      primary: 'primary',
      created_at: 'created-at',
      updated_at: 'updated-at',
    },
    sorts: [
      'name',
      'id',
      'updated_at',
      'organization_status_name',
      'organization_type_name',
      'created_at',
      'short_name',
    ],
    includes: ['adapters_resources', 'attachments', 'rmm_companies'],
    writable: [
      'name',
      'alert',
      'description',
      'organization-type-id',
      'organization-status-id',
      'quick-notes',
      'short-name',
      'parent-id',
    ],
    openWhenSynced: ['alert', 'description', 'quick-notes'],
    hasPsaFilter: true,
  }),
  configurations: resource({
    type: 'configurations',
    filters: {
      id: 'id',
      name: 'name',
      organization_id: 'organization-id',
      configuration_type_id: 'configuration-type-id',
      configuration_status_id: 'configuration-status-id',
      contact_id: 'contact-id',
      serial_number: 'serial-number',
      mac_address: 'mac-address',
      asset_tag: 'asset-tag',
      archived: 'archived',
    },
    sorts: ['name', 'id', 'created_at', 'updated_at'],
    includes: [
      ...[
        'adapters_resources',
        'configuration_interfaces',
        'rmm_records',
        'passwords',
        'attachments',
        'tickets',
      ],
      ...['dnet_fa_remote_assets', 'user_resource_accesses', 'group_resource_accesses'],
    ],
    showIncludes: [
      ...[
        'adapters_resources',
        'configuration_interfaces',
        'rmm_records',
        'passwords',
        'attachments',
        'tickets',
      ],
      ...[
        'rmm_adapters_resources',
        'adapters_resources_errors',
        'rmm_adapters_resources_errors',
        'related_items',
      ],
      ...[
        'recent_versions',
        'authorized_users',
        'to_configuration_connections',
        'from_configuration_connections',
      ],
      ...[
        'active_network_glue_network_devices',
        'dnet_fa_remote_assets',
        'user_resource_accesses',
        'group_resource_accesses',
      ],
    ],
    writable: [
      ...['organization-id', 'configuration-type-id', 'configuration-status-id', 'location-id', 'contact-id'],
      ...[
        'manufacturer-id',
        'model-id',
        'operating-system-id',
        'operating-system-notes',
        'name',
        'notes',
        'hostname',
      ],
      ...[
        'primary-ip',
        'mac-address',
        'default-gateway',
        'serial-number',
        'asset-tag',
        'position',
        'installed-by',
      ],
      ...[
        'purchased-by',
        'purchased-at',
        'warranty-expires-at',
        'installed-at',
        'mitp-device-expiration-date',
      ],
      ...['mitp-end-of-life-date', 'restricted', 'archived'],
    ],
    required: ['organization-id', 'configuration-type-id', 'name'],
    openWhenSynced: [
      ...[
        'archived',
        'asset-tag',
        'notes',
        'purchased-at',
        'restricted',
        'serial-number',
        'warranty-expires-at',
      ],
      ...['mitp-device-expiration-date', 'mitp-end-of-life-date'],
    ],
    parent: organizationParent,
    hasPsaFilter: true,
  }),
  configuration_interfaces: resource({
    type: 'configuration-interfaces',
    filters: { id: 'id', ip_address: 'ip-address' },
    sorts: ['created_at', 'updated_at'],
    writable: ['configuration-id', 'name', 'ip-address', 'mac-address', 'primary', 'notes'],
    required: [],
    parent: { path: 'configurations', type: 'configurations', key: '_configuration-id' },
    listsAll: false,
  }),
  configuration_types: resource({ type: 'configuration-types', openWhenSynced: [] }),
  configuration_statuses: resource({ type: 'configuration-statuses', openWhenSynced: [] }),
  organization_types: resource({ type: 'organization-types', openWhenSynced: [] }),
  organization_statuses: resource({ type: 'organization-statuses', openWhenSynced: [] }),
  contact_types: resource({ type: 'contact-types', openWhenSynced: [] }),
  password_categories: resource({ type: 'password-categories' }),
  manufacturers: resource({ type: 'manufacturers', filters: { name: 'name' }, openWhenSynced: [] }),
  models: resource({
    type: 'models',
    filters: { id: 'id' },
    sorts: ['id', 'name', 'manufacturer_id', 'created_at', 'updated_at'],
    writable: ['name', 'manufacturer-id'],
    required: ['name', 'manufacturer-id'],
    parent: { path: 'manufacturers', type: 'manufacturers', key: 'manufacturer-id' },
  }),
  operating_systems: resource({ type: 'operating-systems', writable: [] }),
  platforms: resource({ type: 'platforms', writable: [] }),
  locations: resource({
    type: 'locations',
    filters: {
      id: 'id',
      name: 'name',
      city: 'city',
      region_id: 'region-id',
      country_id: 'country-id',
      organization_id: 'organization-id',
    },
    sorts: ['name', 'id', 'primary', 'created_at', 'updated_at'],
    includes: [
      'adapters_resources',
      'attachments',
      'passwords',
      'user_resource_accesses',
      'group_resource_accesses',
    ],
    writable: [
      ...['organization-id', 'name', 'primary', 'address-1', 'address-2', 'city', 'postal-code', 'region-id'],
      ...['country-id', 'phone', 'fax', 'notes', 'restricted'],
    ],
    required: ['organization-id', 'name'],
    openWhenSynced: [],
    parent: organizationParent,
    hasPsaFilter: true,
  }),
  contacts: resource({
    type: 'contacts',
    filters: {
      id: 'id',
      first_name: 'first-name',
      last_name: 'last-name',
      title: 'title',
      contact_type_id: 'contact-type-id',
      important: 'important',
      organization_id: 'organization-id',
      primary_email: '_primary-email',
    },
    sorts: ['first_name', 'last_name', 'id', 'created_at', 'updated_at'],
    includes: [
      'adapters_resources',
      'location',
      'passwords',
      'attachments',
      'tickets',
      'user_resource_accesses',
      'group_resource_accesses',
    ],
    writable: [
      ...[
        'organization-id',
        'first-name',
        'last-name',
        'title',
        'contact-type-id',
        'location-id',
        'notes',
        'important',
      ],
      ...['contact-emails', 'contact-phones'],
    ],
    required: ['organization-id', 'first-name'],
    openWhenSynced: [],
    parent: organizationParent,
    hasPsaFilter: true,
  }),
  flexible_asset_types: resource({
    type: 'flexible-asset-types',
    filters: { id: 'id', name: 'name', icon: 'icon', enabled: 'enabled' },
    includes: ['flexible_asset_fields'],
    writable: ['name', 'description', 'icon', 'enabled', 'show-in-menu'],
  }),
  flexible_asset_fields: resource({
    type: 'flexible-asset-fields',
    filters: { id: 'id' },
    sorts: ['created_at', 'updated_at'],
    writable: [
      ...['name', 'kind', 'order', 'hint', 'decimals', 'tag-type', 'required', 'use-for-title', 'expiration'],
      ...['show-in-list', 'default-value', 'flexible-asset-type-id'],
    ],
    required: ['name', 'kind'],
    parent: { path: 'flexible_asset_types', type: 'flexible-asset-types', key: 'flexible-asset-type-id' },
    listsAll: false,
  }),
  flexible_assets: resource({
    type: 'flexible-assets',
    filters: {
      flexible_asset_type_id: 'flexible-asset-type-id',
      name: 'name',
      organization_id: 'organization-id',
      id: 'id',
    },
    sorts: ['name', 'created_at', 'updated_at'],
    includes: [
      'adapters_resources',
      'distinct_remote_assets',
      'attachments',
      'passwords',
      'user_resource_accesses',
      'group_resource_accesses',
    ],
    showIncludes: ['adapters_resources', 'attachments', 'passwords', 'related_items', 'recent_versions'],
    writable: ['organization-id', 'flexible-asset-type-id', 'traits', 'archived', 'restricted'],
    required: ['organization-id', 'flexible-asset-type-id', 'traits'],
    parent: organizationParent,
  }),
  passwords: resource({
    type: 'passwords',
    filters: {
      id: 'id',
      name: 'name',
      organization_id: 'organization-id',
      password_category_id: 'password-category-id',
      url: 'url',
      cached_resource_name: 'cached-resource-name',
      archived: 'archived',
    },
    sorts: ['name', 'username', 'url', 'id', 'created_at', 'updated_at'],
    includes: ['attachments', 'updater', 'user_resource_accesses', 'group_resource_accesses'],
    writable: [
      ...[
        'organization-id',
        'name',
        'password',
        'username',
        'otp-secret',
        'url',
        'notes',
        'password-category-id',
      ],
      ...['resource-id', 'resource-type', 'archived', 'restricted', 'shareable'],
    ],
    required: ['organization-id', 'name', 'password'],
    parent: organizationParent,
  }),
  documents: resource({
    type: 'documents',
    filters: { id: 'id', document_folder_id: 'document-folder-id' },
    writable: ['name', 'restricted', 'archived', 'public'],
    parent: organizationParent,
    listsAll: false,
  }),
  users: resource({ type: 'users', filters: { id: 'id', name: 'name', email: 'email' }, writable: [] }),
};

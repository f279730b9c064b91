import type { Fields, FieldValue } from '../estate/fields.js';
import type { Device, Site, SourceAttachment } from '../estate/source.js';
import type { TargetType } from '../estate/target.js';
import type { AuthorityRow, AuthorityTable } from '../reconcile/authority.js';
import { accountTypesOption, isCarriedType, passes } from './account-filters.js';
import type { DesiredDevice, Hop, ProjectionContext } from './hop.js';
import type { HopOption } from './hop-option.js';
import { byName } from './name-mapping.js';

const why =
  'The vendor’s own field table: overwritten on records that trilink made, filled on others, blocked where IT Glue’s own integration syncs.';

/** IT Glue's fields of each record and what Autotask calls them (itglue.md section 8, doc). */
const table: AuthorityTable = [
  ...rows('organization', [
    ['name', 'account name'],
    ['organization-status', 'active'],
    ['organization-type', 'account type'],
    ['parent', 'parent company'],
    ['short-name', 'account number'],
  ]),
  ...rows('location', [
    ['name', 'location name'],
    ['address-1', 'address 1'],
    ['address-2', 'address 2'],
    ['city', 'city'],
    ['region', 'state'],
    ['postal-code', 'zip'],
    ['country', 'country'],
    ['phone', 'phone'],
    ['fax', 'fax'],
    ['primary', 'primary'],
  ]),
  ...rows('contact', [
    ['first-name', 'first name'],
    ['last-name', 'last name'],
    ['title', 'title'],
    ['email', 'e-mail address'],
    ['phone', 'phone'],
    ['location', 'location'],
  ]),
  ...rows('configuration', [
    ['name', 'reference name, else product name'],
    ['asset-tag', 'reference number'],
    ['contact', 'contact'],
    ['configuration-status', 'active'],
    ['configuration-type', 'configuration item type'],
    ['installed-at', 'install date'],
    ['installed-by', 'installed by'],
    ['manufacturer', "product's manufacturer"],
    ['model', "product's manufacturer product number"],
    ['notes', 'notes'],
    ['serial-number', 'serial number'],
    ['warranty-expires-at', 'expiration'],
    ['location', 'location'],
  ]),
];

function rows(type: TargetType, fields: readonly (readonly [string, string])[]): readonly AuthorityRow[] {
  return fields.map(([field, from]) => ({
    type,
    field,
    from,
    mode: 'overwrite',
    othersMode: 'fill',
    whenLocked: 'blocked',
    why,
  }));
}

const options: readonly HopOption[] = [
  accountTypesOption('companies that are carried'),
  {
    name: 'classifications',
    takes: 'names',
    usual: 'all of them',
    does: 'classifications of the companies that are carried',
  },
  {
    name: 'configurationItemTypes',
    takes: 'names',
    usual: 'all of them',
    does: 'types of the configuration items that are carried',
  },
  {
    name: 'untypedItems',
    takes: 'yes-no',
    usual: 'false',
    does: 'make configurations, of type Autotask Default, also of items without a type',
  },
];

function projectDevice(device: Device, { catalogue, options }: ProjectionContext): DesiredDevice {
  const fact = (name: string): FieldValue => device.facts[name] ?? null;
  const wanted = device.deviceType ?? (options.untypedItems === true ? 'Autotask Default' : null);
  const type = byName(catalogue.configurationTypes, wanted)?.name ?? null;
  const manufacturer = byName(catalogue.manufacturers, device.manufacturer);
  const models = catalogue.models.filter((model) => model.manufacturerId === manufacturer?.id);
  return {
    fields: {
      name: device.hostname,
      'asset-tag': fact('reference-number'),
      contact: fact('contact'),
      'configuration-status': statusName(catalogue.configurationStatuses, device.active),
      'configuration-type': type,
      'installed-at': fact('installed-at'),
      'installed-by': fact('installed-by'),
      manufacturer: manufacturer?.name ?? null,
      model: byName(models, device.model)?.name ?? null,
      notes: fact('notes'),
      'serial-number': device.serial,
      'warranty-expires-at': fact('warranty'),
      location: fact('location'),
    },
    interfaces: [],
    presentMacs: null,
    cannotCreate: whyNot(device, wanted, type),
  };
}

function whyNot(device: Device, wanted: string | null, type: string | null) {
  if (!device.active) return { by: 'autotask', reason: 'inactive in Autotask' };
  if (wanted === null)
    return { by: 'setting', reason: 'has no configuration item type, and untypedItems is off' };
  if (type !== null) return null;
  return { by: 'configuration types', reason: `there is no configuration type "${wanted}" in IT Glue` };
}

function statusName(statuses: readonly { id: string; name: string }[], active: boolean): string | null {
  return byName(statuses, active ? 'Active' : 'Inactive')?.name ?? null;
}

function projectSite(site: Site, { catalogue }: ProjectionContext): Fields {
  const fact = (name: string): FieldValue => site.facts[name] ?? null;
  return {
    name: site.name,
    'organization-status': statusName(catalogue.organizationStatuses, site.active),
    'organization-type': byName(catalogue.organizationTypes, text(fact('company-type')))?.name ?? null,
    parent: fact('parent'),
    'short-name': fact('company-number'),
  };
}

function projectAttachment(record: SourceAttachment): Fields {
  return record.facts;
}

function text(value: FieldValue): string | null {
  return typeof value === 'string' ? value : null;
}

/** Filters of the sync: account types (Customer unless set otherwise) and classifications. */
function skipSite(site: Site, options: ProjectionContext['options']): string | null {
  const type = text(site.facts['company-type'] ?? null);
  if (!isCarriedType(options, type)) return `account type ${type} is not carried`;
  const classification = text(site.facts.classification ?? null);
  return passes(options, 'classifications', classification)
    ? null
    : `classification ${classification} is not carried`;
}

/** Hop B, from Autotask to IT Glue: companies, locations, contacts and configuration items, one way. */
export const autotaskToItGlue: Hop = {
  id: 'autotask:it-glue',
  letter: 'B',
  source: 'autotask',
  target: 'it-glue',
  kinds: ['site', 'location', 'contact', 'device'],
  authority: table,
  options,
  needsDetail: false,
  respectsPsaLock: true,
  createsOrganizations: true,
  orphanedFirst: true,
  projectDevice,
  skipSite,
  // Nothing else writes the status, so it tells whether this hop knew the item while it was in use.
  isHistory: (item, written) => !item.active && !written.has('configuration-status'),
  carriesDevice: (item, options) => passes(options, 'configurationItemTypes', item.deviceType),
  projectSite,
  projectAttachment,
};

import { type FieldValue, isBlank } from '../estate/fields.js';
import type { Device, Site } from '../estate/source.js';
import type { AuthorityRow, AuthorityTable } from '../reconcile/authority.js';
import { accountTypesOption, isCarriedType } from './account-filters.js';
import type { DesiredDevice, Hop, NewPlace, ProjectionContext } from './hop.js';
import type { HopOption } from './hop-option.js';
import { byName } from './name-mapping.js';

const byRmm = 'The RMM knows what a machine calls itself, and IT Glue takes the name from here.';
const byMap =
  'From the device-type map; a blank type is what spoils the sync to IT Glue, so it is never written.';
const byMetadata = "Only when the tenant's field metadata says that it can be written.";

const table: AuthorityTable = [
  row('reference-name', 'hostname', 'overwrite', byRmm),
  row(
    'reference-number',
    'device id',
    'overwrite',
    'IT Glue shows it as the asset tag, and it ties the item to its device.',
  ),
  row('serial-number', 'audit', 'fill', 'A person may know better; a placeholder is never written.'),
  row('product', 'device-type map', 'fill', byMap),
  row('configuration-item-type', 'device-type map', 'fill', byMap),
  row(
    'location',
    'primary location of the company',
    'create-only',
    'Where a new item stands, as far as anybody knows; a person may change it afterwards.',
  ),
  row('active', 'always', 'create-only', 'True for a new item; false only under --archive-missing.'),
  row('contract', 'nothing', 'never', 'Contracts are money: trilink keeps away.'),
  row('rmm-uid', 'device uid', 'fill', byMetadata),
  row('rmm-id', 'device id', 'fill', byMetadata),
];

function row(field: string, from: string, mode: AuthorityRow['mode'], why: string): AuthorityRow {
  return { type: 'configuration', field, from, mode, whenLocked: 'allowed', why };
}

/** Facts of a device of the RMM that a person can map to a user-defined field (datto-rmm.md section 9, spec). */
const mappable = [
  'hostname',
  'description',
  'internal-ip',
  'external-ip',
  'operating-system',
  'domain',
  'last-user',
  'last-reboot',
  'last-seen',
  'patch-status',
  'warranty',
] as const;

const options: readonly HopOption[] = [
  {
    name: 'mapDevices',
    takes: 'yes-no',
    usual: 'true once the device-type map is complete',
    does: 'whether configuration items are written at all',
  },
  {
    name: 'product.',
    takes: 'name',
    usual: 'none: devices of that type are not made',
    does: 'the product of new items of a device type; create makes one called RMM_<type>',
  },
  {
    name: 'materialCode',
    takes: 'name',
    usual: 'Hardware',
    does: 'the material code that a new product gets',
  },
  {
    name: 'overwriteReferenceName',
    takes: 'yes-no',
    usual: 'true',
    does: 'whether the reference name follows the hostname',
  },
  {
    name: 'overwriteReferenceNumber',
    takes: 'yes-no',
    usual: 'true',
    does: 'whether the reference number follows the device id',
  },
  {
    name: 'createUnlinked',
    takes: 'yes-no',
    usual: 'false',
    does: 'make items also where this tenant does not let the RMM ids be written',
  },
  accountTypesOption('companies that sites may be matched to'),
  {
    name: 'udf.',
    takes: mappable,
    usual: 'none: no user-defined field is read or written',
    does: 'the fact of a device that a user-defined field of that name is filled from',
  },
];

/** A row for each user-defined field that a person mapped; a field that reads as stars is never compared (doc). */
function rowsOf(set: ProjectionContext['options']): AuthorityTable {
  const names = Object.keys(set).filter((name) => name.startsWith('udf.'));
  return names.sort().map(
    (name): AuthorityRow => ({
      ...row(name, String(set[name]), 'overwrite', `Mapped by a person: options.${name}.`),
      mayBeHidden: true,
      volatile: changesByItself.has(String(set[name])),
    }),
  );
}

const changesByItself: ReadonlySet<string> = new Set([
  'internal-ip',
  'external-ip',
  'last-user',
  'last-reboot',
  'last-seen',
  'patch-status',
]);

/** What a device type becomes in Autotask: `product` may be `create`, which makes `RMM_<type>`. */
interface TypeMapping {
  readonly type: string | null;
  readonly product: string | null;
}

function projectDevice(device: Device, context: ProjectionContext, place?: NewPlace): DesiredDevice {
  const word = device.deviceType ?? device.deviceClass;
  const mapped = mappingOf(word, context);
  const number = device.otherIds[0] ?? null;
  const wanted = (option: string, value: FieldValue) => (context.options[option] === false ? null : value);
  const writes = context.options.rmmIdsWritable === true;
  return {
    fields: {
      'reference-name': wanted('overwriteReferenceName', device.hostname),
      'reference-number': wanted('overwriteReferenceNumber', number),
      'serial-number': context.writableSerial(device.serial),
      product: mapped.product,
      'configuration-item-type': mapped.type,
      location: place?.primaryLocation ?? null,
      active: true,
      'rmm-uid': writes ? device.id : null,
      'rmm-id': writes ? number : null,
      ...mappedUdfs(device, context),
    },
    interfaces: [],
    presentMacs: null,
    cannotCreate: whyNot(word, mapped, context),
  };
}

function mappingOf(word: string, { catalogue, deviceTypes, options }: ProjectionContext): TypeMapping {
  const set = deviceTypes[word];
  const type =
    set === undefined || set === 'skip' ? null : (byName(catalogue.configurationTypes, set)?.name ?? null);
  const named = options[`product.${word}`];
  if (named === 'create') return { type, product: `RMM_${word}` };
  const product = isBlank(named as FieldValue) ? null : String(named);
  const { products } = catalogue;
  // Nothing but `create` makes a product: a name that is not there is a slip, or somebody has switched it off.
  return { type, product: products ? (byName(products, product)?.name ?? null) : product };
}

/** UDFs by mapping: option `udf.<Autotask name>` names a source field. Nothing else of the RMM's UDFs is read. */
function mappedUdfs(device: Device, { options }: ProjectionContext): Record<string, FieldValue> {
  const mapped = Object.entries(options).filter(([name]) => name.startsWith('udf.'));
  return Object.fromEntries(mapped.map(([name, from]) => [name, device.facts[String(from)] ?? null]));
}

function whyNot(word: string, mapped: TypeMapping, { deviceTypes, options }: ProjectionContext) {
  const by = 'device-type map';
  if (deviceTypes[word] === 'skip') return { by, reason: `devices of type "${word}" are set to skip` };
  if (mapped.type === null)
    return { by, reason: lacking('configuration item type', word, deviceTypes[word]) };
  if (mapped.product === null) return { by, reason: lacking('product', word, options[`product.${word}`]) };
  if (options.rmmIdsWritable !== true && options.createUnlinked !== true) {
    return {
      by: 'autotask',
      reason: 'needs the native integration: this tenant does not let the RMM ids be written',
    };
  }
  return null;
}

function lacking(what: string, word: string, set: FieldValue | undefined): string {
  if (isBlank(set)) return `no ${what} is set for devices of type "${word}"`;
  return `"${word}" is set to "${set}", and Autotask has no active ${what} of that name`;
}

/** `mapDevices` is off until every device type in use has a type and a product, or is set to skip. */
function blockDevices(devices: readonly Device[], context: ProjectionContext) {
  if (context.options.mapDevices === false) return { by: 'setting', reason: 'mapDevices is off' };
  const words = new Set(devices.map((device) => device.deviceType ?? device.deviceClass));
  const open = [...words].filter((word) => {
    if (context.deviceTypes[word] === 'skip') return false;
    const { type, product } = mappingOf(word, context);
    return type === null || product === null;
  });
  if (open.length === 0) return null;
  const some = open.sort().slice(0, 5).join(', ');
  return { by: 'device-type map', reason: `not complete: ${some}${open.length > 5 ? ', …' : ''}` };
}

/** Hop A, from Datto RMM to Autotask. Companies are never created; nothing is ever written to Datto RMM. */
export const rmmToAutotask: Hop = {
  id: 'datto-rmm:autotask',
  letter: 'A',
  source: 'datto-rmm',
  target: 'autotask',
  kinds: ['site', 'device'],
  authority: table,
  rowsOf,
  options,
  placesNewDevices: true,
  needsDetail: true,
  respectsPsaLock: false,
  createsOrganizations: false,
  projectDevice,
  blockDevices,
  offersOrganization: (company, options) => isCarriedType(options, company.typeName),
  projectSite: (site: Site) => ({ name: site.name }),
};

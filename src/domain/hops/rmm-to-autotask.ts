import { type FieldValue, isBlank } from '../estate/fields.js';
import type { Device, Site } from '../estate/source.js';
import type { AuthorityRow, AuthorityTable } from '../reconcile/authority.js';
import { isCarriedType } from './account-filters.js';
import type { DesiredDevice, Hop, ProjectionContext } from './hop.js';
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
    'site',
    'create-only',
    "The company's primary location; a person may change it afterwards.",
  ),
  row('active', 'always', 'create-only', 'True for a new item; false only under --archive-missing.'),
  row('contract', 'nothing', 'never', 'Contracts are money: trilink keeps away.'),
  row('rmm-uid', 'device uid', 'fill', byMetadata),
  row('rmm-id', 'device id', 'fill', byMetadata),
];

function row(field: string, from: string, mode: AuthorityRow['mode'], why: string): AuthorityRow {
  return { type: 'configuration', field, from, mode, whenLocked: 'allowed', why };
}

/** What a device type becomes in Autotask: `product` may be `create`, which makes `RMM_<type>`. */
interface TypeMapping {
  readonly type: string | null;
  readonly product: string | null;
}

function projectDevice(device: Device, context: ProjectionContext): DesiredDevice {
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
  const product = named === 'create' ? `RMM_${word}` : isBlank(named as FieldValue) ? null : String(named);
  return { type, product };
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
    return { by, reason: `no configuration item type is set for devices of type "${word}"` };
  if (mapped.product === null) return { by, reason: `no product is set for devices of type "${word}"` };
  if (options.rmmIdsWritable !== true && options.createUnlinked !== true) {
    return {
      by: 'autotask',
      reason: 'needs the native integration: this tenant does not let the RMM ids be written',
    };
  }
  return null;
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
  needsDetail: true,
  respectsPsaLock: false,
  createsOrganizations: false,
  projectDevice,
  blockDevices,
  offersOrganization: (company, options) => isCarriedType(options, company.typeName),
  projectSite: (site: Site) => ({ name: site.name }),
};

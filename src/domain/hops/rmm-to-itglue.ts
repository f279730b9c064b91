import { type Fields, type FieldValue, isBlank } from '../estate/fields.js';
import type { Device, Site } from '../estate/source.js';
import type { IntegrationId, SystemId } from '../estate/systems.js';
import type { AuthorityRow, AuthorityTable } from '../reconcile/authority.js';
import { adaptersOf } from './adapters.js';
import { configurationTypeOf } from './device-types.js';
import type { DesiredDevice, DesiredInterface, Hop, ProjectionContext } from './hop.js';
import { byName, operatingSystemIn } from './name-mapping.js';

const belongsInPsa =
  'Open for writing in IT Glue, but the next PSA sync would write over it: it belongs in Autotask.';
const psaOwns = 'IT Glue refuses it on a record that the PSA syncs.';

/** Hop C's table (PRODUCT.md section 3). `default-gateway` is hop S's own row. */
function table(withGateway: boolean): AuthorityTable {
  const rows: AuthorityRow[] = [
    row('name', 'hostname', 'create-only', `A person's name for a record stands. ${psaOwns}`),
    row('hostname', 'hostname', 'overwrite', `The RMM knows what a machine calls itself. ${psaOwns}`),
    {
      ...row(
        'primary-ip',
        'internal address',
        'overwrite',
        'Fixed for servers, printers and network gear; laptops and desktops roam, so theirs is only filled.',
      ),
      modeFor: { laptop: 'fill', desktop: 'fill', other: 'fill' },
      volatile: true,
    },
    row(
      'mac-address',
      'primary NIC',
      'fill',
      'Replaced only when the stored one is no longer on the device.',
    ),
    row('operating-system-notes', 'operating system', 'own', 'Written where blank or still ours.'),
    { ...row('serial-number', 'audit', 'fill', belongsInPsa), whenLocked: 'blocked-by-rule' },
    { ...row('warranty-expires-at', 'device', 'fill', belongsInPsa), whenLocked: 'blocked-by-rule' },
    row('manufacturer', 'audit', 'fill', 'Mapped by name to existing manufacturers; none is ever created.'),
    row(
      'model',
      'audit',
      'fill',
      'Mapped by name to existing models of that manufacturer; none is ever created.',
    ),
    row(
      'operating-system',
      'audit',
      'fill',
      'Mapped by name to existing operating systems; none can be created.',
    ),
    row(
      'configuration-type',
      'device-type map',
      'create-only',
      'Needed to create; a person may change it afterwards.',
    ),
    interfaceRow('name', 'NIC name', 'own', false),
    interfaceRow('mac-address', 'NIC', 'create-only', false),
    interfaceRow('ip-address', 'NIC', 'own', true),
  ];
  if (withGateway) rows.splice(5, 0, row('default-gateway', 'primary adapter', 'own', psaOwns));
  return rows;
}

function row(field: string, from: string, mode: AuthorityRow['mode'], why: string): AuthorityRow {
  return { type: 'configuration', field, from, mode, whenLocked: 'blocked', why };
}

function interfaceRow(
  field: string,
  from: string,
  mode: AuthorityRow['mode'],
  volatile: boolean,
): AuthorityRow {
  const why =
    'Every real adapter but the primary one, which IT Glue mirrors; those of others are left alone.';
  return { type: 'configuration-interface', field, from, mode, volatile, whenLocked: 'allowed', why };
}

function projectDevice(device: Device, context: ProjectionContext): DesiredDevice {
  const { catalogue } = context;
  const address = text(device.facts['internal-ip']);
  const adapters = adaptersOf(device, address, (nic) => context.writableMac(nic));
  const type = configurationTypeOf(device, catalogue, context.deviceTypes);
  const manufacturer = byName(catalogue.manufacturers, device.manufacturer);
  const models = catalogue.models.filter((model) => model.manufacturerId === manufacturer?.id);
  const system = text(device.facts['operating-system']);
  return {
    fields: {
      name: device.hostname,
      hostname: device.hostname,
      'primary-ip': address,
      'mac-address': adapters.primary?.mac ?? null,
      'operating-system-notes': system,
      'serial-number': context.writableSerial(device.serial),
      'warranty-expires-at': device.facts.warranty ?? null,
      manufacturer: manufacturer?.name ?? null,
      model: byName(models, device.model)?.name ?? null,
      'operating-system': operatingSystemIn(catalogue, system),
      'default-gateway': device.facts['default-gateway'] ?? null,
      'configuration-type': 'type' in type ? type.type : null,
    },
    interfaces: adapters.others.map(toInterface),
    presentMacs:
      device.nics === null ? null : device.nics.flatMap((nic) => (nic.mac === null ? [] : [nic.mac])),
    cannotCreate: 'type' in type ? null : type,
  };
}

function toInterface({
  mac,
  nic,
}: {
  mac: string;
  nic: { name: string | null; ipv4: string | null };
}): DesiredInterface {
  return { mac, fields: { name: nic.name ?? mac, 'ip-address': nic.ipv4, 'mac-address': mac } };
}

function projectSite(site: Site): Fields {
  return { name: site.name };
}

function text(value: FieldValue | undefined): string | null {
  return isBlank(value) ? null : String(value);
}

/** A hop from an RMM to IT Glue: C from Datto RMM, S from Syncro. */
export function rmmToItGlue(id: IntegrationId, letter: 'C' | 'S', source: SystemId): Hop {
  return {
    id,
    letter,
    source,
    target: 'it-glue',
    kinds: ['site', 'device'],
    authority: table(letter === 'S'),
    options: [],
    needsDetail: letter === 'C',
    respectsPsaLock: true,
    createsOrganizations: true,
    looksUp: ['configurationTypes', 'manufacturers', 'models', 'operatingSystems'],
    projectDevice,
    projectSite,
  };
}

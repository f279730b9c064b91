import type {
  Attachment,
  Configuration,
  ConfigurationInterface,
  Organization,
  Provenance,
  PsaState,
  RmmRecord,
  TargetType,
} from '../../domain/estate/target.js';
import { lockOf } from '../../domain/reconcile/lock.js';
import type { CurrentRecord } from '../../ports/system.js';
import { contactFields, contactName } from './contact-fields.js';
import { fieldsOf } from './fields.js';
import type { Included } from './included.js';
import { flagAt, idText, type Resource, textAt, timeAt } from './resource.js';

const knownStates = new Set(['enabled', 'disabled', 'orphaned']);

/**
 * The state of the PSA's sync. The attribute is not in the reference (observed: `enabled`, `orphaned`, null): missing is
 * `absent`, and a word we do not know is `unknown`.
 */
export function psaStateOf(resource: Resource): PsaState {
  if (!('psa-integration' in resource.attributes)) return 'absent';
  const state = textAt(resource.attributes, 'psa-integration')?.toLowerCase() ?? 'none';
  return state === 'none' || knownStates.has(state) ? (state as PsaState) : 'unknown';
}

export function provenanceOf(resource: Resource, included: Included): Provenance {
  const linked = included.of(resource, 'adapters-resources');
  const remoteIds = linked.flatMap((link) => idText(link.attributes['remote-id']) ?? []);
  // A link that came without its id still says that the PSA knows the record.
  const isLinked = linked.length > 0 || included.referencesOf(resource, 'adapters-resources') > 0;
  return {
    createdAt: timeAt(resource.attributes, 'created-at'),
    updatedAt: timeAt(resource.attributes, 'updated-at'),
    psaState: psaStateOf(resource),
    psaIds: remoteIds.length === 0 && isLinked ? ['unknown'] : remoteIds,
    provider: null,
  };
}

export function toOrganization(resource: Resource, included: Included, url: string | null): Organization {
  const { attributes, id } = resource;
  const statusName = textAt(attributes, 'organization-status-name');
  return {
    id,
    name: textAt(attributes, 'name') ?? '',
    shortName: textAt(attributes, 'short-name'),
    otherNames: [],
    active: statusName === null || !/^(inactive|archived|former|deleted)$/i.test(statusName),
    primary: flagAt(attributes, 'primary'),
    typeName: textAt(attributes, 'organization-type-name'),
    statusName,
    domains: [],
    phones: [],
    rmmCompanies: rmmCompaniesOf(resource, included),
    provenance: provenanceOf(resource, included),
    url,
    fields: fieldsOf('organization', attributes),
  };
}

/** The attributes of these records are unknown (spec names none); their being there shows a native match. */
function rmmCompaniesOf(resource: Resource, included: Included): string[] {
  return included
    .of(resource, 'rmm-companies')
    .map(
      (company) =>
        textAt(company.attributes, 'name') ?? textAt(company.attributes, 'remote-id') ?? company.id,
    );
}

export function toConfiguration(resource: Resource, included: Included, url: string | null): Configuration {
  const { attributes, id } = resource;
  return {
    id,
    organizationId: idText(attributes['organization-id']) ?? '',
    name: textAt(attributes, 'name') ?? '',
    hostname: textAt(attributes, 'hostname'),
    typeName: textAt(attributes, 'configuration-type-name'),
    manufacturer: textAt(attributes, 'manufacturer-name'),
    model: textAt(attributes, 'model-name'),
    serial: textAt(attributes, 'serial-number'),
    mac: textAt(attributes, 'mac-address'),
    primaryIp: textAt(attributes, 'primary-ip'),
    assetTag: textAt(attributes, 'asset-tag'),
    rmmUid: null,
    interfaces: included.of(resource, 'configuration-interfaces').map(toInterface),
    rmmRecords: included.of(resource, 'rmm-records').map(toRmmRecord),
    archived: flagAt(attributes, 'archived'),
    provenance: provenanceOf(resource, included),
    url,
    fields: fieldsOf('configuration', attributes),
  };
}

function toInterface({ attributes, id }: Resource): ConfigurationInterface {
  return {
    id,
    name: textAt(attributes, 'name'),
    ip: textAt(attributes, 'ip-address'),
    mac: textAt(attributes, 'mac-address'),
    primary: flagAt(attributes, 'primary'),
    notes: textAt(attributes, 'notes'),
  };
}

function toRmmRecord({ attributes, id }: Resource): RmmRecord {
  const macs = attributes['mac-addresses'];
  return {
    id,
    name: textAt(attributes, 'name'),
    hostname: textAt(attributes, 'hostname'),
    serial: textAt(attributes, 'serial-number'),
    macs: Array.isArray(macs) ? macs.filter((mac): mac is string => typeof mac === 'string') : [],
    url: textAt(attributes, 'external-url'),
    lastSeenAt: timeAt(attributes, 'last-seen-online'),
  };
}

export function toAttachment(
  type: 'location' | 'contact',
  resource: Resource,
  included: Included,
  url: string | null,
): Attachment {
  const { attributes, id } = resource;
  return {
    type,
    id,
    organizationId: idText(attributes['organization-id']) ?? '',
    name: nameOf(type, resource),
    archived: flagAt(attributes, 'archived'),
    provenance: provenanceOf(resource, included),
    url,
    fields: currentFields(type, resource),
  };
}

export function toCurrent(
  type: TargetType,
  resource: Resource,
  included: Included,
  parentId: string | null,
): CurrentRecord {
  const { attributes, id } = resource;
  const macs = [resource, ...included.of(resource, 'configuration-interfaces')].flatMap(
    (one) => textAt(one.attributes, 'mac-address') ?? [],
  );
  return {
    type,
    id,
    organizationId: type === 'organization' ? id : idText(attributes['organization-id']),
    parentId: parentId ?? idText(attributes['configuration-id']),
    name: nameOf(type, resource),
    archived: flagAt(attributes, 'archived'),
    locked: hasOwnLock(type) && lockOf(provenanceOf(resource, included)) === 'locked',
    updatedAt: timeAt(attributes, 'updated-at'),
    fields: currentFields(type, resource),
    keys: {
      name: nameOf(type, resource),
      serial: textAt(attributes, 'serial-number'),
      macs: [...new Set(macs)],
    },
  };
}

/** Interfaces and flexible assets are not bound to the PSA (itglue.md section 5, spec). */
function hasOwnLock(type: TargetType): boolean {
  return type !== 'configuration-interface' && type !== 'flexible-asset';
}

function nameOf(type: TargetType, resource: Resource): string {
  return type === 'contact' ? contactName(resource.attributes) : (textAt(resource.attributes, 'name') ?? '');
}

export function currentFields(type: TargetType, resource: Resource): CurrentRecord['fields'] {
  const fields = fieldsOf(type, resource.attributes);
  return type === 'contact' ? { ...fields, ...contactFields(resource.attributes) } : fields;
}

import { typeName } from './configuration-attributes.js';
import type { DocumentationRecord } from './documentation.js';
import type { Draft } from './draft.js';
import type { PsaItem, RmmDevice } from './estate.js';
import type { Random } from './random.js';
import type { Scene } from './scene.js';

/** What Autotask holds of the device: most have an item, some are missing there or have not yet synced. */
export function makeItem(
  { draft, random, owner }: Scene,
  device: RmmDevice,
  record: DocumentationRecord | null,
): PsaItem | null {
  // Whoever has gone through the set-up has seen what Autotask holds arrive in IT Glue.
  const withoutRecord = draft.setUpDone ? 0.95 : 0.5;
  if (owner.company === null || random.chance(record === null ? withoutRecord : 0.08)) return null;
  const item: PsaItem = {
    id: String(draft.number('psa-item', 41_877)),
    companyId: owner.company.id,
    locationId: null,
    title: device.hostname,
    number: random.chance(0.8) ? String(device.id) : null,
    serial: random.chance(0.8) ? device.hardware.serial : null,
    type: random.chance(0.9) || draft.setUpDone ? typeName(device) : null,
    product: device.hardware.model,
    active: true,
    rmmDeviceId: device.id,
    rmmDeviceUid: device.uid,
    warranty: device.warranty,
    created: device.created,
    modified: draft.estate.madeAt - random.between(1, 60) * 86_400_000,
  };
  draft.estate.psa.items.set(item.id, item);
  return item;
}

/** What became of a configuration in a governed organization: most came from Autotask and are locked. */
export const linkWeights = {
  synced: 80,
  /** Linked, but the attribute that says so is missing. */
  silent: 5,
  own: 9,
  orphaned: 6,
} as const;

export type Link = keyof typeof linkWeights;

/** Ties the configuration to its item as `fate` says. Without an item it is nobody's but IT Glue's. */
export function link(
  { draft, random, owner }: Scene,
  record: DocumentationRecord,
  device: RmmDevice,
  item: PsaItem | null,
  fate: Link,
): void {
  const { attributes } = record;
  if (!owner.governed) {
    if (random.chance(0.05)) delete attributes['psa-integration'];
    return;
  }
  if (fate === 'orphaned') attributes['psa-integration'] = 'orphaned';
  if (item !== null && (fate === 'synced' || fate === 'silent')) {
    record.psaIds = [item.id];
    attributes['asset-tag'] = item.number;
    if (fate === 'silent') delete attributes['psa-integration'];
    else attributes['psa-integration'] = 'enabled';
  }
  if (random.chance(0.35)) overlay(draft, random, record, device);
}

/** A record of the native RMM integration. It is laid over the configuration and never changes it. */
function overlay(draft: Draft, random: Random, record: DocumentationRecord, device: RmmDevice): void {
  const { attributes } = record;
  const mac = attributes['mac-address'];
  draft.record('rmm-records', {
    '_configuration-id': record.id,
    // Which form `filter[rmm_id]` takes is not established: both are found.
    '_rmm-ids': [String(device.id), device.uid],
    name: attributes.name ?? null,
    hostname: attributes.hostname ?? null,
    'device-type': 'Workstation',
    'serial-number': attributes['serial-number'] ?? null,
    'mac-addresses': typeof mac === 'string' ? [mac.replace(/:/g, '-')] : [],
    'ip-addresses': attributes['primary-ip'] == null ? [] : [attributes['primary-ip']],
    'last-seen-online': draft.daysAgo(random.between(0, 10)),
    'last-login-user': null,
    'last-reboot': null,
    cpu: null,
    disks: [],
    'memory-total': 17_179_869_184,
    'operating-system': attributes['operating-system-notes'] ?? null,
    'external-url': random.chance(0.5) ? `https://example.invalid/device/${device.id}` : null,
    'patches-applied': 211,
    'patches-total': 214,
  });
}

import { nativeSync } from '../autotask/native-sync.js';
import type { Tables } from '../autotask/tables.js';
import { blankConfiguration } from '../estate/configuration-attributes.js';
import type { DocumentationRecord } from '../estate/documentation.js';
import type { Estate, RmmDevice, RmmSite } from '../estate/estate.js';
import { macOf } from '../estate/hardware-catalogue.js';
import type { Random } from '../estate/random.js';
import type { SimulatedSystem } from '../http/exchange.js';
import type { Store } from '../it-glue/store.js';
import type { Mutation, MutationResult } from './mutations.js';

export interface MutableWorld {
  readonly estate: Estate;
  readonly store: Store;
  /** Autotask's tables, or `null` when it is not simulated. */
  readonly autotask: Tables | null;
  readonly random: Random;
  readonly now: () => number;
}

/** Changes the estate behind the vendors' backs. @throws {Error} when it names a record that is not there. */
export function mutate(world: MutableWorld, mutation: Mutation): MutationResult {
  const result =
    mutateRmm(world, mutation) ?? mutateAutotask(world, mutation) ?? mutateDocumentation(world, mutation);
  world.estate.rmm.revision += 1;
  return result === undefined ? null : result;
}

function mutateRmm(world: MutableWorld, mutation: Mutation): MutationResult | undefined {
  const { estate, random, now } = world;
  switch (mutation.do) {
    case 'rename-device':
      deviceOf(estate, mutation.device).hostname = mutation.hostname;
      return mutation.device;
    case 'edit-device':
      Object.assign(deviceOf(estate, mutation.device), mutation.changes);
      return mutation.device;
    case 'move-device':
      deviceOf(estate, mutation.device).siteUid = siteOf(estate, mutation.site).uid;
      return mutation.device;
    case 'remove-device':
      estate.rmm.devices.delete(deviceOf(estate, mutation.device).uid);
      return mutation.device;
    case 'reimage-device':
      return reimage(world, deviceOf(estate, mutation.device), mutation.hostname, mutation.keepOld ?? true);
    case 'replace-device':
      return replace(world, deviceOf(estate, mutation.device));
    case 'change-ips':
      return changeAddresses(estate, random, mutation.count);
    case 'add-device': {
      const template = [...estate.rmm.devices.values()].find(({ deviceClass }) => deviceClass === 'device');
      if (template === undefined) throw new Error('the estate has no agent to take as a pattern');
      const uid = replace(world, {
        ...template,
        siteUid: siteOf(estate, mutation.site).uid,
        hostname: mutation.hostname,
      });
      return uid;
    }
    case 'pass-time':
      for (const device of estate.rmm.devices.values()) {
        if (device.online !== true || device.lastSeen === null) continue;
        device.lastSeen += mutation.ms;
        if (mutation.audits === true && device.lastAudit !== null) device.lastAudit = device.lastSeen;
      }
      return String(now());
    case 'edit-site':
      Object.assign(siteOf(estate, mutation.site), mutation.changes);
      return mutation.site;
    case 'remove-site': {
      const { uid } = siteOf(estate, mutation.site);
      for (const device of [...estate.rmm.devices.values()])
        if (device.siteUid === uid) estate.rmm.devices.delete(device.uid);
      estate.rmm.sites.delete(uid);
      return uid;
    }
    default:
      return undefined;
  }
}

function mutateAutotask({ autotask, store }: MutableWorld, mutation: Mutation): MutationResult | undefined {
  const { do: verb } = mutation;
  if (verb !== 'edit-autotask' && verb !== 'add-autotask' && verb !== 'native-sync') return undefined;
  if (autotask === null) throw new Error('Autotask is not among the simulated systems');
  if (mutation.do === 'native-sync') return nativeSync(autotask, store);
  if (mutation.do === 'add-autotask') {
    const id = autotask.nextId(mutation.entity);
    autotask.put(mutation.entity, { ...mutation.values, id });
    return String(id);
  }
  const row = autotask.get(mutation.entity, mutation.id);
  if (row === undefined) throw new Error(`Autotask has no ${mutation.entity} ${mutation.id}`);
  autotask.put(mutation.entity, { ...row, ...mutation.values, id: row.id });
  return String(row.id);
}

function mutateDocumentation(world: MutableWorld, mutation: Mutation): MutationResult | undefined {
  const { store, estate, random } = world;
  const { collections } = store.records;
  switch (mutation.do) {
    case 'edit-organization':
      store.change(recordOf(collections.organizations.get(mutation.id), mutation.id), mutation.attributes);
      return mutation.id;
    case 'edit-configuration':
      store.change(recordOf(collections.configurations.get(mutation.id), mutation.id), mutation.attributes);
      return mutation.id;
    case 'remove-organization':
      store.remove(recordOf(collections.organizations.get(mutation.id), mutation.id));
      return mutation.id;
    case 'remove-configuration':
      store.remove(recordOf(collections.configurations.get(mutation.id), mutation.id));
      return mutation.id;
    case 'lock-configuration':
    case 'unlock-configuration':
    case 'orphan-configuration': {
      const state = {
        'lock-configuration': 'enabled',
        'unlock-configuration': null,
        'orphan-configuration': 'orphaned',
      }[mutation.do];
      store.change(recordOf(collections.configurations.get(mutation.id), mutation.id), {
        'psa-integration': state,
      });
      return mutation.id;
    }
    case 'add-configuration':
      return store.create('configurations', {
        ...blankConfiguration(),
        'configuration-type-id': collections['configuration-types'].all()[0]?.id ?? null,
        'configuration-status-id': collections['configuration-statuses'].all()[0]?.id ?? null,
        'organization-id': mutation.organization,
        ...mutation.attributes,
      }).id;
    case 'add-organization':
      return store.create('organizations', {
        name: mutation.name,
        primary: false,
        'psa-integration': null,
        'quick-notes': null,
      }).id;
    case 'switch-account':
      return switchAccount(estate, store, random, mutation.system);
    default:
      return undefined;
  }
}

function reimage(
  { estate, random, now }: MutableWorld,
  old: RmmDevice,
  hostname: string | undefined,
  keepOld: boolean,
): string {
  const fresh: RmmDevice = {
    ...structuredClone(old),
    id: nextDeviceId(estate),
    uid: random.guid(),
    hostname: hostname ?? old.hostname,
    created: now(),
    lastSeen: now(),
    lastAudit: now(),
    online: true,
  };
  if (keepOld)
    Object.assign(old, { online: false, lastSeen: Math.min(old.lastSeen ?? now(), now() - 3_600_000) });
  else estate.rmm.devices.delete(old.uid);
  estate.rmm.devices.set(fresh.uid, fresh);
  return fresh.uid;
}

function replace({ estate, random, now }: MutableWorld, old: RmmDevice): string {
  const copy = structuredClone(old);
  const fresh: RmmDevice = {
    ...copy,
    id: nextDeviceId(estate),
    uid: random.guid(),
    created: now(),
    lastSeen: now(),
    lastAudit: now(),
    online: true,
  };
  fresh.hardware.serial = random.code(8);
  for (const nic of fresh.hardware.nics) nic.mac = macOf(random, 'A4BB6D');
  estate.rmm.devices.delete(old.uid);
  estate.rmm.devices.set(fresh.uid, fresh);
  return fresh.uid;
}

function changeAddresses(estate: Estate, random: Random, count: number): string[] {
  const changed: string[] = [];
  for (const device of estate.rmm.devices.values()) {
    if (changed.length >= count) break;
    if (device.deviceClass !== 'device' || device.online !== true || device.internalIp === null) continue;
    const address = `10.252.${random.between(0, 250)}.${random.between(2, 250)}`;
    for (const nic of device.hardware.nics) if (nic.ipv4 === device.internalIp) nic.ipv4 = address;
    device.internalIp = address;
    changed.push(device.uid);
  }
  return changed;
}

function switchAccount(estate: Estate, store: Store, random: Random, system: SimulatedSystem): string {
  if (system === 'datto-rmm') {
    estate.rmm.uid = `qx3f${random.hex(5)}`;
    return estate.rmm.uid;
  }
  if (system === 'autotask') {
    estate.psa.ci += 1;
    return String(estate.psa.ci);
  }
  for (const organization of store.records.collections.organizations.all()) {
    if (organization.attributes.primary === true) store.change(organization, { primary: false });
  }
  return store.create('organizations', {
    name: 'Another MSP',
    primary: true,
    'psa-integration': null,
    'quick-notes': null,
  }).id;
}

function nextDeviceId(estate: Estate): number {
  return Math.max(0, ...[...estate.rmm.devices.values()].map(({ id }) => id)) + 1;
}

function deviceOf(estate: Estate, uid: string): RmmDevice {
  const device = estate.rmm.devices.get(uid);
  if (device === undefined) throw new Error(`the RMM has no device ${uid}`);
  return device;
}

function siteOf(estate: Estate, uid: string): RmmSite {
  const site = estate.rmm.sites.get(uid);
  if (site === undefined) throw new Error(`the RMM has no site ${uid}`);
  return site;
}

function recordOf(record: DocumentationRecord | undefined, id: string): DocumentationRecord {
  if (record === undefined) throw new Error(`IT Glue has no record ${id}`);
  return record;
}

import { personName } from './client-names.js';
import type { CustomerSite } from './customers.js';
import type { Draft } from './draft.js';
import type { RmmDevice } from './estate.js';
import { macOf } from './hardware-catalogue.js';
import { hardwareFor, modelFor } from './machine-hardware.js';
import {
  hostnameFor,
  type MachineRole,
  operatingSystemFor,
  type SiteNetwork,
  shapeOf,
} from './machine-roles.js';
import type { Random } from './random.js';
import { SOFTWARE } from './software.js';

const DAY_MS = 86_400_000;

/** Makes a site's machines, in the given roles, and adds them to the RMM. */
export function makeMachines(
  draft: Draft,
  owner: Pick<CustomerSite, 'site' | 'client'>,
  roles: readonly MachineRole[],
): RmmDevice[] {
  const random = draft.random.fork(`machines ${owner.site.uid}`);
  const counters = new Map<string, number>();
  const network: SiteNetwork = {
    ...owner,
    subnet: `10.${random.between(1, 250)}.${random.between(0, 250)}`,
    wan: `203.0.113.${random.between(1, 254)}`,
    number: (role) => {
      const next = (counters.get(role) ?? 0) + 1;
      counters.set(role, next);
      return next;
    },
  };
  return roles.map((role) => {
    const device = makeMachine(draft, random, network, role);
    draft.estate.rmm.devices.set(device.uid, device);
    return device;
  });
}

function makeMachine(draft: Draft, random: Random, network: SiteNetwork, role: MachineRole): RmmDevice {
  const model = modelFor(random, role);
  const host = network.number('host') + 10;
  const ip = host < 250 ? `${network.subnet}.${host}` : `10.251.${Math.floor(host / 250)}.${host % 250}`;
  const shape = shapeOf(role, model);
  const agent = shape.deviceClass === 'device';
  const person = personName(random);
  const lastSeen = draft.estate.madeAt - Math.floor(random.next() * (random.chance(0.8) ? 0.2 : 20) * DAY_MS);
  return {
    id: draft.number('rmm-device', 5_520_317),
    uid:
      shape.deviceClass === 'rmmnetworkdevice'
        ? `${random.hex(8)}-${macOf(random, model.oui)}`
        : random.guid(),
    siteUid: network.site.uid,
    deviceClass: shape.deviceClass,
    category: shape.category,
    type: shape.type,
    hostname: hostnameFor(random, network, role, ip, model),
    description: random.chance(0.2) ? `${person.given}'s ${shape.type ?? 'device'}` : null,
    internalIp: ip,
    externalIp: agent ? network.wan : null,
    operatingSystem: operatingSystemFor(random, role),
    lastUser: agent
      ? `${network.client.code}\\${person.given.charAt(0).toLowerCase()}${person.family.toLowerCase()}`
      : null,
    domain: agent ? random.pick([`${network.client.code.toLowerCase()}.local`, 'WORKGROUP']) : null,
    online: lastSeen > draft.estate.madeAt - DAY_MS / 4,
    suspended: false,
    deleted: false,
    rebootRequired: agent ? random.chance(0.1) : null,
    lastSeen,
    lastReboot: agent ? lastSeen - random.between(1, 30) * DAY_MS : null,
    lastAudit: lastSeen - random.between(0, 24) * 3_600_000,
    created: draft.estate.madeAt - random.between(40, 1500) * DAY_MS,
    warranty: agent && random.chance(0.5) ? warrantyDate(draft, random) : null,
    udf: udfs(draft, random),
    hardware: hardwareFor(random, role, model, ip),
    audited: shape.deviceClass !== 'rmmnetworkdevice' && shape.deviceClass !== 'unknown',
    software: agent ? random.pick(SOFTWARE) : [],
  };
}

function warrantyDate(draft: Draft, random: Random): string {
  return new Date(draft.estate.madeAt + random.between(-400, 900) * DAY_MS).toISOString().slice(0, 10);
}

function udfs(draft: Draft, random: Random): Record<string, string> {
  const canary = draft.canary('udf');
  return {
    ...(random.chance(0.3) ? { udf2: random.pick(['Tier 1', 'Tier 2', 'VIP']) } : {}),
    ...(canary === null ? {} : { udf7: canary }),
  };
}

import type { ClientName } from './client-names.js';
import { personName } from './client-names.js';
import type { CustomerSite } from './customers.js';
import type { Draft } from './draft.js';
import type { DeviceClass, Hardware, Nic, RmmDevice, RmmSite } from './estate.js';
import {
  DESKTOPS,
  HYPERVISORS,
  LAPTOPS,
  type MachineModel,
  macOf,
  NETWORK_GEAR,
  type NetworkModel,
  NOISE_NICS,
  PRINTERS,
  SERVERS,
  VIRTUAL_SERVERS,
} from './hardware-catalogue.js';
import { deck, type Random } from './random.js';
import { SOFTWARE } from './software.js';

const roleWeights = {
  laptop: 36,
  desktop: 26,
  server: 9,
  'virtual-server': 8,
  hypervisor: 3,
  printer: 6,
  network: 10,
  unknown: 2,
} as const;

export type MachineRole = keyof typeof roleWeights;

const DAY_MS = 86_400_000;
const GIB = 1_073_741_824;

/** Everything a site's machines have in common. */
interface SiteNetwork {
  readonly site: RmmSite;
  readonly client: ClientName;
  readonly subnet: string;
  readonly wan: string;
  readonly number: (role: string) => number;
}

export function dealRoles(random: Random, count: number): MachineRole[] {
  return deck(random, count, roleWeights);
}

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

function modelFor(random: Random, role: MachineRole): MachineModel {
  switch (role) {
    case 'laptop':
      return random.pick(LAPTOPS);
    case 'desktop':
      return random.pick(DESKTOPS);
    case 'server':
      return random.pick(SERVERS);
    case 'virtual-server':
      return random.pick(VIRTUAL_SERVERS);
    case 'hypervisor':
      return random.pick(HYPERVISORS);
    case 'printer':
      return random.pick(PRINTERS);
    default:
      return random.pick(NETWORK_GEAR);
  }
}

/** Class `device` has the category Laptop, Desktop or Server; network gear a composite one (observed). */
function shapeOf(
  role: MachineRole,
  model: MachineModel,
): { deviceClass: DeviceClass; category: string | null; type: string | null } {
  switch (role) {
    case 'laptop':
      return { deviceClass: 'device', category: 'Laptop', type: 'Laptop' };
    case 'desktop':
      return { deviceClass: 'device', category: 'Desktop', type: 'Desktop' };
    case 'server':
    case 'virtual-server':
      return { deviceClass: 'device', category: 'Server', type: 'Server' };
    case 'hypervisor':
      return { deviceClass: 'esxihost', category: 'ESXi Host', type: 'ESXi Host' };
    case 'printer':
      return { deviceClass: 'printer', category: 'Printer', type: 'Printer' };
    case 'network': {
      const kind = (model as NetworkModel).kind;
      return {
        deviceClass: 'rmmnetworkdevice',
        category: `Network Device (${kind})`,
        type: kind === 'Other' ? 'Network Device' : kind,
      };
    }
    case 'unknown':
      return { deviceClass: 'unknown', category: null, type: null };
  }
}

function hostnameFor(
  random: Random,
  network: SiteNetwork,
  role: MachineRole,
  ip: string,
  model: MachineModel,
): string {
  const { code, domain } = network.client;
  const numbered = (what: string): string =>
    `${code}-${what}${String(network.number(what)).padStart(2, '0')}`;
  switch (role) {
    case 'laptop':
      return random.chance(0.15) ? `LAPTOP-${random.code(8)}` : numbered('LT');
    case 'desktop':
      return random.chance(0.15) ? `DESKTOP-${random.code(7)}` : numbered('WS');
    case 'server':
    case 'virtual-server':
      return random.chance(0.1) ? `${numbered('SRV').toLowerCase()}.${domain}` : numbered('SRV');
    case 'hypervisor':
      return `${numbered('ESX').toLowerCase()}.${domain}`;
    case 'printer':
      return numbered('PRN');
    case 'network': {
      const prefix = { Switch: 'SW', Firewall: 'FW', Router: 'RTR', Other: 'UPS' }[
        (model as NetworkModel).kind
      ];
      return random.chance(0.15) ? ip : numbered(prefix);
    }
    case 'unknown':
      return ip;
  }
}

function operatingSystemFor(random: Random, role: MachineRole): string | null {
  switch (role) {
    case 'laptop':
    case 'desktop':
      return random.pick([
        'Microsoft Windows 11 Pro 10.0.22631',
        'Microsoft Windows 11 Pro 10.0.26100',
        'Microsoft Windows 10 Pro 10.0.19045',
        'Microsoft Windows 11 Enterprise 10.0.22631',
      ]);
    case 'server':
    case 'virtual-server':
      return random.pick([
        'Microsoft Windows Server 2022 Standard 10.0.20348',
        'Microsoft Windows Server 2019 Standard 10.0.17763',
        'Microsoft Windows Server 2016 Standard 10.0.14393',
      ]);
    case 'hypervisor':
      return 'VMware ESXi 8.0.2 build-22380479';
    default:
      return null;
  }
}

function hardwareFor(random: Random, role: MachineRole, model: MachineModel, ip: string): Hardware {
  const memory =
    role === 'server' || role === 'hypervisor' ? random.pick([64, 128, 256]) : random.pick([8, 16, 32]);
  const disk = random.pick([256, 512, 1024]) * 1_000_000_000;
  return {
    manufacturer: model.manufacturer,
    model: model.model,
    serial: model.serial(random),
    nics: nicsFor(random, role, model, ip),
    memoryBytes: memory * GIB,
    cpu:
      role === 'laptop'
        ? '13th Gen Intel(R) Core(TM) i5-1345U'
        : random.pick([
            'Intel(R) Core(TM) i7-10700 CPU @ 2.90GHz',
            'Intel(R) Xeon(R) Silver 4314 CPU @ 2.40GHz',
          ]),
    cores: random.pick([4, 8, 10, 16]),
    diskBytes: disk,
    diskFreeBytes: Math.floor(disk * (0.1 + random.next() * 0.7)),
  };
}

function nicsFor(random: Random, role: MachineRole, model: MachineModel, ip: string): Nic[] {
  const nic = (instance: string, oui: string, type: string, ipv4: string | null = null): Nic => ({
    instance,
    ipv4,
    ipv6: null,
    mac: macOf(random, oui),
    type,
  });
  switch (role) {
    case 'laptop': {
      const wireless = nic('Intel(R) Wi-Fi 6E AX211 160MHz', 'F0D41A', 'Wireless', ip);
      const wired = nic('Intel(R) Ethernet Connection (16) I219-LM', model.oui, 'Ethernet');
      return [wireless, wired, ...noise(random, 0.45)];
    }
    case 'desktop':
      return [
        nic('Intel(R) Ethernet Connection (14) I219-LM', model.oui, 'Ethernet', ip),
        ...noise(random, 0.3),
      ];
    case 'server':
      return [
        nic('Broadcom NetXtreme Gigabit Ethernet', model.oui, 'Ethernet', ip),
        nic('Broadcom NetXtreme Gigabit Ethernet #2', model.oui, 'Ethernet'),
      ];
    case 'virtual-server':
      return [
        nic(
          model.oui === '005056' ? 'vmxnet3 Ethernet Adapter' : 'Microsoft Hyper-V Network Adapter',
          model.oui,
          'Ethernet',
          ip,
        ),
      ];
    case 'hypervisor':
      return [nic('vmnic0', model.oui, 'Ethernet', ip), nic('vmnic1', model.oui, 'Ethernet')];
    default:
      return [nic('eth0', model.oui, 'Ethernet', ip)];
  }
}

function noise(random: Random, probability: number): Nic[] {
  if (!random.chance(probability)) return [];
  const { instance, mac, type } = random.pick(NOISE_NICS);
  return [{ instance, mac, type, ipv4: null, ipv6: 'fe80::1' }];
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

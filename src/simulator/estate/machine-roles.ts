import type { ClientName } from './client-names.js';
import type { DeviceClass, RmmSite } from './estate.js';
import type { MachineModel, NetworkModel } from './hardware-catalogue.js';
import { deck, type Random } from './random.js';

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

/** Everything a site's machines have in common. */
export interface SiteNetwork {
  readonly site: RmmSite;
  readonly client: ClientName;
  readonly subnet: string;
  readonly wan: string;
  readonly number: (role: string) => number;
}

export function dealRoles(random: Random, count: number): MachineRole[] {
  return deck(random, count, roleWeights);
}

/** Class `device` has the category Laptop, Desktop or Server; network gear a composite one (observed). */
export function shapeOf(
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

export function hostnameFor(
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

export function operatingSystemFor(random: Random, role: MachineRole): string | null {
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

import type { Hardware, Nic } from './estate.js';
import {
  DESKTOPS,
  HYPERVISORS,
  LAPTOPS,
  type MachineModel,
  macOf,
  NETWORK_GEAR,
  NOISE_NICS,
  PRINTERS,
  SERVERS,
  VIRTUAL_SERVERS,
} from './hardware-catalogue.js';
import type { MachineRole } from './machine-roles.js';
import type { Random } from './random.js';

const GIB = 1_073_741_824;

export function modelFor(random: Random, role: MachineRole): MachineModel {
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

export function hardwareFor(random: Random, role: MachineRole, model: MachineModel, ip: string): Hardware {
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

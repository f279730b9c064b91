import type { Random } from './random.js';

/** What a machine of some kind is made of, in the words that its firmware reports. */
export interface MachineModel {
  readonly manufacturer: string;
  readonly model: string;
  /** First six hex digits of its adapters. */
  readonly oui: string;
  readonly serial: (random: Random) => string;
}

const dellTag = (random: Random): string => random.code(7);
const hpSerial = (random: Random): string =>
  `${random.pick(['5CD', 'CZC', 'MXL', '2UA'])}${random.between(0, 9)}${random.code(6)}`;
const lenovoSerial = (random: Random): string => `${random.pick(['PF', 'MJ', 'R9'])}${random.code(6)}`;
const longSerial = (random: Random): string => random.code(12);

const dell = (model: string): MachineModel => ({
  manufacturer: 'Dell Inc.',
  model,
  oui: 'F8B156',
  serial: dellTag,
});
const hp = (model: string): MachineModel => ({ manufacturer: 'HP', model, oui: 'C85ACF', serial: hpSerial });
const lenovo = (model: string): MachineModel => ({
  manufacturer: 'LENOVO',
  model,
  oui: '6C2408',
  serial: lenovoSerial,
});

export const LAPTOPS: readonly MachineModel[] = [
  dell('Latitude 5440'),
  dell('Latitude 7420'),
  hp('HP EliteBook 840 14 inch G10 Notebook PC'),
  lenovo('21HMCTO1WW'),
  lenovo('20XW0026US'),
  {
    manufacturer: 'Microsoft Corporation',
    model: 'Surface Laptop 5',
    oui: 'C83F26',
    serial: (random) => `0${random.between(10_000_000_000, 99_999_999_999)}`,
  },
];

export const DESKTOPS: readonly MachineModel[] = [
  dell('OptiPlex 7010'),
  dell('OptiPlex 3080'),
  hp('HP ProDesk 600 G5 SFF'),
  lenovo('11JJ0049US'),
];

export const SERVERS: readonly MachineModel[] = [
  dell('PowerEdge R650'),
  dell('PowerEdge T340'),
  { manufacturer: 'HPE', model: 'ProLiant DL360 Gen10', oui: '9440C9', serial: hpSerial },
];

export const VIRTUAL_SERVERS: readonly MachineModel[] = [
  {
    manufacturer: 'VMware, Inc.',
    model: 'VMware Virtual Platform',
    oui: '005056',
    serial: (random) => `VMware-56 4d ${pairs(random, 6)}-${pairs(random, 8)}`,
  },
  {
    manufacturer: 'Microsoft Corporation',
    model: 'Virtual Machine',
    oui: '00155D',
    serial: (random) => Array.from({ length: 7 }, () => String(random.between(1000, 9999))).join('-'),
  },
];

export const PRINTERS: readonly MachineModel[] = [
  {
    manufacturer: 'HP',
    model: 'HP LaserJet M507',
    oui: '489EBD',
    serial: (random) => `PHB${random.code(7)}`,
  },
  { manufacturer: 'Brother', model: 'HL-L6200DW', oui: '3C2AF4', serial: (random) => `U6${random.code(10)}` },
  { manufacturer: 'RICOH', model: 'IM C3000', oui: '583879', serial: (random) => `3${random.code(10)}` },
];

export const HYPERVISORS: readonly MachineModel[] = [dell('PowerEdge R740'), dell('PowerEdge R650')];

export interface NetworkModel extends MachineModel {
  readonly kind: 'Switch' | 'Firewall' | 'Router' | 'Other';
}

export const NETWORK_GEAR: readonly NetworkModel[] = [
  { kind: 'Switch', manufacturer: 'Ubiquiti', model: 'USW-48-PoE', oui: '784558', serial: longSerial },
  { kind: 'Switch', manufacturer: 'HPE Aruba', model: 'Aruba 2930F', oui: '9020C2', serial: longSerial },
  { kind: 'Firewall', manufacturer: 'SonicWall', model: 'TZ470', oui: '2CB8ED', serial: longSerial },
  { kind: 'Firewall', manufacturer: 'Fortinet', model: 'FortiGate 60F', oui: '94F392', serial: longSerial },
  { kind: 'Router', manufacturer: 'Cisco', model: 'C1111-4P', oui: '70EA1A', serial: longSerial },
  { kind: 'Other', manufacturer: 'APC', model: 'Smart-UPS 1500', oui: '00C0B7', serial: longSerial },
];

function pairs(random: Random, count: number): string {
  return Array.from({ length: count }, () => random.hex(2)).join(' ');
}

/** An adapter address of that maker: twelve capital hex digits. */
export function macOf(random: Random, oui: string): string {
  return `${oui}${random.hex(6).toUpperCase()}`;
}

/** Serials that firmware and imaging leave behind on many machines. */
export const JUNK_SERIALS = [
  ...['To be filled by O.E.M.', 'Default string', 'System Serial Number', 'None', 'N/A', '0', '123456789'],
  ...['Not Specified', '0000000', 'INVALID', 'xxxxxxxxxxx', 'Chassis Serial Number'],
];

/** Adapters that say nothing about which machine it is: name and fixed address. */
export const NOISE_NICS: readonly {
  readonly instance: string;
  readonly mac: string;
  readonly type: string;
}[] = [
  { instance: 'PANGP Virtual Ethernet Adapter', mac: '025041000001', type: 'Ethernet' },
  { instance: 'Fortinet SSL VPN Virtual Ethernet Adapter', mac: '00090FFE0001', type: 'Ethernet' },
  { instance: 'VMware Virtual Ethernet Adapter for VMnet1', mac: '005056C00001', type: 'Ethernet' },
  { instance: 'Npcap Loopback Adapter', mac: '02004C4F4F50', type: 'Ethernet' },
  {
    instance: 'Cisco AnyConnect Secure Mobility Client Virtual Miniport',
    mac: '00059A3C7A00',
    type: 'Ethernet',
  },
  { instance: 'Bluetooth Device (Personal Area Network)', mac: '001A7DDA710A', type: 'Ethernet' },
  { instance: 'WAN Miniport (PPTP)', mac: '505054503030', type: 'PPP' },
  { instance: 'Hyper-V Virtual Ethernet Adapter', mac: '00155D0A1400', type: 'Ethernet' },
];

import type { RmmDevice } from '../estate/estate.js';
import type { Renderer } from './render.js';

export type AuditKind = 'device' | 'esxihost' | 'printer';

/** The audit of an agent (`DeviceAudit`, spec). */
export function deviceAudit(device: RmmDevice, render: Renderer): Record<string, unknown> {
  const { hardware } = device;
  return {
    portalUrl: `https://example.invalid/device/${device.id}`,
    webRemoteUrl: null,
    systemInfo: {
      manufacturer: hardware.manufacturer,
      model: hardware.model,
      totalPhysicalMemory: hardware.memoryBytes,
      username: device.lastUser,
      dotNetVersion: '4.8.09037',
      totalCpuCores: hardware.cores,
    },
    nics: hardware.nics.map((nic) => render.nic(nic)),
    bios: {
      instance: '1.18.0',
      releaseDate: 1_738_368_000_000,
      serialNumber: hardware.serial,
      smBiosVersion: '1.18.0',
    },
    baseBoard: { manufacturer: hardware.manufacturer, product: '0ABC12' },
    displays: [{ instance: 'Generic PnP Monitor', screenHeight: 1080, screenWidth: 1920 }],
    logicalDisks: [
      {
        description: 'Local Fixed Disk',
        diskIdentifier: 'C:',
        freespace: hardware.diskFreeBytes,
        size: hardware.diskBytes,
      },
      { description: 'CD-ROM Disc', diskIdentifier: 'D:', freespace: null, size: null },
    ],
    mobileInfo: null,
    processors: [{ name: hardware.cpu }],
    videoBoards: [{ displayAdapter: 'Intel(R) Iris(R) Xe Graphics' }],
    attachedDevices: [],
    snmpInfo: null,
    physicalMemory: [
      {
        module: 'DIMM A',
        size: hardware.memoryBytes,
        type: 'DDR4',
        speed: '3200',
        serialNumber: '1A2B3C4D',
        partNumber: 'EX-16G',
        bank: 'BANK 0',
      },
    ],
  };
}

export function esxiAudit(device: RmmDevice, render: Renderer): Record<string, unknown> {
  const { hardware } = device;
  return {
    portalUrl: `https://example.invalid/device/${device.id}`,
    systemInfo: {
      manufacturer: hardware.manufacturer,
      model: hardware.model,
      name: device.hostname,
      numberOfSnapshots: 0,
      serviceTag: hardware.serial,
    },
    guests: [],
    processors: [{ frequency: 2.4, name: hardware.cpu, numberOfCores: hardware.cores }],
    nics: hardware.nics.map((nic) => {
      const { instance, ...rest } = render.nic(nic);
      return { name: instance, ...rest, speed: '10000' };
    }),
    physicalMemory: [],
    datastores: [
      {
        datastoreName: 'datastore1',
        subscriptionPercent: 60,
        freeSpace: hardware.diskFreeBytes,
        size: hardware.diskBytes,
        fileSystem: 'VMFS-6',
        status: 'normal',
        dataExtents: [],
      },
    ],
  };
}

export function printerAudit(device: RmmDevice, render: Renderer): Record<string, unknown> {
  const { hardware } = device;
  return {
    portalUrl: `https://example.invalid/device/${device.id}`,
    snmpInfo: {
      snmpName: device.hostname,
      snmpContact: null,
      snmpDescription: hardware.model,
      snmpLocation: null,
      snmpUptime: '12 days',
      nicManufacturer: null,
      objectId: '1.3.6.1.4.1.11.2.3.9.1',
      snmpSerial: hardware.serial,
    },
    printerMarkerSupplies: [{ description: 'Black Cartridge', maxCapacity: '100', suppliesLevel: '42' }],
    printer: { printedPageCount: 18_204 },
    systemInfo: { manufacturer: hardware.manufacturer, model: hardware.model },
    nics: hardware.nics.map((nic) => render.nic(nic)),
  };
}

export function auditOf(kind: AuditKind, device: RmmDevice, render: Renderer): Record<string, unknown> {
  if (kind === 'device') return deviceAudit(device, render);
  return kind === 'esxihost' ? esxiAudit(device, render) : printerAudit(device, render);
}

import type { ZodType } from 'zod';
import type { DeviceDetail } from '../../domain/estate/source.js';
import { toNic } from './nics.js';
import {
  type DeviceAudit,
  deviceAudit,
  type EsxiAudit,
  esxiAudit,
  type PrinterAudit,
  printerAudit,
} from './schema.js';

export type AuditKind = 'device' | 'esxihost' | 'printer';

export type AuditFacts = Pick<DeviceDetail, 'serial' | 'manufacturer' | 'model' | 'nics' | 'facts'>;

/** Which audit a class has; network devices and unknown ones have none (datto-rmm.md section 8). */
export function auditKindOf(deviceClass: string): AuditKind | null {
  return deviceClass === 'device' || deviceClass === 'esxihost' || deviceClass === 'printer'
    ? deviceClass
    : null;
}

export const auditFamilies: Readonly<Record<AuditKind, string>> = {
  device: '/v2/audit/device/{}',
  esxihost: '/v2/audit/esxihost/{}',
  printer: '/v2/audit/printer/{}',
};

/** The schema of a class's audit, its output already in our words. */
export const auditSchemas: Readonly<Record<AuditKind, ZodType<AuditFacts>>> = {
  device: deviceAudit.transform(fromDevice),
  esxihost: esxiAudit.transform(fromEsxi),
  printer: printerAudit.transform(fromPrinter),
};

export const noAudit: AuditFacts = { serial: null, manufacturer: null, model: null, nics: [], facts: {} };

function fromDevice(audit: DeviceAudit): AuditFacts {
  return {
    serial: audit.bios?.serialNumber ?? null,
    manufacturer: audit.systemInfo?.manufacturer ?? null,
    model: audit.systemInfo?.model ?? null,
    nics: audit.nics.map(toNic),
    facts: {
      'memory-bytes': audit.systemInfo?.totalPhysicalMemory ?? sumOf(audit.physicalMemory),
      cpu: namesOf(audit.processors),
      disks: disksOf(audit.logicalDisks),
    },
  };
}

function fromEsxi(audit: EsxiAudit): AuditFacts {
  return {
    serial: audit.systemInfo?.serviceTag ?? null,
    manufacturer: audit.systemInfo?.manufacturer ?? null,
    model: audit.systemInfo?.model ?? null,
    nics: audit.nics.map(toNic),
    facts: { 'memory-bytes': sumOf(audit.physicalMemory), cpu: namesOf(audit.processors) },
  };
}

function fromPrinter(audit: PrinterAudit): AuditFacts {
  return {
    serial: audit.snmpInfo?.snmpSerial ?? null,
    manufacturer: audit.systemInfo?.manufacturer ?? null,
    model: audit.systemInfo?.model ?? null,
    nics: audit.nics.map(toNic),
    facts: {},
  };
}

function sumOf(modules: readonly { size: number | null }[]): number | null {
  const sum = modules.reduce((all, { size }) => all + (size ?? 0), 0);
  return sum > 0 ? sum : null;
}

/** Each name once, with how often: "Xeon Gold 6226R (2)". */
function namesOf(parts: readonly { name: string | null }[]): string | null {
  const times = new Map<string, number>();
  for (const { name } of parts) if (name !== null) times.set(name, (times.get(name) ?? 0) + 1);
  const named = [...times].map(([name, count]) => (count > 1 ? `${name} (${count})` : name));
  return named.length === 0 ? null : named.join(', ');
}

/** Fixed disks as text, sizes in whole GiB: "C: 476 GiB, 197 GiB free". */
function disksOf(disks: DeviceAudit['logicalDisks']): string | null {
  const gib = (bytes: number) => `${Math.round(bytes / 2 ** 30)} GiB`;
  const fixed = disks.filter(
    ({ description, size }) =>
      size !== null && size > 0 && !/cd-?rom|removable|network/i.test(description ?? ''),
  );
  const lines = fixed.map(({ diskIdentifier, size, freespace }) => {
    const free = freespace === null ? '' : `, ${gib(freespace)} free`;
    return `${diskIdentifier ?? 'disk'} ${gib(size ?? 0)}${free}`;
  });
  return lines.length === 0 ? null : lines.join('; ');
}

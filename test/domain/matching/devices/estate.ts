import type { Device } from '../../../../src/domain/estate/source.js';
import type { Configuration } from '../../../../src/domain/estate/target.js';
import type { DeviceMatchInput } from '../../../../src/domain/matching/inputs.js';
import {
  type Decision,
  ENGINE_VERSION,
  type StandingMatch,
} from '../../../../src/domain/matching/verdict.js';

type DeviceSeed = Partial<Omit<Device, 'id' | 'nics'>> & { macs?: readonly string[] };
type ConfigurationSeed = Partial<Omit<Configuration, 'id' | 'interfaces'>> & {
  macs?: readonly string[];
  psa?: boolean;
};

/** A device of site `s1` whose own record was read, with nothing to go by unless `seed` gives it. */
export function device(id: string, seed: DeviceSeed = {}): Device {
  const { macs = [], ...rest } = seed;
  return {
    id,
    otherIds: [],
    siteId: 's1',
    hostname: '',
    description: null,
    deviceClass: 'device',
    deviceType: 'Laptop',
    lastSeenAt: 1_000_000,
    createdAt: null,
    active: true,
    nics: macs.map((mac) => ({ name: null, mac, ipv4: null, ipv6: null })),
    serial: null,
    manufacturer: null,
    model: null,
    lent: [],
    detail: 'read',
    detailReadAt: 1,
    detailKey: '',
    url: null,
    facts: {},
    ...rest,
  };
}

/** A live configuration of organization `o1`. The first of `macs` is its own, the others are interfaces. */
export function configuration(id: string, seed: ConfigurationSeed = {}): Configuration {
  const { macs = [], psa = false, ...rest } = seed;
  const [mac = null, ...others] = macs;
  return {
    id,
    organizationId: 'o1',
    name: `record ${id}`,
    hostname: null,
    typeName: null,
    manufacturer: null,
    model: null,
    serial: null,
    mac,
    primaryIp: null,
    assetTag: null,
    rmmUid: null,
    interfaces: others.map((one, i) => ({
      id: `${id}-${i}`,
      name: null,
      ip: null,
      mac: one,
      primary: false,
      notes: null,
    })),
    rmmRecords: [],
    archived: false,
    provenance: {
      createdAt: null,
      updatedAt: null,
      psaState: psa ? 'enabled' : 'none',
      psaIds: [],
      provider: null,
    },
    url: null,
    fields: {},
    ...rest,
  };
}

/** Sites `s1` and `s2` are organizations `o1` and `o2`; everything was read. */
export function input(
  devices: readonly Device[],
  configurations: readonly Configuration[],
  rest: Partial<DeviceMatchInput> = {},
): DeviceMatchInput {
  return {
    integration: 'datto-rmm:it-glue',
    devices,
    configurations,
    organizationOf: new Map([
      ['s1', 'o1'],
      ['s2', 'o2'],
    ]),
    ignoredSites: new Set(),
    decisions: [],
    rules: [],
    standing: [],
    complete: true,
    needsDetail: false,
    nowMs: 2_000_000,
    ...rest,
  };
}

export function standing(
  sourceId: string,
  targetId: string,
  rest: Partial<StandingMatch> = {},
): StandingMatch {
  return {
    kind: 'device',
    sourceId,
    targetId,
    decidedBy: 'auto',
    engine: ENGINE_VERSION,
    evidence: [],
    siteId: 's1',
    organizationId: 'o1',
    ...rest,
  };
}

export function decision(sourceId: string, verb: Decision['verb'], rest: Partial<Decision> = {}): Decision {
  return {
    sequence: 1,
    kind: 'device',
    sourceId,
    verb,
    targetId: null,
    oldTargetId: null,
    by: 'person',
    who: 'ana',
    note: null,
    at: 1,
    ...rest,
  };
}

/** Real adapters' addresses, all different. */
export function mac(n: number): string {
  return `D4:81:D7:${[n >> 16, (n >> 8) & 255, n & 255].map((byte) => byte.toString(16).padStart(2, '0')).join(':')}`;
}

/** Serials as makers print them, far more than one edit apart. */
export function serial(n: number): string {
  return `PF${((n + 1) * 7_654_321).toString(36).toUpperCase().padStart(8, 'X')}`;
}

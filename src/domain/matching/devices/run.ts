import type { Device } from '../../estate/source.js';
import type { Configuration } from '../../estate/target.js';
import { goodSerial } from '../identifiers/serial.js';
import type { DeviceMatchInput } from '../inputs.js';
import type { Decision, StandingMatch } from '../verdict.js';
import { ByOrganization } from './by-organization.js';
import { Flag, type Side } from './columns.js';
import { countIdentifiers } from './counting.js';
import { isOneEditApart } from './edit-distance.js';
import { configurationTexts, deviceTexts, encodeConfigurations, encodeDevices } from './encode.js';
import { hintsOf } from './hints.js';
import { KeyIndex } from './key-index.js';
import { findMachines, type Machine, markStale } from './machines.js';
import { CandidateList, type Outcome } from './outcome.js';
import type { Estate } from './pair.js';
import type { TrustTable } from './trust.js';

/** One matching of an estate in memory: the input, indexed, and its columns. Records are indexes from here on. */
export interface Run {
  readonly input: DeviceMatchInput;
  readonly devices: readonly Device[];
  readonly configurations: readonly Configuration[];
  readonly deviceAt: ReadonlyMap<string, number>;
  readonly configurationAt: ReadonlyMap<string, number>;
  readonly estate: Estate;
  readonly trust: TrustTable;
  readonly devicesOf: ByOrganization;
  readonly configurationsOf: ByOrganization;
  readonly organizations: number;
  readonly deviceOrder: (a: number, b: number) => number;
  readonly machines: readonly Machine[];
  readonly standing: ReadonlyMap<string, StandingMatch>;
  readonly decisions: ReadonlyMap<string, Decision>;
  readonly outcome: Outcome;
  readonly candidates: CandidateList;
}

/** Indexes the input, finds stale agents and counts identifiers. Nothing is decided yet. */
export function openRun(input: DeviceMatchInput): Run {
  const { devices, configurations, organizationOf } = input;
  const organizationAt = numberOrganizations(input);
  const organizations = organizationAt.size;
  const deviceSide = encodeDevices(
    devices.map((device) => deviceTexts(device, organizationAt.get(organizationOf.get(device.siteId) ?? ''))),
  );
  const configurationSide = encodeConfigurations(
    configurations.map((one) => configurationTexts(one, organizationAt.get(one.organizationId) as number)),
  );
  const devicesOf = ByOrganization.group(deviceSide.organization, organizations);
  const machines = machinesOf(deviceSide, devicesOf, organizations);
  markStale(deviceSide, machines);
  const trust = countIdentifiers(deviceSide, configurationSide);
  const standing = new Map(
    input.standing.filter((one) => one.kind === 'device').map((one) => [one.sourceId, one]),
  );
  devices.forEach((device, i) => {
    if (input.needsDetail && !standing.has(device.id) && !isAudited(device))
      mark(deviceSide, i, Flag.suggestOnly);
  });
  const deviceAt = new Map(devices.map((device, i) => [device.id, i]));
  const configurationAt = new Map(configurations.map((one, i) => [one.id, i]));
  return {
    input,
    devices,
    configurations,
    deviceAt,
    configurationAt,
    estate: {
      devices: deviceSide,
      configurations: configurationSide,
      serialsNear: (device, configuration) => serialsNear(devices[device], configurations[configuration]),
      configurationOrder: configurationOrder(input),
      hints: hintsOf(devices, configurations, deviceSide, configurationSide),
    },
    trust,
    devicesOf,
    configurationsOf: ByOrganization.group(configurationSide.organization, organizations),
    organizations,
    deviceOrder: (a, b) => compareText(devices[a]?.id ?? '', devices[b]?.id ?? ''),
    machines,
    standing,
    decisions: lastDecisions(input.decisions),
    outcome: emptyOutcome(devices.length),
    candidates: new CandidateList(),
  };
}

/** Orders ids by their code units, so that the order is the same on every machine. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

export function mark(side: Side, record: number, flag: number): void {
  side.flags[record] = (side.flags[record] as number) | flag;
}

/** The device's serial as matching takes it: its own, else one that another system lent. */
export function serialOf(device: Device): string | null {
  const lent = device.lent.filter((one) => one.kind === 'serial').map((one) => one.value);
  for (const text of [device.serial, ...lent.sort()]) {
    const serial = goodSerial(text);
    if (serial !== null) return serial;
  }
  return null;
}

/** Whether the serial that would veto a wrong match is known, or known to be none. */
function isAudited(device: Device): boolean {
  return device.detail === 'read' || serialOf(device) !== null;
}

function serialsNear(device: Device | undefined, configuration: Configuration | undefined): boolean {
  const [own, theirs] = [device ? serialOf(device) : null, goodSerial(configuration?.serial)];
  return own !== null && theirs !== null && isOneEditApart(own, theirs);
}

/** By id; where the hop asks for it, records that a PSA let go stand before others. */
function configurationOrder({
  configurations,
  orphanedFirst = false,
}: DeviceMatchInput): (a: number, b: number) => number {
  const rank = (one: number) =>
    orphanedFirst && configurations[one]?.provenance.psaState === 'orphaned' ? 0 : 1;
  return (a, b) => rank(a) - rank(b) || compareText(configurations[a]?.id ?? '', configurations[b]?.id ?? '');
}

function numberOrganizations({ organizationOf, configurations }: DeviceMatchInput): Map<string, number> {
  const numbers = new Map<string, number>();
  const add = (id: string) => {
    if (!numbers.has(id)) numbers.set(id, numbers.size);
  };
  for (const id of organizationOf.values()) add(id);
  for (const { organizationId } of configurations) add(organizationId);
  return numbers;
}

function machinesOf(side: Side, devicesOf: ByOrganization, organizations: number): Machine[] {
  const index = new KeyIndex();
  const machines: Machine[] = [];
  for (let i = 0; i < organizations; i++) machines.push(...findMachines(side, devicesOf.of(i), index));
  return machines;
}

function lastDecisions(decisions: readonly Decision[]): Map<string, Decision> {
  const last = new Map<string, Decision>();
  for (const decision of decisions) {
    if (decision.kind !== 'device') continue;
    const known = last.get(decision.sourceId);
    if (!known || known.sequence < decision.sequence) last.set(decision.sourceId, decision);
  }
  return last;
}

function emptyOutcome(devices: number): Outcome {
  return {
    status: new Uint8Array(devices),
    reason: new Uint8Array(devices),
    firstCandidate: new Uint32Array(devices),
    candidateCount: new Uint8Array(devices),
  };
}

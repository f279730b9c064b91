import type { Configuration } from '../../estate/target.js';
import type { FactValues } from '../catalogue.js';
import type { FactTable } from '../fact.js';
import { derive, type Sources, youngest } from './derive.js';
import { type EstateIndex, isLinked } from './estate-index.js';
import { configurationName } from './psa-links.js';
import type { RmmTies } from './rmm-ties.js';

type Facts = Pick<FactTable, 'rmmRecords' | 'rmmRecordRecency' | 'firstSeen' | 'unowned'>;

/** What the native RMM records on configurations tell about hop C, and about what came first. */
export function rmmRecordFacts(index: EstateIndex, ties: RmmTies): Facts {
  const { autotask, itGlue } = index.inputs;
  const configurations = { 'the configurations of IT Glue': itGlue?.configurations };
  const items = { ...configurations, 'the configuration items of Autotask': autotask?.items };
  const all = { ...items, 'the organizations of IT Glue': itGlue?.organizations };
  const seen = index.live.filter((one) => one.rmmRecords.length > 0);
  return {
    rmmRecords: derive(
      'rmmRecords',
      configurations,
      () => ({ value: { count: seen.length, of: index.live.length } }),
      (value) => value.count > 0,
    ),
    rmmRecordRecency: derive('rmmRecordRecency', configurations, () => ({
      value: recency(index, seen, configurations),
    })),
    firstSeen: derive('firstSeen', items, () => ({ value: firstSeen(index, seen) })),
    unowned: derive(
      'unowned',
      all,
      () => unowned(index, ties),
      (value) => value.native.inPsa > 0,
    ),
  };
}

const latest = (times: readonly number[]): number | null =>
  times.length > 0 ? times.reduce((a, b) => Math.max(a, b)) : null;
const earliest = (times: readonly number[]): number | null =>
  times.length > 0 ? times.reduce((a, b) => Math.min(a, b)) : null;

function recency(
  index: EstateIndex,
  seen: readonly Configuration[],
  sources: Sources,
): FactValues['rmmRecordRecency'] {
  const devices = [
    ...(index.inputs.dattoRmm?.devices?.records ?? []),
    ...(index.inputs.syncro?.devices?.records ?? []),
  ];
  return {
    newestAt: latest(seen.flatMap((one) => one.rmmRecords.flatMap((record) => record.lastSeenAt ?? []))),
    readAt: youngest(sources) ?? index.inputs.nowMs,
    deviceSeenAt: latest(devices.flatMap((device) => device.lastSeenAt ?? [])),
  };
}

function firstSeen(index: EstateIndex, seen: readonly Configuration[]): FactValues['firstSeen'] {
  const created = (records: readonly Configuration[]) =>
    earliest(records.flatMap((one) => one.provenance.createdAt ?? []));
  return {
    itemAt: earliest(index.rmmItems.flatMap((item) => item.createdAt ?? [])),
    linkedConfigurationAt: created(index.live.filter(isLinked)),
    rmmConfigurationAt: created(seen),
  };
}

interface Twins {
  readonly inPsa: number;
  readonly notInPsa: number;
  readonly newestTwinAt: number | null;
}

/** Only in organizations that the PSA governs: elsewhere nobody expects the PSA to have the device. */
function unowned(index: EstateIndex, ties: RmmTies): { value: FactValues['unowned']; examples: string[] } {
  const governed = new Set([...index.organizations.values()].filter(isLinked).map((one) => one.id));
  const free = index.live.filter(
    (one) => governed.has(one.organizationId) && !isLinked(one) && one.provenance.psaState !== 'orphaned',
  );
  const ours = matchedByUs(index);
  const isInPsa = itemFinder(index, ties);
  const native = free.filter((one) => one.rmmRecords.length > 0);
  const either = free.filter((one) => one.rmmRecords.length > 0 || ours.has(one.id));
  return {
    value: { native: twins(native, isInPsa), either: twins(either, isInPsa) },
    examples: either.map((one) => configurationName(one, index)),
  };
}

function matchedByUs(index: EstateIndex): Set<string> {
  const { C, S } = index.inputs.ledger ?? {};
  return new Set([...(C?.devices.values() ?? []), ...(S?.devices.values() ?? [])]);
}

function twins(records: readonly Configuration[], isInPsa: (one: Configuration) => boolean): Twins {
  const known = records.filter(isInPsa);
  return {
    inPsa: known.length,
    notInPsa: records.length - known.length,
    newestTwinAt: latest(known.flatMap((one) => one.provenance.createdAt ?? [])),
  };
}

/** Autotask has the device: by serial, or by the uid of the RMM device whose data the configuration shows. */
function itemFinder(index: EstateIndex, ties: RmmTies): (configuration: Configuration) => boolean {
  const shownIn = new Set<string>();
  for (const device of index.inputs.dattoRmm?.devices?.records ?? []) {
    if (!index.itemByUid.has(device.id) && !hasSerialInPsa(index.keysOfDevice(device).serial, index))
      continue;
    const configuration = ties.configurationOf(device);
    if (configuration) shownIn.add(configuration.id);
  }
  return (configuration) =>
    shownIn.has(configuration.id) || hasSerialInPsa(index.keysOf(configuration).serial, index);
}

const hasSerialInPsa = (serial: string | null, index: EstateIndex): boolean =>
  serial !== null && index.itemsBySerial.has(serial);

import type { Device } from '../../estate/source.js';
import type { Configuration } from '../../estate/target.js';
import type { DeviceMatchInput } from '../inputs.js';
import type { Evidence } from '../verdict.js';
import { Weight } from './weights.js';

/** A record that bears a device's id. */
export interface ChainLink {
  readonly configuration: number;
  readonly evidence: Evidence;
}

/** What ids say: the one record that each device's id names, and devices whose RMM uid several live records bear. */
export interface Chains {
  readonly links: ReadonlyMap<number, ChainLink>;
  readonly doubled: ReadonlyMap<number, readonly number[]>;
}

/**
 * Records that bear ids of devices: the RMM uid stored on a record, its reference number, its ids in the PSA. Every
 * device's strongest link is kept, unless two live records or two devices claim it.
 */
export function chainLinks(input: DeviceMatchInput): Chains {
  const records = indexRecords(input);
  const links = new Map<number, ChainLink>();
  const doubled = new Map<number, readonly number[]>();
  const claims = new Map<number, number>();
  input.devices.forEach((device, i) => {
    const bearers = records.get(`uid ${device.id}`) ?? [];
    if (bearers.length > 1) doubled.set(i, bearers);
    const link = strongest(device, input, records);
    if (!link) return;
    links.set(i, link);
    claims.set(link.configuration, (claims.get(link.configuration) ?? 0) + 1);
  });
  for (const [device, link] of links) if ((claims.get(link.configuration) ?? 0) > 1) links.delete(device);
  return { links, doubled };
}

type Key = `uid ${string}` | `number ${string}` | `psa ${string}`;

function strongest(
  device: Device,
  input: DeviceMatchInput,
  records: ReadonlyMap<Key, number[]>,
): ChainLink | null {
  const psaIds = device.lent.filter((one) => one.kind === 'psa-id').map((one) => one.value);
  const home = input.organizationOf.get(device.siteId);
  const kinds: { kind: string; weight: number; keys: { key: Key; value: string }[] }[] = [
    { kind: 'rmm-uid', weight: Weight.rmmUid, keys: [{ key: `uid ${device.id}`, value: device.id }] },
    {
      kind: 'rmm-id',
      weight: Weight.rmmId,
      keys: device.otherIds.map((value) => ({ key: `number ${value}` as Key, value })),
    },
    {
      kind: 'psa-id',
      weight: Weight.psaId,
      keys: psaIds.map((value) => ({ key: `psa ${value}` as Key, value })),
    },
  ];
  for (const { kind, weight, keys } of kinds) {
    const found = keys.flatMap(({ key, value }) =>
      (records.get(key) ?? []).map((configuration) => ({ configuration, value })),
    );
    // Numbers are unique within one system only, and people type them: elsewhere an equal one says nothing.
    const counted = found.filter(
      ({ configuration }) => kind === 'rmm-uid' || isIn(input, configuration, home),
    );
    const [first] = counted;
    if (!first) continue;
    if (new Set(counted.map((one) => one.configuration)).size > 1) return null;
    return { configuration: first.configuration, evidence: { kind, value: first.value, weight } };
  }
  return null;
}

function isIn(input: DeviceMatchInput, configuration: number, home: string | undefined): boolean {
  return input.configurations[configuration]?.organizationId === home;
}

/** Live records by the ids they bear. */
function indexRecords(input: DeviceMatchInput): Map<Key, number[]> {
  const target = input.integration.split(':')[1];
  const records = new Map<Key, number[]>();
  const add = (key: Key, configuration: number) => {
    const list = records.get(key);
    if (list) list.push(configuration);
    else records.set(key, [configuration]);
  };
  input.configurations.forEach((one, i) => {
    if (one.archived) return;
    if (one.rmmUid) add(`uid ${one.rmmUid.trim()}`, i);
    if (one.assetTag) add(`number ${one.assetTag.trim()}`, i);
    for (const id of psaIdsOf(one, target)) add(`psa ${id}`, i);
  });
  return records;
}

/** In the PSA itself a record's own id is its PSA id. */
function psaIdsOf(configuration: Configuration, target: string | undefined): readonly string[] {
  return target === 'autotask' ? [configuration.id] : configuration.provenance.psaIds;
}

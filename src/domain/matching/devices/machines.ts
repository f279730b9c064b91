import { Flag, fullName, has, MARK_BITS, MacMark, type Side } from './columns.js';
import type { KeyIndex } from './key-index.js';

/** More devices of different names than this do not share one machine's serial and MAC: the value is nobody's own. */
const MOST_NAMES = 3;

/** A machine's agents, the living one first. `living` is -1 when the newest cannot be told. */
export interface Machine {
  readonly living: number;
  readonly stale: readonly number[];
}

/**
 * Finds devices of one organization that are agents of the same machine: the same serial with a shared MAC or name;
 * without any serial between them, the same MAC with the same name, or just the same MACs. The newest last-seen lives,
 * the others are stale. When two are equally new, neither is stale.
 *
 * `devices` are the organization's, in any order; `index` is room to work in.
 */
export function findMachines(side: Side, devices: Int32Array, index: KeyIndex): Machine[] {
  const joined = new Joined();
  joinBySerial(side, devices, index, joined);
  joinByMac(side, devices, index, joined);
  return joined.groups().map((group) => splitByAge(side, group));
}

/** The stale ones of `findMachines`, marked in `side.flags`. */
export function markStale(side: Side, machines: readonly Machine[]): void {
  for (const { stale } of machines)
    for (const device of stale) side.flags[device] = (side.flags[device] as number) | Flag.stale;
}

/** Groups that grow together. Holds only devices that were joined to another. */
class Joined {
  readonly #parents = new Map<number, number>();

  join(a: number, b: number): void {
    const [x, y] = [this.#root(a), this.#root(b)];
    this.#parents.set(x, Math.min(x, y));
    this.#parents.set(y, Math.min(x, y));
  }

  groups(): number[][] {
    const groups = new Map<number, number[]>();
    for (const device of this.#parents.keys()) {
      const root = this.#root(device);
      const group = groups.get(root);
      if (group) group.push(device);
      else groups.set(root, [device]);
    }
    return [...groups.values()].filter((group) => group.length > 1);
  }

  #root(device: number): number {
    let at = device;
    for (;;) {
      const parent = this.#parents.get(at) ?? at;
      if (parent === at) return at;
      const above = this.#parents.get(parent) ?? parent;
      this.#parents.set(at, above);
      at = above;
    }
  }
}

function joinBySerial(side: Side, devices: Int32Array, index: KeyIndex, joined: Joined): void {
  index.clear(devices.length);
  for (const device of devices) {
    const serial = side.serial[device] as number;
    if (serial !== 0 && !has(side, device, Flag.weakSerial)) index.add(serial, device, 0);
  }
  for (const device of devices) {
    const serial = side.serial[device] as number;
    if (serial === 0 || has(side, device, Flag.weakSerial)) continue;
    const node = index.first(serial);
    // The chain's head speaks for the whole chain, so that each is looked at once.
    if (index.record(node) === device && index.next(node) >= 0) joinSharers(side, chain(index, node), joined);
  }
}

/** Of devices with one serial, joins those that share a name or a MAC that few of them have. */
function joinSharers(side: Side, devices: readonly number[], joined: Joined): void {
  for (const group of groupBy(devices, (device) => [fullName(side, device)])) joinAll(group, joined);
  for (const group of groupBy(devices, (device) => ownMacs(side, device))) {
    const names = new Set(group.map((device) => fullName(side, device)));
    if (names.size <= MOST_NAMES) joinAll(group, joined);
  }
}

function joinByMac(side: Side, devices: Int32Array, index: KeyIndex, joined: Joined): void {
  let count = 0;
  for (const device of devices) count += side.macCount[device] as number;
  index.clear(count);
  const { keys, marks, first, macCount } = side;
  for (const device of devices) {
    const from = first[device] as number;
    const to = from + (macCount[device] as number);
    for (let i = from; i < to; i++) if (isReal(marks[i] as number)) index.add(keys[i] as number, device, 0);
  }
  for (const device of devices) {
    const from = first[device] as number;
    const to = from + (macCount[device] as number);
    for (let i = from; i < to; i++) {
      if (!isReal(marks[i] as number)) continue;
      const node = index.first(keys[i] as number);
      if (index.record(node) !== device || index.next(node) < 0) continue;
      const group = chain(index, node);
      for (const same of groupBy(group, (other) => [fullName(side, other)])) {
        if (new Set(same.map((other) => side.serial[other]).filter((serial) => serial !== 0)).size <= 1)
          joinAll(same, joined);
      }
      const bare = group.filter((other) => side.serial[other] === 0);
      for (const same of groupBy(bare, (other) => [setOfMacs(side, other)])) {
        if (new Set(same.map((other) => fullName(side, other))).size <= MOST_NAMES) joinAll(same, joined);
      }
    }
  }
}

function chain(index: KeyIndex, head: number): number[] {
  const records: number[] = [];
  for (let node = head; node >= 0; node = index.next(node)) records.push(index.record(node));
  return records;
}

/** Groups of two or more devices by each of their keys; 0 and the empty text are no keys. */
function groupBy<K extends number | string>(
  devices: readonly number[],
  keysOf: (device: number) => readonly K[],
): number[][] {
  const groups = new Map<K, number[]>();
  for (const device of devices) {
    for (const key of keysOf(device)) {
      if (key === 0 || key === '') continue;
      const group = groups.get(key);
      if (group) group.push(device);
      else groups.set(key, [device]);
    }
  }
  return [...groups.values()].filter((group) => group.length > 1);
}

function joinAll(group: readonly number[], joined: Joined): void {
  const [first, ...others] = group;
  if (first !== undefined) for (const other of others) joined.join(first, other);
}

function isReal(mark: number): boolean {
  return (mark & MARK_BITS) === MacMark.ok;
}

/** MACs that stay with a machine: not a dock's. */
function ownMacs(side: Side, device: number): number[] {
  return macsBelow(side, device, MacMark.virtual);
}

function realMacs(side: Side, device: number): number[] {
  return macsBelow(side, device, MacMark.ok);
}

function macsBelow(side: Side, device: number, most: number): number[] {
  const from = side.first[device] as number;
  const to = from + (side.macCount[device] as number);
  const macs: number[] = [];
  for (let i = from; i < to; i++)
    if (((side.marks[i] as number) & MARK_BITS) <= most) macs.push(side.keys[i] as number);
  return macs;
}

function setOfMacs(side: Side, device: number): string {
  return realMacs(side, device)
    .sort((a, b) => a - b)
    .join(' ');
}

function splitByAge(side: Side, group: readonly number[]): Machine {
  const newest = group.reduce((latest, device) => Math.max(latest, side.seen[device] as number), 0);
  const newestOnes = group.filter((device) => side.seen[device] === newest);
  const living = newestOnes.length === 1 ? (newestOnes[0] as number) : -1;
  return { living, stale: group.filter((device) => side.seen[device] !== newest) };
}

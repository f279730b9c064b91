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
    const x = this.#root(a);
    const y = this.#root(b);
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
  const shared: number[] = [];
  for (let at = 0; at < devices.length; at++) {
    const device = devices[at] as number;
    const serial = side.serial[device] as number;
    if (serial === 0 || has(side, device, Flag.weakSerial)) continue;
    if (index.add(serial, device, 0)) shared.push(serial);
  }
  for (const serial of new Set(shared)) joinSharers(side, chain(index, index.first(serial)), joined);
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
  const { keys, marks, first, macCount } = side;
  let count = 0;
  for (let at = 0; at < devices.length; at++) count += macCount[devices[at] as number] as number;
  index.clear(count);
  const shared: number[] = [];
  for (let at = 0; at < devices.length; at++) {
    const device = devices[at] as number;
    const from = first[device] as number;
    const to = from + (macCount[device] as number);
    for (let i = from; i < to; i++) {
      const isOwn = ((marks[i] as number) & MARK_BITS) === MacMark.ok;
      if (isOwn && index.add(keys[i] as number, device, 0)) shared.push(keys[i] as number);
    }
  }
  for (const mac of new Set(shared)) joinMacSharers(side, chain(index, index.first(mac)), joined);
}

/** Of devices with one MAC, joins those of one name and no two serials, and those without serials that have the same MACs. */
function joinMacSharers(side: Side, devices: readonly number[], joined: Joined): void {
  for (const same of groupBy(devices, (device) => [fullName(side, device)])) {
    const serials = new Set(same.map((device) => side.serial[device]).filter((serial) => serial !== 0));
    if (serials.size <= 1) joinAll(same, joined);
  }
  const bare = devices.filter((device) => side.serial[device] === 0);
  for (const same of groupBy(bare, (device) => [setOfMacs(side, device)])) {
    if (new Set(same.map((device) => fullName(side, device))).size <= MOST_NAMES) joinAll(same, joined);
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

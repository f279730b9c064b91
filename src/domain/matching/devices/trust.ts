import { Trust } from './columns.js';

/** How often one identifier occurs: live devices, live and archived configurations, each counted to three. */
export interface Occurrences {
  readonly devices: number;
  readonly configurations: number;
  readonly archived: number;
  /** Whether it occurs in two organizations on one side. */
  readonly severalOrganizations: boolean;
}

const SLOT = 4;
/** Bits of a key above its low 32; counts stand above those, two bits each. */
const KEY_BITS = 0x1fffff;
const DEVICE_SHIFT = 21;
const LIVE_SHIFT = 23;
const ARCHIVED_SHIFT = 25;
/** Devices of several organizations have it, or configurations of several. */
const SEVERAL_DEVICES = 1 << 27;
const SEVERAL_CONFIGURATIONS = 1 << 28;
const SEVERAL = SEVERAL_DEVICES | SEVERAL_CONFIGURATIONS;
const MANY = 3;

/**
 * Counts identifiers on both sides before any of them is believed, in one open-addressed table. A slot is four words that
 * stand together, so that one look at memory finds all of it: the low and the high part of the key, the latter with the
 * counts above it, and the first organization on each side, plus one.
 *
 * Stale agents must not be added. A record counts once an identifier.
 */
export class TrustTable {
  #words: Int32Array;
  #last: number;
  #used = 0;

  /** `expected`: about how many different identifiers will come. The table grows when there are more. */
  constructor(expected: number) {
    const size = tableSize(expected);
    this.#words = new Int32Array(size * SLOT);
    this.#last = size - 1;
  }

  /** Forgets everything, and keeps the room. */
  clear(): void {
    if (this.#used > 0) this.#words.fill(0);
    this.#used = 0;
  }

  /** `organization`: negative when it is not known. */
  addDevice(key: number, organization: number): void {
    const slot = this.#slotFor(key);
    this.#count(slot, DEVICE_SHIFT);
    if (organization >= 0) this.#meet(slot, slot + 2, organization + 1, SEVERAL_DEVICES);
  }

  addConfiguration(key: number, organization: number, archived: boolean): void {
    const slot = this.#slotFor(key);
    this.#count(slot, archived ? ARCHIVED_SHIFT : LIVE_SHIFT);
    if (!archived) this.#meet(slot, slot + 3, organization + 1, SEVERAL_CONFIGURATIONS);
  }

  /**
   * Full for what one record a side has, half for two, none from three. Archived records count where there is no live
   * one, and from three on, where the value is nobody's own. Two organizations are told apart from one.
   */
  trust(key: number): number {
    const counts = this.#words[this.#find(key) + 1] as number;
    const devices = (counts >> DEVICE_SHIFT) & MANY;
    const live = (counts >> LIVE_SHIFT) & MANY;
    const archived = (counts >> ARCHIVED_SHIFT) & MANY;
    if ((counts & SEVERAL) !== 0)
      return isApart(counts, devices, live, archived) ? Trust.apart : Trust.scattered;
    const configurations = live + (live === 0 || archived >= MANY ? archived : 0);
    const most = devices > configurations ? devices : configurations;
    if (most === 2) return devices <= 1 && live === 2 ? Trust.twin : Trust.half;
    return most < 2 ? Trust.full : Trust.none;
  }

  occurrences(key: number): Occurrences {
    const counts = this.#words[this.#find(key) + 1] as number;
    return {
      devices: (counts >> DEVICE_SHIFT) & MANY,
      configurations: (counts >> LIVE_SHIFT) & MANY,
      archived: (counts >> ARCHIVED_SHIFT) & MANY,
      severalOrganizations: (counts & SEVERAL) !== 0,
    };
  }

  #count(slot: number, shift: number): void {
    const counts = this.#words[slot + 1] as number;
    if (((counts >> shift) & MANY) < MANY) this.#words[slot + 1] = counts + (1 << shift);
  }

  #meet(slot: number, side: number, organization: number, several: number): void {
    const known = this.#words[side] as number;
    if (known === 0) this.#words[side] = organization;
    else if (known !== organization) this.#words[slot + 1] = (this.#words[slot + 1] as number) | several;
  }

  #slotFor(key: number): number {
    const slot = this.#find(key);
    const words = this.#words;
    if (words[slot] !== 0 || words[slot + 1] !== 0) return slot;
    if ((this.#used + 1) * 4 > (this.#last + 1) * 3) {
      this.#grow();
      return this.#slotFor(key);
    }
    words[slot] = key | 0;
    words[slot + 1] = highOf(key);
    this.#used += 1;
    return slot;
  }

  /** Where the slot that holds `key` starts, or the empty one where it would go. */
  #find(key: number): number {
    return this.#findParts(key | 0, highOf(key));
  }

  #findParts(low: number, high: number): number {
    const words = this.#words;
    let place = mixed(low, high) & this.#last;
    for (;;) {
      const slot = place * SLOT;
      const head = words[slot] as number;
      const rest = (words[slot + 1] as number) & KEY_BITS;
      if (head === low && rest === high) return slot;
      if (head === 0 && rest === 0) return slot;
      place = (place + 1) & this.#last;
    }
  }

  #grow(): void {
    const before = this.#words;
    this.#words = new Int32Array(before.length * 2);
    this.#last = this.#last * 2 + 1;
    for (let slot = 0; slot < before.length; slot += SLOT) {
      const low = before[slot] as number;
      const high = before[slot + 1] as number;
      if (low === 0 && high === 0) continue;
      this.#words.set(before.subarray(slot, slot + SLOT), this.#findParts(low, high & KEY_BITS));
    }
  }
}

/** Whether every organization has the identifier at most once on a side, of two. */
function isApart(counts: number, devices: number, live: number, archived: number): boolean {
  const devicesApart = devices <= 1 || (devices === 2 && (counts & SEVERAL_DEVICES) !== 0);
  const configurationsApart = live <= 1 || (live === 2 && (counts & SEVERAL_CONFIGURATIONS) !== 0);
  return devicesApart && configurationsApart && archived < MANY;
}

/** The part of a key above its low 32 bits. */
function highOf(key: number): number {
  return (key * 2 ** -32) | 0;
}

/** Spreads keys over a table; MACs of one maker differ in few bits. */
export function slotHash(key: number): number {
  return mixed(key | 0, highOf(key));
}

function mixed(low: number, high: number): number {
  let bits = Math.imul(low ^ Math.imul(high, 0x9e3779b1), 0x85ebca6b);
  bits ^= bits >>> 15;
  bits = Math.imul(bits, 0xc2b2ae35);
  return bits ^ (bits >>> 13);
}

/** The next power of two that leaves a quarter empty. */
export function tableSize(expected: number): number {
  let size = 16;
  while (size * 3 < expected * 4) size *= 2;
  return size;
}

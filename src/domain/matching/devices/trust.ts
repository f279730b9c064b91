import { Trust } from './columns.js';

const NO_ORGANIZATION_YET = 0;

/** How often one identifier occurs: live devices, live and archived configurations, each counted to three. */
export interface Occurrences {
  readonly devices: number;
  readonly configurations: number;
  readonly archived: number;
  /** Whether it occurs in two organizations on one side. */
  readonly severalOrganizations: boolean;
}

/** Identifiers can be counted in this many shares, one after the other or side by side, to need less room at a time. */
export const SHARES = 8;

const MANY = 3;
const ARCHIVED_SHIFT = 4;
const LIVE_SHIFT = 2;
const SEVERAL = 64;

/**
 * Counts identifiers on both sides before any of them is believed, in one open-addressed table of typed arrays.
 * Stale agents must not be added. A record counts once an identifier.
 */
export class TrustTable {
  #keys: Float64Array;
  /** Two bits each: devices, live configurations, archived ones; bit 6: several organizations. */
  #counts: Uint8Array;
  /** The first organization seen on each side, plus one. */
  #deviceOrganization: Int32Array;
  #configurationOrganization: Int32Array;
  #used = 0;

  /** `expected`: about how many different identifiers will come. The table grows when there are more. */
  constructor(expected: number) {
    const size = tableSize(expected);
    this.#keys = new Float64Array(size);
    this.#counts = new Uint8Array(size);
    this.#deviceOrganization = new Int32Array(size);
    this.#configurationOrganization = new Int32Array(size);
  }

  /** Forgets everything, and keeps the room. */
  clear(): void {
    if (this.#used === 0) return;
    this.#used = 0;
    this.#keys.fill(0);
    this.#counts.fill(0);
    this.#deviceOrganization.fill(0);
    this.#configurationOrganization.fill(0);
  }

  /** `hash`: `slotHash(key)`. `organization`: negative when it is not known. */
  addDevice(key: number, hash: number, organization: number): void {
    const slot = this.#slotFor(key, hash);
    this.#count(slot, 0);
    if (organization >= 0) this.#meet(slot, this.#deviceOrganization, organization + 1);
  }

  addConfiguration(key: number, hash: number, organization: number, archived: boolean): void {
    const slot = this.#slotFor(key, hash);
    this.#count(slot, archived ? ARCHIVED_SHIFT : LIVE_SHIFT);
    if (!archived) this.#meet(slot, this.#configurationOrganization, organization + 1);
  }

  /**
   * Full weight for what one record a side has, half for two, none from three or in two organizations. Archived
   * records count where there is no live one, and from three on, where the value is nobody's own.
   */
  trust(key: number): number {
    const counts = this.#counts[this.#find(key, slotHash(key))] as number;
    if ((counts & SEVERAL) !== 0) return Trust.none;
    const live = (counts >> LIVE_SHIFT) & MANY;
    const archived = (counts >> ARCHIVED_SHIFT) & MANY;
    const configurations = live + (live === 0 || archived >= MANY ? archived : 0);
    const devices = counts & MANY;
    const most = Math.max(devices, configurations);
    if (most === 2) return devices <= 1 && live === 2 ? Trust.twin : Trust.half;
    return most < 2 ? Trust.full : Trust.none;
  }

  occurrences(key: number): Occurrences {
    const counts = this.#counts[this.#find(key, slotHash(key))] as number;
    return {
      devices: counts & MANY,
      configurations: (counts >> LIVE_SHIFT) & MANY,
      archived: (counts >> ARCHIVED_SHIFT) & MANY,
      severalOrganizations: (counts & SEVERAL) !== 0,
    };
  }

  #count(slot: number, shift: number): void {
    const counts = this.#counts[slot] as number;
    if (((counts >> shift) & MANY) < MANY) this.#counts[slot] = counts + (1 << shift);
  }

  #meet(slot: number, organizations: Int32Array, organization: number): void {
    const known = organizations[slot] as number;
    if (known === NO_ORGANIZATION_YET) organizations[slot] = organization;
    else if (known !== organization) this.#counts[slot] = (this.#counts[slot] as number) | SEVERAL;
  }

  #slotFor(key: number, hash: number): number {
    const slot = this.#find(key, hash);
    if (this.#keys[slot] === key) return slot;
    if ((this.#used + 1) * 4 > this.#keys.length * 3) {
      this.#grow();
      return this.#slotFor(key, hash);
    }
    this.#keys[slot] = key;
    this.#used += 1;
    return slot;
  }

  /** The slot that holds `key`, or the empty one where it would go. */
  #find(key: number, hash: number): number {
    const keys = this.#keys;
    const last = keys.length - 1;
    let slot = hash & last;
    for (;;) {
      const found = keys[slot] as number;
      if (found === key || found === 0) return slot;
      slot = (slot + 1) & last;
    }
  }

  #grow(): void {
    const [keys, counts] = [this.#keys, this.#counts];
    const [devices, configurations] = [this.#deviceOrganization, this.#configurationOrganization];
    const size = keys.length * 2;
    this.#keys = new Float64Array(size);
    this.#counts = new Uint8Array(size);
    this.#deviceOrganization = new Int32Array(size);
    this.#configurationOrganization = new Int32Array(size);
    for (let i = 0; i < keys.length; i++) {
      if (keys[i] === 0) continue;
      const slot = this.#find(keys[i] as number, slotHash(keys[i] as number));
      this.#keys[slot] = keys[i] as number;
      this.#counts[slot] = counts[i] as number;
      this.#deviceOrganization[slot] = devices[i] as number;
      this.#configurationOrganization[slot] = configurations[i] as number;
    }
  }
}

/** Which share a key belongs to. Asked of every key for every share, so it is cheap; `slotHash` does not depend on it. */
export function shareOf(key: number): number {
  const low = key | 0;
  return (low ^ (low >>> 11) ^ (low >>> 22)) & (SHARES - 1);
}

/** Spreads keys over a table; MACs of one maker differ in few bits. */
export function slotHash(key: number): number {
  const low = key | 0;
  const high = (key * 2 ** -32) | 0;
  let mixed = Math.imul(low ^ Math.imul(high, 0x9e3779b1), 0x85ebca6b);
  mixed ^= mixed >>> 15;
  mixed = Math.imul(mixed, 0xc2b2ae35);
  return mixed ^ (mixed >>> 13);
}

/** The next power of two that leaves a quarter empty. */
export function tableSize(expected: number): number {
  let size = 16;
  while (size * 3 < expected * 4) size *= 2;
  return size;
}

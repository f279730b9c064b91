import { slotHash } from './trust.js';

const DEVICE_SHIFT = 2;
const MANY = 3;

/**
 * Rough counts of identifiers in a quarter of the room that exact ones need: keys that fall together are counted together,
 * so a count is never too low. What it counts once on either side needs no exact count, and that is nearly everything.
 */
export class KeySketch {
  readonly #counts: Uint8Array;
  readonly #last: number;

  /** `expected`: about how many different keys will come. */
  constructor(expected: number) {
    let size = 64;
    while (size < expected * 3) size *= 2;
    this.#counts = new Uint8Array(size);
    this.#last = size - 1;
  }

  addDevice(key: number): void {
    const slot = slotHash(key) & this.#last;
    const counts = this.#counts[slot] as number;
    if (counts >> DEVICE_SHIFT < MANY) this.#counts[slot] = counts + (1 << DEVICE_SHIFT);
  }

  addConfiguration(key: number): void {
    const slot = slotHash(key) & this.#last;
    const counts = this.#counts[slot] as number;
    if ((counts & MANY) < MANY) this.#counts[slot] = counts + 1;
  }

  /** Whether at most one device and at most one configuration, archived ones included, have the key. */
  isUnique(key: number): boolean {
    const counts = this.#counts[slotHash(key) & this.#last] as number;
    return counts >> DEVICE_SHIFT <= 1 && (counts & MANY) <= 1;
  }
}

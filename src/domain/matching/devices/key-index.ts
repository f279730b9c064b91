import { slotHash, tableSize } from './trust.js';

/**
 * Which records of one organization have a key. Made once and cleared for each organization, so that thirty thousand
 * small organizations cost no thirty thousand maps. Records of one key are chained, newest first.
 */
export class KeyIndex {
  #keys = new Float64Array(64);
  /** For each slot, the round that filled it and the newest node of its key. */
  #slots = new Int32Array(128);
  #last = 63;
  #round = 0;
  /** For each node its record, the next node, and its mark. */
  #nodes = new Int32Array(64 * 3);
  #count = 0;

  /** Forgets everything and makes room for `expected` entries. */
  clear(expected: number): void {
    this.#count = 0;
    this.#round += 1;
    const size = tableSize(expected);
    if (size > this.#last + 1) {
      this.#keys = new Float64Array(size);
      this.#slots = new Int32Array(size * 2);
      this.#last = size - 1;
      this.#round = 1;
    }
    if (expected * 3 > this.#nodes.length) this.#nodes = new Int32Array(size * 3);
  }

  /** Adds an entry; answers whether its key had one before. */
  add(key: number, record: number, mark: number): boolean {
    const slot = this.#find(key);
    const slots = this.#slots;
    const node = this.#count;
    this.#count += 3;
    this.#nodes[node] = record;
    this.#nodes[node + 2] = mark;
    const known = slots[slot * 2] === this.#round;
    if (known) this.#nodes[node + 1] = slots[slot * 2 + 1] as number;
    else {
      slots[slot * 2] = this.#round;
      this.#keys[slot] = key;
      this.#nodes[node + 1] = -1;
    }
    slots[slot * 2 + 1] = node;
    return known;
  }

  /** The first entry of `key`, or -1. Go on with `next`. */
  first(key: number): number {
    const slot = this.#find(key);
    return this.#slots[slot * 2] === this.#round ? (this.#slots[slot * 2 + 1] as number) : -1;
  }

  next(node: number): number {
    return this.#nodes[node + 1] as number;
  }

  record(node: number): number {
    return this.#nodes[node] as number;
  }

  mark(node: number): number {
    return this.#nodes[node + 2] as number;
  }

  #find(key: number): number {
    const last = this.#last;
    let slot = slotHash(key) & last;
    while (this.#slots[slot * 2] === this.#round && this.#keys[slot] !== key) slot = (slot + 1) & last;
    return slot;
  }
}

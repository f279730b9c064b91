import { slotHash, tableSize } from './trust.js';

/**
 * Which records of one organization have a key. Made once and cleared for each organization, so that thirty thousand
 * small organizations cost no thirty thousand maps. Records of one key are chained, newest first.
 */
export class KeyIndex {
  #keys = new Float64Array(64);
  #heads = new Int32Array(64);
  #rounds = new Uint32Array(64);
  #round = 0;
  #records = new Int32Array(64);
  #marks = new Uint8Array(64);
  #next = new Int32Array(64);
  #nodes = 0;

  /** Forgets everything and makes room for `expected` entries. */
  clear(expected: number): void {
    this.#nodes = 0;
    this.#round += 1;
    const size = tableSize(expected);
    if (size > this.#keys.length) {
      this.#keys = new Float64Array(size);
      this.#heads = new Int32Array(size);
      this.#rounds = new Uint32Array(size);
      this.#round = 1;
    }
    if (expected > this.#records.length) {
      this.#records = new Int32Array(size);
      this.#marks = new Uint8Array(size);
      this.#next = new Int32Array(size);
    }
  }

  add(key: number, record: number, mark: number): void {
    const slot = this.#find(key);
    const node = this.#nodes++;
    this.#records[node] = record;
    this.#marks[node] = mark;
    if (this.#rounds[slot] === this.#round) this.#next[node] = this.#heads[slot] as number;
    else {
      this.#rounds[slot] = this.#round;
      this.#keys[slot] = key;
      this.#next[node] = -1;
    }
    this.#heads[slot] = node;
  }

  /** The first entry of `key`, or -1. Go on with `next`. */
  first(key: number): number {
    const slot = this.#find(key);
    return this.#rounds[slot] === this.#round ? (this.#heads[slot] as number) : -1;
  }

  next(node: number): number {
    return this.#next[node] as number;
  }

  record(node: number): number {
    return this.#records[node] as number;
  }

  mark(node: number): number {
    return this.#marks[node] as number;
  }

  #find(key: number): number {
    const last = this.#keys.length - 1;
    let slot = slotHash(key) & last;
    while (this.#rounds[slot] === this.#round && this.#keys[slot] !== key) slot = (slot + 1) & last;
    return slot;
  }
}

import { NO_KEY } from './key.js';

/**
 * A fixed set of keys, each with a number, in open-addressed arrays: `Map` with numbers beyond 32 bits takes several times
 * as long, and some of these questions are asked once a record.
 */
export class KeyTable {
  readonly #keys: Float64Array;
  readonly #numbers: Int32Array;
  readonly #last: number;

  /** `numbers`: of each key; its place in the list when there is none. Of equal keys the last one counts. */
  constructor(keys: ArrayLike<number>, numbers?: ArrayLike<number>) {
    let size = 16;
    while (size < keys.length * 2) size *= 2;
    this.#keys = new Float64Array(size);
    this.#numbers = new Int32Array(size);
    this.#last = size - 1;
    for (let i = 0; i < keys.length; i++) {
      const slot = this.#find(keys[i] as number);
      this.#keys[slot] = keys[i] as number;
      this.#numbers[slot] = numbers ? (numbers[i] as number) : i;
    }
  }

  has(key: number): boolean {
    return this.#keys[this.#find(key)] === key && key !== NO_KEY;
  }

  /** The key's number, or `otherwise`. */
  get(key: number, otherwise: number): number {
    const slot = this.#find(key);
    return this.#keys[slot] === key && key !== NO_KEY ? (this.#numbers[slot] as number) : otherwise;
  }

  #find(key: number): number {
    const keys = this.#keys;
    const last = this.#last;
    const low = key | 0;
    let slot = Math.imul(low ^ (low >>> 15), 0x2c1b3c6d);
    slot = (slot ^ (slot >>> 13)) & last;
    while (keys[slot] !== key && keys[slot] !== NO_KEY) slot = (slot + 1) & last;
    return slot;
  }
}

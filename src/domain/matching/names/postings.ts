/** For each key a list of rows, all in two arrays: the rows of key `k` are `rows[starts[k] .. starts[k + 1]]`. */
export interface Postings {
  readonly starts: Int32Array;
  readonly rows: Int32Array;
}

/** Turns pairs (key, row), ordered by row, into postings. The rows of a key stay in order. */
export function toPostings(keys: Int32Array, rows: Int32Array, keyCount: number): Postings {
  const starts = new Int32Array(keyCount + 1);
  for (let at = 0; at < keys.length; at++) {
    const key = keys[at] as number;
    starts[key + 1] = (starts[key + 1] as number) + 1;
  }
  for (let key = 0; key < keyCount; key++) {
    starts[key + 1] = (starts[key + 1] as number) + (starts[key] as number);
  }
  const next = starts.slice();
  const out = new Int32Array(keys.length);
  for (let at = 0; at < keys.length; at++) {
    const key = keys[at] as number;
    const to = next[key] as number;
    out[to] = rows[at] as number;
    next[key] = to + 1;
  }
  return { starts, rows: out };
}

/** A list of integers that grows. */
export class IntList {
  #data: Int32Array;
  length = 0;

  constructor(capacity: number) {
    this.#data = new Int32Array(Math.max(16, capacity));
  }

  push(value: number): void {
    if (this.length === this.#data.length) {
      const larger = new Int32Array(2 * this.#data.length);
      larger.set(this.#data);
      this.#data = larger;
    }
    this.#data[this.length++] = value;
  }

  /** The values, without spare room. */
  done(): Int32Array {
    return this.#data.subarray(0, this.length);
  }
}

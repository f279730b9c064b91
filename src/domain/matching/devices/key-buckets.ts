import { slotHash } from './trust.js';

export const BUCKETS = 64;
const BUCKET_SHIFT = 26;
/** Entries that stand together: a bucket is a chain of such pieces. */
const PIECE = 512;

/**
 * Identifiers sorted into buckets, each small enough to be counted in a table that fits into the processor's cache. Looking
 * up millions of keys in one large table waits for memory at every step; writing them to 64 places first does not.
 */
export class KeyBuckets {
  keys: Float64Array;
  organizations: Int32Array;
  /** What the owner wants to know an entry by. */
  references: Int32Array;
  /** Of each piece, the piece before it in its bucket, or -1. */
  #before: Int32Array;
  #pieces = 0;
  /** Of each bucket, its newest piece and how full that is. */
  readonly #piece = new Int32Array(BUCKETS).fill(-1);
  readonly #filled = new Int32Array(BUCKETS).fill(PIECE);

  /** `expected`: about how many entries will come. */
  constructor(expected: number) {
    const pieces = Math.ceil(expected / PIECE) + BUCKETS;
    this.keys = new Float64Array(pieces * PIECE);
    this.organizations = new Int32Array(pieces * PIECE);
    this.references = new Int32Array(pieces * PIECE);
    this.#before = new Int32Array(pieces);
  }

  /** Forgets everything, and keeps the room. */
  clear(): void {
    this.#pieces = 0;
    this.#piece.fill(-1);
    this.#filled.fill(PIECE);
  }

  add(key: number, organization: number, reference: number): void {
    const bucket = slotHash(key) >>> BUCKET_SHIFT;
    let filled = this.#filled[bucket] as number;
    if (filled === PIECE) {
      this.#addPiece(bucket);
      filled = 0;
    }
    const at = (this.#piece[bucket] as number) * PIECE + filled;
    this.keys[at] = key;
    this.organizations[at] = organization;
    this.references[at] = reference;
    this.#filled[bucket] = filled + 1;
  }

  /** Visits the stretches of places that hold a bucket's entries. */
  eachStretch(bucket: number, visit: (from: number, to: number) => void): void {
    let length = this.#filled[bucket] as number;
    for (let piece = this.#piece[bucket] as number; piece >= 0; piece = this.#before[piece] as number) {
      visit(piece * PIECE, piece * PIECE + length);
      length = PIECE;
    }
  }

  #addPiece(bucket: number): void {
    if (this.#pieces === this.#before.length) this.#grow();
    this.#before[this.#pieces] = this.#piece[bucket] as number;
    this.#piece[bucket] = this.#pieces;
    this.#pieces += 1;
  }

  #grow(): void {
    const { keys, organizations, references } = this;
    const before = this.#before;
    this.keys = new Float64Array(keys.length * 2);
    this.keys.set(keys);
    this.organizations = new Int32Array(keys.length * 2);
    this.organizations.set(organizations);
    this.references = new Int32Array(keys.length * 2);
    this.references.set(references);
    this.#before = new Int32Array(before.length * 2);
    this.#before.set(before);
  }
}

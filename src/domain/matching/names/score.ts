import type { Reach } from './keys.js';

/** One organization compared with a name: its best-fitting name speaks for it. */
export interface Scored {
  readonly organization: number;
  readonly row: number;
  /** Decibans. */
  readonly score: number;
  readonly equality: Reach | null;
  /** Cosine of letter triples in hundredths. */
  readonly likeness: number;
}

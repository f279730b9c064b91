import type { Reach } from './keys.js';

/** One organization compared with a name: its best-fitting name speaks for it. */
export interface Scored {
  readonly organization: number;
  readonly row: number;
  /** Decibans. */
  readonly score: number;
  readonly equality: Reach | null;
  readonly sameLegal: boolean;
  /** Cosine of letter triples in hundredths. */
  readonly likeness: number;
}

/** Everything measured on a pair, by kind, with what it was measured on. */
export type Facts = ReadonlyMap<string, string>;

/** The likeliest organization. `facts` is everything measured on it, whatever it weighs. */
export interface Likeliest {
  readonly id: string;
  readonly confidence: number;
  readonly facts: Facts;
}

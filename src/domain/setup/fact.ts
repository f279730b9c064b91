import type { FactId, FactValues } from './catalogue.js';

/**
 * Something the rules can be decided by: a value read from the systems, or `known: false` with why it is not there.
 * `asOf` is when the youngest reading behind it ended (epoch ms). `examples` name records a person can look up: for a
 * count of bad ones the bad ones, at most `exampleLimit` of them.
 */
export type Fact<T> = KnownFact<T> | UnknownFact;

export interface KnownFact<T> {
  readonly id: string;
  readonly known: true;
  readonly value: T;
  readonly why: null;
  readonly asOf: number | null;
  readonly examples: readonly string[];
}

export interface UnknownFact {
  readonly id: string;
  readonly known: false;
  readonly value: null;
  readonly why: string;
  readonly asOf: number | null;
  readonly examples: readonly [];
}

/** Every fact of the catalogue, known or not. A collector that can read nothing gives a table of unknowns. */
export type FactTable = { readonly [K in FactId]: Fact<FactValues[K]> };

export const exampleLimit = 10;

export function known<T>(
  id: string,
  value: T,
  extra: { asOf?: number | null; examples?: readonly string[] } = {},
): KnownFact<T> {
  const examples = (extra.examples ?? []).slice(0, exampleLimit);
  return { id, known: true, value, why: null, asOf: extra.asOf ?? null, examples };
}

/** `why` is a sentence without its full stop that says what was not read, and what reads it. */
export function unknown(id: string, why: string, asOf: number | null = null): UnknownFact {
  return { id, known: false, value: null, why, asOf, examples: [] };
}

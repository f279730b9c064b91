import type { FactId, FactValues } from '../catalogue.js';
import { type Fact, known, unknown } from '../fact.js';
import type { Listed } from './inputs.js';

export interface Derived<T> {
  readonly value: T;
  readonly examples?: readonly string[];
}

/** Lists a fact rests on, by what they are called in a sentence ("the configuration items of Autotask"). */
export type Sources = Readonly<Record<string, Listed<unknown> | undefined>>;

/** Why a fact cannot be told from these lists, or `null` when it can. */
export function gapIn(sources: Sources): string | null {
  const gaps = Object.entries(sources).flatMap(([name, list]) => {
    if (!list) return [`${name} were not read`];
    return list.complete ? [] : [`${name} were not read to their end`];
  });
  return gaps.length > 0 ? gaps.join('; ') : null;
}

export function youngest(sources: Sources): number | null {
  const times = Object.values(sources).flatMap((list) => list?.readAt ?? []);
  return times.length > 0 ? Math.max(...times) : null;
}

/**
 * A fact over lists: unknown while one was not read to its end. `proves` tells values that hold all the same, because
 * they say that something was seen and not that something is absent.
 */
export function derive<K extends FactId>(
  id: K,
  sources: Sources,
  make: () => Derived<FactValues[K]>,
  proves: (value: FactValues[K]) => boolean = () => false,
): Fact<FactValues[K]> {
  const asOf = youngest(sources);
  const gap = gapIn(sources);
  const anyRead = Object.values(sources).some((list) => list !== undefined);
  if (gap && !anyRead) return unknown(id, gap, asOf);
  const { value, examples } = make();
  if (gap && !proves(value)) return unknown(id, gap, asOf);
  return known(id, value, { asOf, ...(examples ? { examples } : {}) });
}

/** A fact that a collector hands over as it is, or unknown with `why`. */
export function given<K extends FactId>(
  id: K,
  value: FactValues[K] | undefined,
  why: string,
  asOf: number | null = null,
): Fact<FactValues[K]> {
  return value === undefined ? unknown(id, why) : known(id, value, { asOf });
}

/** Groups records by a key; records without one are left out. Keys come in the order met. */
export function groupBy<T>(records: Iterable<T>, keyOf: (record: T) => string | null): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const record of records) {
    const key = keyOf(record);
    if (key === null || key === '') continue;
    const group = groups.get(key);
    if (group) group.push(record);
    else groups.set(key, [record]);
  }
  return groups;
}

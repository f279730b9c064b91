import { canonical } from './canonical.js';
import type { LookUpKeys } from './plan.js';

/**
 * How surely a record is the one that keys describe: 3 by serial, 2 by MAC, 1 by name where nothing better was to be
 * written, 0 not at all. A different serial on both sides is never the same record.
 */
export function fitStrength(wanted: LookUpKeys, record: LookUpKeys): 0 | 1 | 2 | 3 {
  const serial = canonical('serial-number', wanted.serial);
  const stored = canonical('serial-number', record.serial);
  if (serial !== null && stored !== null) return serial === stored ? 3 : 0;
  const macs = new Set(record.macs.map((mac) => canonical('mac-address', mac)));
  if (wanted.macs.some((mac) => macs.has(canonical('mac-address', mac)))) return 2;
  if (wanted.macs.length > 0 && macs.size > 0) return 0;
  const name = folded(wanted.name);
  return name !== null && name === folded(record.name) ? 1 : 0;
}

function folded(name: string | null): string | null {
  const text = canonical('name', name);
  return typeof text === 'string' ? text.toLowerCase() : null;
}

/**
 * Gives each wanted record at most one of the records that are there, best fit first, then by id. Records in the
 * wanted one's `fitted` were there before it was sent and are nobody's.
 */
export function assignFound<W extends { readonly keys: LookUpKeys; readonly fitted: readonly string[] }>(
  wanted: readonly W[],
  records: readonly { readonly id: string; readonly keys: LookUpKeys }[],
): ReadonlyMap<W, string> {
  const pairs = wanted.flatMap((one) =>
    records
      .filter((record) => !one.fitted.includes(record.id))
      .map((record) => ({ one, id: record.id, strength: fitStrength(one.keys, record.keys) }))
      .filter((pair) => pair.strength > 0),
  );
  pairs.sort((a, b) => b.strength - a.strength || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
  const given = new Map<W, string>();
  const taken = new Set<string>();
  for (const { one, id } of pairs) {
    if (given.has(one) || taken.has(id)) continue;
    given.set(one, id);
    taken.add(id);
  }
  return given;
}

/**
 * Finds the ids of records in one place (an organization) that share a serial, a MAC or a name with given keys, without
 * looking at every record each time.
 */
export function fittingIndex<R extends { readonly id: string }>(
  records: readonly R[],
  placeOf: (record: R) => string,
  keysOf: (record: R) => LookUpKeys,
): (place: string, keys: LookUpKeys) => readonly string[] {
  const index = new Map<string, string[]>();
  for (const record of records) {
    for (const word of wordsOf(keysOf(record))) {
      const key = `${placeOf(record)} ${word}`;
      const ids = index.get(key);
      if (ids) ids.push(record.id);
      else index.set(key, [record.id]);
    }
  }
  return (place, keys) =>
    [...new Set(wordsOf(keys).flatMap((word) => index.get(`${place} ${word}`) ?? []))].sort();
}

function wordsOf(keys: LookUpKeys): readonly string[] {
  const serial = canonical('serial-number', keys.serial);
  const name = folded(keys.name);
  return [
    ...(serial === null ? [] : [`serial ${serial}`]),
    ...keys.macs.map((mac) => `mac ${canonical('mac-address', mac)}`),
    ...(name === null ? [] : [`name ${name}`]),
  ];
}

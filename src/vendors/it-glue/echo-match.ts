import { foldName } from '../../domain/hops/name-mapping.js';
import { type Attributes, type Resource, textAt } from './resource.js';

/** Attributes by which a record that was made is told from the others of its batch. */
const telling = [
  'name',
  'first-name',
  'last-name',
  'hostname',
  'serial-number',
  'mac-address',
  'ip-address',
  'asset-tag',
];

/**
 * Which echoed record answers which sent one, or `null` when not every one is answered by exactly one. Order alone is
 * never trusted: a record at the expected place must also show what was sent, and one elsewhere counts only when it
 * is the only one that fits.
 */
export function echoesOfCreates(sent: readonly Attributes[], echoed: readonly Resource[]): Resource[] | null {
  if (new Set(echoed.map(({ id }) => id)).size !== sent.length || echoed.length !== sent.length) return null;
  const free = new Set(echoed);
  const matched = new Map<number, Resource>();
  for (const [index, attributes] of sent.entries()) {
    const inPlace = echoed[index];
    if (inPlace === undefined || !shows(attributes, inPlace)) continue;
    matched.set(index, inPlace);
    free.delete(inPlace);
  }
  for (const [index, attributes] of sent.entries()) {
    if (matched.has(index)) continue;
    const fitting = [...free].filter((resource) => shows(attributes, resource));
    const only = fitting[0];
    if (only === undefined || fitting.length > 1) return null;
    matched.set(index, only);
    free.delete(only);
  }
  return sent.flatMap((_, index) => matched.get(index) ?? []);
}

/** The echoed records in the order of `ids`, or `null` when one is missing. */
export function echoesOfUpdates(ids: readonly string[], echoed: readonly Resource[]): Resource[] | null {
  const byId = new Map(echoed.map((resource) => [resource.id, resource]));
  const found = ids.flatMap((id) => byId.get(id) ?? []);
  return found.length === ids.length ? found : null;
}

function shows(sent: Attributes, { attributes }: Resource): boolean {
  return telling.every((name) => {
    const wanted = textAt(sent, name);
    if (wanted === null || !(name in attributes)) return true;
    const shown = textAt(attributes, name);
    return shown !== null && form(name, shown) === form(name, wanted);
  });
}

function form(name: string, value: string): string {
  return name === 'mac-address' ? value.replace(/[^0-9a-f]/gi, '').toLowerCase() : foldName(value);
}

import type { Device } from '../estate/source.js';
import type { Catalogue } from '../estate/target.js';
import { type DeviceGroup, groupOf } from './hop.js';
import { byName } from './name-mapping.js';

/** Names that a configuration type for a group usually has; the first that exists in the target is taken. */
const usualNames: Readonly<Record<DeviceGroup, readonly string[]>> = {
  laptop: ['Laptop', 'Managed Laptop', 'Notebook', 'Managed Workstation', 'Workstation'],
  desktop: ['Desktop', 'Managed Desktop', 'Managed Workstation', 'Workstation'],
  server: ['Server', 'Managed Server'],
  printer: ['Printer', 'Managed Printer'],
  network: ['Network Device', 'Managed Network Device', 'Managed Network'],
  other: [],
};

const bareWord = /\(([^)]+)\)/;

export type MappedType = { readonly type: string } | { readonly by: string; readonly reason: string };

/**
 * The configuration type a new record of this device gets: what a person set for its type (`skip` makes none), else
 * the type of that very name ("Network Device (Switch)" is looked for as "Switch" first), else a usual name of its group.
 */
export function configurationTypeOf(
  device: Pick<Device, 'deviceClass' | 'deviceType'>,
  catalogue: Catalogue,
  map: Readonly<Record<string, string>>,
): MappedType {
  const word = device.deviceType ?? device.deviceClass;
  const set = map[word];
  if (set === 'skip') return { by: 'device-type map', reason: `devices of type "${word}" are set to skip` };
  if (set !== undefined) {
    const found = byName(catalogue.configurationTypes, set);
    if (found) return { type: found.name };
    return {
      by: 'device-type map',
      reason: `"${word}" is set to "${set}", and there is no such configuration type`,
    };
  }
  const bare = bareWord.exec(word)?.[1] ?? word;
  for (const name of [bare, word, ...usualNames[groupOf(device)]]) {
    const found = byName(catalogue.configurationTypes, name);
    if (found) return { type: found.name };
  }
  return { by: 'device-type map', reason: `no configuration type is set for devices of type "${word}"` };
}

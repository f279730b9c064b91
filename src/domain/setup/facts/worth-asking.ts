import { indexEstate, isLinked } from './estate-index.js';
import type { FactInputs } from './inputs.js';
import { unlinkedItems } from './psa-links.js';

/**
 * Sites of Datto RMM that hold a device of which neither serial nor MAC is known: by the RMM's lists, by what a run has
 * read before, or by the PSA. Only there does asking for adapters tell anything new.
 */
export function unidentifiedSites(inputs: FactInputs): readonly string[] {
  const index = indexEstate(inputs);
  const places = new Set(
    (inputs.dattoRmm?.sites?.records ?? []).flatMap((site) => (site.skip === null ? [site.id] : [])),
  );
  const bare = (inputs.dattoRmm?.devices?.records ?? []).filter((device) => {
    if (!device.active || device.nics !== null || !places.has(device.siteId)) return false;
    const { serial, macs } = index.keysOfDevice(device);
    return serial === null && macs.size === 0;
  });
  return [...new Set(bare.map((device) => device.siteId))];
}

/**
 * Configuration items to look up by their PSA id, at most `most`, spread over those that the lists show no link for.
 * None where the lists prove nothing, where they leave no doubt, and where nothing is linked at all.
 */
export function itemsToLookUp(inputs: FactInputs, most: number): readonly string[] {
  const { autotask, itGlue } = inputs;
  const lists = [autotask?.companies, autotask?.items, itGlue?.organizations, itGlue?.configurations];
  if (!lists.every((list) => list?.complete)) return [];
  const index = indexEstate(inputs);
  if (![...index.organizations.values()].some(isLinked)) return [];
  const open = unlinkedItems(index);
  const step = Math.max(1, open.length / most);
  const count = Math.min(most, open.length);
  return Array.from({ length: count }, (_, at) => open[Math.floor(at * step)]?.id ?? '').filter(
    (id) => id !== '',
  );
}

import type { Site } from '../../estate/source.js';
import type { SiteMatchInput } from '../inputs.js';
import { parseName } from '../names/parse.js';
import { foldedName } from './ties.js';

/** Who bears which name, on both sides. */
export interface EqualNames {
  /** The organizations of this very name, legal form included. */
  holdersOf(name: string): ReadonlySet<string>;
  /** Whether no other site in play has this very name. */
  isOnlySite(site: Site): boolean;
  /** Whether no other site in play has the same name but for the legal form. */
  isOnlyCore(site: Site): boolean;
  /** Whether no other company that sites are mapped to has the name of this site's company. */
  isOnlyCompany(site: Site): boolean;
}

/** Counts names once. `sites` are those in play: neither system sites nor ignored ones. */
export function equalNames(
  sites: readonly Site[],
  organizations: SiteMatchInput['organizations'],
): EqualNames {
  const holders = new Map<string, Set<string>>();
  for (const { id, name, otherNames } of organizations)
    for (const one of [name, ...otherNames]) add(holders, foldedName(one), id);
  const bySite = new Map<string, Set<string>>();
  const byCore = new Map<string, Set<string>>();
  const byCompany = new Map<string, Set<string>>();
  for (const site of sites) {
    add(bySite, foldedName(site.name), site.id);
    add(byCore, coreOf(site.name), site.id);
    if (site.psaCompanyName !== null) add(byCompany, foldedName(site.psaCompanyName), companyKey(site));
  }
  return {
    holdersOf: (name) => holders.get(foldedName(name)) ?? new Set(),
    isOnlySite: (site) => isAlone(bySite, foldedName(site.name)),
    isOnlyCore: (site) => isAlone(byCore, coreOf(site.name)),
    isOnlyCompany: (site) => isAlone(byCompany, foldedName(site.psaCompanyName ?? '')),
  };
}

function add(map: Map<string, Set<string>>, key: string, id: string): void {
  if (key !== '') map.set(key, (map.get(key) ?? new Set<string>()).add(id));
}

function isAlone(map: ReadonlyMap<string, ReadonlySet<string>>, key: string): boolean {
  return (map.get(key)?.size ?? 0) < 2;
}

/** The words that name, places and other parts included: two branches of one customer have two cores. */
function coreOf(name: string): string {
  return parseName(name)
    .words.map((word) => word.text)
    .join('');
}

function companyKey(site: Site): string {
  return site.psaCompanyId ?? `site ${site.id}`;
}

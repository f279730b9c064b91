import type { Site } from '../../estate/source.js';
import type { DeadCompany, FactValues } from '../catalogue.js';
import type { FactTable } from '../fact.js';
import { derive, groupBy } from './derive.js';
import { companyIdOf, type EstateIndex, foldedName, sitesWithDevices } from './estate-index.js';

type Facts = Pick<
  FactTable,
  | 'mappedSites'
  | 'siteCompanyTypes'
  | 'deadCompanies'
  | 'emptySites'
  | 'siteNames'
  | 'matchMode'
  | 'devicesInAutotask'
>;

/** What the sites of Datto RMM tell about their Autotask companies and their organizations. */
export function siteFacts(index: EstateIndex): Facts {
  const datto = index.inputs.dattoRmm;
  const sites = { 'the sites of Datto RMM': datto?.sites };
  const devices = { ...sites, 'the devices of Datto RMM': datto?.devices };
  const companies = { ...sites, 'the companies of Autotask': index.inputs.autotask?.companies };
  const organizations = { ...sites, 'the organizations of IT Glue': index.inputs.itGlue?.organizations };
  const items = { ...devices, 'the configuration items of Autotask': index.inputs.autotask?.items };
  return {
    mappedSites: derive('mappedSites', sites, () => mapped(index)),
    siteCompanyTypes: derive('siteCompanyTypes', companies, () => ({ value: companyTypes(index) })),
    deadCompanies: derive('deadCompanies', companies, () => ({ value: deadCompanies(index) })),
    emptySites: derive('emptySites', sites, () => emptySites(index)),
    siteNames: derive('siteNames', organizations, () => ({ value: siteNames(index) })),
    matchMode: derive('matchMode', organizations, () => ({ value: matchMode(index) })),
    devicesInAutotask: derive('devicesInAutotask', items, () => devicesInAutotask(index)),
  };
}

/** Sites that are a client's place: no system site, none that is switched off. */
const placesOf = (index: EstateIndex): Site[] =>
  (index.inputs.dattoRmm?.sites?.records ?? []).filter((site) => site.skip === null && site.active);

const filledPlaces = (index: EstateIndex): Site[] =>
  sitesWithDevices(placesOf(index), index.inputs.dattoRmm?.devices?.records ?? []);

function mapped(index: EstateIndex): { value: FactValues['mappedSites']; examples: string[] } {
  const sites = filledPlaces(index);
  const bare = sites.filter((site) => companyIdOf(site) === null);
  return {
    value: { count: sites.length - bare.length, of: sites.length },
    examples: bare.map((site) => site.name),
  };
}

function companyTypes(index: EstateIndex): FactValues['siteCompanyTypes'] {
  const found = placesOf(index).flatMap((site) => {
    const company = index.companies.get(companyIdOf(site) ?? '');
    return company?.active && company.type !== null
      ? [{ site: site.name, company: company.name, type: company.type }]
      : [];
  });
  return { of: found.length, others: found.filter((one) => one.type.trim().toLowerCase() !== 'customer') };
}

function deadCompanies(index: EstateIndex): DeadCompany[] {
  const devices = groupBy(index.inputs.dattoRmm?.devices?.records ?? [], (device) => device.siteId);
  return placesOf(index).flatMap((site) => {
    const companyId = companyIdOf(site);
    if (companyId === null || index.companies.get(companyId)?.active) return [];
    const state = index.companies.has(companyId) ? ('inactive' as const) : ('missing' as const);
    const uids = (devices.get(site.id) ?? []).map((device) => device.id);
    return [{ site: site.name, companyId, state, candidate: holderOf(uids, index) }];
  });
}

/** The active company that holds most of these devices now: where the site should probably be mapped. */
function holderOf(uids: readonly string[], index: EstateIndex): DeadCompany['candidate'] {
  const items = uids.flatMap((uid) => index.itemByUid.get(uid) ?? []);
  const holders = [...groupBy(items, (item) => item.companyId)]
    .flatMap(([id, held]) => {
      const company = index.companies.get(id);
      return company?.active ? [{ id, name: company.name, devices: held.length }] : [];
    })
    .sort((a, b) => b.devices - a.devices || a.id.localeCompare(b.id));
  return holders[0] ?? null;
}

function emptySites(index: EstateIndex): { value: FactValues['emptySites']; examples: string[] } {
  const filled = new Set(filledPlaces(index).map((site) => site.id));
  const empty = placesOf(index).filter((site) => !filled.has(site.id));
  return { value: { count: empty.length }, examples: empty.map((site) => site.name) };
}

function siteNames(index: EstateIndex): FactValues['siteNames'] {
  const exact = new Set([...index.organizations.values()].map((organization) => organization.name));
  const folded = new Set([...exact].map(foldedName));
  const counts = { exact: 0, near: 0, none: 0 };
  for (const site of filledPlaces(index)) {
    const names = [site.name, ...site.otherNames];
    if (names.some((name) => exact.has(name))) counts.exact += 1;
    else if (names.some((name) => folded.has(foldedName(name)))) counts.near += 1;
    else counts.none += 1;
  }
  return counts;
}

/** Only a site whose name differs from its company's shows by which of the two it was matched. */
function matchMode(index: EstateIndex): FactValues['matchMode'] {
  const holders = new Map<string, Set<string>>();
  for (const organization of index.organizations.values()) {
    for (const name of organization.rmmCompanies) {
      const key = foldedName(name);
      holders.set(key, (holders.get(key) ?? new Set()).add(organization.id));
    }
  }
  const sites = filledPlaces(index).filter(
    (site) => companyIdOf(site) !== null && companyName(site, index) !== null,
  );
  const telling = sites.filter(
    (site) => foldedName(site.name) !== foldedName(companyName(site, index) ?? ''),
  );
  const split = [...groupBy(sites, companyIdOf)].filter(([, own]) => {
    const names = new Set(own.flatMap((site) => [site.name, companyName(site, index) ?? '']).map(foldedName));
    return own.length > 1 && new Set([...names].flatMap((name) => [...(holders.get(name) ?? [])])).size > 1;
  });
  return {
    byCompany: telling.filter((site) => holders.has(foldedName(companyName(site, index) ?? ''))).length,
    bySite: telling.filter((site) => holders.has(foldedName(site.name))).length,
    splitCompanies: split.length,
  };
}

function companyName(site: Site, index: EstateIndex): string | null {
  return index.companies.get(companyIdOf(site) ?? '')?.name ?? site.psaCompanyName;
}

/** Devices of a site that is mapped to nothing never come, so they are not missed. */
function devicesInAutotask(index: EstateIndex): {
  value: FactValues['devicesInAutotask'];
  examples: string[];
} {
  const mappedSites = new Set(
    placesOf(index)
      .filter((site) => companyIdOf(site) !== null)
      .map((site) => site.id),
  );
  const devices = (index.inputs.dattoRmm?.devices?.records ?? []).filter(
    (device) => device.active && mappedSites.has(device.siteId),
  );
  const own = index.inputs.ledger?.A?.devices;
  const missing = devices.filter((device) => !index.itemByUid.has(device.id));
  const missed = missing.filter((device) => !own?.has(device.id));
  return {
    value: {
      of: devices.length,
      native: devices.length - missing.length,
      either: devices.length - missed.length,
    },
    examples: missed.map((device) => device.hostname),
  };
}

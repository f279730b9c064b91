import type { Device, Site } from '../estate/source.js';
import { companyIdOf, type EstateIndex, foldedName, indexEstate } from './facts/estate-index.js';
import type { FactInputs, Listed } from './facts/inputs.js';
import { tieRmmRecords } from './facts/rmm-ties.js';
import { connector, menus } from './menus.js';
import { many, modeOf, type SetupScope } from './rule.js';

/** One step of bringing a new client in. `waits`: an earlier one is not done. */
export interface NewClientStep {
  readonly id: 'company' | 'site' | 'mapping' | 'devices' | 'organization' | 'rmm-match';
  readonly title: string;
  readonly status: 'done' | 'to-do' | 'waits' | 'unknown';
  readonly detail: string;
  readonly where: string;
  readonly verifiedBy: string;
}

type Draft = Omit<NewClientStep, 'status'> & { readonly status: 'done' | 'to-do' | 'unknown' };

/**
 * The walk for one client, in the only safe order: company in Autotask, site and its mapping in the RMM, its devices in
 * Autotask, then Autotask to IT Glue, and the RMM to IT Glue last. Systems that are not connected are left out. Names are compared
 * folded: case, accents and punctuation do not count.
 */
export function newClientWalk(name: string, inputs: FactInputs, scope: SetupScope): NewClientStep[] {
  const index = indexEstate(inputs);
  const hasPsa = scope.connected.has('autotask');
  const isDatto = scope.connected.has('datto-rmm');
  const rmm = isDatto ? inputs.dattoRmm : inputs.syncro;
  const company = hasPsa ? companyStep(name, index) : null;
  const companyId = company?.status === 'done' ? findCompany(name, index)?.id : undefined;
  const site = findSite(name, companyId, rmm?.sites);
  const drafts: (Draft | null)[] = [
    company,
    siteStep(name, site, rmm?.sites, isDatto ? 'Datto RMM' : 'Syncro'),
    hasPsa && isDatto ? mappingStep(site, companyId) : null,
    hasPsa && isDatto ? devicesStep(site, companyId, index, scope) : null,
    organizationStep(name, companyId, index, { hasPsa, scope }),
    rmmMatchStep(site, index, { scope, hop: isDatto ? 'C' : 'S' }),
  ];
  return drafts.filter((draft) => draft !== null).map(waiting);
}

/** A step stays behind the first one that is not done, whatever it looks like by itself. */
function waiting(draft: Draft, at: number, all: readonly Draft[]): NewClientStep {
  const open = all.slice(0, at).find((earlier) => earlier.status !== 'done');
  if (!open || draft.status === 'done') return draft;
  return { ...draft, status: 'waits', detail: `after: ${open.title}` };
}

const findCompany = (name: string, index: EstateIndex) =>
  [...index.companies.values()].find(
    (company) => company.active && foldedName(company.name) === foldedName(name),
  );

function findSite(
  name: string,
  companyId: string | undefined,
  sites: Listed<Site> | undefined,
): Site | undefined {
  const places = (sites?.records ?? []).filter((site) => site.skip === null);
  const mapped = places.find((site) => companyId !== undefined && companyIdOf(site) === companyId);
  return mapped ?? places.find((site) => foldedName(site.name) === foldedName(name));
}

function companyStep(name: string, index: EstateIndex): Draft {
  const found = findCompany(name, index);
  const isCustomer = found?.type?.trim().toLowerCase() === 'customer';
  const unread = !index.inputs.autotask?.companies;
  const seen = found
    ? `${found.name} is a ${found.type ?? 'company without an account type'}`
    : `no active company is named ${name}`;
  return {
    id: 'company',
    title: `${name} is an active company of account type Customer in Autotask`,
    status: unread ? 'unknown' : isCustomer ? 'done' : 'to-do',
    detail: unread ? 'the companies of Autotask were not read' : seen,
    where: `${menus.autotaskCompanies} > New`,
    verifiedBy: 'the company is read from Autotask',
  };
}

function siteStep(name: string, site: Site | undefined, sites: Listed<Site> | undefined, rmm: string): Draft {
  return {
    id: 'site',
    title: `${rmm} has a site for ${name}, with at least one device`,
    status: !sites ? 'unknown' : site && site.deviceCount !== 0 ? 'done' : 'to-do',
    detail: !sites
      ? `the sites of ${rmm} were not read`
      : site
        ? `${site.name} has ${site.deviceCount === null ? 'an unknown number of devices' : many(site.deviceCount, 'device')}`
        : `no site is named ${name} or mapped to its company`,
    where:
      rmm === 'Syncro'
        ? 'Syncro > Customers > New, then install an agent'
        : `${menus.dattoSite}, then install an agent`,
    verifiedBy:
      'the site and its devices are read from the RMM; IT Glue does not list a site without devices',
  };
}

function mappingStep(site: Site | undefined, companyId: string | undefined): Draft {
  const mapped = site ? companyIdOf(site) : null;
  return {
    id: 'mapping',
    title: 'The site is mapped to that company in Datto RMM',
    status: mapped !== null && mapped === companyId ? 'done' : 'to-do',
    detail: mapped === null ? 'the site is mapped to no company' : `the site is mapped to company ${mapped}`,
    where: `${menus.dattoSite} > Autotask company (the API cannot set it)`,
    verifiedBy: "the site's company id is read from Datto RMM",
  };
}

const devicesOf = (site: Site | undefined, { inputs }: EstateIndex): readonly Device[] =>
  [...(inputs.dattoRmm?.devices?.records ?? []), ...(inputs.syncro?.devices?.records ?? [])].filter(
    (device) => device.active && device.siteId === site?.id,
  );

/** What comes to IT Glue untyped, or not at all, is best seen here. */
function devicesStep(
  site: Site | undefined,
  companyId: string | undefined,
  index: EstateIndex,
  scope: SetupScope,
): Draft {
  const own = modeOf(scope, 'A') === 'sync';
  const isMapped = site !== undefined && companyId !== undefined && companyIdOf(site) === companyId;
  const ours = own ? index.inputs.ledger?.A?.devices : undefined;
  const devices = devicesOf(site, index);
  const missing = devices.filter(({ id }) => !index.itemByUid.has(id) && !ours?.has(id));
  const untyped = devices.filter(({ id }) => index.itemByUid.get(id)?.typeId === null);
  const isRead = index.inputs.autotask?.items !== undefined && index.inputs.dattoRmm?.devices !== undefined;
  const there = `${devices.length - missing.length} of ${devices.length} devices are in Autotask`;
  const open = [...missing, ...untyped];
  return {
    id: 'devices',
    title: "The site's devices are in Autotask, each with a type",
    status: !isRead ? 'unknown' : isMapped && open.length === 0 ? 'done' : 'to-do',
    detail: isRead
      ? `${there}${untyped.length > 0 ? `, ${untyped.length} of them without a type` : ''}${named(open)}`
      : 'the devices or the items of Autotask were not read',
    where: own
      ? 'trilink sync start datto-rmm:autotask'
      : `${menus.dattoAutotask} > Device Mapping; types of what is there: ${menus.autotaskDevices}`,
    verifiedBy: 'the items and their types are read from Autotask',
  };
}

/** ` (still: A, B)`, at most three of them. */
function named(devices: readonly Device[]): string {
  if (devices.length === 0) return '';
  const shown = devices.slice(0, 3).map((device) => device.hostname);
  return ` (still: ${shown.join(', ')}${devices.length > shown.length ? `, and ${devices.length - shown.length} more` : ''})`;
}

function organizationStep(
  name: string,
  companyId: string | undefined,
  index: EstateIndex,
  seen: { hasPsa: boolean; scope: SetupScope },
): Draft {
  const organizations = index.inputs.itGlue?.organizations;
  const own = modeOf(seen.scope, 'B') === 'sync';
  const byName = [...index.organizations.values()].find((one) => foldedName(one.name) === foldedName(name));
  const ours = index.organizations.get(index.inputs.ledger?.B?.sites.get(companyId ?? '') ?? '');
  const found = seen.hasPsa
    ? (index.organizationOf.get(companyId ?? '') ?? (own ? ours : undefined))
    : byName;
  const absent =
    byName && seen.hasPsa
      ? `${byName.name} exists in IT Glue and is not linked to the company`
      : `no organization for ${name} yet`;
  return {
    id: 'organization',
    title: seen.hasPsa
      ? 'The company has come to IT Glue as an organization'
      : `IT Glue has an organization for ${name}`,
    status: !organizations ? 'unknown' : found ? 'done' : 'to-do',
    detail: !organizations
      ? 'the organizations of IT Glue were not read'
      : found
        ? `organization ${found.name}`
        : absent,
    where: !seen.hasPsa
      ? `${menus.itGlueOrganizations} > New`
      : own
        ? 'trilink sync start autotask:it-glue'
        : connector('Autotask', 'Start manual sync'),
    verifiedBy: seen.hasPsa
      ? "the organization's link to the company is read from IT Glue"
      : 'the organization is read from IT Glue',
  };
}

function rmmMatchStep(
  site: Site | undefined,
  index: EstateIndex,
  seen: { scope: SetupScope; hop: 'C' | 'S' },
): Draft {
  const own = modeOf(seen.scope, seen.hop) === 'sync';
  const integration = seen.hop === 'C' ? 'datto-rmm:it-glue' : 'syncro:it-glue';
  const names = new Set([...index.organizations.values()].flatMap((one) => one.rmmCompanies.map(foldedName)));
  const natively =
    site !== undefined &&
    [site.name, site.psaCompanyName ?? ''].some((name) => name !== '' && names.has(foldedName(name)));
  const ledger = index.inputs.ledger?.[seen.hop];
  const ours = site !== undefined && ledger?.sites.has(site.id) === true;
  const isMatched = own ? ours || natively : natively;
  const devices = devicesOf(site, index);
  const ties = tieRmmRecords(index);
  const open = devices.filter((device) => {
    const isOurs = ledger?.ignored.has(device.id) || (own && ledger?.devices.has(device.id));
    return isOurs !== true && ties.configurationOf(device) === null;
  });
  const by = ours ? 'by trilink' : 'by the native integration';
  const count = `${devices.length - open.length} of ${devices.length} devices have a configuration${named(open)}`;
  return {
    id: 'rmm-match',
    title: 'The site is matched to the organization, and its devices to configurations',
    status: isMatched && open.length === 0 ? 'done' : 'to-do',
    detail: isMatched ? `matched ${by}; ${count}` : 'the site is not matched yet',
    where: own
      ? `trilink sync start ${integration}`
      : connector(seen.hop === 'C' ? 'Datto RMM' : 'Syncro', 'Start manual sync'),
    verifiedBy: own
      ? 'the matches are in trilink: trilink match list devices'
      : 'the RMM company on the organization, and the RMM data on its configurations, are read from IT Glue',
  };
}

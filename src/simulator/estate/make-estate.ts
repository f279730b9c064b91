import { type Catalogues, makeCatalogues, stamps } from './catalogues.js';
import { clientNames } from './client-names.js';
import { documentDevices } from './configurations.js';
import {
  type CustomerSite,
  dealScenarios,
  makeCompany,
  makeCustomers,
  makeOrganization,
  makeSite,
  type SiteScenario,
} from './customers.js';
import type { DocumentationRecord } from './documentation.js';
import { type Draft, startDraft } from './draft.js';
import type { Estate, RmmDevice } from './estate.js';
import { addInterfaces } from './interfaces.js';
import { dealRoles } from './machine-roles.js';
import { oldAgentCount, spoilMachines } from './machine-traps.js';
import { makeMachines } from './machines.js';
import { addPaperwork } from './paperwork.js';
import { makeRandom } from './random.js';
import { addWellKept } from './well-kept.js';

export interface EstateOptions {
  readonly seed: string | number;
  /** Epoch ms that last-seen times and ages are counted from. The same seed and time give the same estate. */
  readonly now: number;
  /** Devices in the RMM, those of the system sites and left-over agents included. Default 120. */
  readonly devices?: number;
  /** Sites in the RMM, the three system ones included (at least 4). Default 15, or one for every 33 devices. */
  readonly sites?: number;
  /** Organizations in IT Glue that no site belongs to. Default: one for every four sites. */
  readonly furtherOrganizations?: number;
  /** False: nothing in IT Glue is linked to the PSA, as before anybody connected the two. Default true. */
  readonly linkedToPsa?: boolean;
  /** Set up by the book: every record is where it should be, and linked. `furtherOrganizations` is left out of account. */
  readonly wellKept?: boolean;
  /**
   * As an MSP leaves it that has gone through the order of set-up and runs every hop with trilink: each item of the PSA
   * has its type and nearly all are documented, well enough to be told apart, and what the vendor's own sync once
   * carried over is free again but for a few records that it still locks. Default false.
   */
  readonly setUpDone?: boolean;
  /** Gives the text for a field that holds a secret, or `null` to leave it ordinary. */
  readonly canary?: (what: string) => string | null;
}

const SYSTEM_SITES = ['Deleted Devices', 'Managed', 'OnDemand'];

/** The estate that a seed stands for: pure, and quick (15,000 devices in well under two seconds). */
export function makeEstate(options: EstateOptions): Estate {
  const deviceCount = options.devices ?? 120;
  const siteCount = Math.max(4, options.sites ?? Math.max(15, Math.round(deviceCount / 33)));
  const random = makeRandom(options.seed);
  const draft = startDraft(
    {
      seed: String(options.seed),
      now: options.now,
      wellKept: options.wellKept === true,
      canary: options.canary ?? (() => null),
      setUpDone: options.setUpDone === true,
    },
    random,
  );
  const catalogues = makeCatalogues(draft);
  const furtherCount = options.furtherOrganizations ?? Math.ceil(siteCount / 4);
  const customerCount = siteCount - SYSTEM_SITES.length;
  const names = clientNames(random.fork('names'), customerCount + furtherCount);

  makeOwnOrganization(draft, catalogues);
  if (options.wellKept === true) {
    addWellKept(draft, catalogues, names.slice(0, customerCount), deviceCount);
    if (options.linkedToPsa === false) unlink(draft, () => false);
    return draft.estate;
  }
  const dealt = dealScenarios(random.fork('scenarios'), customerCount);
  const scenarios = draft.setUpDone ? dealt.map(afterSetUp) : dealt;
  const customers = makeCustomers(draft, catalogues, names, scenarios);
  for (const client of names.slice(customerCount)) {
    const governed = random.chance(0.8);
    const name = `${client.core} ${client.legal}`;
    const company = governed ? makeCompany(draft, random, client, name) : null;
    makeOrganization(draft, catalogues, random, { client, name, company });
  }

  populate(draft, catalogues, customers, deviceCount);
  addInterfaces(draft);
  addPaperwork(draft, catalogues);
  if (options.linkedToPsa === false) unlink(draft, () => false);
  else if (options.setUpDone === true) unlink(draft, isLeftBehind);
  return draft.estate;
}

/** One linked configuration in eight is still locked by a sync that is off. */
function isLeftBehind({ type }: DocumentationRecord, nthLinked: number): boolean {
  return type === 'configurations' && nthLinked % 8 === 0;
}

/** Whoever went through the organizations has merged those of one name. */
function afterSetUp(scenario: SiteScenario): SiteScenario {
  return scenario === 'equal-names' ? 'exact-own' : scenario;
}

function unlink({ estate }: Draft, keeps: (record: DocumentationRecord, nthLinked: number) => boolean): void {
  for (const collection of Object.values(estate.documentation.collections)) {
    let linked = 0;
    for (const record of collection.all()) {
      if (record.attributes['psa-integration'] === 'enabled' && keeps(record, linked++)) continue;
      record.psaIds = [];
      if ('psa-integration' in record.attributes) record.attributes['psa-integration'] = null;
    }
  }
}

function makeOwnOrganization(draft: Draft, catalogues: Catalogues): void {
  const { msp, psa } = draft.estate;
  psa.companies.set('0', {
    id: '0',
    name: msp.name,
    number: null,
    type: 'Customer',
    classification: null,
    active: true,
    parentId: null,
    phone: null,
    web: `https://${msp.domain}`,
    created: draft.estate.madeAt - 4000 * 86_400_000,
  });
  draft.record(
    'organizations',
    {
      name: msp.name,
      alert: null,
      description: null,
      'organization-type-id': catalogues.organizationTypes.get('Internal') ?? null,
      'organization-status-id': catalogues.organizationStatuses.get('Active') ?? null,
      'short-name': null,
      'quick-notes': null,
      'parent-id': null,
      'ancestor-ids': [],
      primary: true,
      logo: null,
      'psa-integration': 'enabled',
      ...stamps(draft, 2000, 10),
    },
    { psaIds: ['0'] },
  );
}

/** Machines at every site, what became of them, and what the documentation says about them. */
function populate(
  draft: Draft,
  catalogues: Catalogues,
  customers: readonly CustomerSite[],
  deviceCount: number,
): void {
  const random = draft.random.fork('population');
  const systemCounts = SYSTEM_SITES.map(() =>
    deviceCount >= 60 ? Math.max(1, Math.round(deviceCount * 0.008)) : 0,
  );
  const oldAgents = oldAgentCount(deviceCount);
  const atCustomers = deviceCount - oldAgents - systemCounts.reduce((sum, count) => sum + count, 0);

  const counts = apportion(
    customers.map(({ share }) => share),
    atCustomers,
  );
  const roles = dealRoles(random, atCustomers);
  let dealt = 0;
  const owners = customers.map((owner, index): readonly [CustomerSite, readonly RmmDevice[]] => {
    const own = roles.slice(dealt, dealt + (counts[index] ?? 0));
    dealt += own.length;
    return [owner, makeMachines(draft, owner, own)];
  });
  const devices = owners.flatMap(([, list]) => list);
  // Junk serials and clones reach the documentation too: it was once filled from the machines.
  const { stale } = spoilMachines(draft, devices, oldAgents);
  documentDevices(draft, catalogues, owners, stale);
  addRmmCompanies(draft, owners);
  populateSystemSites(draft, systemCounts);
}

/** Organizations that IT Glue's own RMM integration joined to a site: those with laid-over configurations. */
function addRmmCompanies(
  draft: Draft,
  owners: readonly (readonly [CustomerSite, readonly RmmDevice[]])[],
): void {
  for (const [{ governed, organization, site }, devices] of owners) {
    if (!governed || organization === null || devices.length === 0) continue;
    draft.record('rmm-companies', { '_organization-id': organization.id, name: site.name, ...stamps(draft) });
  }
}

function populateSystemSites(draft: Draft, counts: readonly number[]): void {
  const random = draft.random.fork('system sites');
  const [client] = clientNames(random, 1);
  if (client === undefined) return;
  SYSTEM_SITES.forEach((name, index) => {
    const site = makeSite(draft, random, name, {
      // The uid of "Deleted Devices" is no valid GUID (observed).
      uid: index === 0 ? 'deleted-devices-qx3f00042' : random.guid(),
      companyId: undefined,
      companyName: undefined,
      onDemand: name === 'OnDemand',
      proxy: null,
      system: true,
    });
    const roles = new Array<'desktop'>(counts[index] ?? 0).fill('desktop');
    for (const device of makeMachines(draft, { site, client }, roles)) {
      device.deleted = index === 0;
      device.online = false;
    }
  });
}

/** `total` whole things in the proportions of `weights`, by largest remainder. */
function apportion(weights: readonly number[], total: number): number[] {
  const sum = weights.reduce((a, b) => a + b, 0) || 1;
  const exact = weights.map((weight) => (weight / sum) * total);
  const counts = exact.map(Math.floor);
  let missing = total - counts.reduce((a, b) => a + b, 0);
  const byRemainder = exact
    .map((value, index) => ({ rest: value - Math.floor(value), index }))
    .sort((a, b) => b.rest - a.rest);
  for (const { index } of byRemainder) {
    if (missing <= 0) break;
    counts[index] = (counts[index] ?? 0) + 1;
    missing -= 1;
  }
  return counts;
}

import { type Catalogues, stamps } from './catalogues.js';
import { CITIES, type ClientName, initials } from './client-names.js';
import type { DocumentationRecord } from './documentation.js';
import { beyondDoubles, type Draft } from './draft.js';
import type { PsaCompany, RmmSite } from './estate.js';
import { deck, type Random } from './random.js';
import { TRAP_TEXTS } from './trap-texts.js';

/**
 * How a customer's site relates to its company and its organization.
 * `governed`: Autotask syncs the organization, so IT Glue locks most of it; `own`: nobody does.
 */
const scenarioWeights = {
  'exact-governed': 30,
  'branch-governed': 14,
  'exact-own': 16,
  'suffix-governed': 12,
  'suffix-own': 8,
  'renamed-own': 4,
  'abbreviated-own': 3,
  'dangling-governed': 3,
  'empty-governed': 3,
  'equal-names': 2,
  'nasty-own': 2,
  'no-organization': 3,
} as const;

export type SiteScenario = keyof typeof scenarioWeights;

/** The first customers of every estate, so that a small one shows every case. */
const always: readonly SiteScenario[] = [
  'exact-governed',
  'exact-own',
  'suffix-own',
  'branch-governed',
  'branch-governed',
  'suffix-governed',
  'renamed-own',
  'dangling-governed',
  'nasty-own',
  'empty-governed',
  'equal-names',
  'no-organization',
  'abbreviated-own',
];

/** How many of the estate's devices such a site gets, relative to others. */
const shares: Record<SiteScenario, number> = {
  'exact-governed': 1,
  'branch-governed': 0.7,
  'exact-own': 1.5,
  'suffix-governed': 0.9,
  'suffix-own': 1.2,
  'renamed-own': 0.9,
  'abbreviated-own': 0.5,
  'dangling-governed': 0.5,
  'empty-governed': 0,
  'equal-names': 0.4,
  'nasty-own': 0.6,
  'no-organization': 0.3,
};

export interface CustomerSite {
  readonly site: RmmSite;
  readonly client: ClientName;
  readonly scenario: SiteScenario;
  readonly share: number;
  /** Where the site's devices are documented in truth, or `null` when nowhere. */
  readonly organization: DocumentationRecord | null;
  readonly company: PsaCompany | null;
  readonly governed: boolean;
}

/** Scenarios of `count` customer sites. A branch is dealt as two sites in a row. */
export function dealScenarios(random: Random, count: number): SiteScenario[] {
  const scenarios = always.slice(0, count);
  const rest = deck(random, Math.max(0, count - scenarios.length), scenarioWeights);
  const others = rest.filter((scenario) => scenario !== 'branch-governed');
  const branches = rest.length - others.length;
  // An odd branch out has nobody to share its company with.
  const pairs = new Array<SiteScenario>(branches - (branches % 2)).fill('branch-governed');
  return [...scenarios, ...pairs, ...new Array<SiteScenario>(branches % 2).fill('exact-governed'), ...others];
}

export function makeCustomers(
  draft: Draft,
  catalogues: Catalogues,
  names: readonly ClientName[],
  scenarios: readonly SiteScenario[],
): CustomerSite[] {
  const random = draft.random.fork('customers');
  const customers: CustomerSite[] = [];
  let branchOf: CustomerSite | null = null;
  scenarios.forEach((scenario, index) => {
    const client = names[index];
    if (client === undefined) return;
    const made: CustomerSite =
      scenario === 'branch-governed' && branchOf !== null
        ? secondBranch(draft, branchOf)
        : makeCustomer(draft, catalogues, random, client, scenario);
    branchOf = scenario === 'branch-governed' && branchOf === null ? made : null;
    customers.push(made);
  });
  return customers;
}

function makeCustomer(
  draft: Draft,
  catalogues: Catalogues,
  random: Random,
  client: ClientName,
  scenario: SiteScenario,
): CustomerSite {
  const names = namesOf(client, scenario);
  const governed = scenario.endsWith('-governed');
  const documented = scenario !== 'no-organization';
  const company = makeCompany(draft, random, client, names.organization);
  const organization = documented
    ? makeOrganization(draft, catalogues, random, {
        client,
        name: names.organization,
        company: governed ? company : null,
      })
    : null;
  if (scenario === 'equal-names') {
    // A second organization of the very same name, as a merger or a double import leaves it.
    makeOrganization(draft, catalogues, random, { client, name: names.organization, company });
  }

  const site = makeSite(draft, random, names.site, mapping(scenario, company, random));
  return {
    site,
    client,
    scenario,
    share: shares[scenario] * (0.7 + random.next() * 0.6),
    organization,
    company,
    governed,
  };
}

/** The second site of a company that two sites are mapped to. */
function secondBranch(draft: Draft, first: CustomerSite): CustomerSite {
  const random = draft.random.fork(`branch ${first.site.uid}`);
  const city = random.pick(CITIES.filter((other) => other !== first.client.city));
  const site = makeSite(draft, random, `${first.client.core} - ${city}`, {
    companyId: first.company?.id ?? null,
    companyName: first.company?.name ?? null,
  });
  return { ...first, site, share: shares['branch-governed'] };
}

function namesOf(client: ClientName, scenario: SiteScenario): { site: string; organization: string } {
  const legalName =
    client.legal.startsWith('P') || client.legal === 'Inc.'
      ? `${client.core}, ${client.legal}`
      : `${client.core} ${client.legal}`;
  switch (scenario) {
    case 'branch-governed':
      return { site: `${client.core} - Main`, organization: legalName };
    case 'suffix-governed':
    case 'suffix-own':
      return { site: client.core, organization: legalName };
    case 'renamed-own':
      return {
        site: `${client.city} ${client.core.split(' ').at(-1) ?? ''} Partners`,
        organization: legalName,
      };
    case 'dangling-governed':
      return { site: `${initials(client.core)} ${client.city}`, organization: legalName };
    case 'abbreviated-own':
      return { site: initials(client.core), organization: client.core };
    case 'nasty-own':
      return {
        site: ` Café ${client.core} 🚀\u202e (Zürich) `,
        organization: `Café ${client.core} 🚀 (Zürich)`,
      };
    case 'exact-own':
      return { site: client.core, organization: client.core };
    default:
      return { site: client.core, organization: client.core };
  }
}

function mapping(
  scenario: SiteScenario,
  company: PsaCompany,
  random: Random,
): Pick<RmmSite, 'companyId' | 'companyName'> {
  if (scenario === 'dangling-governed')
    return { companyId: String(random.between(70_000_000, 79_999_999)), companyName: company.name };
  if (scenario.endsWith('-governed')) return { companyId: company.id, companyName: company.name };
  // Unmapped sites: the attribute is missing, null, blank or "0" (observed).
  return random.pick([
    { companyId: undefined, companyName: undefined },
    { companyId: null, companyName: null },
    { companyId: '', companyName: null },
    { companyId: '0', companyName: '' },
  ]);
}

export function makeSite(
  draft: Draft,
  random: Random,
  name: string,
  more: Partial<Omit<RmmSite, 'id' | 'name'>> = {},
): RmmSite {
  const proxied = random.chance(0.12);
  const id = draft.number('rmm-site', 118_204);
  const site: RmmSite = {
    id,
    uid: random.guid(),
    name,
    description: random.pick([null, '', 'Managed since 2019', TRAP_TEXTS.formula]),
    notes: draft.canary('site-notes'),
    onDemand: false,
    companyId: null,
    companyName: null,
    proxy: proxied ? makeProxy(draft, random) : null,
    variables: [
      {
        id: id * 10,
        name: 'vpn-psk',
        value: draft.canary('site-variable') ?? 'not-a-real-secret',
        masked: false,
      },
    ],
    system: false,
    ...more,
  };
  draft.estate.rmm.sites.set(site.uid, site);
  return site;
}

function makeProxy(draft: Draft, random: Random): NonNullable<RmmSite['proxy']> {
  return {
    host: 'proxy.internal.example',
    port: random.pick([3128, 8080]),
    type: 'http',
    username: 'svc-proxy',
    password: draft.canary('proxy-password') ?? 'proxy-password',
  };
}

export function makeCompany(draft: Draft, random: Random, client: ClientName, name: string): PsaCompany {
  const company: PsaCompany = {
    id: String(draft.number('psa-company', 29_683_511)),
    name,
    number: client.code,
    type: 'Customer',
    classification: random.pick(['Managed', 'Break/fix', null]),
    active: true,
    parentId: null,
    phone: `+1 937 555 ${random.between(1000, 9999)}`,
    web: `https://www.${client.domain}`,
    created: draft.estate.madeAt - random.between(500, 2500) * 86_400_000,
  };
  draft.estate.psa.companies.set(company.id, company);
  return company;
}

export function makeOrganization(
  draft: Draft,
  catalogues: Catalogues,
  random: Random,
  { client, name, company }: { client: ClientName; name: string; company: PsaCompany | null },
): DocumentationRecord {
  const count = draft.estate.documentation.collections.organizations.size;
  // Two organizations whose ids are equal as doubles: writing to the wrong one of them is the worst mistake there is.
  const pair = beyondDoubles(0);
  const id = count === 2 ? pair[0] : count === 3 ? pair[1] : undefined;
  return draft.record(
    'organizations',
    {
      name,
      alert: null,
      description: random.pick([null, '', `<p>${client.core}, ${client.city}</p>`]),
      'organization-type-id': catalogues.organizationTypes.get('Customer') ?? null,
      'organization-status-id': catalogues.organizationStatuses.get('Active') ?? null,
      'short-name': company?.number ?? null,
      'quick-notes': draft.canary('quick-notes') ?? quickNotes(random, client),
      'parent-id': null,
      'ancestor-ids': [],
      primary: false,
      logo: null,
      'psa-integration': company === null ? null : 'enabled',
      ...stamps(draft, random.between(300, 1200), random.between(1, 90)),
    },
    { psaIds: company === null ? [] : [company.id], ...(id === undefined ? {} : { id }) },
  );
}

function quickNotes(random: Random, client: ClientName): string | null {
  if (random.chance(0.5)) return null;
  return `<div>Gate code at reception. ${client.core} opens at eight. </div>`.repeat(random.between(1, 8));
}

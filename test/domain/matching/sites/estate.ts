import type { Site } from '../../../../src/domain/estate/source.js';
import type { Organization } from '../../../../src/domain/estate/target.js';
import type { SiteMatchInput } from '../../../../src/domain/matching/inputs.js';
import {
  type Decision,
  ENGINE_VERSION,
  type IgnoreRule,
  type StandingMatch,
} from '../../../../src/domain/matching/verdict.js';

/** A site of which nothing is known but what `seed` gives. */
export function site(id: string, name: string, seed: Partial<Omit<Site, 'id' | 'name'>> = {}): Site {
  return {
    id,
    name,
    otherIds: [],
    otherNames: [],
    psaCompanyId: null,
    psaCompanyName: null,
    deviceCount: 5,
    domains: [],
    phones: [],
    skip: null,
    active: true,
    url: null,
    createdAt: null,
    facts: {},
    ...seed,
  };
}

type OrganizationSeed = Partial<Omit<Organization, 'id' | 'name'>> & { psa?: readonly string[] };

/** A live organization that no PSA knows, unless `psa` gives its company ids. */
export function organization(id: string, name: string, seed: OrganizationSeed = {}): Organization {
  const { psa = [], ...rest } = seed;
  return {
    id,
    name,
    shortName: null,
    otherNames: [],
    active: true,
    primary: false,
    typeName: null,
    statusName: null,
    domains: [],
    phones: [],
    rmmCompanies: [],
    provenance: {
      createdAt: null,
      updatedAt: null,
      psaState: psa.length > 0 ? 'enabled' : 'none',
      psaIds: psa,
      provider: null,
    },
    url: null,
    fields: {},
    ...rest,
  };
}

/** Complete lists, no PSA read, nothing said or matched before. */
export function input(seed: Partial<SiteMatchInput> = {}): SiteMatchInput {
  return {
    integration: 'datto-rmm:it-glue',
    sites: [],
    organizations: [],
    decisions: [],
    rules: [],
    standing: [],
    ledger: new Map(),
    activeCompanies: null,
    votes: new Map(),
    complete: true,
    ...seed,
  };
}

export function decision(sourceId: string, verb: Decision['verb'], seed: Partial<Decision> = {}): Decision {
  return {
    sequence: 1,
    kind: 'site',
    sourceId,
    verb,
    targetId: null,
    oldTargetId: null,
    by: 'person',
    who: 'ann',
    note: null,
    at: 0,
    ...seed,
  };
}

export function standing(
  sourceId: string,
  targetId: string,
  seed: Partial<StandingMatch> = {},
): StandingMatch {
  return {
    kind: 'site',
    sourceId,
    targetId,
    decidedBy: 'auto',
    engine: ENGINE_VERSION,
    evidence: [],
    siteId: null,
    organizationId: null,
    ...seed,
  };
}

export function rule(id: string, seed: Partial<IgnoreRule> = {}): IgnoreRule {
  return { id, kind: 'site', siteId: null, deviceClass: null, namePattern: null, note: null, at: 0, ...seed };
}

/** `votes('s1', { o1: 4, o2: 1 })`. */
export function votes(siteId: string, counts: Readonly<Record<string, number>>): SiteMatchInput['votes'] {
  return new Map([[siteId, new Map(Object.entries(counts))]]);
}

/** Organizations of all sorts, none like another and none like those that tests ask for. */
export const strangers: readonly Organization[] = [
  'Larkspur Veterinary Clinic',
  'Quillfeather Printing Inc.',
  'Dunmore & Petrakis LLP',
  'Northgate Plumbing Supply',
  'Sable Point Yacht Club',
  'Ostrander Insurance Agency',
  'Velvet Fern Bakery LLC',
  'Ridgecrest Christian Academy',
  'Tamarack Engineering Group',
  'Bexley Orthodontics PC',
  'Hollins Freight Systems',
  'Copper Kettle Brewing Co',
].map((name, at) => organization(`x${at}`, name));

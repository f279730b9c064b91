import type { Site } from '../../estate/source.js';
import type { Organization } from '../../estate/target.js';
import type { SiteMatchInput } from '../inputs.js';
import { byId } from './order.js';

/** Where a site's PSA company leads. */
export type Chain =
  | { readonly kind: 'none' }
  /** The company was deactivated, merged or deleted: no evidence, but worth a word. */
  | { readonly kind: 'inactive'; readonly companyId: string }
  /** The company is alive and no organization is linked to it. */
  | { readonly kind: 'unlinked'; readonly companyId: string }
  | { readonly kind: 'one'; readonly companyId: string; readonly organization: Organization }
  | {
      readonly kind: 'several';
      readonly companyId: string;
      /** By id. */
      readonly organizations: readonly Organization[];
    };

/** PSA ids read as a chain from sites to organizations. */
export interface Chains {
  of(site: Site): Chain;
  /** The living company other than the site's own that an organization is linked to, or `null`. */
  linkedElsewhere(chain: Chain, organization: Organization): string | null;
}

/**
 * Follows PSA company ids to organizations: by the organizations' own PSA ids and by trilink's hop B ledger. In the
 * PSA itself a record's id is its company id. A link whose id was not told (`unknown`) leads nowhere.
 */
export function chainsOf(input: SiteMatchInput): Chains {
  const linked = linksOf(input);
  const isAlive = (companyId: string) => input.activeCompanies?.has(companyId) ?? true;
  return {
    of(site) {
      const companyId = companyOf(input, site);
      if (companyId === null) return { kind: 'none' };
      if (!isAlive(companyId) || (isOfPsa(input, 'source') && !site.active))
        return { kind: 'inactive', companyId };
      return follow(companyId, linked.get(companyId) ?? [], isOfPsa(input, 'target'));
    },
    linkedElsewhere(chain, organization) {
      if (chain.kind !== 'unlinked') return null;
      const ids = psaIdsOf(input, organization).filter((id) => id !== chain.companyId && isAlive(id));
      return ids.sort()[0] ?? null;
    },
  };
}

function follow(companyId: string, linked: readonly Organization[], inPsa: boolean): Chain {
  const alive = linked.filter((organization) => organization.active);
  if (inPsa && linked.length > 0 && alive.length === 0) return { kind: 'inactive', companyId };
  const [first, second] = alive.length > 0 ? alive : linked;
  if (!first) return { kind: 'unlinked', companyId };
  if (!second) return { kind: 'one', companyId, organization: first };
  return { kind: 'several', companyId, organizations: alive.length > 0 ? alive : linked };
}

function linksOf(input: SiteMatchInput): ReadonlyMap<string, readonly Organization[]> {
  const linked = new Map<string, Organization[]>();
  const link = (companyId: string, organization: Organization) => {
    const list = linked.get(companyId) ?? [];
    if (!list.includes(organization)) linked.set(companyId, [...list, organization].sort(byId));
  };
  const organizations = new Map(input.organizations.map((one) => [one.id, one]));
  for (const one of input.organizations) for (const id of psaIdsOf(input, one)) link(id, one);
  for (const [companyId, organizationId] of input.ledger) {
    const organization = organizations.get(organizationId);
    if (organization) link(companyId, organization);
  }
  return linked;
}

/** PSA company ids of an organization, those of unknown links left out. */
export function psaIdsOf(
  input: Pick<SiteMatchInput, 'integration'>,
  organization: Organization,
): readonly string[] {
  const told = organization.provenance.psaIds.filter((id) => id !== '' && id !== 'unknown');
  return isOfPsa(input, 'target') ? [...new Set([...told, organization.id])] : told;
}

function companyOf(input: SiteMatchInput, site: Site): string | null {
  if (site.psaCompanyId !== null && site.psaCompanyId !== '') return site.psaCompanyId;
  return isOfPsa(input, 'source') ? site.id : null;
}

function isOfPsa({ integration }: Pick<SiteMatchInput, 'integration'>, end: 'source' | 'target'): boolean {
  const [source, target] = integration.split(':');
  return (end === 'source' ? source : target) === 'autotask';
}

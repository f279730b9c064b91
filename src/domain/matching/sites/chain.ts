import type { Site } from '../../estate/source.js';
import type { Organization } from '../../estate/target.js';
import type { SiteMatchInput } from '../inputs.js';

/** Where a site's PSA company leads. */
export type Chain =
  | { readonly kind: 'none' }
  /** The company has been deactivated or merged: no evidence, but worth a word. */
  | { readonly kind: 'inactive'; readonly companyId: string }
  | { readonly kind: 'unlinked'; readonly companyId: string }
  | { readonly kind: 'one'; readonly companyId: string; readonly organization: Organization }
  | { readonly kind: 'several'; readonly companyId: string; readonly organizations: readonly Organization[] };

/** Follows PSA company ids to organizations: by the organizations' own PSA ids, else by trilink's hop B ledger. */
export function chainsOf(input: SiteMatchInput): (site: Site) => Chain {
  const byCompany = new Map<string, Organization[]>();
  for (const organization of [...input.organizations].sort((a, b) => (a.id < b.id ? -1 : 1))) {
    for (const id of new Set(organization.provenance.psaIds)) {
      byCompany.set(id, [...(byCompany.get(id) ?? []), organization]);
    }
  }
  const byId = new Map(input.organizations.map((organization) => [organization.id, organization]));
  return ({ psaCompanyId: companyId }) => {
    if (companyId === null) return { kind: 'none' };
    if (input.activeCompanies !== null && !input.activeCompanies.has(companyId))
      return { kind: 'inactive', companyId };
    const linked = byCompany.get(companyId) ?? [];
    const [first] = linked;
    if (first && linked.length > 1) return { kind: 'several', companyId, organizations: linked };
    const organization = first ?? byId.get(input.ledger.get(companyId) ?? '');
    return organization ? { kind: 'one', companyId, organization } : { kind: 'unlinked', companyId };
  };
}

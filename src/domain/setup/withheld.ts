import { companyIdOf, indexEstate, isLinked } from './facts/estate-index.js';
import type { FactInputs } from './facts/inputs.js';
import type { Withheld } from './hard-stops.js';
import type { RunHop } from './rule.js';

/**
 * Ids of the records that a hard stop keeps out of a hop, in the words of its source: configuration items for
 * `items-without-type`, sites for the two about sites; organization ids for `records-linked-to-psa`.
 */
export function withheldIds(what: Withheld, hop: RunHop, inputs: FactInputs): ReadonlySet<string> {
  const index = indexEstate(inputs);
  const rmm = hop === 'S' ? inputs.syncro : inputs.dattoRmm;
  const sites = rmm?.sites?.records ?? [];
  const ledger = inputs.ledger?.[hop];
  switch (what) {
    case 'items-without-type':
      return new Set(index.rmmItems.filter((item) => item.typeId === null).map((item) => item.id));
    case 'records-linked-to-psa':
      return new Set(
        [...index.organizations.values()].filter(isLinked).map((organization) => organization.id),
      );
    case 'sites-without-linked-organization': {
      const own = inputs.ledger?.B?.sites;
      const isCovered = (company: string) => index.organizationOf.has(company) || own?.has(company) === true;
      return new Set(sites.filter((site) => !isCovered(companyIdOf(site) ?? '')).map((site) => site.id));
    }
    case 'devices-of-unsettled-sites':
      return new Set(
        sites
          .filter((site) => !ledger?.sites.has(site.id) && !ledger?.ignored.has(site.id))
          .map((site) => site.id),
      );
  }
}

import { explainSite } from '../domain/matching/sites/explain.js';
import type { Session } from '../ports/session.js';
import type { PublishedItem } from '../ports/store.js';
import type { ItemExplanation } from './explain-item.js';
import { siteInput } from './rematch.js';
import type { RememberedEstate } from './remembered-estate.js';

/** Explains a site by what the store remembers of both sides; `null` when its source record is gone. */
export async function explainSiteItem(
  session: Session,
  item: PublishedItem,
  estate: RememberedEstate,
): Promise<Omit<ItemExplanation, 'decision'> | null> {
  const explained = explainSite(await siteInput(session, estate), item.sourceId);
  if (explained === null) return null;
  const { verdict, identifiers, candidates, rivals, limits, whatWouldChange } = explained;
  return {
    item: { ...item, findings: verdict.findings },
    identifiers,
    candidates: candidates.map((one) => ({ ...one, heldByName: null })),
    rivals,
    agents: [],
    limits,
    whatWouldChange,
  };
}

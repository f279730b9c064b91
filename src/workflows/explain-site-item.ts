import { siteFacts } from '../domain/matching/compare.js';
import type { Session } from '../ports/session.js';
import type { PublishedItem } from '../ports/store.js';
import { type ItemExplanation, withoutSource } from './explain-item.js';
import type { RememberedEstate } from './remembered-estate.js';

/** Explains a site by what the store remembers of both sides. */
export async function explainSiteItem(
  _session: Session,
  item: PublishedItem,
  estate: RememberedEstate,
): Promise<Omit<ItemExplanation, 'decision'>> {
  const site = estate.sites.get(item.sourceId);
  const bare = withoutSource(item);
  if (!site) return bare;
  const identifiers = Object.entries(siteFacts(site)).flatMap(([kind, value]) =>
    value === null || kind === 'state' || kind === 'devices'
      ? []
      : [
          {
            kind,
            received: value,
            value,
            from: null,
            kept: true,
            class: 'ok',
            why: '',
            occurrences: null,
            trust: null,
          },
        ],
  );
  return { ...bare, identifiers };
}

import {
  type ComparedField,
  compareDevice,
  compareSite,
  deviceFacts,
  siteFacts,
} from '../domain/matching/compare.js';
import type { Candidate, Decision } from '../domain/matching/verdict.js';
import type { PublishedItem } from '../ports/store.js';
import { holderOf } from './decision-for.js';
import type { RememberedEstate } from './remembered-estate.js';

/** A candidate beside the item: what speaks for and against it, and both records field by field. */
export interface CardCandidate extends Candidate {
  /** Empty when the record is not remembered. */
  readonly compared: readonly ComparedField[];
  readonly archived: boolean;
  /** Another item that is matched to it. */
  readonly heldBy: string | null;
  readonly url: string | null;
}

/** One item as a person sees it before deciding. */
export interface ReviewCard {
  readonly item: PublishedItem;
  /** Its place among what is to be reviewed, from 1. */
  readonly position: number;
  readonly total: number;
  /** What is known of the item itself, field → text. Empty when its source record is gone. */
  readonly facts: Readonly<Record<string, string | null>>;
  readonly url: string | null;
  readonly candidates: readonly CardCandidate[];
  readonly decision: Decision | null;
}

export function reviewCard(
  estate: RememberedEstate,
  items: readonly PublishedItem[],
  item: PublishedItem,
  place: { readonly position: number; readonly total: number; readonly decision: Decision | null },
): ReviewCard {
  const site = item.kind === 'site' ? estate.sites.get(item.sourceId) : undefined;
  const device = item.kind === 'device' ? estate.devices.get(item.sourceId) : undefined;
  return {
    item,
    ...place,
    facts: site ? siteFacts(site) : device ? deviceFacts(device) : {},
    url: site?.url ?? device?.url ?? null,
    candidates: shownCandidates(item).map((one) => ({
      ...one,
      ...beside(estate, item, one.id),
      heldBy: holderOf(items, item, one.id)?.name ?? null,
    })),
  };
}

/** The record that an item is matched to stands first, though nothing else speaks for it. */
function shownCandidates(item: PublishedItem): readonly Candidate[] {
  const { targetId, targetName, candidates } = item;
  if (targetId === null) return candidates;
  const own = candidates.find((one) => one.id === targetId);
  const others = candidates.filter((one) => one.id !== targetId);
  return [own ?? { id: targetId, name: targetName ?? targetId, confidence: 0, evidence: [] }, ...others];
}

function beside(estate: RememberedEstate, item: PublishedItem, id: string) {
  if (item.kind === 'site') {
    const [site, record] = [estate.sites.get(item.sourceId), estate.organizations.get(id)];
    const compared = site && record ? compareSite(site, record) : [];
    return { compared, archived: record?.active === false, url: record?.url ?? null };
  }
  const [device, record] = [estate.devices.get(item.sourceId), estate.configurations.get(id)];
  const compared = device && record ? compareDevice(device, record) : [];
  return { compared, archived: record?.archived ?? false, url: record?.url ?? null };
}

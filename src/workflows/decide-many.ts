import { type IntegrationId, itemKey } from '../domain/estate/systems.js';
import { isContradiction, isNameOnly } from '../domain/matching/evidence-kinds.js';
import type { Candidate } from '../domain/matching/verdict.js';
import type { Session } from '../ports/session.js';
import type { PublishedItem } from '../ports/store.js';
import { currentItems } from './current-items.js';
import { type Decided, settleAll } from './decide.js';
import type { Made } from './decision-for.js';

export interface AcceptAllRequest {
  readonly minConfidence: number;
  /** Admits candidates whose only evidence is the name. */
  readonly nameOnly: boolean;
  readonly site: string | null;
  readonly integration: IntegrationId | null;
  readonly who: string | null;
  readonly note: string | null;
  readonly dryRun: boolean;
  /** Items to look at, as `<integration>/<kind>/<source id>`; all when left out. */
  readonly only?: ReadonlySet<string>;
}

export type SkipReason = 'below-confidence' | 'contradiction' | 'rival' | 'name-only' | 'taken';

export interface AcceptedAll {
  readonly accepted: readonly Decided[];
  readonly skipped: Readonly<Record<SkipReason, number>>;
}

/**
 * Accepts every suggestion above a confidence, but for those with a contradiction, a live rival, or only a name to
 * show for it. Two items that would take one configuration are both left. Sites come first, so that devices that they
 * let be matched are looked at too.
 */
export async function acceptAll(session: Session, request: AcceptAllRequest): Promise<AcceptedAll> {
  const accepted: Decided[] = [];
  const skipped = { 'below-confidence': 0, contradiction: 0, rival: 0, 'name-only': 0, taken: 0 };
  for (const isOfPass of [isSite, (item: PublishedItem) => !isSite(item)]) {
    const all = await currentItems(session);
    const { taken, left } = choose(
      all,
      all.filter((item) => isOfPass(item) && isAsked(item, request)),
      request,
    );
    for (const why of left) skipped[why]++;
    accepted.push(...(await settleAll(session, taken.map(matchTo), { ...request, by: 'person' })));
  }
  return { accepted, skipped };
}

function isSite(item: PublishedItem): boolean {
  return item.kind === 'site';
}

function isAsked(item: PublishedItem, { only, site, integration }: AcceptAllRequest): boolean {
  if (item.status !== 'suggested' && item.status !== 'ambiguous') return false;
  if (integration !== null && item.integration !== integration) return false;
  if (only && !only.has(itemKey(item))) return false;
  return site === null || item.siteId === site || item.siteName === site;
}

interface Choice {
  readonly item: PublishedItem;
  readonly candidate: Candidate;
}

/** What may be accepted, and why the rest may not. */
function choose(
  all: readonly PublishedItem[],
  asked: readonly PublishedItem[],
  request: AcceptAllRequest,
): { readonly taken: readonly Choice[]; readonly left: readonly SkipReason[] } {
  const wanted = asked.flatMap((item) => {
    const [candidate] = item.candidates;
    return candidate ? [{ item, candidate }] : [];
  });
  const takers = new Map<string, number>();
  const count = (place: string) => takers.set(place, (takers.get(place) ?? 0) + 1);
  for (const { item, candidate } of wanted) count(placeOf(item, candidate.id));
  for (const item of all)
    if (item.status === 'matched' && item.targetId !== null) count(placeOf(item, item.targetId));
  const isTaken = ({ item, candidate }: Choice) =>
    item.kind !== 'site' && (takers.get(placeOf(item, candidate.id)) ?? 0) > 1;
  const taken: Choice[] = [];
  const left: SkipReason[] = [];
  for (const choice of wanted) {
    const why = whyNot(choice, request) ?? (isTaken(choice) ? 'taken' : null);
    if (why === null) taken.push(choice);
    else left.push(why);
  }
  return { taken, left };
}

function placeOf({ integration, kind }: PublishedItem, targetId: string): string {
  return `${integration} ${kind} ${targetId}`;
}

function whyNot({ item, candidate }: Choice, request: AcceptAllRequest): SkipReason | null {
  if (candidate.confidence < request.minConfidence) return 'below-confidence';
  if (candidate.evidence.some((one) => isContradiction(item.kind, one))) return 'contradiction';
  if (item.status === 'ambiguous') return 'rival';
  return isNameOnly(item.kind, candidate) && !request.nameOnly ? 'name-only' : null;
}

function matchTo({ item, candidate }: Choice): { readonly item: PublishedItem; readonly made: Made } {
  const target = { targetId: candidate.id, targetName: candidate.name };
  return { item, made: { verb: 'match', ...target, oldTargetId: null, retires: null } };
}

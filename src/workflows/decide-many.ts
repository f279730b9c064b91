import type { IntegrationId } from '../domain/estate/systems.js';
import type { Candidate } from '../domain/matching/verdict.js';
import type { Session } from '../ports/session.js';
import type { PublishedItem } from '../ports/store.js';
import { currentItems, type Decided, storeDecisions } from './decide.js';

export interface AcceptAllRequest {
  readonly minConfidence: number;
  /** Admits candidates whose only evidence is the name. */
  readonly nameOnly: boolean;
  readonly site: string | null;
  readonly integration: IntegrationId | null;
  readonly who: string | null;
  readonly note: string | null;
  readonly dryRun: boolean;
}

export type SkipReason = 'below-confidence' | 'contradiction' | 'rival' | 'name-only' | 'taken';

export interface AcceptedAll {
  readonly accepted: readonly Decided[];
  readonly skipped: Readonly<Record<SkipReason, number>>;
}

/**
 * Accepts every suggestion above a confidence, but for those with a contradiction, a live rival, or only a name to
 * show for it. Two items that would take one configuration are both left.
 */
export async function acceptAll(session: Session, request: AcceptAllRequest): Promise<AcceptedAll> {
  const all = await currentItems(session);
  const items = all
    .filter((item) => isAsked(item, request))
    .sort((a, b) => (a.kind === b.kind ? 0 : a.kind === 'site' ? -1 : 1));
  const skipped: Record<SkipReason, number> = {
    'below-confidence': 0,
    contradiction: 0,
    rival: 0,
    'name-only': 0,
    taken: 0,
  };
  const takers = countTakers(all, items);
  const accepted: Decided[] = [];
  for (const item of items) {
    const [first] = item.candidates;
    if (!first) continue;
    const why =
      whyNot(item, first, request) ?? ((takers.get(takenKey(item, first.id)) ?? 0) > 1 ? 'taken' : null);
    if (why !== null) {
      skipped[why]++;
      continue;
    }
    const decision = {
      kind: item.kind,
      sourceId: item.sourceId,
      verb: 'match' as const,
      targetId: first.id,
      oldTargetId: null,
      by: 'person' as const,
      who: request.who,
      note: request.note,
      at: session.clock.now(),
    };
    accepted.push({ item, decision, targetName: first.name, stored: !request.dryRun });
  }
  if (!request.dryRun) await storeAll(session, accepted);
  return { accepted, skipped };
}

function isAsked(item: PublishedItem, request: AcceptAllRequest): boolean {
  if (item.status !== 'suggested' && item.status !== 'ambiguous') return false;
  if (request.integration !== null && item.integration !== request.integration) return false;
  return request.site === null || item.siteId === request.site || item.siteName === request.site;
}

function whyNot(item: PublishedItem, first: Candidate, request: AcceptAllRequest): SkipReason | null {
  if (first.confidence < request.minConfidence) return 'below-confidence';
  if (first.evidence.some((evidence) => evidence.weight < 0)) return 'contradiction';
  if (item.status === 'ambiguous') return 'rival';
  return isNameOnly(item, first) && !request.nameOnly ? 'name-only' : null;
}

const nameKinds = /name|hostname/;

/** Whether nothing but a name speaks for a candidate. For sites the name is what they have; more is asked of devices. */
export function isNameOnly(item: Pick<PublishedItem, 'kind'>, candidate: Candidate): boolean {
  const speaking = candidate.evidence.filter((evidence) => evidence.weight > 0);
  return item.kind !== 'site' && speaking.every((evidence) => nameKinds.test(evidence.kind));
}

function countTakers(
  all: readonly PublishedItem[],
  items: readonly PublishedItem[],
): ReadonlyMap<string, number> {
  const takers = new Map<string, number>();
  const add = (item: PublishedItem, id: string) => {
    if (item.kind === 'site') return;
    const key = takenKey(item, id);
    takers.set(key, (takers.get(key) ?? 0) + 1);
  };
  for (const item of items) if (item.candidates[0]) add(item, item.candidates[0].id);
  for (const item of all) if (item.status === 'matched' && item.targetId !== null) add(item, item.targetId);
  return takers;
}

function takenKey(item: PublishedItem, targetId: string): string {
  return `${item.integration} ${item.kind} ${targetId}`;
}

async function storeAll(session: Session, accepted: readonly Decided[]): Promise<void> {
  for (const integration of new Set(accepted.map((one) => one.item.integration))) {
    const ofHop = accepted.filter((one) => one.item.integration === integration);
    await storeDecisions(
      session,
      integration,
      ofHop.map((one) => one.decision),
    );
  }
}

import { parseItem, type RecordKind } from '../domain/estate/systems.js';
import type { TargetType } from '../domain/estate/target.js';
import type { Hop } from '../domain/hops/hop.js';
import type { Decision, IgnoreRule, StandingMatch } from '../domain/matching/verdict.js';
import { ENGINE_VERSION } from '../domain/matching/verdict.js';
import type { Session } from '../ports/session.js';

/** What the store remembers about a hop's items before a run. */
export interface HopMemory {
  readonly decisions: readonly Decision[];
  /** The decision that holds for each item, by `kind/sourceId`. Withdrawn ones are absent. */
  readonly holding: ReadonlyMap<string, Decision>;
  readonly rules: readonly IgnoreRule[];
  /** Earlier matches, those by trilink's own creations included. */
  readonly standing: readonly StandingMatch[];
}

export async function recall(session: Session, hop: Pick<Hop, 'id' | 'target'>): Promise<HopMemory> {
  const { matches, journal } = session.store;
  const [decisions, rules, published, created, holds] = await Promise.all([
    matches.decisions(hop.id),
    matches.rules(hop.id),
    matches.standing(hop.id),
    createdRecords(session, hop),
    journal.holds(hop.id),
  ]);
  const undone = new Set(holds.filter((hold) => hold.field === '*').map((hold) => hold.item));
  const holding = holdingDecisions(decisions);
  const made = madeByUs(hop, created, undone, holding);
  const forgotten = forgottenItems(decisions);
  const keys = new Set(made.map((match) => decisionKey(match.kind, match.sourceId)));
  const kept = published.filter((match) => !keys.has(decisionKey(match.kind, match.sourceId)));
  const standing = [...kept, ...made].filter(
    (match) => !forgotten.has(decisionKey(match.kind, match.sourceId)),
  );
  return { decisions, holding, rules, standing };
}

/** Records that trilink made, with the items they are for, oldest first within a type. Ids of two types may be equal. */
async function createdRecords(session: Session, hop: Pick<Hop, 'target'>): Promise<readonly CreatedRecord[]> {
  const types: readonly TargetType[] = ['organization', 'configuration', 'location', 'contact'];
  const found = types.map(async (type) => {
    const made = await session.store.journal.createdByUs(hop.target, type);
    return [...made].map(([targetId, { item }]) => ({ targetId, item }));
  });
  return (await Promise.all(found)).flat();
}

interface CreatedRecord {
  readonly targetId: string;
  readonly item: string;
}

/** Decisions that are fulfilled by a record of trilink's own making. */
const newRecordVerbs: ReadonlySet<Decision['verb']> = new Set(['create', 'move', 'replace']);

/**
 * A record that trilink made for an item is its match, whatever identifiers it has, unless its making was undone. The
 * last one made counts.
 */
function madeByUs(
  hop: Pick<Hop, 'id'>,
  created: readonly CreatedRecord[],
  undone: ReadonlySet<string>,
  holding: ReadonlyMap<string, Decision>,
): readonly StandingMatch[] {
  const found = new Map<string, StandingMatch>();
  for (const { targetId, item } of created) {
    const ref = parseItem(item);
    if (!ref || ref.integration !== hop.id || undone.has(item)) continue;
    const decision = holding.get(decisionKey(ref.kind, ref.sourceId));
    found.set(decisionKey(ref.kind, ref.sourceId), {
      kind: ref.kind,
      sourceId: ref.sourceId,
      targetId,
      decidedBy: decision && newRecordVerbs.has(decision.verb) ? decision.by : 'auto',
      engine: ENGINE_VERSION,
      evidence: [{ kind: 'created-by-trilink', value: targetId, weight: 100 }],
      siteId: null,
      organizationId: null,
    });
  }
  return [...found.values()];
}

/** Items about which the last word was to forget: neither a decision nor an earlier match counts for them. */
function forgottenItems(decisions: readonly Decision[]): ReadonlySet<string> {
  const last = lastDecisions(decisions);
  return new Set([...last].filter(([, decision]) => decision.verb === 'forget').map(([key]) => key));
}

function lastDecisions(decisions: readonly Decision[]): Map<string, Decision> {
  const last = new Map<string, Decision>();
  for (const decision of [...decisions].sort((a, b) => a.sequence - b.sequence)) {
    last.set(decisionKey(decision.kind, decision.sourceId), decision);
  }
  return last;
}

/** The last decision on each item, unless it was withdrawn. */
export function holdingDecisions(decisions: readonly Decision[]): ReadonlyMap<string, Decision> {
  const last = lastDecisions(decisions);
  for (const [key, decision] of last) if (decision.verb === 'forget') last.delete(key);
  return last;
}

export function decisionKey(kind: RecordKind, sourceId: string): string {
  return `${kind}/${sourceId}`;
}

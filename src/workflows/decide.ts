import { type IntegrationId, itemKey } from '../domain/estate/systems.js';
import type { Decision } from '../domain/matching/verdict.js';
import { UsageError } from '../errors.js';
import type { Session } from '../ports/session.js';
import type { PublishedItem } from '../ports/store.js';
import { currentItems } from './current-items.js';
import { decisionFor, type Made } from './decision-for.js';
import { findItem } from './find-item.js';
import { decisionKey, holdingDecisions } from './memory.js';

export type DecideVerb = 'accept' | 'set' | 'create' | 'ignore' | 'change' | 'move' | 'replace' | 'forget';

export interface DecideRequest {
  readonly verb: DecideVerb;
  /** `<integration>/<kind>/<source id>`, or an exact name. */
  readonly item: string;
  readonly integration: IntegrationId | null;
  /**
   * A record of the target by id or exact name: what to match to (`set`, `change`), which of several suggestions
   * (`accept`), or the old record (`replace`).
   */
  readonly target: string | null;
  readonly note: string | null;
  readonly who: string | null;
  /** For `create`: although something plausible exists. */
  readonly evenIfSimilar: boolean;
  readonly dryRun: boolean;
}

/** A decision before the store has given it its place. */
export type NewDecision = Omit<Decision, 'sequence'>;

/** What was decided, and about what. */
export interface Decided {
  readonly item: PublishedItem;
  readonly decision: NewDecision;
  readonly targetName: string | null;
  readonly stored: boolean;
  /** Whether just this was decided before: nothing is stored then. */
  readonly unchanged: boolean;
}

/**
 * Stores a person's word about one item; `replace` may bring a second one, about the device that is replaced. What it
 * leads to is written by the next sync, through the same plan, guard and journal as everything else. Lifts what an
 * undo held back for that item.
 *
 * @throws {UsageError} when the item, the target or the verb does not fit.
 */
export async function decide(session: Session, request: DecideRequest): Promise<readonly Decided[]> {
  const items = await currentItems(session);
  const item = findItem(items, request.item, request.integration);
  if (needsTarget.has(request.verb) && request.target === null) throw targetMissing(request.verb, item);
  const made = await decisionFor({ session, items }, item, request);
  return settle(session, item, made, { ...request, by: 'person' });
}

const needsTarget: ReadonlySet<DecideVerb> = new Set(['set', 'change', 'replace']);

function targetMissing(verb: DecideVerb, item: PublishedItem): UsageError {
  const what = verb === 'replace' ? 'the old record that it replaces' : 'the record to match it to';
  return new UsageError(`match ${verb} needs ${what}, by id or exact name.`, {
    code: 'target-missing',
    hint: `For example: trilink match ${verb} ${itemKey(item)} ID`,
  });
}

/** Who says it, why, and whether it counts. */
export interface Say {
  readonly by: Decision['by'];
  readonly who: string | null;
  readonly note: string | null;
  readonly dryRun: boolean;
}

/** Stores what a verb made of an item, unless that holds already and no undo stands against it, or it is a dry run. */
export function settle(
  session: Session,
  item: PublishedItem,
  made: Made,
  say: Say,
): Promise<readonly Decided[]> {
  return settleAll(session, [{ item, made }], say);
}

/** The same for many at once; the decisions of an integration are stored all or none. */
export async function settleAll(
  session: Session,
  all: readonly { readonly item: PublishedItem; readonly made: Made }[],
  say: Say,
): Promise<readonly Decided[]> {
  const said = all.flatMap(({ item, made }) => sayings(item, made, say, session.clock.now()));
  const decided: Decided[] = [];
  for (const integration of new Set(said.map(({ item }) => item.integration))) {
    const ofHop = said.filter(({ item }) => item.integration === integration);
    decided.push(...(await storeNew(session, integration, ofHop, say.dryRun)));
  }
  return decided;
}

type Saying = Pick<Decided, 'item' | 'decision' | 'targetName'>;

function sayings(item: PublishedItem, made: Made, { by, who, note }: Say, at: number): readonly Saying[] {
  const { verb, targetId, oldTargetId, targetName, retires } = made;
  const common = (about: PublishedItem) => ({ kind: about.kind, sourceId: about.sourceId, by, who, at });
  const first = { item, decision: { ...common(item), verb, targetId, oldTargetId, note }, targetName };
  if (retires === null) return [first];
  const ignored = {
    verb: 'ignore',
    targetId: null,
    oldTargetId: null,
    note: `replaced by ${item.name} (${item.sourceId})`,
  } as const;
  return [first, { item: retires, decision: { ...common(retires), ...ignored }, targetName: null }];
}

async function storeNew(
  session: Session,
  integration: IntegrationId,
  said: readonly Saying[],
  dryRun: boolean,
): Promise<readonly Decided[]> {
  const holding = holdingDecisions(await session.store.matches.decisions(integration));
  const held = new Set((await session.store.journal.holds(integration)).map((hold) => hold.item));
  const decided = said.map((one) => {
    const isHeld = holding.get(decisionKey(one.decision.kind, one.decision.sourceId));
    const unchanged = isSaid(isHeld, one) && !held.has(itemKey(one.item));
    return { ...one, unchanged, stored: !unchanged && !dryRun };
  });
  const stored = decided.filter((one) => one.stored).map((one) => one.decision);
  if (stored.length > 0) await storeDecisions(session, integration, stored);
  return decided;
}

/** Whether a decision that holds says the same already. Without a note, any note it has stays. */
export function isSaid(
  holding: Decision | undefined,
  { item, decision }: { readonly item: PublishedItem; readonly decision: NewDecision },
): boolean {
  if (decision.verb === 'forget') return holding === undefined && item.decidedBy === null;
  if (holding?.verb !== decision.verb || holding.targetId !== decision.targetId) return false;
  const archives = decision.verb === 'move' || decision.verb === 'replace';
  if (archives && holding.oldTargetId !== decision.oldTargetId) return false;
  return decision.note === null || decision.note === holding.note;
}

/** Appends decisions and lifts what undos held back for their items. */
export async function storeDecisions(
  session: Session,
  integration: IntegrationId,
  decisions: readonly NewDecision[],
): Promise<void> {
  await session.store.matches.decide(integration, decisions);
  const decided = new Set(decisions.map(({ kind, sourceId }) => itemKey({ integration, kind, sourceId })));
  const held = (await session.store.journal.holds(integration)).filter((hold) => decided.has(hold.item));
  if (held.length > 0) await session.store.journal.setHolds([], held);
}

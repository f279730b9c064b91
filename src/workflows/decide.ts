import { type IntegrationId, itemKey } from '../domain/estate/systems.js';
import type { Candidate, Decision } from '../domain/matching/verdict.js';
import { UsageError } from '../errors.js';
import type { Session } from '../ports/session.js';
import type { PublishedItem } from '../ports/store.js';
import { applyDecisions } from './decided-since.js';
import { findItem } from './find-item.js';
import { findTarget, type KnownTarget, knownTargets } from './known-targets.js';

export type DecideVerb = 'accept' | 'set' | 'create' | 'ignore' | 'change' | 'move' | 'replace' | 'forget';

export interface DecideRequest {
  readonly verb: DecideVerb;
  /** `<integration>/<kind>/<source id>`, or an exact name. */
  readonly item: string;
  readonly integration: IntegrationId | null;
  /** The target's id or exact name, for `set`, `change` and `replace` (there: the old record). */
  readonly target: string | null;
  readonly note: string | null;
  readonly who: string | null;
  /** For `create`: although something plausible exists. */
  readonly evenIfSimilar: boolean;
  readonly dryRun: boolean;
}

/** What was decided, and about what. */
export interface Decided {
  readonly item: PublishedItem;
  readonly decision: Omit<Decision, 'sequence'>;
  readonly targetName: string | null;
  readonly stored: boolean;
}

/** The published items as they read with all decisions so far. */
export async function currentItems(session: Session): Promise<readonly PublishedItem[]> {
  return applyDecisions(session, await session.store.matches.published());
}

/**
 * Stores a person's word about one item. What it leads to is written by the next sync, through the same plan, guard
 * and journal as everything else. Lifts what an undo held back for that item.
 *
 * @throws {UsageError} when the item, the target or the verb does not fit.
 */
export async function decide(session: Session, request: DecideRequest): Promise<Decided> {
  const items = await currentItems(session);
  const item = findItem(items, request.item, request.integration);
  const made = await decisionFor(session, items, item, request);
  const decision = {
    kind: item.kind,
    sourceId: item.sourceId,
    oldTargetId: null,
    by: 'person' as const,
    who: request.who,
    note: request.note,
    at: session.clock.now(),
    ...made.decision,
  };
  if (!request.dryRun) await storeDecisions(session, item.integration, [decision]);
  return { item, decision, targetName: made.targetName, stored: !request.dryRun };
}

/** Appends decisions and lifts what undos held back for their items. */
export async function storeDecisions(
  session: Session,
  integration: IntegrationId,
  decisions: readonly Omit<Decision, 'sequence'>[],
): Promise<void> {
  await session.store.matches.decide(integration, decisions);
  const decided = new Set(decisions.map(({ kind, sourceId }) => itemKey({ integration, kind, sourceId })));
  const held = (await session.store.journal.holds(integration)).filter((hold) => decided.has(hold.item));
  if (held.length > 0) await session.store.journal.setHolds([], held);
}

type Made = {
  readonly decision: Pick<Decision, 'verb' | 'targetId'> & { readonly oldTargetId?: string | null };
  readonly targetName: string | null;
};

async function decisionFor(
  session: Session,
  items: readonly PublishedItem[],
  item: PublishedItem,
  request: DecideRequest,
): Promise<Made> {
  switch (request.verb) {
    case 'accept':
      return tie(items, item, acceptedCandidate(item));
    case 'set':
    case 'change':
      return set(session, items, item, request);
    case 'create':
      return create(item, request);
    case 'ignore':
      return { decision: { verb: 'ignore', targetId: null }, targetName: null };
    case 'forget':
      return { decision: { verb: 'forget', targetId: null }, targetName: null };
    case 'move':
      return move(session, item);
    case 'replace':
      return replace(session, item, request);
  }
}

/** @throws {UsageError} when nothing, or more than one thing, is proposed. */
export function acceptedCandidate(item: PublishedItem): Candidate {
  const [first] = item.candidates;
  if (item.status === 'suggested' && first) return first;
  if (item.status === 'ambiguous') {
    const lines = item.candidates.map((candidate) => `  ${candidate.id}  ${candidate.name}`);
    throw new UsageError(`Several records fit ${item.name}:\n${lines.join('\n')}`, {
      code: 'item-ambiguous',
      hint: `Choose one with: trilink match set ${itemKey(item)} ID`,
    });
  }
  throw new UsageError(`Nothing is suggested for ${item.name}: it is ${item.status}.`, {
    code: 'nothing-suggested',
    hint: `See why with: trilink match explain ${itemKey(item)}`,
  });
}

function tie(
  items: readonly PublishedItem[],
  item: PublishedItem,
  target: { id: string; name: string },
): Made {
  refuseWhenTaken(items, item, target);
  return { decision: { verb: 'match', targetId: target.id }, targetName: target.name };
}

/** One device for one configuration. Sites may share an organization. */
export function refuseWhenTaken(
  items: readonly PublishedItem[],
  item: PublishedItem,
  target: { id: string; name: string },
): void {
  if (item.kind === 'site') return;
  const other = items.find(
    (one) =>
      one.integration === item.integration &&
      one.kind === item.kind &&
      one.sourceId !== item.sourceId &&
      one.status === 'matched' &&
      one.targetId === target.id,
  );
  if (!other) return;
  throw new UsageError(`${target.name} (${target.id}) is matched to ${other.name} already.`, {
    code: 'target-taken',
    hint: `Withdraw that first with: trilink match forget ${itemKey(other)}`,
  });
}

async function set(
  session: Session,
  items: readonly PublishedItem[],
  item: PublishedItem,
  request: DecideRequest,
): Promise<Made> {
  const organizationId = organizationOfItem(items, item);
  const target = findTarget(await knownTargets(session, item), request.target ?? '', organizationId);
  refuseOtherOrganization(item, target, organizationId);
  const made = tie(items, item, target);
  const old = item.status === 'matched' && item.targetId !== target.id ? item.targetId : null;
  return { ...made, decision: { ...made.decision, oldTargetId: old } };
}

/** The organization that the device's site is settled on; `null` when it is not, or for a site. */
export function organizationOfItem(items: readonly PublishedItem[], item: PublishedItem): string | null {
  if (item.kind === 'site') return null;
  const site = items.find(
    (one) => one.kind === 'site' && one.integration === item.integration && one.sourceId === item.siteId,
  );
  return site?.status === 'matched' ? site.targetId : null;
}

export function refuseOtherOrganization(
  item: PublishedItem,
  target: KnownTarget,
  organizationId: string | null,
): void {
  if (item.kind === 'site' || target.organizationId === organizationId) return;
  const settled = organizationId !== null;
  throw new UsageError(
    settled
      ? `${target.name} belongs to another organization than ${item.siteName ?? 'the site'} of ${item.name}.`
      : `The site of ${item.name} is not settled yet.`,
    {
      code: settled ? 'other-organization' : 'site-unsettled',
      hint: settled
        ? `A device that changed hands gets a new record: trilink match move ${itemKey(item)}`
        : 'Settle its site first: trilink match review sites',
    },
  );
}

function create(item: PublishedItem, request: DecideRequest): Made {
  if (item.status === 'matched') {
    throw new UsageError(
      `${item.name} is matched already${item.targetName ? ` to ${item.targetName}` : ''}.`,
      { code: 'matched-already' },
    );
  }
  if (item.candidates.length > 0 && !request.evenIfSimilar) {
    const lines = item.candidates.map(
      (candidate) => `  ${candidate.id}  ${candidate.name}  (${Math.round(candidate.confidence * 100)} %)`,
    );
    throw new UsageError(`Something plausible exists for ${item.name}:\n${lines.join('\n')}`, {
      code: 'plausible-exists',
      hint: 'Match it with: trilink match set ITEM ID — or make a new one all the same with --even-if-similar',
    });
  }
  return { decision: { verb: 'create', targetId: null }, targetName: null };
}

async function move(session: Session, item: PublishedItem): Promise<Made> {
  const old = await lastTarget(session, item);
  if (item.kind !== 'device' || old === null || item.status === 'matched') {
    throw new UsageError(`${item.name} has not moved: there is no old record to archive.`, {
      code: 'not-moved',
      hint: `See where it stands with: trilink match explain ${itemKey(item)}`,
    });
  }
  return { decision: { verb: 'move', targetId: null, oldTargetId: old.id }, targetName: old.name };
}

/** The record that an item was matched to before it was suspended. */
async function lastTarget(
  session: Session,
  item: PublishedItem,
): Promise<{ id: string; name: string } | null> {
  const standing = await session.store.matches.standing(item.integration);
  const match = standing.find((one) => one.kind === item.kind && one.sourceId === item.sourceId);
  const id =
    match?.targetId ??
    item.targetId ??
    (item.reason?.code === 'moved' ? (item.candidates[0]?.id ?? null) : null);
  if (id === null) return null;
  const known = (await knownTargets(session, item)).find((target) => target.id === id);
  return { id, name: known?.name ?? id };
}

async function replace(session: Session, item: PublishedItem, request: DecideRequest): Promise<Made> {
  const old = findTarget(await knownTargets(session, item), request.target ?? '', item.organizationId);
  if (item.kind !== 'device')
    throw new UsageError('Only a device can replace another.', { code: 'not-a-device' });
  return { decision: { verb: 'replace', targetId: null, oldTargetId: old.id }, targetName: old.name };
}

import { itemKey } from '../domain/estate/systems.js';
import type { Candidate, Decision } from '../domain/matching/verdict.js';
import { UsageError } from '../errors.js';
import type { Session } from '../ports/session.js';
import type { PublishedItem } from '../ports/store.js';
import type { DecideRequest } from './decide.js';
import { findTarget, type KnownTarget, knownTargets } from './known-targets.js';
import { type FindNear, type NearRecord, nearFinder } from './near-records.js';
import { rememberedEstate } from './remembered-estate.js';

/** What a verb makes of an item, before who said it and when. */
export interface Made {
  readonly verb: Decision['verb'];
  readonly targetId: string | null;
  readonly targetName: string | null;
  readonly oldTargetId: string | null;
  /** A device that a new record takes the place of: ignored along with it. */
  readonly retires: PublishedItem | null;
}

const bare = { targetId: null, targetName: null, oldTargetId: null, retires: null };

export interface World {
  readonly session: Session;
  readonly items: readonly PublishedItem[];
  /** What is near an item; the store is read when this is left out. */
  readonly findNear?: FindNear;
  /** The records of the target; the store is read when this is left out. */
  readonly targets?: readonly KnownTarget[];
}

type Wish = Pick<DecideRequest, 'verb' | 'target' | 'evenIfSimilar'>;

/** @throws {UsageError} when the item, the target or the verb does not fit. */
export async function decisionFor(world: World, item: PublishedItem, wish: Wish): Promise<Made> {
  switch (wish.verb) {
    case 'accept':
      return tie(world, item, acceptedCandidate(item, wish.target));
    case 'set':
      return set(world, item, wish);
    case 'change':
      if (item.status !== 'matched' || item.targetId === null) throw notMatched(item);
      return set(world, item, wish);
    case 'create':
      return create(world, item, wish);
    case 'ignore':
    case 'forget':
      return { ...bare, verb: wish.verb };
    case 'move':
      return move(world, item);
    case 'replace':
      return replace(world, item, wish);
  }
}

/**
 * The candidate that is proposed, or of several the one that `chosen` names by id or exact name; for a matched item the
 * record that it is matched to.
 * @throws {UsageError} when nothing, or more than one thing, is proposed.
 */
export function acceptedCandidate(item: PublishedItem, chosen: string | null): Candidate {
  const key = itemKey(item);
  const lines = item.candidates.map((candidate) => `  ${candidate.id}  ${candidate.name}`).join('\n');
  if (chosen !== null) {
    const found = item.candidates.find((one) => one.id === chosen) ?? onlyNamed(item, chosen);
    if (found) return found;
    throw new UsageError(
      `"${chosen}" is not among what is suggested for ${item.name}:\n${lines || '  nothing'}`,
      {
        code: 'not-suggested',
        hint: `Match it to any record with: trilink match set ${key} ID`,
      },
    );
  }
  const [first] = item.candidates;
  if (item.status === 'suggested' && first) return first;
  const { targetId, targetName } = item;
  if (item.status === 'matched' && targetId !== null) {
    const known = item.candidates.find((one) => one.id === targetId);
    return known ?? { id: targetId, name: targetName ?? targetId, confidence: 1, evidence: [] };
  }
  if (item.status === 'ambiguous') {
    throw new UsageError(`Several records fit ${item.name}:\n${lines}`, {
      code: 'item-ambiguous',
      hint: `Choose one with: trilink match accept ${key} ID`,
      details: item.candidates.map(({ id, name, confidence }) => ({ id, name, confidence })),
    });
  }
  throw new UsageError(`Nothing is suggested for ${item.name}: it is ${item.status}.`, {
    code: 'nothing-suggested',
    hint: `See why with: trilink match explain ${key}`,
  });
}

function onlyNamed(item: PublishedItem, name: string): Candidate | undefined {
  const named = item.candidates.filter((one) => one.name === name);
  return named.length === 1 ? named[0] : undefined;
}

function notMatched(item: PublishedItem): UsageError {
  return new UsageError(`${item.name} is not matched: it is ${item.status}.`, {
    code: 'not-matched',
    hint: `Match it with: trilink match set ${itemKey(item)} ID`,
  });
}

function tie({ items }: World, item: PublishedItem, target: { id: string; name: string }): Made {
  refuseWhenTaken(items, item, target);
  const moved = item.status === 'matched' && item.targetId !== target.id;
  return {
    ...bare,
    verb: 'match',
    targetId: target.id,
    targetName: target.name,
    oldTargetId: moved ? item.targetId : null,
  };
}

/** One device for one configuration. Sites may share an organization. */
export function refuseWhenTaken(
  items: readonly PublishedItem[],
  item: PublishedItem,
  target: { readonly id: string; readonly name: string },
): void {
  const other = holderOf(items, item, target.id);
  if (!other) return;
  const key = itemKey(other);
  const hint =
    other.decidedBy === 'auto'
      ? `Its identifiers tie it to that one. Say what that one is first: trilink match change ${key} ID, or match ignore`
      : `Withdraw that first with: trilink match forget ${key}`;
  throw new UsageError(`${target.name} (${target.id}) is matched to ${other.name} already.`, {
    code: 'target-taken',
    hint,
    details: { item: key, target: target.id },
  });
}

/** Another item of the same kind that is matched to this record. Sites may share an organization. */
export function holderOf(
  items: readonly PublishedItem[],
  item: PublishedItem,
  targetId: string,
): PublishedItem | undefined {
  if (item.kind === 'site') return undefined;
  return items.find(
    (one) =>
      one.status === 'matched' &&
      one.targetId === targetId &&
      one.kind === item.kind &&
      one.integration === item.integration &&
      one.sourceId !== item.sourceId,
  );
}

async function set(world: World, item: PublishedItem, wish: Wish): Promise<Made> {
  const home = organizationOfItem(world.items, item);
  const targets = world.targets ?? (await knownTargets(world.session, item));
  const target = findTarget(targets, wish.target ?? '', home);
  refuseOtherOrganization(item, target, home);
  return tie(world, item, target);
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

async function create(world: World, item: PublishedItem, wish: Wish): Promise<Made> {
  const isMatched = item.status === 'matched' && item.targetId !== null;
  if (isMatched && !(wish.evenIfSimilar && item.decidedBy === 'auto')) throw matchedAlready(item);
  if (!wish.evenIfSimilar) {
    const near = await nearOnes(world, item);
    if (near.length > 0) throw plausibleExists(item, near);
  }
  return { ...bare, verb: 'create' };
}

function matchedAlready(item: PublishedItem): UsageError {
  const hint =
    item.decidedBy === 'auto'
      ? 'If that is another machine, make a new record all the same with --even-if-similar'
      : `Withdraw that first with: trilink match forget ${itemKey(item)}`;
  const to = `${item.targetName ?? ''} (${item.targetId})`.trim();
  return new UsageError(`${item.name} is matched already, to ${to}.`, { code: 'matched-already', hint });
}

/** What should be looked at before a new record is made. */
export async function nearOnes(world: World, item: PublishedItem): Promise<readonly NearRecord[]> {
  const find = world.findNear ?? nearFinder(await rememberedEstate(world.session, item.integration));
  return find(item, organizationOfItem(world.items, item));
}

function plausibleExists(item: PublishedItem, near: readonly NearRecord[]): UsageError {
  return new UsageError(`Something plausible exists for ${item.name}:\n${near.map(nearLine).join('\n')}`, {
    code: 'plausible-exists',
    hint: `Match it with: trilink match set ${itemKey(item)} ID; to make a new one all the same, add --even-if-similar`,
    details: near,
  });
}

/** `  4711  ALD-RECEP-02  (87 %)`. */
export function nearLine(near: NearRecord): string {
  const why = near.confidence === null ? near.why : `${Math.min(99, Math.round(near.confidence * 100))} %`;
  return `  ${near.id}  ${near.name}  (${why})`;
}

async function move({ session }: World, item: PublishedItem): Promise<Made> {
  const old = await lastTarget(session, item);
  if (item.kind !== 'device' || old === null || item.status === 'matched') {
    throw new UsageError(`${item.name} has not moved: there is no old record to archive.`, {
      code: 'not-moved',
      hint: `See where it stands with: trilink match explain ${itemKey(item)}`,
    });
  }
  return { ...bare, verb: 'move', targetName: old.name, oldTargetId: old.id };
}

/** The record that an item was matched to before it was suspended. */
async function lastTarget(
  session: Session,
  item: PublishedItem,
): Promise<{ id: string; name: string } | null> {
  const standing = await session.store.matches.standing(item.integration);
  const match = standing.find((one) => one.kind === item.kind && one.sourceId === item.sourceId);
  const moved = item.reason?.code === 'moved' ? (item.candidates[0]?.id ?? null) : null;
  const id = match?.targetId ?? item.targetId ?? moved;
  if (id === null) return null;
  const known = (await knownTargets(session, item)).find((target) => target.id === id);
  return { id, name: known?.name ?? id };
}

/**
 * The new device takes the place of the old record's device, which is ignored from now on: its agent may linger in the
 * RMM, and must not call the archived record back.
 */
async function replace(world: World, item: PublishedItem, wish: Wish): Promise<Made> {
  if (item.kind !== 'device')
    throw new UsageError('Only a device can replace another.', { code: 'not-a-device' });
  const home = organizationOfItem(world.items, item);
  const targets = world.targets ?? (await knownTargets(world.session, item));
  const old = findTarget(targets, wish.target ?? '', home);
  refuseOtherOrganization(item, old, home);
  return {
    ...bare,
    verb: 'replace',
    targetName: old.name,
    oldTargetId: old.id,
    retires: holderOf(world.items, item, old.id) ?? null,
  };
}

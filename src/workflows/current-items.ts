import type { IntegrationId } from '../domain/estate/systems.js';
import { isIgnoredByRule } from '../domain/matching/ignore-rule.js';
import type { Decision, IgnoreRule } from '../domain/matching/verdict.js';
import type { Session } from '../ports/session.js';
import type { PublishedCount, PublishedItem } from '../ports/store.js';
import { applyDecisions } from './decided-since.js';
import { decisionKey } from './memory.js';

/**
 * The published items as they read with everything that was decided since: a site settled since lets its devices be
 * matched, one ignored since takes them along, a withdrawn word opens its item again. Asks no vendor; loads what the
 * store remembers of both sides only when such a decision was made.
 */
export async function currentItems(
  session: Session,
  only: IntegrationId | null = null,
): Promise<readonly PublishedItem[]> {
  const published = await session.store.matches.published(only ?? undefined);
  const applied = await applyDecisions(session, published);
  const items: PublishedItem[] = [];
  for (const integration of new Set(published.map((item) => item.integration))) {
    const before = published.filter((item) => item.integration === integration);
    const after = applied.filter((item) => item.integration === integration);
    items.push(...(await hopItems(session, integration, before, after)));
  }
  return items;
}

/**
 * Whether every published item still reads as it was published, told without loading them: no word and no rule came
 * since, and no rule was taken back.
 */
export async function isAsPublished(session: Session, counts: readonly PublishedCount[]): Promise<boolean> {
  const { matches } = session.store;
  for (const integration of new Set(counts.map((count) => count.integration))) {
    const ofHop = counts.filter((count) => count.integration === integration);
    const oldest = Math.min(...ofHop.map((count) => count.oldest));
    const decisions = await matches.decisions(integration);
    const rules = await matches.rules(integration);
    if ([...decisions, ...rules].some((one) => one.at >= oldest)) return false;
    if (!ofHop.some((count) => count.status === 'ignored')) continue;
    const last = lastWords(decisions);
    const ignored = await matches.published(integration, { statuses: ['ignored'] });
    if (ignored.some((item) => hasLostItsRule(item, last, rules))) return false;
  }
  return true;
}

async function hopItems(
  session: Session,
  integration: IntegrationId,
  published: readonly PublishedItem[],
  applied: readonly PublishedItem[],
): Promise<readonly PublishedItem[]> {
  const decisions = await session.store.matches.decisions(integration);
  const rules = await session.store.matches.rules(integration);
  const last = lastWords(decisions);
  const opened = applied.map((item) =>
    isWithdrawn(item, last) || hasLostItsRule(item, last, rules) ? open(item) : item,
  );
  const hasOpenSite = opened.some((item) => item.kind === 'site' && isOpened(item));
  if (!hasOpenSite && staleDevices(published, opened, { last, rules }).size === 0) return opened;
  // The whole matching comes with these: loaded only when something is to be matched anew.
  const { rememberedEstate } = await import('./remembered-estate.js');
  const { rematchDevices, rematchSites } = await import('./rematch.js');
  const estate = await rememberedEstate(session, integration);
  const sites = hasOpenSite ? await rematchSites(session, estate, opened) : new Map<string, PublishedItem>();
  const settled = opened.map((item) =>
    item.kind === 'site' && isOpened(item) ? (sites.get(item.sourceId) ?? item) : item,
  );
  const stale = staleDevices(published, settled, { last, rules });
  if (stale.size === 0) return settled;
  const devices = await rematchDevices(session, estate, settled);
  return settled.map((item) => {
    const anew = stale.has(keyOf(item)) ? devices.get(item.sourceId) : undefined;
    if (!anew) return item;
    // A word about the device itself holds, unless its site is out of the question.
    const isOutside = anew.status === 'ignored' || anew.status === 'waiting';
    return isOutside || !hasFreshWord(item, last) ? anew : item;
  });
}

function isOpened(item: PublishedItem): boolean {
  return item.reason?.code === 'forgotten';
}

function hasFreshWord(item: PublishedItem, last: ReadonlyMap<string, Decision>): boolean {
  const word = last.get(keyOf(item));
  return word !== undefined && word.verb !== 'forget' && word.at >= item.at;
}

interface Words {
  readonly last: ReadonlyMap<string, Decision>;
  readonly rules: readonly IgnoreRule[];
}

/** The last decision on each item, withdrawals included. */
function lastWords(decisions: readonly Decision[]): ReadonlyMap<string, Decision> {
  const last = new Map<string, Decision>();
  for (const decision of [...decisions].sort((a, b) => a.sequence - b.sequence))
    last.set(decisionKey(decision.kind, decision.sourceId), decision);
  return last;
}

function isWithdrawn(item: PublishedItem, last: ReadonlyMap<string, Decision>): boolean {
  const word = last.get(keyOf(item));
  if (word?.verb !== 'forget' || word.at < item.at) return false;
  return (
    item.status === 'matched' ||
    (item.status === 'ignored' && item.decidedBy !== null) ||
    item.status === 'gone'
  );
}

/** Taken out by a rule that was removed since. */
function hasLostItsRule(
  item: PublishedItem,
  last: ReadonlyMap<string, Decision>,
  rules: readonly IgnoreRule[],
): boolean {
  if (item.status !== 'ignored' || item.decidedBy !== 'person' || last.get(keyOf(item))?.verb === 'ignore')
    return false;
  return !rules.some((rule) => isIgnoredByRule(rule, { ...item, deviceClass: rule.deviceClass }));
}

function open(item: PublishedItem): PublishedItem {
  return {
    ...item,
    status: 'unmatched',
    decidedBy: null,
    targetId: null,
    targetName: null,
    organizationId: null,
    reason: { code: 'forgotten', text: 'what was decided is withdrawn; decided anew with the next sync' },
  };
}

/** Devices whose published status no longer follows from what is known now, by `kind/sourceId`. */
function staleDevices(
  published: readonly PublishedItem[],
  current: readonly PublishedItem[],
  { last, rules }: Words,
): ReadonlySet<string> {
  const changedSites = new Set(
    current.flatMap((item, i) =>
      item.kind === 'site' && !sameEnd(item, published[i]) ? [item.sourceId] : [],
    ),
  );
  const givenSince = new Map(
    current.flatMap((item, i) =>
      item.kind === 'device' && item.targetId !== null && !sameEnd(item, published[i])
        ? [[item.targetId, keyOf(item)] as const]
        : [],
    ),
  );
  const newRule = (item: PublishedItem) =>
    rules.some((rule) => rule.kind === 'device' && rule.deviceClass !== null && rule.at >= item.at);
  const isTaken = (item: PublishedItem) =>
    [item.targetId, ...item.candidates.map((one) => one.id)].some((id) => {
      const taker = givenSince.get(id ?? '');
      return taker !== undefined && taker !== keyOf(item);
    });
  const stale = current.filter((item) => {
    if (item.kind !== 'device') return false;
    if (changedSites.has(item.siteId ?? '')) return true;
    return !hasFreshWord(item, last) && (isTaken(item) || isOpened(item) || newRule(item));
  });
  return new Set(stale.map(keyOf));
}

function sameEnd(item: PublishedItem, other: PublishedItem | undefined): boolean {
  return item.status === other?.status && item.targetId === other.targetId;
}

function keyOf(item: PublishedItem): string {
  return decisionKey(item.kind, item.sourceId);
}

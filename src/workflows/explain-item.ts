import type { IntegrationId } from '../domain/estate/systems.js';
import {
  type DeviceExplanation,
  type ExplainedCandidate,
  type ExplainedIdentifier,
  type ExplainedRival,
  explainDevice,
} from '../domain/matching/devices/explain-device.js';
import type { SiteExplanation } from '../domain/matching/sites/explain.js';
import type { Decision } from '../domain/matching/verdict.js';
import { UsageError } from '../errors.js';
import type { Session } from '../ports/session.js';
import type { PublishedItem } from '../ports/store.js';
import { currentItems } from './current-items.js';
import { explainSiteItem } from './explain-site-item.js';
import { findItem } from './find-item.js';
import { decisionKey, holdingDecisions } from './memory.js';
import { deviceInput } from './rematch.js';
import { type RememberedEstate, rememberedEstate } from './remembered-estate.js';

/** A candidate with the names that a person knows things by. */
export interface NamedCandidate extends Omit<ExplainedCandidate, 'role' | 'hard'> {
  readonly role: string;
  /** What all but the name brings of the total; `null` when the source record is gone. */
  readonly hard: number | null;
  readonly heldByName: string | null;
}

/** Why an item is what it is, by what the store remembers. */
export interface ItemExplanation {
  readonly item: PublishedItem;
  readonly decision: Decision | null;
  readonly identifiers: readonly (Omit<ExplainedIdentifier, 'kind'> & { readonly kind: string })[];
  readonly candidates: readonly NamedCandidate[];
  readonly rivals: readonly ExplainedRival[];
  /** Other agents of the same machine. */
  readonly agents: readonly { readonly deviceId: string; readonly name: string; readonly stale: boolean }[];
  /**
   * What a match needs, by how much it must beat rivals, what is worth a look: for devices in the weights of evidence,
   * for sites as confidences. `null` when the source record is gone.
   */
  readonly limits: DeviceExplanation['limits'] | SiteExplanation['limits'] | null;
  readonly whatWouldChange: readonly string[];
}

/**
 * Explains one item: every candidate, every identifier, kept or dropped and why, rivals, what would change it. Decides
 * again over what the store remembers, so that it works offline.
 *
 * @throws {UsageError} when nothing is called so.
 */
export async function explainItem(
  session: Session,
  name: string,
  integration: IntegrationId | null,
): Promise<ItemExplanation> {
  const items = await currentItems(session);
  const item = findItem(items, name, integration);
  return explainKnown(session, items, item, await rememberedEstate(session, item.integration));
}

/** The same for an item and an estate that are at hand. */
export async function explainKnown(
  session: Session,
  items: readonly PublishedItem[],
  item: PublishedItem,
  estate: RememberedEstate,
): Promise<ItemExplanation> {
  const holding = holdingDecisions(await session.store.matches.decisions(item.integration));
  const decision = holding.get(decisionKey(item.kind, item.sourceId)) ?? null;
  if (item.kind === 'site')
    return { decision, ...((await explainSiteItem(session, item, estate)) ?? withoutSource(item)) };
  if (item.kind !== 'device')
    throw new UsageError(`A ${item.kind} is matched by its name alone.`, { code: 'nothing-to-explain' });
  const explained = explainDevice(await deviceInput(session, estate, items), item.sourceId);
  if (explained === null) return { decision, ...withoutSource(item) };
  return { decision, ...named(item, explained, estate) };
}

function named(
  item: PublishedItem,
  explained: DeviceExplanation,
  estate: RememberedEstate,
): Omit<ItemExplanation, 'decision'> {
  const nameOf = (deviceId: string | null) =>
    deviceId === null ? null : (estate.devices.get(deviceId)?.hostname ?? deviceId);
  const { identifiers, rivals, limits, whatWouldChange } = explained;
  return {
    item: { ...item, findings: explained.verdict.findings },
    identifiers,
    candidates: explained.candidates.map((one) => ({ ...one, heldByName: nameOf(one.heldBy) })),
    rivals,
    agents: explained.agents.map((agent) => ({ ...agent, name: nameOf(agent.deviceId) ?? agent.deviceId })),
    limits,
    whatWouldChange,
  };
}

/** An item whose source record is gone: what was known of it last. */
function withoutSource(item: PublishedItem): Omit<ItemExplanation, 'decision'> {
  const key = `${item.integration}/${item.kind}/${item.sourceId}`;
  return {
    ...{ item, identifiers: [], rivals: [], agents: [], limits: null },
    candidates: item.candidates.map((one) => ({
      ...one,
      ...{
        role: one.id === item.targetId ? 'chosen' : 'shown',
        archived: false,
        heldBy: null,
        heldByName: null,
      },
      ...{ total: one.evidence.reduce((sum, { weight }) => sum + weight, 0), hard: null },
    })),
    whatWouldChange: [`Its record back in the source, or: trilink match forget ${key}`],
  };
}

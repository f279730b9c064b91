import { type IntegrationId, itemKey } from '../domain/estate/systems.js';
import type { Decision } from '../domain/matching/verdict.js';
import { UsageError } from '../errors.js';
import type { Session } from '../ports/session.js';
import type { PublishedItem } from '../ports/store.js';
import { currentItems } from './current-items.js';
import type { Decided } from './decide.js';
import { waitingForAPerson } from './list-matches.js';
import { decisionKey, holdingDecisions } from './memory.js';
import { type FindNear, nearFinder } from './near-records.js';
import { type RememberedEstate, rememberedEstate } from './remembered-estate.js';
import type { ReviewRequest } from './review.js';

export interface HopAtHand {
  readonly estate: RememberedEstate;
  readonly findNear: FindNear;
}

/**
 * What is still to be looked at, in order, and the way back. Answers are laid over the items at once; devices are
 * matched anew, offline, when the sites before them have been answered.
 */
export class ReviewQueue {
  items: readonly PublishedItem[];
  readonly #session: Session;
  readonly #request: ReviewRequest;
  readonly #hops = new Map<IntegrationId, HopAtHand>();
  readonly #seen = new Set<string>();
  readonly #skipped = new Set<string>();
  readonly #history: string[] = [];
  #again: string | null = null;
  #siteAnswered = false;

  private constructor(session: Session, request: ReviewRequest, items: readonly PublishedItem[]) {
    this.#session = session;
    this.#request = request;
    this.items = items;
  }

  /** @throws {UsageError} when nothing was read yet, or there is no such site. */
  static async open(session: Session, request: ReviewRequest): Promise<ReviewQueue> {
    const items = await currentItems(session);
    if (items.length === 0) {
      throw new UsageError('There is nothing to review yet.', {
        code: 'nothing-read',
        hint: 'Nothing has been read yet. Start with: trilink sync start --dry-run',
      });
    }
    const { site } = request;
    if (site !== null && !items.some((item) => item.siteId === site || item.siteName === site)) {
      throw new UsageError(`There is no site "${site}".`, {
        code: 'site-unknown',
        hint: 'Names are exact. List them with: trilink match list sites --status matched --status unmatched',
      });
    }
    return new ReviewQueue(session, request, items);
  }

  get skipped(): number {
    return this.#skipped.size;
  }

  get canGoBack(): boolean {
    return this.#history.length > 0;
  }

  async next(): Promise<PublishedItem | null> {
    if (this.#again !== null) {
      const item = this.items.find((one) => itemKey(one) === this.#again);
      this.#again = null;
      if (item) return item;
    }
    const [first] = await this.#open();
    return first ?? null;
  }

  /** Leaves the item for another time; it comes back with the next review. */
  skip(item: PublishedItem): void {
    this.#skipped.add(itemKey(item));
    this.#pass(item);
  }

  answered(item: PublishedItem, decided: readonly Decided[]): void {
    this.#skipped.delete(itemKey(item));
    this.#pass(item);
    const made = new Map(decided.map((one) => [itemKey(one.item), one]));
    this.items = this.items.map((one) => {
      const answer = made.get(itemKey(one));
      return answer ? asDecided(one, answer) : one;
    });
    if (item.kind === 'site') this.#siteAnswered = true;
  }

  /** Turns to the item before; there may be none. */
  back(): boolean {
    const before = this.#history.pop();
    if (before === undefined) return false;
    this.#seen.delete(before);
    this.#again = before;
    return true;
  }

  async placeOf(item: PublishedItem) {
    const open = (await this.#open()).filter((one) => itemKey(one) !== itemKey(item)).length;
    const position = this.#seen.size + 1;
    return { position, total: position + open, decision: await this.decisionOn(item) };
  }

  async decisionOn(item: PublishedItem): Promise<Decision | null> {
    const holding = holdingDecisions(await this.#session.store.matches.decisions(item.integration));
    return holding.get(decisionKey(item.kind, item.sourceId)) ?? null;
  }

  /** Items that still wait, as keys. */
  async rest(): Promise<ReadonlySet<string>> {
    return new Set((await this.#open()).map(itemKey));
  }

  /** How many of what was asked for still waits, skipped ones included. */
  async left(): Promise<number> {
    await this.#refresh();
    return this.items.filter((item) => this.#isAsked(item)).length;
  }

  async knownOf(integration: IntegrationId): Promise<HopAtHand> {
    const known = this.#hops.get(integration);
    if (known) return known;
    const estate = await rememberedEstate(this.#session, integration);
    const hop = { estate, findNear: nearFinder(estate) };
    this.#hops.set(integration, hop);
    return hop;
  }

  #pass(item: PublishedItem): void {
    this.#seen.add(itemKey(item));
    this.#history.push(itemKey(item));
  }

  async #open(): Promise<readonly PublishedItem[]> {
    const open = () =>
      this.items.filter((item) => this.#isAsked(item) && !this.#seen.has(itemKey(item))).sort(inOrder);
    const before = open();
    if (before[0]?.kind === 'site' || !this.#siteAnswered) return before;
    await this.#refresh();
    return open();
  }

  async #refresh(): Promise<void> {
    if (!this.#siteAnswered) return;
    this.items = await currentItems(this.#session);
    this.#siteAnswered = false;
  }

  #isAsked(item: PublishedItem): boolean {
    const { kinds, statuses, site, integration } = this.#request;
    if (item.kind !== 'site' && item.kind !== 'device') return false;
    if (!kinds.includes(item.kind) || (integration !== null && item.integration !== integration))
      return false;
    if (site !== null && item.siteId !== site && item.siteName !== site) return false;
    return (statuses.length > 0 ? statuses : waitingForAPerson).includes(item.status);
  }
}

/** Sites first, then devices site by site. */
function inOrder(a: PublishedItem, b: PublishedItem): number {
  const rank = (item: PublishedItem) => (item.kind === 'site' ? 0 : 1);
  return (
    rank(a) - rank(b) ||
    compare(a.integration, b.integration) ||
    compare(a.siteName ?? '', b.siteName ?? '') ||
    compare(a.siteId ?? '', b.siteId ?? '') ||
    compare(a.name, b.name) ||
    compare(a.sourceId, b.sourceId)
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function asDecided(item: PublishedItem, { decision, targetName }: Decided): PublishedItem {
  const { verb, targetId, by } = decision;
  const open = { ...item, decidedBy: null, targetId: null, targetName: null };
  if (verb === 'forget') return { ...open, status: item.candidates.length > 0 ? 'suggested' : 'unmatched' };
  if (verb === 'ignore') return { ...open, status: 'ignored', decidedBy: by };
  return { ...item, status: 'matched', decidedBy: by, targetId, targetName };
}

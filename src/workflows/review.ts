import type { IntegrationId } from '../domain/estate/systems.js';
import type { MatchStatus } from '../domain/matching/verdict.js';
import { UsageError } from '../errors.js';
import type { Prompts } from '../ports/prompts.js';
import type { Session } from '../ports/session.js';
import type { PublishedItem } from '../ports/store.js';
import { type Decided, settle } from './decide.js';
import { acceptAll } from './decide-many.js';
import { decisionFor, nearLine, nearOnes } from './decision-for.js';
import { explainKnown, type ItemExplanation } from './explain-item.js';
import { choicesFor, type ReviewAction, usualAction } from './review-actions.js';
import { type ReviewCard, reviewCard } from './review-card.js';
import { ReviewQueue } from './review-queue.js';
import { recordSearch } from './review-search.js';

export interface ReviewRequest {
  readonly kinds: readonly ('site' | 'device')[];
  /** Empty: everything that waits for a person. */
  readonly statuses: readonly MatchStatus[];
  /** Exact site name or id; `null` for all. */
  readonly site: string | null;
  readonly integration: IntegrationId | null;
  readonly who: string | null;
}

/** Where a person sits: what is shown to them, and how they are asked. */
export interface ReviewDesk {
  readonly prompts: Prompts;
  card(card: ReviewCard): Promise<void>;
  explain(explanation: ItemExplanation): Promise<void>;
  say(text: string): Promise<void>;
}

export interface ReviewSummary {
  readonly decided: readonly Decided[];
  readonly skipped: number;
  /** How many of what was asked for still waits. */
  readonly left: number;
}

/**
 * Shows one item after the other and stores every answer at once, so that the review can be left at any time and taken
 * up again. Sites come before devices, devices site by site; a site settled on the way brings its devices.
 */
export async function review(
  session: Session,
  request: ReviewRequest,
  desk: ReviewDesk,
): Promise<ReviewSummary> {
  const queue = await ReviewQueue.open(session, request);
  const talk = new Review(session, request, desk, queue);
  for (let item = await queue.next(); item !== null; item = await queue.next()) {
    if ((await talk.about(item)) === 'quit') break;
  }
  return { decided: talk.decided, skipped: queue.skipped, left: await queue.left() };
}

/** Without identifiers nothing will tie the new record to its device but the decision itself. */
const blind = new Set(['no-identifiers', 'not-audited', 'shared-identifier', 'stale-agent']);

class Review {
  readonly decided: Decided[] = [];

  constructor(
    readonly session: Session,
    readonly request: ReviewRequest,
    readonly desk: ReviewDesk,
    readonly queue: ReviewQueue,
  ) {}

  /** Asks until the item is answered or left. */
  async about(item: PublishedItem): Promise<'on' | 'quit'> {
    await this.desk.card(await this.#card(item));
    for (;;) {
      const action = await this.#ask(item);
      if (action.do === 'quit') return 'quit';
      try {
        if (await this.#act(item, action)) return 'on';
      } catch (error) {
        if (!(error instanceof UsageError)) throw error;
        await this.desk.say([error.message, error.hint].filter(Boolean).join('\n'));
      }
    }
  }

  async #card(item: PublishedItem): Promise<ReviewCard> {
    const { estate } = await this.queue.knownOf(item.integration);
    const place = await this.queue.placeOf(item);
    return reviewCard(estate, this.queue.items, item, place);
  }

  async #ask(item: PublishedItem): Promise<ReviewAction> {
    const decision = await this.queue.decisionOn(item);
    const choices = choicesFor(item, { decided: decision !== null, canGoBack: this.queue.canGoBack });
    const initial = choices.find((choice) => choice.value.do === usualAction(item))?.value;
    const question = `${item.name}: what is it?`;
    const flag = 'match accept, match set, match create or match ignore';
    return this.desk.prompts.select(question, choices, { flag, ...(initial ? { initial } : {}) });
  }

  /** Whether that settles the item for now. */
  async #act(item: PublishedItem, action: ReviewAction): Promise<boolean> {
    switch (action.do) {
      case 'accept':
        return this.#decide(item, 'accept', { target: action.id });
      case 'match':
      case 'change':
        return this.#search(item, action.do === 'change' ? 'change' : 'set');
      case 'create':
        return this.#create(item);
      case 'ignore':
        return this.#ignore(item);
      case 'forget':
        return this.#decide(item, 'forget', {});
      case 'skip':
        this.queue.skip(item);
        return true;
      case 'back':
        return this.queue.back();
      case 'explain':
        return this.#explain(item);
      case 'rest':
        return this.#acceptRest();
      case 'quit':
        return true;
    }
  }

  async #decide(
    item: PublishedItem,
    verb: 'accept' | 'set' | 'change' | 'create' | 'ignore' | 'forget',
    { target = null, note = null }: { target?: string | null; note?: string | null },
  ): Promise<true> {
    const world = {
      session: this.session,
      items: this.queue.items,
      ...(await this.queue.knownOf(item.integration)),
    };
    const made = await decisionFor(world, item, { verb, target, evenIfSimilar: true });
    const say = { by: 'person', who: this.request.who, note, dryRun: false } as const;
    const decided = await settle(this.session, item, made, say);
    this.decided.push(...decided);
    this.queue.answered(item, decided);
    await this.desk.say(sentence(decided));
    return true;
  }

  async #search(item: PublishedItem, verb: 'set' | 'change'): Promise<boolean> {
    const { estate } = await this.queue.knownOf(item.integration);
    const find = recordSearch(estate, this.queue.items, item);
    const question = `Which record is ${item.name}? Type a name, serial, MAC or id`;
    const target = await this.desk.prompts.search(question, find, { flag: `match ${verb} ITEM ID` });
    return target === null ? false : this.#decide(item, verb, { target });
  }

  async #create(item: PublishedItem): Promise<boolean> {
    const known = await this.queue.knownOf(item.integration);
    const near = await nearOnes({ session: this.session, items: this.queue.items, ...known }, item);
    const isBlind = blind.has(item.reason?.code ?? '');
    if (near.length > 0) await this.desk.say(`Near ${item.name}:\n${near.map(nearLine).join('\n')}`);
    if (isBlind) await this.desk.say(`Careful: ${item.reason?.text}.`);
    const question =
      near.length > 0 ? 'Make a new record although these exist?' : 'Make a new record all the same?';
    const asks = near.length > 0 || isBlind;
    if (asks && !(await this.desk.prompts.confirm(question, { flag: '--even-if-similar', initial: false })))
      return false;
    return this.#decide(item, 'create', {});
  }

  async #ignore(item: PublishedItem): Promise<boolean> {
    const note = await this.desk.prompts.text('Why is it ignored?', { flag: 'match ignore ITEM --note' });
    return this.#decide(item, 'ignore', { note: note.trim() || null });
  }

  async #explain(item: PublishedItem): Promise<false> {
    const { estate } = await this.queue.knownOf(item.integration);
    await this.desk.explain(await explainKnown(this.session, this.queue.items, item, estate));
    return false;
  }

  async #acceptRest(): Promise<boolean> {
    const { prompts } = this.desk;
    const flag = 'match accept --all --min-confidence';
    const typed = await prompts.text('Accept what is left from which confidence on, 0 to 1?', {
      ...{ flag, initial: '0.95', validate: isShare },
    });
    const base = { minConfidence: Number(typed), nameOnly: false, site: this.request.site, note: null };
    const ask = {
      ...base,
      integration: this.request.integration,
      who: this.request.who,
      only: await this.queue.rest(),
    };
    const trial = await acceptAll(this.session, { ...ask, dryRun: true });
    const skipped = Object.entries(trial.skipped).filter(([, count]) => count > 0);
    const left = skipped.map(([why, count]) => `${count} ${why}`).join(', ');
    await this.desk.say(`${trial.accepted.length} can be accepted${left === '' ? '' : `; left: ${left}`}.`);
    if (trial.accepted.length === 0) return false;
    if (!(await prompts.confirm(`Accept these ${trial.accepted.length}?`, { flag, initial: false })))
      return false;
    const { accepted } = await acceptAll(this.session, { ...ask, dryRun: false });
    this.decided.push(...accepted);
    for (const one of accepted) this.queue.answered(one.item, [one]);
    return true;
  }
}

function isShare(text: string): string | true {
  const value = Number(text);
  return text.trim() !== '' && value >= 0 && value <= 1 ? true : 'A number from 0 to 1, such as 0.95';
}

/** `LD-FRONT-02: matched to LD-FRONT-02 (4711)`. */
function sentence(decided: readonly Decided[]): string {
  return decided
    .map(({ item, decision, targetName, unchanged }) => {
      const to =
        decision.targetId === null ? '' : ` to ${targetName ?? decision.targetId} (${decision.targetId})`;
      return `${item.name}: ${pastOf[decision.verb]}${to}${unchanged ? ', as before' : ''}`;
    })
    .join('\n');
}

const pastOf = {
  match: 'matched',
  create: 'a new record with the next sync',
  ignore: 'ignored',
  forget: 'withdrawn, open again',
  move: 'a new record with the next sync, the old one archived',
  replace: 'a new record with the next sync, the old one archived',
} as const;

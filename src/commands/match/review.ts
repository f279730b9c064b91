import type { Context } from '../../context.js';
import type { IntegrationId } from '../../domain/estate/systems.js';
import type { MatchStatus } from '../../domain/matching/verdict.js';
import { UsageError } from '../../errors.js';
import type { Prompts } from '../../ports/prompts.js';
import type { ReviewDesk } from '../../workflows/review.js';
import { word } from '../argument.js';
import { Command } from '../command.js';
import { flag } from '../flag.js';
import { integrationFlag } from '../integrations.js';
import { byFlag, whoIs } from './decision.js';
import { matchStatuses } from './list.js';

interface Flags {
  readonly status: readonly MatchStatus[];
  readonly site?: string;
  readonly integration?: IntegrationId;
  readonly by?: string;
}

export function matchReviewCommand(ctx: Context): Command {
  return new Command('review')
    .summary('settle what waits for a person, one after the other; can be left at any time')
    .addArgument(
      word('[what]', 'sites or devices; both, sites first, when left out').oneOf(['sites', 'devices']),
    )
    .optionsGroup('Which ones')
    .flag(
      flag('--status <status>', 'items of this status; may be repeated (default: what waits for a person)')
        .oneOf(matchStatuses)
        .repeatable(),
    )
    .flag(flag('--site <name|id>', 'this site only').complete('sites'))
    .flag(integrationFlag('this integration only'))
    .flag(byFlag())
    .example('trilink match review', 'everything that waits: accept, match to, create, ignore, skip')
    .example('trilink match review devices --site "Alder Dental"', 'the devices of one client')
    .action(async (what: 'sites' | 'devices' | undefined, _own: unknown, command: Command) => {
      const { status: statuses, site = null, integration = null, by } = command.optsWithGlobals<Flags>();
      if (!ctx.prompts.available) throw needsTerminal();
      const { review } = await import('../../workflows/review.js');
      const { reviewSummaryView } = await import('../../terminal/views/review-summary-view.js');
      const kinds =
        what === undefined
          ? (['site', 'device'] as const)
          : ([what === 'sites' ? 'site' : 'device'] as const);
      const request = { kinds, statuses, site, integration, who: whoIs(ctx, by) };
      const { redrawingPrompts } = await import('../../terminal/redrawing-prompts.js');
      const page = new Page();
      const prompts = redrawingPrompts(ctx.prompts, ctx.io.stderr, () => page.again());
      const summary = await review(await ctx.open(), request, desk(ctx, page, prompts));
      await ctx.show(summary, reviewSummaryView);
      if (summary.decided.length > 0)
        ctx.next('What it leads to is written by the next sync. Look first: trilink sync plan');
    });
}

/** What stands above the question: a card, and all that was said below it since. */
class Page {
  #shown: (() => Promise<void>)[] = [];

  turn(): void {
    this.#shown = [];
  }

  async show(part: () => Promise<void>): Promise<void> {
    this.#shown.push(part);
    await part();
  }

  async again(): Promise<void> {
    for (const part of this.#shown) await part();
  }
}

/** The dialogue stands on stderr, where the questions are. */
function desk(ctx: Context, page: Page, prompts: Prompts): ReviewDesk {
  return {
    prompts,
    async card(card) {
      const { reviewCardView } = await import('../../terminal/views/review-card-view.js');
      page.turn();
      await page.show(() => ctx.tell(card, reviewCardView));
    },
    async explain(explanation) {
      const { explanationView } = await import('../../terminal/views/explanation-view.js');
      await page.show(() => ctx.tell(explanation, explanationView));
    },
    async say(text) {
      const { sayingView } = await import('../../terminal/views/saying-view.js');
      await page.show(() => ctx.tell({ lines: text.split('\n') }, sayingView));
    },
  };
}

function needsTerminal(): UsageError {
  return new UsageError('A review asks questions, and there is no terminal to ask at.', {
    code: 'no-terminal',
    hint: 'Decide with match accept, set, create or ignore, or with a file: trilink match export decisions.csv',
  });
}

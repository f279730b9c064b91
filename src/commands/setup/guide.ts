import type { Context } from '../../context.js';
import { UsageError } from '../../errors.js';
import type { GuideDesk } from '../../workflows/setup-guide-desk.js';
import type { NewClientDesk } from '../../workflows/setup-new-client.js';
import { Command } from '../command.js';
import { flag } from '../flag.js';
import { byFlag, whoIs } from '../match/decision.js';
import { toldSubdomain } from './told-subdomain.js';

interface Flags {
  readonly newClient?: string;
  readonly by?: string;
}

export function setupGuideCommand(ctx: Context): Command {
  return new Command('guide')
    .summary('walk through the set-up order, each step read back when you say it is done')
    .flag(flag('--new-client <name>', 'bring one new client in, in the safe order'))
    .flag(byFlag())
    .example('trilink setup guide', 'where to click, step by step; can be left and taken up again')
    .example('trilink setup guide --new-client "Birch Vets"', 'company, site, mapping, organization, match')
    .action(async (_own: unknown, command: Command) => {
      const { newClient, by } = command.optsWithGlobals<Flags>();
      if (!ctx.prompts.available) throw needsTerminal(newClient);
      if (newClient === undefined) await walkOrder(ctx, by);
      else await walkNewClient(ctx, newClient);
    });
}

async function walkOrder(ctx: Context, by: string | undefined): Promise<void> {
  const { guideSetup } = await import('../../workflows/setup-guide.js');
  const { guideCardView, guideSummaryView } = await import('../../terminal/views/setup-guide-view.js');
  const session = await ctx.open();
  const request = { who: whoIs(ctx, by), subdomain: await toldSubdomain(ctx, session) };
  const desk: GuideDesk = {
    prompts: ctx.prompts,
    card: (card) => ctx.tell(card, guideCardView),
    say: (text) => say(ctx, text),
  };
  const summary = await guideSetup(session, request, desk);
  await ctx.show(summary, guideSummaryView);
}

async function walkNewClient(ctx: Context, name: string): Promise<void> {
  const { guideNewClient } = await import('../../workflows/setup-new-client.js');
  const { newClientView } = await import('../../terminal/views/setup-new-client-view.js');
  const desk: NewClientDesk = {
    prompts: ctx.prompts,
    card: (card) => ctx.tell(card, newClientView),
    say: (text) => say(ctx, text),
  };
  await ctx.show(await guideNewClient(await ctx.open(), name, desk), newClientView);
}

async function say(ctx: Context, text: string): Promise<void> {
  const { sayingView } = await import('../../terminal/views/saying-view.js');
  await ctx.tell({ lines: text.split('\n') }, sayingView);
}

function needsTerminal(newClient: string | undefined): UsageError {
  return new UsageError('The guide asks questions, and there is no terminal to ask at.', {
    code: 'no-terminal',
    hint: `See where things stand with: trilink setup check${newClient === undefined ? '' : ' --all'}; confirm a step with: trilink setup attest STEP --by NAME`,
  });
}

import type { Context } from '../../context.js';
import type { IntegrationId } from '../../domain/estate/systems.js';
import { UsageError } from '../../errors.js';
import { Command } from '../command.js';
import { integrationFlag } from '../integrations.js';
import { byFlag, whoIs } from './decision.js';

interface Flags {
  readonly integration?: IntegrationId;
  readonly by?: string;
  readonly dryRun?: boolean;
  readonly yes?: boolean;
}

export function matchAdoptCommand(ctx: Context): Command {
  return new Command('adopt')
    .summary("take over the native integration's matches where serial, or MAC and name, tell the device")
    .optionsGroup('How to run')
    .flag(integrationFlag('this integration only'))
    .flag(byFlag())
    .switch('-n, --dry-run', 'show agreements, disagreements and what cannot be told; store nothing')
    .switch('-y, --yes', 'agree beforehand')
    .printsList()
    .example(
      'trilink match adopt --dry-run',
      'what the native integration matched, and what speaks against it',
    )
    .example('trilink match adopt --yes', 'store its matches as decisions')
    .action(async (_own: unknown, command: Command) => {
      const { integration = null, by, dryRun = false, yes = false } = command.optsWithGlobals<Flags>();
      if (!dryRun && !yes && !ctx.prompts.available) throw needsYes();
      const { adoptMatches, nativeMatches } = await import('../../workflows/adopt.js');
      const { adoptView } = await import('../../terminal/views/match-adopt-view.js');
      const session = await ctx.open();
      const matches = await nativeMatches(session, integration);
      const page = { matches, dryRun };
      const wanted = matches.filter((one) => one.adopts).length;
      if (dryRun || wanted === 0) return ctx.show({ ...page, stored: dryRun ? null : 0 }, adoptView);
      if (!yes) {
        await ctx.tell({ ...page, stored: null }, adoptView);
        const question = `Store ${wanted === 1 ? 'this decision' : `these ${wanted} decisions`}?`;
        if (!(await ctx.prompts.confirm(question, { flag: '--yes', initial: false }))) return;
      }
      const decided = await adoptMatches(session, matches, whoIs(ctx, by));
      await ctx.show({ ...page, stored: decided.filter((one) => one.stored).length }, adoptView);
      ctx.next('What it leads to is written by the next sync. Look first: trilink sync plan');
    });
}

function needsYes(): UsageError {
  return new UsageError('Taking over matches stores decisions, and there is nobody to ask.', {
    code: 'nobody-to-ask',
    hint: 'Add --yes to agree beforehand, or --dry-run to look only.',
  });
}

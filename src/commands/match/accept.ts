import type { Context } from '../../context.js';
import { UsageError } from '../../errors.js';
import { word } from '../argument.js';
import { Command } from '../command.js';
import { flag, share } from '../flag.js';
import { addDecisionFlags, type DecisionFlags, decideOne, itemArgument, whoIs } from './decision.js';

interface Flags extends DecisionFlags {
  readonly all?: boolean;
  readonly minConfidence?: number;
  readonly nameOnly?: boolean;
  readonly site?: string;
}

export function matchAcceptCommand(ctx: Context): Command {
  const command = new Command('accept')
    .summary('accept what is suggested for an item, or for all above a confidence')
    .addArgument(itemArgument('[item]'))
    .addArgument(word('[target]', 'which suggestion, where there are several: its id or exact name'))
    .optionsGroup('Many at once')
    .switch('--all', 'every suggestion that is good enough')
    .flag(
      flag('--min-confidence <share>', 'good enough means at least this').read(
        'a number from 0 to 1',
        '0.9',
        share,
      ),
    )
    .switch('--name-only', 'those for which only the name speaks, too')
    .flag(flag('--site <name|id>', 'of this site only').complete('sites'))
    .optionsGroup('The decision');
  return addDecisionFlags(command)
    .example('trilink match accept "Birch & Co"', 'the one record that is suggested')
    .example(
      'trilink match accept --all --min-confidence 0.9 --dry-run',
      'what would be accepted, and what is skipped and why',
    )
    .action(async (item: string | undefined, target: string | undefined, _own: unknown, self: Command) => {
      const flags = self.optsWithGlobals<Flags>();
      if (item !== undefined && !flags.all) await decideOne(ctx, 'accept', item, target ?? null, self);
      else if (item === undefined && flags.all && flags.minConfidence !== undefined) {
        await acceptAllAbove(ctx, flags.minConfidence, flags);
      } else throw oneOrAll();
    });
}

async function acceptAllAbove(ctx: Context, minConfidence: number, flags: Flags): Promise<void> {
  const { acceptAll } = await import('../../workflows/decide-many.js');
  const { decidedView } = await import('../../terminal/views/decided-view.js');
  const { nameOnly = false, site = null, integration = null, note = null, by, dryRun = false } = flags;
  const request = { minConfidence, nameOnly, site, integration, who: whoIs(ctx, by), note, dryRun };
  const { accepted, skipped } = await acceptAll(await ctx.open(), request);
  await ctx.show({ decided: accepted, skipped, dryRun }, decidedView);
  if (!dryRun && accepted.length > 0) ctx.next('Written by the next sync. Look first: trilink sync plan');
}

function oneOrAll(): UsageError {
  return new UsageError('This takes one item, or --all with --min-confidence.', {
    code: 'bad-input',
    hint: 'For example: trilink match accept --all --min-confidence 0.9',
  });
}

import type { Context } from '../../context.js';
import { UsageError } from '../../errors.js';
import type { Command } from '../command.js';
import { Command as Made } from '../command.js';
import { flag } from '../flag.js';
import { addDecisionFlags, type DecisionFlags, decideOne, itemArgument } from './decision.js';

interface Flags extends DecisionFlags {
  readonly site?: string;
  readonly class?: string;
  readonly name?: string;
  readonly kind?: 'site' | 'device';
  readonly list?: boolean;
  readonly remove?: string;
}

export function matchIgnoreCommand(ctx: Context): Command {
  const command = new Made('ignore')
    .summary('leave an item, or a class of items, out of matching and syncing')
    .addArgument(itemArgument('[item]'))
    .optionsGroup('A standing rule, in place of one item')
    .flag(flag('--site <name|id>', 'this whole site, or with the next two, within it').complete('sites'))
    .flag(flag('--class <class>', 'devices of this class, such as printer'))
    .flag(flag('--name <pattern>', 'what is called so; * and ? stand for anything'))
    .flag(flag('--kind <kind>', 'what a name pattern speaks of').oneOf(['device', 'site']))
    .switch('--list', 'the rules that stand')
    .flag(flag('--remove <rule>', 'take a rule back'))
    .optionsGroup('The decision');
  return addDecisionFlags(command)
    .example('trilink match ignore ALDER-TEST-01 --note "spare"', 'one device')
    .example(
      'trilink match ignore --class printer --site "Alder Dental"',
      'a rule that holds for later devices, too',
    )
    .example('trilink match ignore --list', 'the rules that stand, and how many items each takes out')
    .action(async (item: string | undefined, _own: unknown, self: Command) => {
      const flags = self.optsWithGlobals<Flags>();
      const isRule = flags.site !== undefined || flags.class !== undefined || flags.name !== undefined;
      const asked = [item !== undefined, isRule, flags.list === true, flags.remove !== undefined];
      if (asked.filter(Boolean).length !== 1) throw oneThing();
      if (item !== undefined) await decideOne(ctx, 'ignore', item, null, self);
      else await showRules(ctx, flags, isRule);
    });
}

async function showRules(ctx: Context, flags: Flags, isRule: boolean): Promise<void> {
  const { addIgnoreRule, listIgnoreRules, removeIgnoreRule } = await import(
    '../../workflows/ignore-rules.js'
  );
  const { rulesView } = await import('../../terminal/views/rules-view.js');
  const session = await ctx.open();
  const { integration = null, note = null, dryRun = false, kind = 'device' } = flags;
  if (isRule) {
    const { site = null, class: deviceClass = null, name: namePattern = null } = flags;
    const request = { kind, site, deviceClass, namePattern, integration, note, dryRun };
    await ctx.show({ did: 'added', rules: await addIgnoreRule(session, request), dryRun }, rulesView);
    return;
  }
  const removing = flags.remove;
  const rules =
    removing === undefined
      ? await listIgnoreRules(session, integration)
      : await removeIgnoreRule(session, removing, dryRun);
  await ctx.show({ did: removing === undefined ? 'listed' : 'removed', rules, dryRun }, rulesView);
}

function oneThing(): UsageError {
  return new UsageError('This takes one item, or a rule, or --list, or --remove.', {
    code: 'bad-input',
    hint: 'For example: trilink match ignore --class printer',
  });
}

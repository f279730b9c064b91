import type { Context } from '../../context.js';
import type { IntegrationId } from '../../domain/estate/systems.js';
import type { DecideVerb } from '../../workflows/decide.js';
import { word } from '../argument.js';
import { Command } from '../command.js';
import { flag } from '../flag.js';
import { integrationFlag } from '../integrations.js';

export interface DecisionFlags {
  readonly integration?: IntegrationId;
  readonly note?: string;
  readonly by?: string;
  readonly dryRun?: boolean;
  readonly evenIfSimilar?: boolean;
}

/** What `--note`, `--by`, `--integration` and `--dry-run` are to every decision. */
export function addDecisionFlags(command: Command): Command {
  return command
    .flag(integrationFlag('needed when an item is given by a name that several integrations have'))
    .flag(flag('--note <text>', 'why, for whoever reads it later'))
    .flag(byFlag())
    .switch('-n, --dry-run', 'say what would be decided; store nothing');
}

export function byFlag() {
  return flag('--by <name>', 'who decides (default: the user of this machine)');
}

export function itemArgument(name = '<item>') {
  return word(name, 'as match list --json names it, or an exact name').completed('sites');
}

/** A decision about one item, with or without a record that it names. */
export function decisionCommand(
  ctx: Context,
  verb: DecideVerb,
  summary: string,
  target: string | null,
): Command {
  const command = new Command(verb).summary(summary).addArgument(itemArgument());
  if (target !== null) command.addArgument(word('<target>', target));
  return addDecisionFlags(command).action(async (item: string, ...rest: unknown[]) => {
    const named = target === null ? null : String(rest[0]);
    await decideOne(ctx, verb, item, named, rest.at(-1) as Command);
  });
}

/** Stores the decision and says what it leads to. */
export async function decideOne(
  ctx: Context,
  verb: DecideVerb,
  item: string,
  target: string | null,
  command: Command,
): Promise<void> {
  const {
    integration = null,
    note = null,
    by,
    dryRun = false,
    evenIfSimilar = false,
  } = command.optsWithGlobals<DecisionFlags>();
  const { decide } = await import('../../workflows/decide.js');
  const { decidedView } = await import('../../terminal/views/decided-view.js');
  const request = { verb, item, integration, target, note, who: whoIs(ctx, by), evenIfSimilar, dryRun };
  const decided = await decide(await ctx.open(), request);
  await ctx.show({ decided, dryRun }, decidedView);
  if (!dryRun) ctx.next('What it leads to is written by the next sync. Look first: trilink sync plan');
}

/** Who was named with `--by`, else the person at the keyboard as the system calls them. */
export function whoIs(ctx: Context, by: string | undefined): string | null {
  return by?.trim() || ctx.io.env.USER || ctx.io.env.USERNAME || null;
}

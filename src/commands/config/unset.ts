import type { Context } from '../../context.js';
import { word } from '../argument.js';
import { Command } from '../command.js';

export function configUnsetCommand(ctx: Context): Command {
  return new Command('unset')
    .summary('take a setting of this profile back to its default')
    .addArgument(word('<setting>', 'as config list names it'))
    .prints('table')
    .example('trilink config unset integrations.datto-rmm:it-glue.mode', 'back to audit')
    .example(
      'trilink config unset integrations.datto-rmm:it-glue.authority.hostname',
      'back to the table’s own mode',
    )
    .action(async (setting: string) => {
      const settings = await ctx.settings();
      const wasSet = await settings.unset(setting, settings.requireProfile(ctx.flags.profile));
      if (!wasSet) ctx.progress.warn(`${setting} was not set.`);
    });
}

import type { Context } from '../../context.js';
import { Command } from '../command.js';

export function configListCommand(ctx: Context): Command {
  return new Command('list')
    .summary('every setting and its value')
    .switch('--show-origin', 'say where each value comes from: flag, environment, file or default')
    .switch('--all', 'settings that nobody has set, too')
    .printsList()
    .example('trilink config list', 'what is set in this profile')
    .example(
      'trilink config list --all --show-origin',
      'everything there is to set, and where each value comes from',
    )
    .action(async (_own: unknown, command: Command) => {
      const { showOrigin = false, all = false } = command.optsWithGlobals<{
        showOrigin?: boolean;
        all?: boolean;
      }>();
      const { settingsView } = await import('../../terminal/views/settings-view.js');
      const settings = await ctx.settings();
      const profile = settings.requireProfile(ctx.flags.profile);
      const rows = await settings.list(profile);
      const shown = all ? rows : rows.filter((row) => row.origin !== 'default' || row.key === 'profile');
      await ctx.show({ profile, settings: shown, showOrigin }, settingsView);
    });
}

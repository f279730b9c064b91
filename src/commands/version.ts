import type { Context } from '../context.js';
import { version } from '../version.js';
import { Command } from './command.js';

export function versionCommand(ctx: Context): Command {
  return new Command('version')
    .summary('print the version, and with --json what it runs on')
    .example('trilink version', 'the same as trilink --version')
    .example('trilink version --json', 'for a bug report: runtime, platform, store schema')
    .action(async () => {
      const { versionView } = await import('../terminal/views/version-view.js');
      const { runtime, platform } = ctx.io;
      await ctx.show({ version, runtime, platform, storeSchema: await ctx.storeSchema() }, versionView);
    });
}

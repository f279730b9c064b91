import type { Context } from '../context.js';
import { ExitCode } from '../errors.js';
import { Command } from './command.js';

export function doctorCommand(ctx: Context): Command {
  return new Command('doctor')
    .summary('look at runtime, files, secrets, store and every system, each with a fix')
    .switch('--offline', 'ask no vendor')
    .printsList()
    .example('trilink doctor', 'logs in to every system; exit 3 when anything fails')
    .example('trilink doctor --offline --json', 'for a bug report or monitoring')
    .action(async (_own: unknown, command: Command) => {
      const { offline = false } = command.optsWithGlobals<{ offline?: boolean }>();
      const { examine } = await import('../workflows/doctor.js');
      const { checksView } = await import('../terminal/views/checks-view.js');
      const checks = await examine({
        runtime: ctx.io.runtime,
        offline,
        open: () => ctx.open(),
        settings: async () => {
          const settings = await ctx.settings();
          const profile = settings.requireProfile(ctx.flags.profile);
          const { warnings, paths } = settings;
          return {
            ...{ warnings, folder: paths.config },
            secrets: () => settings.secretSources(profile),
            secretsOpenedBy: () => settings.secretsOpenedBy(),
            completion: () => settings.shellCompletion(),
            schedule: () => settings.crontabLines(),
          };
        },
      });
      await ctx.show({ checks }, checksView);
      if (checks.some((check) => check.status === 'fail')) ctx.finish(ExitCode.attention);
    });
}

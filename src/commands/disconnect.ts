import type { Context } from '../context.js';
import type { KnownSystem } from '../domain/estate/systems.js';
import { UsageError } from '../errors.js';
import { word } from './argument.js';
import { Command } from './command.js';
import { confirmed, confirmFlag } from './confirm.js';
import { systemNames } from './integrations.js';

export function disconnectCommand(ctx: Context): Command {
  return new Command('disconnect')
    .summary('delete the credentials and connection settings of a system')
    .addArgument(word('<system>', 'which one').oneOf(systemNames))
    .switch('--purge', 'delete what was read from it, its matches and its history, too')
    .flag(confirmFlag('the profile’s name, for --purge'))
    .example('trilink disconnect syncro', 'the credentials go; matches and history stay')
    .example(
      'trilink disconnect it-glue --purge --profile old-msp',
      'everything about it, after typing the profile’s name',
    )
    .action(async (system: KnownSystem, _own: unknown, command: Command) => {
      const { purge = false, confirm } = command.optsWithGlobals<{ purge?: boolean; confirm?: string }>();
      const { disconnectedView } = await import('../terminal/views/connected-view.js');
      const settings = await ctx.settings();
      const profile = settings.requireProfile(ctx.flags.profile);
      const { store } = await ctx.open(profile);
      const question = `This deletes everything trilink remembers about ${system} in profile ${profile}. It cannot be undone.`;
      if (purge && !(await confirmed(ctx, confirm, question, profile))) {
        throw new UsageError('Nothing was deleted.', { code: 'not-confirmed' });
      }
      const wasSaved = await settings.removeConnection(system, profile);
      if (purge) {
        await store.purge(settings.connectedSystems(profile).length === 0 ? 'everything' : system);
        await store.accounts.forget(system);
      }
      if (!wasSaved && !purge) {
        throw new UsageError(`${system} has no saved connection in profile ${profile}.`, {
          code: 'not-connected',
          hint: 'One that the environment gives ends with its variables. See: trilink status',
        });
      }
      await ctx.show({ profile, system, purged: purge }, disconnectedView);
    });
}

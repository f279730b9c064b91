import type { Context } from '../../context.js';
import type { IntegrationId } from '../../domain/estate/systems.js';
import { word } from '../argument.js';
import { Command } from '../command.js';
import { confirmFlag } from '../confirm.js';
import { confirmBesideNative } from './beside-native.js';

const modeKey = /^integrations\.([^.]+)\.mode$/;

export function configSetCommand(ctx: Context): Command {
  return new Command('set')
    .summary('change a setting of this profile')
    .addArgument(word('<setting>', 'as config list --all names it'))
    .addArgument(word('<value>', 'its new value'))
    .flag(confirmFlag('the integration’s id, when its mode becomes sync beside the vendor’s own integration'))
    .prints('table')
    .example('trilink config set integrations.datto-rmm:it-glue.mode sync', 'let trilink write')
    .example(
      'trilink config set integrations.datto-rmm:it-glue.authority.hostname fill',
      'only where it is blank',
    )
    .example(
      'trilink config set integrations.datto-rmm:it-glue.deviceTypes.Printer skip',
      'make no records of printers',
    )
    .action(async (setting: string, value: string, _own: unknown, command: Command) => {
      const settings = await ctx.settings();
      const profile = settings.requireProfile(ctx.flags.profile);
      const integration = modeKey.exec(setting)?.[1];
      if (integration !== undefined && value === 'sync') {
        const { confirm } = command.optsWithGlobals<{ confirm?: string }>();
        await confirmBesideNative(ctx, await ctx.open(), integration as IntegrationId, confirm);
      }
      await settings.set(setting, value, profile);
      ctx.next(`See what is in force: trilink config list --show-origin`);
    });
}

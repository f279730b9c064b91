import type { Context } from '../../context.js';
import type { IntegrationId } from '../../domain/estate/systems.js';
import { UsageError } from '../../errors.js';
import { word } from '../argument.js';
import { Command } from '../command.js';
import { confirmed, confirmFlag } from '../confirm.js';

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
        await confirmBesideNative(ctx, integration as IntegrationId, command);
      }
      await settings.set(setting, value, profile);
      ctx.next(`See what is in force: trilink config list --show-origin`);
    });
}

/** Two integrations that write the same records work against each other: a person has to say that it is meant. */
async function confirmBesideNative(ctx: Context, id: IntegrationId, command: Command): Promise<void> {
  const { nativeTraces } = await import('../../workflows/native-traces.js');
  const traces = await nativeTraces(await ctx.open(), id);
  if (traces.length === 0) return;
  const lines = traces.map(({ sign, count, example }) => `  ${sign}: ${count} records, such as ${example}`);
  const found = `The vendor's own integration seems to be at work for ${id}:\n${lines.join('\n')}`;
  if (await confirmed(ctx, command, `${found}\nTurn it off first, or both will write.`, id)) return;
  throw new UsageError(`The mode of ${id} was left as it is.`, { code: 'not-confirmed' });
}

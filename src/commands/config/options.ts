import type { Context } from '../../context.js';
import type { IntegrationId } from '../../domain/estate/systems.js';
import { word } from '../argument.js';
import { Command } from '../command.js';
import { integrationIds, knownHops, readIntegration } from '../integrations.js';

export function configOptionsCommand(ctx: Context): Command {
  const integrations = word('[integration...]', 'such as datto-rmm:autotask; all of them when left out');
  return new Command('options')
    .summary('what each integration can be told, and what it is told now')
    .addArgument(
      integrations.suggests(integrationIds).read('source:target', 'datto-rmm:autotask', readIntegration),
    )
    .printsList()
    .example('trilink config options', 'every option of every integration')
    .example('trilink config options datto-rmm:autotask --json', 'those of one, for a script')
    .action(async (asked: readonly IntegrationId[]) => {
      const { allHops } = await import('../../domain/hops/index.js');
      const { optionsView } = await import('../../terminal/views/options-view.js');
      const settings = await ctx.settings();
      const profile = settings.requireProfile(ctx.flags.profile);
      const integrations = knownHops(allHops, asked).map(({ id, options }) => ({
        integration: id,
        options,
        set: settings.integration(id, profile).options,
      }));
      await ctx.show({ integrations }, optionsView);
      ctx.next('Set one: trilink config set integrations.ID.options.NAME VALUE');
    });
}

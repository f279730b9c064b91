import type { Context } from '../../context.js';
import type { IntegrationId } from '../../domain/estate/systems.js';
import { word } from '../argument.js';
import { Command } from '../command.js';
import { integrationIds, knownHops, readIntegration } from '../integrations.js';

export function configAuthorityCommand(ctx: Context): Command {
  const integrations = word('[integration...]', 'such as datto-rmm:it-glue; all of them when left out');
  return new Command('authority')
    .summary('which field is filled from where, and what may overwrite what')
    .addArgument(
      integrations.suggests(integrationIds).read('source:target', 'datto-rmm:it-glue', readIntegration),
    )
    .printsList()
    .example('trilink config authority', 'every table in force')
    .example('trilink config authority datto-rmm:it-glue --format csv', 'one table, for a review')
    .action(async (asked: readonly IntegrationId[]) => {
      const { allHops } = await import('../../domain/hops/index.js');
      const { effectiveAuthority, usualAuthority } = await import(
        '../../domain/reconcile/effective-authority.js'
      );
      const { authorityView } = await import('../../terminal/views/authority-view.js');
      const settings = await ctx.settings();
      const profile = settings.requireProfile(ctx.flags.profile);
      const hops = knownHops(allHops, asked);
      const tables = hops.map((hop) => {
        const set = settings.integration(hop.id, profile);
        return {
          integration: hop.id,
          hop,
          rows: effectiveAuthority(hop, set),
          defaults: usualAuthority(hop, set.options),
        };
      });
      await ctx.show({ tables }, authorityView);
      ctx.next('Change a field: trilink config set integrations.ID.authority.FIELD MODE');
    });
}

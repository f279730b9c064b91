import type { Context } from '../../context.js';
import { didYouMean } from '../../domain/closest.js';
import type { IntegrationId } from '../../domain/estate/systems.js';
import { UsageError } from '../../errors.js';
import { word } from '../argument.js';
import { Command } from '../command.js';
import { integrationIds, readIntegration } from '../integrations.js';

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
      const { effectiveAuthority } = await import('../../domain/reconcile/effective-authority.js');
      const { authorityView } = await import('../../terminal/views/authority-view.js');
      refuseUnknown(
        asked,
        allHops.map((hop) => hop.id),
      );

      const settings = await ctx.settings();
      const profile = settings.requireProfile(ctx.flags.profile);
      const hops = allHops.filter((hop) => asked.length === 0 || asked.includes(hop.id));
      const tables = hops.map(({ id, authority }) => {
        const changed = settings.integration(id, profile).authority;
        return { integration: id, rows: effectiveAuthority(authority, changed), defaults: authority };
      });
      await ctx.show({ tables }, authorityView);
      ctx.next('Change a field: trilink config set integrations.ID.authority.FIELD MODE');
    });
}

function refuseUnknown(asked: readonly IntegrationId[], known: readonly IntegrationId[]): void {
  const unknown = asked.find((id) => !known.includes(id));
  if (unknown === undefined) return;
  throw new UsageError(`There is no integration "${unknown}".${didYouMean(unknown, known)}`, {
    code: 'integration-unknown',
    hint: `Known are: ${known.join(', ')}`,
  });
}

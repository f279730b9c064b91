import type { Context } from '../../context.js';
import type { IntegrationId } from '../../domain/estate/systems.js';
import { Command } from '../command.js';
import { integrationFlag } from '../integrations.js';
import { itemArgument } from './decision.js';

export function matchExplainCommand(ctx: Context): Command {
  return new Command('explain')
    .summary('every candidate and identifier of an item, kept or dropped, and why')
    .addArgument(itemArgument())
    .flag(integrationFlag('needed when an item is given by a name that several integrations have'))
    .example('trilink match explain ALDER-LT-07', 'one device, by what the last run saw; no vendor is asked')
    .example('trilink match explain "Alder Dental" --json', 'one site, for a program')
    .action(async (item: string, _own: unknown, command: Command) => {
      const { integration = null } = command.optsWithGlobals<{ integration?: IntegrationId }>();
      const { explainItem } = await import('../../workflows/explain-item.js');
      const { explanationView } = await import('../../terminal/views/explanation-view.js');
      const explanation = await explainItem(await ctx.open(), item, integration);
      await ctx.show(explanation, explanationView);
      if (explanation.item.status !== 'matched') ctx.next('Settle it with: trilink match review');
    });
}

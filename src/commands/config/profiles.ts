import type { Context } from '../../context.js';
import { Command } from '../command.js';

export function configProfilesCommand(ctx: Context): Command {
  return new Command('profiles')
    .summary('the profiles there are, and what each is connected to')
    .prints('table', 'json', 'ndjson', 'csv')
    .example('trilink config profiles', 'every profile; the one in force is marked')
    .example(
      'trilink connect it-glue --profile nightly',
      'makes the profile "nightly" with its first connection',
    )
    .action(async () => {
      const { profilesView } = await import('../../terminal/views/profiles-view.js');
      const settings = await ctx.settings();
      const inForce = ctx.flags.profile ?? settings.profileName;
      const profiles = settings.profiles.map((name) => ({
        name,
        inForce: name === inForce,
        connections: settings.connectedSystems(name),
        integrations: settings.enabledIntegrations(name),
      }));
      await ctx.show({ profiles }, profilesView);
    });
}

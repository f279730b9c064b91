import type { Context } from '../../context.js';
import { Command } from '../command.js';

export function configProfilesCommand(ctx: Context): Command {
  return new Command('profiles')
    .summary('the profiles there are, and what each is connected to')
    .printsList()
    .example('trilink config profiles', 'every profile; the one in force is marked')
    .example('trilink config profiles --json', 'for a script that runs them all')
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
      ctx.next('A new profile begins with its first connection: trilink connect SYSTEM --profile NAME');
    });
}

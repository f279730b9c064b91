import type { Context } from '../../context.js';
import { Command } from '../command.js';

export function configSecretsCommand(ctx: Context): Command {
  return new Command('secrets')
    .summary('where each secret comes from; never the secret')
    .printsList()
    .example('trilink config secrets', 'environment, helper command, keychain or encrypted file')
    .example('trilink config secrets --json', 'for an audit of several profiles')
    .action(async () => {
      const { secretsView } = await import('../../terminal/views/secrets-view.js');
      const settings = await ctx.settings();
      const profile = settings.requireProfile(ctx.flags.profile);
      await ctx.show({ profile, secrets: await settings.secretSources(profile) }, secretsView);
    });
}

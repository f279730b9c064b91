import type { Context } from '../context.js';
import { word } from './argument.js';
import { Command } from './command.js';

/** What the shells' scripts ask while a person types: names, one a line. Never fails and never asks a vendor. */
export function completeCommand(ctx: Context): Command {
  return new Command('__complete')
    .summary('names for completion')
    .addArgument(word('<what>', 'profiles or sites').oneOf(['profiles', 'sites']))
    .internal()
    .action(async (what: 'profiles' | 'sites') => {
      const names = await (what === 'profiles' ? profiles(ctx) : sites(ctx)).catch(() => []);
      const { plain } = await import('../terminal/plain.js');
      await ctx.print(names.map((name) => `${plain(name)}\n`).join(''));
    });
}

async function profiles(ctx: Context): Promise<readonly string[]> {
  return (await ctx.settings()).profiles;
}

async function sites(ctx: Context): Promise<readonly string[]> {
  const published = await (await ctx.open()).store.matches.published();
  return [...new Set(published.filter((item) => item.kind === 'site').map((item) => item.name))];
}

import type { Context } from '../context.js';
import { word } from './argument.js';
import { Command } from './command.js';
import { type Shell, shells } from './completion/shells.js';

export function completionCommand(ctx: Context): Command {
  return new Command('completion')
    .summary('print the completion script of a shell')
    .addArgument(word('<shell>', 'which shell').oneOf(shells))
    .prints('table')
    .example('source <(trilink completion bash)', 'completion in this bash')
    .example(
      'trilink completion zsh > ~/.zfunc/_trilink',
      'completion in every zsh whose fpath has that folder',
    )
    .action(async (shell: Shell, _flags: unknown, command: Command) => {
      const { completionScript } = await import('./completion/scripts.js');
      await ctx.print(completionScript(command.parent as Command, shell));
    });
}

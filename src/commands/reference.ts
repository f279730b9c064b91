import type { Context } from '../context.js';
import { version } from '../version.js';
import { word } from './argument.js';
import { Command } from './command.js';

/** Prints what is made from the command tree for the documentation. */
export function referenceCommand(ctx: Context): Command {
  return new Command('__reference')
    .summary('the reference of every command')
    .addArgument(word('<form>', 'markdown or man').oneOf(['markdown', 'man']))
    .internal()
    .action(async (form: 'markdown' | 'man', _flags: unknown, command: Command) => {
      const program = command.parent as Command;
      const { markdownReference } = await import('./reference/markdown.js');
      const { manPage } = await import('./reference/man.js');
      await ctx.print(form === 'man' ? manPage(program, version) : markdownReference(program));
    });
}

import type { Context } from '../../context.js';
import { word } from '../argument.js';
import { Command } from '../command.js';
import { byFlag, whoIs } from './decision.js';
import { formatOf } from './file-format.js';

export function matchImportCommand(ctx: Context): Command {
  return new Command('import')
    .summary('take over the decisions of a file: all of them, or none')
    .addArgument(word('<file>', 'CSV or JSON as match export writes it; - reads stdin'))
    .flag(byFlag())
    .switch('-n, --dry-run', 'check the file and say what would be decided; store nothing')
    .prints('table', 'json', 'csv')
    .example(
      'trilink match import decisions.csv --dry-run',
      'every problem with its line, and what would be decided',
    )
    .example('trilink match import decisions.csv', 'the same, and store it')
    .action(async (file: string, _own: unknown, command: Command) => {
      const { dryRun = false, by } = command.optsWithGlobals<{ dryRun?: boolean; by?: string }>();
      const { readDecisionText, sniffFormat } = await import('../../workflows/import-decisions-read.js');
      const { importDecisions } = await import('../../workflows/import-decisions.js');
      const { decidedView } = await import('../../terminal/views/decided-view.js');
      const text = await ctx.files.read(file);
      const lines = await readDecisionText(text, formatOf(file, ctx.flags.format) ?? sniffFormat(text));
      const imported = await importDecisions(await ctx.open(), { lines, who: whoIs(ctx, by), dryRun });
      await ctx.show({ ...imported, dryRun }, decidedView);
      if (!dryRun && imported.decided.length > 0)
        ctx.next('Written by the next sync. Look first: trilink sync plan');
    });
}

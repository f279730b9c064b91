import type { Context } from '../../context.js';
import type { IntegrationId } from '../../domain/estate/systems.js';
import type { MatchStatus } from '../../domain/matching/verdict.js';
import { word } from '../argument.js';
import { Command } from '../command.js';
import { flag } from '../flag.js';
import { integrationFlag } from '../integrations.js';
import { formatOf } from './file-format.js';
import { matchStatuses } from './list.js';

interface Flags {
  readonly status: readonly MatchStatus[];
  readonly site?: string;
  readonly integration?: IntegrationId;
}

export function matchExportCommand(ctx: Context): Command {
  return new Command('export')
    .summary('every item with its decision or best guess, as a file to review')
    .addArgument(word('<file>', 'ends in .csv or .json; - prints it, as CSV unless --format json'))
    .optionsGroup('Which items')
    .flag(
      flag('--status <status>', 'items of this status; may be repeated (default: all)')
        .oneOf(matchStatuses)
        .repeatable(),
    )
    .flag(flag('--site <name|id>', 'this site only').complete('sites'))
    .flag(integrationFlag('this integration only'))
    .prints('table', 'json', 'csv')
    .example(
      'trilink match export decisions.csv --status suggested',
      'for a spreadsheet; fill in the column "decision"',
    )
    .example('trilink match export decisions.json', 'the whole state, to keep or to compare')
    .action(async (file: string, _own: unknown, command: Command) => {
      const { status: statuses, site = null, integration = null } = command.optsWithGlobals<Flags>();
      const format = formatOf(file, ctx.flags.json ? 'json' : ctx.flags.format) ?? 'csv';
      const { decisionLines } = await import('../../workflows/export-decisions.js');
      const { decisionText } = await import('../../workflows/export-decisions-text.js');
      const { plainJson, plainLines } = await import('../../terminal/plain.js');
      const lines = await decisionLines(await ctx.open(), { statuses, site, integration });
      const text = await decisionText(lines, format, file === '-');
      if (file === '-') await ctx.print(format === 'json' ? plainJson(text) : plainLines(text));
      else await ctx.files.write(file, text);
      ctx.progress.detail(`${lines.length} items written to ${file}`);
      if (file !== '-') ctx.next(`Fill in "decision", then look: trilink match import ${file} --dry-run`);
    });
}

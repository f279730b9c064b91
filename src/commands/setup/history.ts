import type { Context } from '../../context.js';
import { Command } from '../command.js';
import { flag, wholeNumber } from '../flag.js';

const usualLimit = 10;

export function setupHistoryCommand(ctx: Context): Command {
  return new Command('history')
    .summary('what got better or worse from check to check')
    .flag(
      flag('--limit <number>', `how many checks, newest first; 0 is all (default: ${usualLimit})`).read(
        'a whole number',
        '50',
        wholeNumber,
      ),
    )
    .prints('table', 'json', 'ndjson', 'csv')
    .example('trilink setup history', 'the last checks, and what moved between them')
    .example('trilink setup history --limit 0 --format csv', 'every change there ever was, for a spreadsheet')
    .action(async (_own: unknown, command: Command) => {
      const { limit = usualLimit } = command.optsWithGlobals<{ limit?: number }>();
      const { setupHistory } = await import('../../workflows/setup-history.js');
      const { historyView } = await import('../../terminal/views/setup-history-view.js');
      const checks = await setupHistory(await ctx.open(), limit === 0 ? Number.MAX_SAFE_INTEGER : limit);
      await ctx.show({ checks }, historyView);
    });
}

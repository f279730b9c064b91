import type { Context } from '../../context.js';
import { word } from '../argument.js';
import { Command } from '../command.js';
import { flag, wholeNumber } from '../flag.js';

const USUAL_LIMIT = 20;

export function syncLogsCommand(ctx: Context): Command {
  return new Command('logs')
    .summary('past runs, or what one run did to each record')
    .addArgument(word('[run]', 'a run, its beginning, or last; all runs when left out').suggests(['last']))
    .flag(
      flag('--limit <number>', `how many runs, newest first; 0 is all (default: ${USUAL_LIMIT})`).read(
        'a whole number',
        '50',
        wholeNumber,
      ),
    )
    .printsList()
    .example('trilink sync logs', 'the last runs, what each wrote and how it ended')
    .example('trilink sync logs last --json', 'every change of the last run, before and after')
    .action(async (run: string | undefined, _own: unknown, command: Command) => {
      const { limit = USUAL_LIMIT } = command.optsWithGlobals<{ limit?: number }>();
      const { listRuns, showRun } = await import('../../workflows/logs.js');
      const session = await ctx.open();
      if (run !== undefined) {
        const { runLogView } = await import('../../terminal/views/run-log-view.js');
        await ctx.show(await showRun(session, run), runLogView);
        return;
      }
      const { runsView } = await import('../../terminal/views/runs-view.js');
      await ctx.show(await listRuns(session, limit === 0 ? Number.MAX_SAFE_INTEGER : limit), runsView);
      ctx.next('One run, record by record: trilink sync logs RUN');
    });
}

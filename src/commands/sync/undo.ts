import type { Context } from '../../context.js';
import type { Change } from '../../domain/reconcile/plan.js';
import { word } from '../argument.js';
import { Command } from '../command.js';
import { endLike, tellLog } from './end-run.js';

export function syncUndoCommand(ctx: Context): Command {
  return new Command('undo')
    .summary('put back every field that a run changed and nobody changed since')
    .addArgument(word('<run>', 'a run of sync logs, its beginning, or last').suggests(['last']))
    .optionsGroup('How to run')
    .switch('-n, --dry-run', 'show what would be put back; write nothing')
    .switch('-y, --yes', 'agree beforehand')
    .example('trilink sync undo last --dry-run', 'what would be put back')
    .example('trilink sync undo last', 'put it back, after asking')
    .action(async (run: string, _own: unknown, command: Command) => {
      const { yes = false, dryRun = false } = command.optsWithGlobals<{ yes?: boolean; dryRun?: boolean }>();
      const { undoRun } = await import('../../workflows/undo.js');
      const { undoView } = await import('../../terminal/views/undo-view.js');

      const request = { run, dryRun, canAgree: yes || ctx.prompts.available };
      const result = await undoRun(await ctx.open(), request, (changes, of) =>
        agree(ctx, changes, of.id, yes),
      );
      const { document, left } = result;
      await ctx.show({ document, left, planned: dryRun ? result.changes : [] }, undoView);
      if (!dryRun) tellLog(ctx, document);
      endLike(ctx, result);
    });
}

async function agree(ctx: Context, changes: readonly Change[], run: string, yes: boolean): Promise<boolean> {
  if (ctx.format === 'table' && !ctx.flags.quiet) {
    const { changesView } = await import('../../terminal/views/changes-view.js');
    await ctx.show({ heading: `Undo of run ${run}`, changes }, changesView);
  }
  return (
    yes || ctx.prompts.confirm(`Put back these ${changes.length} changes?`, { flag: '--yes', initial: false })
  );
}

import type { Context } from '../../context.js';
import type { RunDocument } from '../../domain/run.js';
import type { AppError, ExitCode } from '../../errors.js';

/** Prints a run's document, then ends with what it says. A failure that ended it is told after the document. */
export async function endRun(
  ctx: Context,
  result: { readonly document: RunDocument; readonly failure: AppError | null },
): Promise<void> {
  const { runLineView, runView } = await import('../../terminal/views/run-view.js');
  await ctx.show(result.document, ctx.flags.quiet ? runLineView : runView);
  endLike(ctx, result);
}

/** Ends with the run's code, or its failure. */
export function endLike(
  ctx: Context,
  { document, failure }: { readonly document: RunDocument; readonly failure: AppError | null },
): void {
  ctx.finish(document.exitCode as ExitCode);
  if (failure) throw failure;
}

/** Where the log is and how to put it back. */
export function tellLog(ctx: Context, { id }: RunDocument): void {
  ctx.next(`Per record: trilink sync logs ${id}`);
  ctx.next(`Put it back: trilink sync undo ${id}`);
}

import type { Context } from '../../context.js';
import type { HopPlan } from '../../domain/reconcile/plan.js';
import { word } from '../argument.js';
import { Command } from '../command.js';
import { endRun, tellLog } from './end-run.js';

export function syncApplyCommand(ctx: Context): Command {
  return new Command('apply')
    .summary('apply a saved plan exactly; refused when anything in it has changed')
    .addArgument(word('<file>', 'what sync plan -o wrote; - reads stdin'))
    .optionsGroup('How to run')
    .switch('-y, --yes', 'agree to the plan beforehand')
    .example('trilink sync apply plan.json', 'show each integration, ask, write')
    .example('trilink sync apply plan.json --yes --json', 'unattended, with the run as a document')
    .action(async (file: string, _own: unknown, command: Command) => {
      const { yes = false } = command.optsWithGlobals<{ yes?: boolean }>();
      const { parsePlan } = await import('../../workflows/plan-file.js');
      const { applyPlan } = await import('../../workflows/apply-plan.js');

      const plan = await parsePlan(await ctx.files.read(file), file);
      const options = { canAgree: yes || ctx.prompts.available };
      const result = await applyPlan(await ctx.open(), plan, options, (hop) => agree(ctx, hop, yes));
      tellLog(ctx, result.document);
      await endRun(ctx, result);
    });
}

async function agree(ctx: Context, hop: HopPlan, yes: boolean): Promise<boolean> {
  if (ctx.format === 'table' && !ctx.flags.quiet) {
    const { changesView } = await import('../../terminal/views/changes-view.js');
    await ctx.show({ heading: hop.integration, changes: hop.changes }, changesView);
  }
  const count = hop.changes.filter((change) => change.blocked === null).length;
  return yes || ctx.prompts.confirm(`Write these ${count} changes?`, { flag: '--yes', initial: false });
}

import type { Context } from '../../context.js';
import type { IntegrationId } from '../../domain/estate/systems.js';
import { ExitCode } from '../../errors.js';
import { Command } from '../command.js';
import { flag } from '../flag.js';
import { endLike } from './end-run.js';
import { addPlanFlags, type PlanFlagValues, planFlagsOf } from './plan-flags.js';
import { showHop } from './show-hop.js';

interface Flags extends PlanFlagValues {
  readonly output?: string;
  readonly exitCode?: boolean;
}

export function syncPlanCommand(ctx: Context): Command {
  return addPlanFlags(new Command('plan'))
    .summary('show what a sync would write, and write nothing')
    .optionsGroup('Output')
    .flag(flag('-o, --output <file>', 'save the plan for sync apply; - prints it').complete('files'))
    .switch('--exit-code', 'exit 3 when there is anything to write or to resolve')
    .printsList()
    .example('trilink sync plan', 'every enabled integration against what its target holds now')
    .example(
      'trilink sync plan datto-rmm:it-glue -o plan.json',
      'a plan to review, then: trilink sync apply plan.json',
    )
    .action(async (integrations: readonly IntegrationId[], _own: unknown, command: Command) => {
      const flags = command.optsWithGlobals<Flags>();
      const { planSync } = await import('../../workflows/sync.js');
      const { planDocument } = await import('../../workflows/plan-file.js');
      const { planView } = await import('../../terminal/views/plan-view.js');

      const session = await ctx.open();
      const result = await planSync(session, { integrations, flags: planFlagsOf(flags) });
      if (flags.output !== '-') for (const question of result.hops) await showHop(ctx, session, question);
      const plan = planDocument(result.plan);
      if (flags.output !== undefined) {
        await ctx.files.write(flags.output, `${JSON.stringify(plan, null, 2)}\n`);
        ctx.next(`Apply exactly this with: trilink sync apply ${flags.output}`);
      }
      if (flags.output !== '-')
        await ctx.show({ ...plan, run: result.document, brief: ctx.flags.quiet === true }, planView);
      if (flags.exitCode && result.pending) ctx.finish(ExitCode.attention);
      endLike(ctx, result);
    });
}

import type { Context } from '../../context.js';
import type { IntegrationId } from '../../domain/estate/systems.js';
import { ExitCode } from '../../errors.js';
import type { HopQuestion } from '../../workflows/run-hop.js';
import type { SyncResult } from '../../workflows/sync.js';
import { Command } from '../command.js';
import { endRun, tellLog } from './end-run.js';
import { addPlanFlags, type PlanFlagValues, planFlagsOf } from './plan-flags.js';
import { showHop } from './show-hop.js';

interface Flags extends PlanFlagValues {
  readonly dryRun?: boolean;
  readonly yes?: boolean;
  readonly exitCode?: boolean;
}

export function syncStartCommand(ctx: Context): Command {
  return addPlanFlags(new Command('start'))
    .summary('read, match, plan, ask, write and log: the whole job')
    .optionsGroup('How to run')
    .switch('-n, --dry-run', 'the same up to the plan; write nothing')
    .switch('-y, --yes', 'agree to the plan beforehand')
    .switch('--exit-code', 'exit 3 when something is left to write or to resolve')
    .example('trilink sync start --dry-run', 'what would be matched and written, and write nothing')
    .example('trilink sync start datto-rmm:it-glue --site "Alder Dental"', 'one client first, as a pilot')
    .example('trilink sync start --yes --create configurations', 'unattended, as from cron')
    .action(async (integrations: readonly IntegrationId[], _own: unknown, command: Command) => {
      const flags = command.optsWithGlobals<Flags>();
      const { sync } = await import('../../workflows/sync.js');

      const session = await ctx.open();
      const request = {
        integrations,
        flags: planFlagsOf(flags),
        dryRun: flags.dryRun === true,
        canAgree: flags.yes === true || ctx.prompts.available,
      };
      const result = await sync(session, request, {
        planned: (question) => showHop(ctx, session, question),
        confirm: async (question) => flags.yes === true || agree(ctx, question),
      });
      tellNext(ctx, result);
      if (flags.exitCode && result.pending) ctx.finish(ExitCode.attention);
      await endRun(ctx, result);
    });
}

function agree(ctx: Context, { hop, plan }: HopQuestion): Promise<boolean> {
  const count = plan.changes.filter((change) => change.blocked === null).length;
  const what = count === 1 ? 'this change' : `these ${count} changes`;
  return ctx.prompts.confirm(`Write ${what} to ${hop.target}?`, { flag: '--yes', initial: false });
}

function tellNext(ctx: Context, { document, pending }: SyncResult): void {
  if (document.dryRun) ctx.next('Write it with: trilink sync start');
  else if (document.integrations.some((hop) => hop.mode === 'sync')) tellLog(ctx, document);
  if (pending) ctx.next('Settle what is open: trilink match review');
}

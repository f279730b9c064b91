import type { Context } from '../../context.js';
import type { SetupHop, Severity } from '../../domain/setup/index.js';
import { ExitCode, UsageError, worstOf } from '../../errors.js';
import type { Session } from '../../ports/session.js';
import { Command } from '../command.js';
import { flag } from '../flag.js';
import { toldSubdomain } from './told-subdomain.js';

const hops: readonly SetupHop[] = ['A', 'B', 'C', 'P', 'S', 'X'];
const levels: readonly (Severity | 'none')[] = ['critical', 'warning', 'info', 'none'];

interface Flags {
  readonly hop?: SetupHop;
  readonly step?: string;
  readonly failOn?: Severity | 'none';
  readonly exitCode?: boolean;
  readonly all?: boolean;
}

export function setupCheckCommand(ctx: Context): Command {
  return new Command('check')
    .summary('read every system and hold the set-up against the safe order; exit 3 when something is wrong')
    .optionsGroup('Which steps')
    .flag(
      flag(
        '--hop <hop>',
        'A RMM to PSA, B PSA to IT Glue, C RMM to IT Glue, S Syncro, P after, X whole',
      ).oneOf(hops),
    )
    .flag(flag('--step <step>', 'one step, such as B-13; B-03 brings the pre-connection report'))
    .switch('--all', 'every step with its details, what is good and what does not apply included')
    .optionsGroup('How to end')
    .flag(flag('--fail-on <level>', 'exit 3 from this severity on (default: info)').oneOf(levels))
    .switch(
      '--exit-code',
      'exit 3 as well while a step is open; without a terminal prints the one summary line, for cron',
    )
    .prints('table', 'json', 'ndjson', 'csv', 'markdown', 'html')
    .example('trilink setup check', 'what to do first, what waits for it, what is wrong')
    .example('trilink setup check --exit-code', 'for cron: one line, exit 3 while something is wrong or open')
    .example('trilink setup check --step B-03 --format csv', 'the pre-connection report, device by device')
    .example('trilink setup check --format html > setup.html', 'one file to mail or to keep')
    .action(async (_own: unknown, command: Command) => {
      const { hop = null, step = null, failOn = 'info', exitCode, all } = command.optsWithGlobals<Flags>();
      const { checkSetup, failsAt } = await import('../../workflows/setup-check.js');
      const { findingsView } = await import('../../terminal/views/findings-view.js');

      refuseOtherHop(step, hop);
      const session = await ctx.open();
      const subdomain = await toldSubdomain(ctx, session);
      const { check, reading, report, at } = await checkSetup(session, { hop, step, subdomain });
      const { profile } = session;
      const asked = all === true || (ctx.flags.verbose ?? 0) > 0;
      const isWhole = asked || step !== null;
      const forCron = exitCode === true && !asked && ctx.io.stdout.isTTY !== true;
      const lineOnly = ctx.flags.quiet === true || forCron;
      await ctx.show(
        {
          profile,
          at,
          ...check,
          unseen: [...notConnected(session), ...reading.unseen],
          report,
          all: isWhole,
          lineOnly,
        },
        findingsView,
      );

      const isOpen = exitCode === true && check.summary.counts.unknown > 0;
      if (failsAt(failOn, check) || isOpen) ctx.finish(ExitCode.attention);
      if (check.summary.next) ctx.next('Go through it step by step: trilink setup guide');
      const worst = worstOf(reading.failures.map((failure) => failure.exitCode));
      const failure = reading.failures.find((one) => one.exitCode === worst);
      if (failure) throw failure;
    });
}

/** A step that the hop does not have would leave nothing to check, and nothing to check looks like nothing wrong. */
function refuseOtherHop(step: string | null, hop: SetupHop | null): void {
  if (step === null || hop === null || step.toUpperCase().startsWith(`${hop}-`)) return;
  throw new UsageError(`Step ${step} is not one of hop ${hop}.`, {
    code: 'step-of-other-hop',
    hint: 'Leave out --step or --hop.',
  });
}

/** Systems of the chain that have no connection: whatever only they could show was not looked at. */
function notConnected(session: Session) {
  const connected = new Set(session.connections.map(({ system }) => system));
  return ['datto-rmm', 'autotask', 'it-glue']
    .filter((system) => !connected.has(system))
    .map((system) => ({ system, what: 'everything', why: 'not connected' }));
}

import type { Context } from '../context.js';
import { ExitCode } from '../errors.js';
import { Command } from './command.js';
import { duration, flag } from './flag.js';

export function statusCommand(ctx: Context): Command {
  return new Command('status')
    .summary('connections, integrations, last runs, and what waits for a person')
    .flag(
      flag('--max-age <time>', 'exit 3 when an enabled integration has not ended well for so long').read(
        'a number with s, m, h or d',
        '26h',
        duration,
      ),
    )
    .example('trilink status', 'where this profile stands; no vendor is asked')
    .example(
      'trilink status --max-age 26h --quiet',
      'for monitoring: exit 3 when the nightly sync is overdue',
    )
    .action(async (_own: unknown, command: Command) => {
      const { maxAge = null } = command.optsWithGlobals<{ maxAge?: number }>();
      const { statusOf } = await import('../workflows/status.js');
      const { statusView } = await import('../terminal/views/status-view.js');
      const status = await statusOf(await ctx.open(), maxAge);
      await ctx.show({ ...status, now: ctx.clock.now() }, statusView);
      if (status.integrations.some((one) => one.overdue)) ctx.finish(ExitCode.attention);
      if (status.connections.length === 0)
        ctx.next('Connect a system: trilink connect datto-rmm. Or look first: trilink demo');
    });
}

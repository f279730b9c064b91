import type { Context } from '../context.js';
import { Command } from './command.js';
import { flag, wholeNumber } from './flag.js';

interface Flags {
  readonly devices?: number;
  readonly seed?: string;
  readonly serve?: boolean;
}

export function demoCommand(ctx: Context): Command {
  return new Command('demo')
    .summary('the whole job on three simulated vendors, no account needed')
    .flag(
      flag('--devices <number>', 'how many devices the simulated RMM has').read(
        'a whole number',
        '200',
        wholeNumber,
      ),
    )
    .flag(flag('--seed <text>', 'the same seed gives the same estate'))
    .switch('--serve', 'keep the vendors up and print how to reach them; run no sync')
    .runsUntilStopped()
    .example('trilink demo', 'read, match, plan, write and log on simulated vendors, twice')
    .example('trilink demo --devices 2000 --seed 7', 'a larger estate')
    .example('trilink demo --serve', 'vendors to try every other command on')
    .action(async (_own: unknown, command: Command) => {
      const { serve = false, ...size } = command.optsWithGlobals<Flags>();
      const { openDemo } = await import('./demo/open-demo.js');
      const demo = await openDemo(ctx, size);
      if (serve) {
        const { keepUp } = await import('./demo/keep-up.js');
        await keepUp(ctx, demo);
      } else {
        const { runTwice } = await import('./demo/run-twice.js');
        await runTwice(ctx, demo);
      }
    });
}

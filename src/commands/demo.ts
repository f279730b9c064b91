import type { Context } from '../context.js';
import { silentProgress } from '../ports/progress.js';
import type { SyncRequest } from '../workflows/sync.js';
import { Command } from './command.js';
import { flag, wholeNumber } from './flag.js';
import { endRun } from './sync/end-run.js';
import { lookOnly } from './sync/look-only.js';
import { showHop } from './sync/show-hop.js';

interface Flags {
  readonly devices?: number;
  readonly seed?: string;
  readonly serve?: boolean;
}

export function demoCommand(ctx: Context): Command {
  return new Command('demo')
    .summary('the whole job on simulated vendors, no account needed')
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
    .example('trilink demo', 'read, match, plan, write and log on simulated vendors')
    .example('trilink demo --devices 2000 --seed 7', 'a larger estate')
    .example('trilink demo --serve', 'vendors to try every other command on')
    .action(async (_own: unknown, command: Command) => {
      const { devices, seed, serve = false } = command.optsWithGlobals<Flags>();
      const simulators = await ctx.startSimulators({
        ...(devices === undefined ? {} : { devices }),
        ...(seed === undefined ? {} : { seed }),
      });
      const env = {
        ...simulators.env,
        TRILINK_HOME: await ctx.files.temporaryFolder(),
        TRILINK_INTEGRATIONS: integrationsFor(simulators.env),
      };
      if (serve) await keepUp(ctx, env);
      else await runJob(ctx, env);
    });
}

/** Mode sync for every pair of systems that is simulated. */
function integrationsFor(env: Readonly<Record<string, string>>): string {
  const has = (word: string) => Object.keys(env).some((name) => name.startsWith(`TRILINK_${word}_`));
  const pairs: readonly (readonly [string, boolean])[] = [
    ['datto-rmm:autotask', has('DATTO_RMM') && has('AUTOTASK')],
    ['autotask:it-glue', has('AUTOTASK') && has('IT_GLUE')],
    ['datto-rmm:it-glue', has('DATTO_RMM') && has('IT_GLUE')],
    ['syncro:it-glue', has('SYNCRO') && has('IT_GLUE')],
  ];
  return pairs.flatMap(([id, isThere]) => (isThere ? [`${id}=sync`] : [])).join(',');
}

async function runJob(ctx: Context, env: Readonly<Record<string, string>>): Promise<void> {
  const { sync } = await import('../workflows/sync.js');
  const session = await (await ctx.elsewhere(env)).open();
  const request = { integrations: [], flags: lookOnly, dryRun: false, canAgree: true };
  const result = await sync(session, request, {
    planned: (question) => showHop(ctx, session, question),
    confirm: async () => true,
  });
  const left = await leftToWrite(ctx, env, request);
  await endRun(ctx, result);
  if (ctx.format !== 'table' || ctx.flags.quiet) return;
  const { demoView } = await import('../terminal/views/demo-view.js');
  await ctx.show({ left, waiting: result.pending }, demoView);
}

/** What a second plan would write, made right after the run: nothing, or the run was not whole. */
async function leftToWrite(
  ctx: Context,
  env: Readonly<Record<string, string>>,
  request: SyncRequest,
): Promise<number> {
  const step = ctx.progress.step('Planning once more', null);
  const { sync } = await import('../workflows/sync.js');
  const session = await (await ctx.elsewhere(env, silentProgress)).open();
  const { document } = await sync(session, { ...request, dryRun: true }, { confirm: async () => false });
  step.done();
  return document.integrations.reduce((sum, hop) => sum + hop.changes.planned, 0);
}

/** Until Ctrl-C or SIGTERM, which is how this ends well. */
async function keepUp(ctx: Context, env: Readonly<Record<string, string>>): Promise<void> {
  const quoted = (value: string) => `'${value.replaceAll("'", "'\\''")}'`;
  const lines = Object.entries(env).map(([name, value]) => `export ${name}=${quoted(value)}\n`);
  await ctx.print(`${lines.join('')}# ready\n`);
  ctx.next('Paste these lines into another terminal, then try: trilink sync plan');
  await new Promise<void>((resolve) => {
    if (ctx.signal.aborted) resolve();
    else ctx.signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

import type { Context } from '../context.js';
import type { IntegrationId, KnownSystem } from '../domain/estate/systems.js';
import { UsageError } from '../errors.js';
import type { Session } from '../ports/session.js';
import type { SyncResult } from '../workflows/sync.js';
import { Command } from './command.js';
import { confirmBesideNative } from './config/beside-native.js';
import { connectSystem } from './connecting.js';
import { lookOnly } from './sync/look-only.js';
import { showHop } from './sync/show-hop.js';

export function initCommand(ctx: Context): Command {
  return new Command('init')
    .summary('guided set-up: connections, native traces, order, a pilot site, a first plan')
    .switch('--reader', 'for looking only: every integration stays in mode audit')
    .prints('table')
    .example('trilink init', 'asks step by step; nothing is written to any system')
    .example('trilink init --reader --profile acme', 'the same for a profile that will never write')
    .action(async (_own: unknown, command: Command) => {
      const { reader = false } = command.optsWithGlobals<{ reader?: boolean }>();
      if (!ctx.prompts.available) throw needsTerminal();
      await connectAll(ctx);
      // Opened anew: the first session was opened before the connections were there.
      const session = await (await ctx.elsewhere(ctx.io.env)).open(ctx.flags.profile);
      if (session.integrations.length === 0) throw nothingToRun();

      const first = await look(ctx, session, []);
      if (first.failure) throw first.failure;
      await tellOrder(ctx, session);
      if (!reader) for (const id of session.integrations) await askMode(ctx, session, id);
      const pilot = await askPilot(ctx, session);
      if (pilot !== null) {
        const plan = await look(ctx, session, [pilot]);
        for (const question of plan.hops) await showHop(ctx, session, question);
      }
      tellNext(ctx, pilot, reader);
    });
}

/** Asks for each system in turn; one that is connected already is only named. */
async function connectAll(ctx: Context): Promise<void> {
  const { allHops } = await import('../domain/hops/index.js');
  const settings = await ctx.settings();
  const profile = ctx.flags.profile ?? settings.profileName;
  const systems = [...new Set(allHops.flatMap(({ source, target }) => [source, target]))] as KnownSystem[];
  for (const system of systems) {
    const isThere =
      settings.profiles.includes(profile) && settings.connectedSystems(profile).includes(system);
    if (isThere) {
      await say(ctx, `${system} is connected already.`);
      continue;
    }
    const wanted = await ctx.prompts.confirm(`Connect ${system}?`, {
      flag: `trilink connect ${system}`,
      initial: true,
    });
    if (!wanted) continue;
    const { account } = await connectSystem(ctx, system, {});
    await say(ctx, `${system} is connected: ${account.name ?? account.id}`);
  }
}

/** Reads, matches and plans. Writes nothing. */
async function look(ctx: Context, session: Session, sites: readonly string[]): Promise<SyncResult> {
  const { planSync } = await import('../workflows/sync.js');
  const { hardStopSteps } = await import('../domain/setup/hard-stops.js');
  await say(
    ctx,
    sites.length === 0 ? 'A first look at both sides. Nothing is written.' : 'The plan for the pilot site:',
  );
  // Faults of the set-up order are told further on; a look that stopped at the first would show nothing.
  const ignoreSetup = [...hardStopSteps];
  return planSync(session, { integrations: [], flags: { ...lookOnly, sites, ignoreSetup } });
}

async function tellOrder(ctx: Context, session: Session): Promise<void> {
  const lines = session.integrations.map((id, index) => `  ${index + 1}. ${id}`);
  await say(
    ctx,
    ['Integrations run in this order, each after the one before has ended well:', ...lines].join('\n'),
  );
}

/** `it writes` becomes `It writes.` */
const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;

/** Audit is safe beside the vendor's own integration; sync lets trilink write. */
async function askMode(ctx: Context, session: Session, id: IntegrationId): Promise<void> {
  const { nativeTraces, proposedMode } = await import('../workflows/native-traces.js');
  const traces = await nativeTraces(session, id);
  const signs = traces.map(({ sign, count, example }) => `  ${sign}: ${count} records, such as ${example}`);
  const seen =
    signs.length > 0
      ? [`The vendor's own integration has been at work for ${id}:`, ...signs]
      : [`No trace of the vendor's own integration was seen for ${id}.`];
  const proposal = proposedMode(traces);
  await say(ctx, [...seen, `Proposed: ${proposal.mode}. ${sentence(proposal.why)}`].join('\n'));
  const mode = await ctx.prompts.select(
    `What may trilink do for ${id}?`,
    [
      { value: 'audit' as const, label: 'audit: read, match, plan and report; never write' },
      { value: 'sync' as const, label: 'sync: write what a plan shows, after asking' },
      { value: 'off' as const, label: 'off: leave it out' },
    ],
    { flag: `trilink config set integrations.${id}.mode MODE`, initial: proposal.mode },
  );
  if (mode === 'sync') await confirmBesideNative(ctx, session, id, undefined);
  const settings = await ctx.settings();
  await settings.set(`integrations.${id}.mode`, mode, ctx.flags.profile ?? settings.profileName);
}

/** A site to begin with, or `null`. The one under the cursor is proposed. */
async function askPilot(ctx: Context, session: Session): Promise<string | null> {
  const { pilotSites } = await import('../workflows/pilot-sites.js');
  const sites = await pilotSites(session);
  const [best] = sites;
  if (!best) return null;
  await say(ctx, `Proposed pilot: ${best.name}, with ${best.matched} of ${best.devices} devices matched.`);
  const none = { value: null, label: 'none for now' };
  const find = (typed: string) => [
    ...sites
      .filter((site) => site.name.toLowerCase().includes(typed.toLowerCase()))
      .slice(0, 20)
      .map((site) => ({
        value: site.id as string | null,
        label: site.name,
        preview: `is ${site.target}; ${site.matched} of ${site.devices} devices matched`,
      })),
    none,
  ];
  return ctx.prompts.search('A pilot site to begin with? Type a part of its name', find, {
    flag: 'sync start --site',
  });
}

function tellNext(ctx: Context, pilot: string | null, reader: boolean): void {
  ctx.next('Settle what could not be matched: trilink match review');
  if (pilot !== null && !reader) ctx.next(`Then the pilot site alone: trilink sync start --site ${pilot}`);
  ctx.next('Everything, without writing: trilink sync plan');
}

async function say(ctx: Context, text: string): Promise<void> {
  const { sayingView } = await import('../terminal/views/saying-view.js');
  await ctx.tell({ lines: text.split('\n') }, sayingView);
}

function needsTerminal(): UsageError {
  return new UsageError('The guided set-up asks questions, and there is no terminal to ask at.', {
    code: 'no-terminal',
    hint: 'Step by step: trilink connect SYSTEM --stdin, trilink sync plan, trilink config set integrations.ID.mode sync',
  });
}

function nothingToRun(): UsageError {
  return new UsageError('No integration has both of its systems connected.', {
    code: 'not-connected',
    hint: 'Connect two systems, such as: trilink connect datto-rmm, trilink connect it-glue',
  });
}

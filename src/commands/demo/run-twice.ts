import type { Context } from '../../context.js';
import type { PlanFlags } from '../../domain/reconcile/plan.js';
import type { HopQuestion } from '../../workflows/run-hop.js';
import type { SyncRequest, SyncResult } from '../../workflows/sync.js';
import { endLike, endRun } from '../sync/end-run.js';
import { lookOnly } from '../sync/look-only.js';
import type { Demo } from './open-demo.js';

const flags: Omit<PlanFlags, 'integrations'> = { ...lookOnly, create: 'all' };
const request: SyncRequest = { integrations: [], flags, dryRun: false, canAgree: true };

/** The main job in order A, B, C, then the very same once more, which must find nothing to do. */
export async function runTwice(ctx: Context, demo: Demo): Promise<void> {
  const { countDetails } = await import('../../workflows/spared-details.js');
  let details = { read: 0, spared: 0 };
  let example: string | null = null;
  const first = await runOnce(ctx, demo, async (question) => {
    if (question.hop.letter === 'C') {
      details = countDetails(question.matched);
      example = nameInDoubt(question);
    }
  });
  const isWords = ctx.format === 'table' && ctx.flags.quiet !== true;
  if (!isWords || first.failure !== null) return endRun(ctx, first);

  const second = await runOnce(ctx, demo, null);
  const { demoView } = await import('../../terminal/views/demo-view.js');
  const { sameEstate } = demo;
  await ctx.show({ first: first.document, second: second.document, details, example, sameEstate }, demoView);
  endLike(ctx, first);
  endLike(ctx, second);
}

/** With `look`, every hop is shown as soon as it is planned. */
async function runOnce(
  ctx: Context,
  { env }: Demo,
  look: ((question: HopQuestion) => Promise<void>) | null,
): Promise<SyncResult> {
  const { sync } = await import('../../workflows/sync.js');
  const session = await (await ctx.elsewhere(env)).open();
  return sync(session, request, {
    confirm: async () => true,
    planned: async (question) => {
      if (look === null) return;
      await look(question);
      await showHop(ctx, question, await session.store.matches.published(question.hop.id));
    },
  });
}

async function showHop(
  ctx: Context,
  { hop, plan }: HopQuestion,
  items: Awaited<ReturnType<import('../../ports/store.js').Store['matches']['published']>>,
): Promise<void> {
  if (ctx.format !== 'table' || ctx.flags.quiet) return;
  const { demoHopView } = await import('../../terminal/views/demo-hop-view.js');
  await ctx.show({ letter: hop.letter, integration: hop.id, items, changes: plan.changes }, demoHopView);
}

/** A device that a person would ask about. */
function nameInDoubt({ matched }: HopQuestion): string | null {
  const doubtful = matched.reading.devices.find(
    (device) =>
      matched.deviceVerdicts.get(device.id)?.status === 'suggested' && /^[\w-]+$/.test(device.hostname),
  );
  return doubtful?.hostname ?? null;
}

import type { Context } from '../../context.js';
import type { Session } from '../../ports/session.js';
import type { HopQuestion } from '../../workflows/run-hop.js';

/** Shows a planned hop to a person before anything is asked. Programs get the document at the end. */
export async function showHop(
  ctx: Context,
  session: Session,
  { hop, plan, matched }: HopQuestion,
): Promise<void> {
  if (ctx.format !== 'table' || ctx.flags.quiet) return;
  const { hopView } = await import('../../terminal/views/hop-view.js');
  const published = await session.store.matches.published(hop.id);
  const seen = (verdicts: ReadonlyMap<string, unknown>, kind: string) =>
    published.filter((item) => item.kind === kind && verdicts.has(item.sourceId));
  const sites = seen(matched.siteVerdicts, 'site');
  const devices = seen(matched.deviceVerdicts, 'device');
  await ctx.show(
    { integration: hop.id, mode: plan.mode, target: hop.target, sites, devices, changes: plan.changes },
    hopView,
  );
}

import { itemKey } from '../domain/estate/systems.js';
import type { Decision } from '../domain/matching/verdict.js';
import type { Change, HopPlan } from '../domain/reconcile/plan.js';
import type { Session } from '../ports/session.js';
import type { MatchedHop } from './match-hop.js';

/**
 * A plan without what people have decided on since the run read their decisions: their word wins whenever it comes, so
 * the change waits for a plan that follows it. A word on a site holds back its devices too, one that gives a record to
 * an item everything about that record.
 */
export async function withoutDecided(
  session: Session,
  { plan, matched }: { readonly plan: HopPlan; readonly matched: MatchedHop },
): Promise<{ readonly changes: readonly Change[]; readonly blocked: readonly Change[] }> {
  const { hop, memory, reading } = matched;
  const known = Math.max(0, ...memory.decisions.map((one) => one.sequence));
  const late = (await session.store.matches.decisions(hop.id)).filter((one) => one.sequence > known);
  if (late.length === 0) return { changes: plan.changes, blocked: [] };

  const keyOf = ({ kind, sourceId }: Decision) => itemKey({ integration: hop.id, kind, sourceId });
  const items = new Set(late.map(keyOf));
  const sites = new Set(late.filter((one) => one.kind === 'site').map((one) => one.sourceId));
  for (const { id, siteId } of reading.devices)
    if (sites.has(siteId)) items.add(itemKey({ integration: hop.id, kind: 'device', sourceId: id }));
  const records = new Set(
    late.flatMap((one) => (one.targetId === null ? [] : [`${one.kind}/${one.targetId}`])),
  );
  const kindOf = ({ target }: Change) => (target.type === 'organization' ? 'site' : 'device');
  const isDecided = (change: Change) =>
    items.has(change.item) || records.has(`${kindOf(change)}/${change.target.id}`);

  const reason = 'decided on while the run went on; the next sync follows that';
  const changes = plan.changes.map((change) =>
    change.blocked === null && isDecided(change)
      ? { ...change, blocked: { by: 'decision', reason } }
      : change,
  );
  return { changes, blocked: changes.filter((change, at) => change !== plan.changes[at]) };
}

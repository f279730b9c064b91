import type { Hop } from '../domain/hops/hop.js';
import { allHops, findHop } from '../domain/hops/index.js';
import { sameValue } from '../domain/reconcile/canonical.js';
import { effectiveAuthority } from '../domain/reconcile/effective-authority.js';
import { authorityFingerprint } from '../domain/reconcile/fingerprint.js';
import { fitStrength } from '../domain/reconcile/look-up.js';
import type { Change, HopPlan } from '../domain/reconcile/plan.js';
import type { Session } from '../ports/session.js';
import type { CurrentRecord, TargetPort } from '../ports/system.js';
import { currentItems } from './current-items.js';

/** One reason why a saved plan does not hold any more. */
export interface StaleReason {
  readonly item: string;
  readonly name: string;
  readonly why: string;
}

/**
 * What has changed under a saved plan: a before-value, a lock, a match or the authority table. Drift of source values
 * alone is no reason: the plan is applied as it was agreed to.
 */
export async function staleReasons(
  session: Session,
  hopPlan: HopPlan,
  target: TargetPort,
  places: PlacesNow,
  hops: readonly Hop[] = allHops,
): Promise<readonly StaleReason[]> {
  const hop = findHop(hops, hopPlan.integration);
  const free = hopPlan.changes.filter((change) => change.blocked === null);
  if (!hop || authorityNow(session, hop) !== hopPlan.authority) {
    return [{ item: hopPlan.integration, name: 'authority table', why: 'the authority table has changed' }];
  }
  return [
    ...(await changedMatches(session, hopPlan, free)),
    ...(await changedRecords(target, free)),
    ...alreadyThere(places, free),
  ];
}

function authorityNow(session: Session, hop: Hop): string {
  return authorityFingerprint(effectiveAuthority(hop, session.settings(hop.id)));
}

async function changedMatches(
  session: Session,
  plan: HopPlan,
  changes: readonly Change[],
): Promise<readonly StaleReason[]> {
  const published = await currentItems(session, plan.integration);
  const now = new Map(published.map((item) => [`${item.integration}/${item.kind}/${item.sourceId}`, item]));
  const seen = new Set<string>();
  return changes.flatMap((change) => {
    const planned = plan.matches[change.item];
    const current = now.get(change.item);
    if (planned === undefined || seen.has(change.item)) return [];
    seen.add(change.item);
    if (current?.status === 'matched' && current.targetId === planned) return [];
    const why = current
      ? `its match has changed: ${current.status} ${current.targetId ?? ''}`.trim()
      : 'it is not matched any more';
    return [{ item: change.item, name: change.target.name, why }];
  });
}

async function changedRecords(
  target: TargetPort,
  changes: readonly Change[],
): Promise<readonly StaleReason[]> {
  const reasons: StaleReason[] = [];
  const existing = changes.filter((change) => change.target.id !== null);
  for (const type of new Set(existing.map((change) => change.target.type))) {
    const ofType = existing.filter((change) => change.target.type === type);
    const records = await target.fetch(type, [...new Set(ofType.map((change) => change.target.id ?? ''))]);
    for (const change of ofType) {
      const why = whyStale(change, records.get(change.target.id ?? ''));
      if (why) reasons.push({ item: change.item, name: change.target.name, why });
    }
  }
  return reasons;
}

function whyStale(change: Change, record: CurrentRecord | undefined): string | null {
  if (!record) return 'the record is not there any more';
  if (record.locked && change.action === 'update' && change.target.type === 'configuration') {
    const open = new Set(['archived', 'notes', 'asset-tag']);
    if (change.fields.some((field) => !open.has(field.name))) return 'the record is locked by the PSA now';
  }
  const changed = change.fields.filter((field) => {
    const now = field.name === 'archived' ? record.archived : record.fields[field.name];
    return !sameValue(field.name, now, field.before);
  });
  return changed.length > 0 ? `changed since: ${changed.map((field) => field.name).join(', ')}` : null;
}

/** What is in the target now, in every place where a plan would create something: by place. */
export type PlacesNow = ReadonlyMap<string, readonly CurrentRecord[]>;

export async function placesNow(target: TargetPort, plan: HopPlan): Promise<PlacesNow> {
  const places = new Map<string, readonly CurrentRecord[]>();
  for (const change of plan.changes) {
    if (change.action !== 'create' || change.blocked !== null || change.dependsOn.length > 0) continue;
    const key = placeOf(change);
    if (places.has(key)) continue;
    const { type, organizationId, parent } = change.target;
    const parentId = parent?.type === 'configuration' ? parent.id : null;
    places.set(key, await target.listForLookUp(type, organizationId, parentId));
  }
  return places;
}

/** Ids of records that fit what a create would make, as they are there now. */
export function fittingNow(places: PlacesNow, change: Change): readonly string[] {
  const keys = change.keys;
  if (keys === null) return [];
  return (places.get(placeOf(change)) ?? [])
    .filter((record) => fitStrength(keys, record.keys) > 0)
    .map((record) => record.id);
}

function placeOf({ target }: Change): string {
  return JSON.stringify([
    target.type,
    target.organizationId,
    target.parent?.type === 'configuration' ? target.parent.id : null,
  ]);
}

/** Records that fit what a create would make: somebody made one meanwhile, or the plan was applied by other means. */
function alreadyThere(places: PlacesNow, changes: readonly Change[]): readonly StaleReason[] {
  return changes.flatMap((change) => {
    const { keys } = change;
    if (change.action !== 'create' || keys === null) return [];
    const enough = change.target.type === 'configuration' ? 2 : 1;
    const there = (places.get(placeOf(change)) ?? []).find(
      (record) => fitStrength(keys, record.keys) >= enough,
    );
    if (!there) return [];
    const why = `a record that fits is there already: ${there.name} (${there.id})`;
    return [{ item: change.item, name: change.target.name, why }];
  });
}

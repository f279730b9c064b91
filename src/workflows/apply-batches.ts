import type { Change } from '../domain/reconcile/plan.js';
import type { TargetPort } from '../ports/system.js';

/** A change with the parents it hangs on resolved to ids that exist. */
export interface ReadyChange {
  readonly change: Change;
  readonly organizationId: string | null;
  readonly parentId: string | null;
}

/** Changes that one request can carry: one verb, one type, one organization and parent, as many as the vendor takes. */
export function intoBatches(
  target: TargetPort,
  ready: readonly ReadyChange[],
): readonly (readonly ReadyChange[])[] {
  const groups = new Map<string, ReadyChange[]>();
  for (const one of ready) {
    const { action, target: to } = one.change;
    const isCreate = action === 'create';
    const key = [
      isCreate ? 'create' : 'update',
      to.type,
      isCreate ? one.organizationId : '',
      isCreate ? one.parentId : '',
    ].join('|');
    const group = groups.get(key) ?? [];
    group.push(one);
    groups.set(key, group);
  }
  return [...groups.values()].flatMap((group) => cut(group, sizeFor(target, group)));
}

function sizeFor(target: TargetPort, group: readonly ReadyChange[]): number {
  const first = group[0]?.change;
  if (!first) return 1;
  return Math.max(1, target.batchSize(first.action === 'create' ? 'create' : 'update', first.target.type));
}

function cut<T>(all: readonly T[], size: number): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, i) => all.slice(i * size, (i + 1) * size));
}

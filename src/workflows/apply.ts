import { inOrder } from '../domain/reconcile/order.js';
import type { Change } from '../domain/reconcile/plan.js';
import { Stopped } from '../errors.js';
import type { Session } from '../ports/session.js';
import type { Fence } from '../ports/store.js';
import type { TargetPort } from '../ports/system.js';
import { intoBatches, type ReadyChange } from './apply-batches.js';
import { forgetReverted } from './plan-reverts.js';
import { type Settled, sendBatch } from './send-batch.js';

export interface ApplyOrder {
  readonly runId: string;
  readonly fence: Fence;
  readonly target: TargetPort;
  readonly changes: readonly Change[];
  /** What an earlier, interrupted run of the same plan has made: what hangs on it goes on. */
  readonly already?: ReadonlyMap<string, Settled>;
  /** Target ids that fit a create's keys already: none of them can be what it makes. */
  fitted(change: Change): readonly string[];
}

export interface ApplyResult {
  readonly settled: ReadonlyMap<string, Settled>;
  /** Set when the run was told to stop: what was not sent stays planned. */
  readonly stopped: boolean;
}

/**
 * Writes changes in order, a batch at a time: intent stored, sent once, outcome stored. What hangs on a change that
 * failed is blocked. Stops between two batches when the session's signal aborts.
 */
export async function applyChanges(session: Session, order: ApplyOrder): Promise<ApplyResult> {
  const settled = new Map<string, Settled>(order.already);
  const free = order.changes.filter((change) => change.blocked === null);
  const step = session.progress.step(`Writing to ${order.target.system}`, free.length);
  let stopped = false;
  for (const wave of inOrder(free)) {
    const { ready, waiting } = resolveParents(wave, settled);
    await noteBlocked(session, order, waiting, settled);
    for (const batch of intoBatches(order.target, ready)) {
      if (session.signal.aborted) {
        stopped = true;
        break;
      }
      for (const [id, outcome] of await sendBatch(session, order, batch)) settled.set(id, outcome);
      step.advance(batch.length);
    }
    if (stopped) break;
  }
  await forgetReverted(session, free, settled);
  step.done(`${settled.size - (order.already?.size ?? 0)} of ${free.length} changes written or settled`);
  return { settled, stopped };
}

/** Why the run was told to stop. */
export function stopReason(signal: AbortSignal): Stopped {
  return signal.reason instanceof Stopped ? signal.reason : new Stopped('SIGINT');
}

function resolveParents(
  wave: readonly Change[],
  settled: ReadonlyMap<string, Settled>,
): { ready: readonly ReadyChange[]; waiting: readonly Change[] } {
  const ready: ReadyChange[] = [];
  const waiting: Change[] = [];
  for (const change of wave) {
    const unmet = change.dependsOn.some((id) => settled.get(id)?.state !== 'done');
    if (unmet) {
      waiting.push(change);
      continue;
    }
    const parent = change.target.parent;
    const parentId = parent?.id ?? (parent?.change ? (settled.get(parent.change)?.targetId ?? null) : null);
    const organizationId =
      change.target.organizationId ?? (parent?.type === 'organization' ? parentId : null);
    ready.push({ change, organizationId, parentId });
  }
  return { ready, waiting };
}

async function noteBlocked(
  session: Session,
  order: ApplyOrder,
  waiting: readonly Change[],
  settled: Map<string, Settled>,
): Promise<void> {
  if (waiting.length === 0) return;
  const at = session.clock.now();
  const error = 'waits for a change that was not made';
  for (const change of waiting) settled.set(change.id, { state: 'blocked', targetId: null, error });
  await session.store.journal.note(
    waiting.map((change) => ({
      runId: order.runId,
      change,
      state: 'blocked',
      attempt: 0,
      batch: null,
      fence: order.fence.number,
      targetId: null,
      before: {},
      after: {},
      echoed: null,
      fitted: [],
      error,
      at,
    })),
  );
}

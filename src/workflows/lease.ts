import type { SystemId } from '../domain/estate/systems.js';
import type { Session } from '../ports/session.js';
import type { Fence } from '../ports/store.js';

/** Longer than the longest a single request may take, so that a living holder never loses it in mid-request. */
export const leaseMs = 180_000;

/**
 * Runs `work` while holding the lease on writing to a target; lets go of it however `work` ends.
 * @throws {Locked} naming who holds it since when.
 */
export async function withLease<T>(
  session: Session,
  target: SystemId,
  runId: string,
  work: (fence: Fence) => Promise<T>,
): Promise<T> {
  const { store, clock, process } = session;
  const fence = await store.lease.take(
    target,
    {
      host: process.host,
      bootId: process.bootId,
      pid: process.pid,
      processStartedAt: process.startedAt,
      runId,
      until: clock.now() + leaseMs,
    },
    clock.now(),
    (holder) => process.isAlive(holder.pid, holder.processStartedAt),
  );
  const ended = new AbortController();
  const heart = keepAlive(session, fence, ended.signal);
  try {
    return await work(fence);
  } finally {
    ended.abort();
    await heart;
    await store.lease.release(fence);
  }
}

/** Extends the lease while a person is asked or a long read goes on. Ends when the lease is lost, or with the work. */
async function keepAlive(session: Session, fence: Fence, ended: AbortSignal): Promise<void> {
  const { clock, store } = session;
  try {
    do await clock.sleep(leaseMs / 3, ended);
    while (!ended.aborted && (await store.lease.extend(fence, clock.now() + leaseMs)));
  } catch (error) {
    if (!ended.aborted) throw error;
  }
}

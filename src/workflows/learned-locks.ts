import type { SystemId } from '../domain/estate/systems.js';
import type { Session } from '../ports/session.js';

/** A record that the vendor refused as synced, though it does not show: when that was learnt. */
type LearnedLocks = Readonly<Record<string, number>>;

export async function learnLock(session: Session, system: SystemId, targetId: string): Promise<void> {
  const known = await read(session, system);
  await session.store.put(keyOf(system), JSON.stringify({ ...known, [targetId]: session.clock.now() }));
}

/** Learned locks that still hold: one is dropped as soon as the record was changed after it was learnt. */
export async function learnedLocks(
  session: Session,
  system: SystemId,
  updatedAt: (targetId: string) => number | null | undefined,
): Promise<ReadonlySet<string>> {
  const known = await read(session, system);
  return new Set(
    Object.entries(known)
      .filter(([id, at]) => (updatedAt(id) ?? 0) <= at)
      .map(([id]) => id),
  );
}

async function read(session: Session, system: SystemId): Promise<LearnedLocks> {
  return JSON.parse((await session.store.get(keyOf(system))) ?? '{}') as LearnedLocks;
}

function keyOf(system: SystemId): string {
  return `learned-locks:${system}`;
}

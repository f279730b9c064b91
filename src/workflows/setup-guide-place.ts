import { type GuideStep, nextStep } from '../domain/setup/index.js';
import type { Session } from '../ports/session.js';

/** `faults`: what is wrong first. `order`: every step, one after the other. */
export type GuideMode = 'faults' | 'order';

/** Where a person is in the guide: kept between two sittings. */
export interface GuidePlace {
  readonly mode: GuideMode;
  readonly step: string | null;
  readonly skipped: readonly string[];
}

const key = 'setup-guide';

/** `null` when the guide was never begun, or was walked to its end. */
export async function rememberedPlace(session: Session): Promise<GuidePlace | null> {
  const kept = await session.store.get(key);
  return kept === null ? null : (JSON.parse(kept) as GuidePlace);
}

export async function rememberPlace(session: Session, place: GuidePlace | null): Promise<void> {
  await session.store.put(key, place === null ? null : JSON.stringify(place));
}

export const isLeft = (step: GuideStep): boolean => step.status === 'fail' || step.status === 'unknown';

/**
 * The step to go on with. What waits for another step, or breaks something when taken now, comes only when nothing else
 * is left. `null`: nothing is left but what was skipped.
 */
export function stepToTake(
  steps: readonly GuideStep[],
  mode: GuideMode,
  skipped: ReadonlySet<string>,
): GuideStep | null {
  const left = steps.filter((step) => isLeft(step) && !skipped.has(step.step));
  if (mode === 'faults') return nextStep(left);
  const isFree = (step: GuideStep) => step.blockedBy.length === 0 && step.breaks.length === 0;
  return left.find(isFree) ?? left[0] ?? null;
}

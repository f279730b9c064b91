import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from './ports/clock.js';

/**
 * A clock that follows the machine's, but never goes back while the process lives: where the machine's is set back, it
 * goes on by the time that really passed. Forward steps (a laptop that slept) are believed.
 *
 * @param wall the machine's time, epoch ms.
 * @param steady ms since any beginning, which nobody can set.
 */
export function steadyNow(wall: () => number, steady: () => number): () => number {
  let lastWall = wall();
  let lastSteady = steady();
  let now = lastWall;
  return () => {
    const wallNow = wall();
    const steadyTime = steady();
    now += wallNow >= lastWall ? wallNow - lastWall : Math.max(0, steadyTime - lastSteady);
    lastWall = wallNow;
    lastSteady = steadyTime;
    return Math.floor(now);
  };
}

/** The machine's own time, set back or not. A sleep keeps the process alive until it ends or is aborted. */
export const systemClock: Clock = {
  now: steadyNow(
    () => Date.now(),
    () => performance.now(),
  ),
  sleep: async (ms, signal) => {
    await sleep(ms, undefined, signal ? { signal } : {});
  },
};

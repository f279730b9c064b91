import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from './ports/clock.js';

/** The machine's own time. A sleep keeps the process alive until it ends or is aborted. */
export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: async (ms, signal) => {
    await sleep(ms, undefined, signal ? { signal } : {});
  },
};

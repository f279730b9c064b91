import type { Io } from './context.js';
import { Stopped } from './errors.js';
import type { Clock } from './ports/clock.js';

/** A terminal and a package runner may both pass on one Ctrl-C: what follows within this time is the same one. */
const SAME_SIGNAL_MS = 150;

export interface StopControl {
  /** Aborts with a `Stopped` as its reason. */
  readonly signal: AbortSignal;
  /** From now on, stop after this time. */
  deadline(ms: number): void;
  /** No signal and no deadline counts any more. */
  dispose(): void;
}

/**
 * Turns Ctrl-C, SIGTERM and the deadline into one abort signal.
 *
 * The first signal asks for a clean stop and `onStop` may say so. Shortly after, we stop listening, so that the
 * second one does what it does to any program: it ends the process at once.
 */
export function stopControl(io: Io, clock: Clock, onStop: (stopped: Stopped) => void): StopControl {
  const stopping = new AbortController();
  const over = new AbortController();

  const later = (ms: number, act: () => void) => {
    clock.sleep(ms, over.signal).then(act, () => {});
  };
  const stop = (by: 'SIGINT' | 'SIGTERM' | 'deadline') => {
    if (stopping.signal.aborted) return;
    const stopped = new Stopped(by, {
      hint: 'Nothing is half-written. The same command carries on from here.',
    });
    stopping.abort(stopped);
    onStop(stopped);
  };
  const unlisten = io.onSignal((signal) => {
    if (!stopping.signal.aborted) later(SAME_SIGNAL_MS, unlisten);
    stop(signal);
  });

  return {
    signal: stopping.signal,
    deadline: (ms) => later(ms, () => stop('deadline')),
    dispose: () => {
      unlisten();
      over.abort();
    },
  };
}

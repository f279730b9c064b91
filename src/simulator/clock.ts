/** Time for the simulators, handed in by tests that do not want to wait. */
export interface SimulatorClock {
  now(): number;
  /** Calls `then` after `ms`. The answer stops it from being called. */
  after(ms: number, then: () => void): () => void;
}

/** The machine's own time. A pending wait keeps no process alive. */
export const machineClock: SimulatorClock = {
  now: () => Date.now(),
  after: (ms, then) => {
    const timer = setTimeout(then, ms);
    timer.unref();
    return () => clearTimeout(timer);
  },
};

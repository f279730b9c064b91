import type { SimulatorClock } from '../../../src/simulator/index.js';

/** Time that stands still until a test moves it. What should be waited for happens at once, and is written down. */
export class HandClock implements SimulatorClock {
  readonly waits: number[] = [];
  #now: number;

  constructor(now = Date.UTC(2026, 10, 30, 12)) {
    this.#now = now;
  }

  now(): number {
    return this.#now;
  }

  pass(ms: number): void {
    this.#now += ms;
  }

  after(ms: number, then: () => void): () => void {
    this.waits.push(ms);
    then();
    return () => {};
  }
}

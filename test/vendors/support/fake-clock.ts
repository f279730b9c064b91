import type { Clock } from '../../../src/ports/clock.js';

/** A clock on which a sleep is over at once: time jumps ahead by its length. `sleeps` remembers each one. */
export class FakeClock implements Clock {
  readonly sleeps: number[] = [];
  #now: number;
  /** Called before each sleep, to abort in the middle of a wait, say. */
  onSleep: (ms: number) => void = () => {};

  constructor(now = Date.UTC(2026, 10, 30, 12)) {
    this.#now = now;
  }

  now(): number {
    return this.#now;
  }

  advance(ms: number): void {
    this.#now += ms;
  }

  async sleep(ms: number, signal?: AbortSignal): Promise<void> {
    this.sleeps.push(ms);
    this.onSleep(ms);
    if (signal?.aborted) throw signal.reason;
    const until = this.#now + ms;
    await new Promise((resolve) => setImmediate(resolve));
    if (this.#now < until) this.#now = until;
  }

  get sleptMs(): number {
    return this.sleeps.reduce((all, ms) => all + ms, 0);
  }
}

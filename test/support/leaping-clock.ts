import type { Clock } from '../../src/ports/clock.js';
import type { SimulatorClock } from '../../src/simulator/index.js';

/** Longer sleeps are deadlines, not waits for a limit: time never leaps to their end. */
const LONGEST_LEAP_MS = 600_000;
/** How often in a row nothing may have moved before time leaps. */
const QUIET_LOOKS = 3;

interface Sleeper {
  readonly at: number;
  readonly ofVendor: boolean;
  wake(): void;
}

/**
 * Time for the program and the simulated vendors alike that stands still while anything is under way, and leaps to the
 * next awaited moment once nothing is: minutes of rate limits pass at once, and no request is late by the clock.
 */
export class LeapingClock implements Clock, SimulatorClock {
  #now = Date.UTC(2026, 10, 1);
  readonly #sleepers = new Set<Sleeper>();
  #timer: NodeJS.Timeout | null = null;
  #quiet = 0;
  #seen = '';

  now(): number {
    return this.#now;
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const abort = () => {
        stop();
        reject(signal?.reason);
      };
      const stop = this.#add(ms, false, () => {
        signal?.removeEventListener('abort', abort);
        resolve();
      });
      if (signal?.aborted) abort();
      else signal?.addEventListener('abort', abort, { once: true });
    });
  }

  after(ms: number, then: () => void): () => void {
    return this.#add(ms, true, then);
  }

  /** Lets time go on. `requests` tells how many requests have arrived, and how many are not answered yet. */
  run(requests: () => { arrived: number; open: number }): void {
    this.#timer = setInterval(() => this.#look(requests()), 2);
  }

  stop(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
  }

  #add(ms: number, ofVendor: boolean, wake: () => void): () => void {
    const sleeper = { at: this.#now + Math.max(0, ms), ofVendor, wake };
    this.#sleepers.add(sleeper);
    return () => this.#sleepers.delete(sleeper);
  }

  #look({ arrived, open }: { arrived: number; open: number }): void {
    const held = [...this.#sleepers].filter(({ ofVendor }) => ofVendor).length;
    const seen = `${arrived} ${open} ${this.#sleepers.size}`;
    this.#quiet = seen === this.#seen && open <= held ? this.#quiet + 1 : 0;
    this.#seen = seen;
    if (this.#quiet >= QUIET_LOOKS) this.#leap();
  }

  #leap(): void {
    const at = Math.min(...[...this.#sleepers].map((sleeper) => sleeper.at));
    if (at > this.#now + LONGEST_LEAP_MS) return;
    this.#quiet = 0;
    this.#now = Math.max(this.#now, at);
    for (const sleeper of [...this.#sleepers].filter((one) => one.at <= this.#now)) {
      this.#sleepers.delete(sleeper);
      sleeper.wake();
    }
  }
}

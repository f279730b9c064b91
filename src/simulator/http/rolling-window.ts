/** Counts events in a window that slides with the clock. Holds one number an event inside the window. */
export class RollingWindow {
  readonly #windowMs: number;
  #times: number[] = [];
  #first = 0;

  constructor(windowMs: number) {
    this.#windowMs = windowMs;
  }

  /** Events in the window that ends at `now`. */
  count(now: number): number {
    while (this.#first < this.#times.length && (this.#times[this.#first] ?? 0) <= now - this.#windowMs)
      this.#first += 1;
    if (this.#first > 1024) {
      this.#times = this.#times.slice(this.#first);
      this.#first = 0;
    }
    return this.#times.length - this.#first;
  }

  add(now: number): void {
    this.#times.push(now);
  }

  /** Ms until the window has room for another event under `limit`; 0 when it has. */
  waitFor(limit: number, now: number): number {
    const over = this.count(now) - limit;
    if (over < 0) return 0;
    return Math.max(0, (this.#times[this.#first + over] ?? now) + this.#windowMs - now);
  }
}

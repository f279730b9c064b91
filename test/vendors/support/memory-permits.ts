import type { PermitVerbs } from '../../../src/ports/store.js';

interface Grant {
  readonly at: number;
  count: number;
}

/** A sliding window in memory, with the store's contract. `calls` counts the reservations. */
export class MemoryPermits implements PermitVerbs {
  calls = 0;
  readonly #grants = new Map<string, Grant[]>();
  readonly #stops = new Map<string, number>();

  async reserve(bucket: string, wanted: number, limit: number, windowMs: number, now: number) {
    this.calls += 1;
    const stop = this.#stops.get(bucket) ?? 0;
    if (now < stop) return { granted: 0, waitMs: stop - now };
    const grants = this.#within(bucket, windowMs, now);
    const used = grants.reduce((all, grant) => all + grant.count, 0);
    const granted = Math.max(0, Math.min(wanted, limit - used));
    if (granted > 0) grants.push({ at: now, count: granted });
    const oldest = grants[0]?.at ?? now;
    return { granted, waitMs: granted > 0 ? 0 : oldest + windowMs - now };
  }

  async giveBack(bucket: string, unused: number): Promise<void> {
    const grants = this.#grants.get(bucket) ?? [];
    let left = unused;
    for (const grant of [...grants].reverse()) {
      const back = Math.min(left, grant.count);
      grant.count -= back;
      left -= back;
    }
  }

  async stopUntil(bucket: string, until: number): Promise<void> {
    this.#stops.set(bucket, Math.max(until, this.#stops.get(bucket) ?? 0));
  }

  async used(bucket: string, windowMs: number, now: number): Promise<number> {
    return this.#within(bucket, windowMs, now).reduce((all, grant) => all + grant.count, 0);
  }

  stoppedUntil(bucket: string): number {
    return this.#stops.get(bucket) ?? 0;
  }

  #within(bucket: string, windowMs: number, now: number): Grant[] {
    const kept = (this.#grants.get(bucket) ?? []).filter(
      (grant) => grant.at > now - windowMs && grant.count > 0,
    );
    this.#grants.set(bucket, kept);
    return kept;
  }
}

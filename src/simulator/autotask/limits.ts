import { RollingWindow } from '../http/rolling-window.js';
import type { AutotaskOptions } from './options.js';

/** 10,000 requests in a rolling hour for the whole database (doc); latency from half of it on (observed). */
const REQUESTS = 10_000;
const WINDOW_MS = 3_600_000;
/** Simultaneous requests of one tracking identifier on one entity (doc). */
const THREADS = 3;
const SERVICE_MS = 20;

export type Admission =
  | { readonly outcome: 'go'; readonly delayMs: number; readonly done: () => void }
  | { readonly outcome: 'over-threshold' }
  | { readonly outcome: 'too-many-threads' };

/** The hourly threshold of the database, and the gate of threads. */
export class AutotaskLimits {
  readonly #factor: number | 'unlimited';
  readonly #serviceMs: number;
  readonly #window = new RollingWindow(WINDOW_MS);
  readonly #busy = new Map<string, number>();

  constructor(factor: number | 'unlimited', { serviceMs }: AutotaskOptions) {
    this.#factor = factor;
    this.#serviceMs = serviceMs ?? (factor === 'unlimited' ? 0 : SERVICE_MS);
  }

  get threshold(): number {
    return this.#factor === 'unlimited' ? 1_000_000 : Math.max(1, Math.round(REQUESTS * this.#factor));
  }

  used(now: number): number {
    return this.#window.count(now);
  }

  /** Takes a thread of that gate until `done` is called. */
  admit(gate: string, now: number): Admission {
    const used = this.#window.count(now);
    if (used >= this.threshold) return { outcome: 'over-threshold' };
    const busy = this.#busy.get(gate) ?? 0;
    if (busy >= THREADS) return { outcome: 'too-many-threads' };
    this.#window.add(now);
    this.#busy.set(gate, busy + 1);
    let isDone = false;
    return {
      outcome: 'go',
      delayMs: this.#serviceMs + latency((used + 1) / this.threshold),
      done: () => {
        if (isDone) return;
        isDone = true;
        this.#busy.set(gate, (this.#busy.get(gate) ?? 1) - 1);
      },
    };
  }
}

function latency(share: number): number {
  if (share > 0.75) return 1_000;
  return share > 0.5 ? 500 : 0;
}

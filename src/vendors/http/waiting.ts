import { AppError, Stopped, SystemUnreachable } from '../../errors.js';
import type { Clock } from '../../ports/clock.js';
import type { Progress } from '../../ports/progress.js';

/** Longer than this is no wait but an outage, even when no deadline is set. */
const LONGEST_WAIT_MS = 60 * 60 * 1000;

/** Waits shorter than this are not worth a word. */
const TOLD_FROM_MS = 1000;

export interface WaitingOptions {
  readonly system: string;
  readonly clock: Clock;
  readonly progress: Progress;
  readonly signal: AbortSignal;
  /** Epoch ms by which the whole command must be done, or `null`. */
  readonly deadline: number | null;
}

/** The error an abort stands for: the `Stopped` it was given, else an interrupt. */
export function stopReason(signal: AbortSignal): AppError {
  return signal.reason instanceof AppError ? signal.reason : new Stopped('SIGINT');
}

/** All waiting of one connection: through the clock, told to the person, ended by Ctrl-C, never past the deadline. */
export class Waiting {
  readonly #options: WaitingOptions;
  #waiters = 0;
  #since = 0;
  #waitedMs = 0;

  constructor(options: WaitingOptions) {
    this.#options = options;
  }

  /** Time in which at least one request was waiting, in ms. */
  get waitedMs(): number {
    return Math.round(this.#waitedMs);
  }

  /**
   * Waits, saying why (`rate limit, 12 s`).
   *
   * @throws {SystemUnreachable} at once, with code `outlasts-deadline`, when the wait would not be over in time.
   * @throws {Stopped} when the run is asked to stop meanwhile.
   */
  async wait(ms: number, why: string): Promise<void> {
    const { clock, progress, signal } = this.#options;
    this.#refuseIfTooLong(ms, why);
    if (this.#waiters++ === 0) this.#since = clock.now();
    if (ms >= TOLD_FROM_MS) progress.waiting(`${why}, ${Math.ceil(ms / 1000)} s`);
    try {
      await clock.sleep(ms, signal);
    } catch (error) {
      throw signal.aborted ? stopReason(signal) : error;
    } finally {
      if (--this.#waiters === 0) {
        this.#waitedMs += clock.now() - this.#since;
        progress.waiting(null);
      }
    }
    if (signal.aborted) throw stopReason(signal);
  }

  #refuseIfTooLong(ms: number, why: string): void {
    const { system, clock, deadline } = this.#options;
    const left = deadline === null ? LONGEST_WAIT_MS : Math.min(LONGEST_WAIT_MS, deadline - clock.now());
    if (ms <= left) return;
    const seconds = Math.ceil(ms / 1000);
    throw new SystemUnreachable(
      system,
      `${system} makes us wait (${why}, ${seconds} s) for longer than the time left`,
      {
        code: 'outlasts-deadline',
        hint: 'Run the same command later, or give it more time with --timeout.',
      },
    );
  }
}

import { SystemUnreachable } from '../../errors.js';
import { BLOCK_WAIT_MS } from './limits.js';

export interface BlockOptions {
  /** Stops every process that uses this account until then. */
  stop(forMs: number): Promise<void>;
  wait(ms: number, why: string): Promise<void>;
}

/**
 * The 403 that is no matter of rights: too many requests get the caller's IP blocked for 5 minutes (doc). It is waited
 * for once in a run, by all requests together; met again, the run ends. Never a loop.
 */
export class IpBlock {
  readonly #options: BlockOptions;
  #waited: Promise<void> | null = null;
  #over = false;

  /** Whether it has been met in this run. */
  get isMet(): boolean {
    return this.#waited !== null;
  }

  constructor(options: BlockOptions) {
    this.#options = options;
  }

  /**
   * Returns when the block should be over.
   *
   * @throws {SystemUnreachable} with code `blocked` when it was waited for before, and when no time is left.
   */
  async wait(): Promise<void> {
    if (this.#over) throw blocked();
    this.#waited ??= this.#waitOnce();
    await this.#waited;
  }

  /** The request that was tried after the wait met 403 again. */
  stillBlocked(): SystemUnreachable {
    return blocked();
  }

  async #waitOnce(): Promise<void> {
    await this.#options.stop(BLOCK_WAIT_MS);
    await this.#options.wait(BLOCK_WAIT_MS, 'blocked by Datto RMM');
    this.#over = true;
  }
}

function blocked(): SystemUnreachable {
  return new SystemUnreachable('datto-rmm', 'Datto RMM blocks this IP address: too many requests from it', {
    code: 'blocked',
    hint: 'Wait five minutes, see which other tools read this account, then run the same command again.',
  });
}

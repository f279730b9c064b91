import type { LoggedRequest } from '../http/journal.js';
import type { RequestWait } from './handle.js';

interface Waiting {
  readonly fits: (request: LoggedRequest) => boolean;
  left: number;
  readonly resolve: (request: LoggedRequest) => void;
}

/** Who waits for a request to arrive: a test that wants to act in the middle of a run. */
export class RequestWaits {
  #waiting: Waiting[] = [];

  arrived(request: LoggedRequest): void {
    if (this.#waiting.length === 0) return;
    for (const waiting of this.#waiting) {
      if (!waiting.fits(request)) continue;
      waiting.left -= 1;
      if (waiting.left === 0) waiting.resolve({ ...request });
    }
    this.#waiting = this.#waiting.filter(({ left }) => left > 0);
  }

  /** With `nth`, requests that have `past` count; without, only the next one does. */
  waitFor(
    { system, method, path, nth }: RequestWait,
    past: readonly LoggedRequest[],
  ): Promise<LoggedRequest> {
    const pattern = path === undefined ? null : new RegExp(path);
    const fits = (request: LoggedRequest): boolean =>
      (system === undefined || request.system === system) &&
      (method === undefined || request.method === method.toUpperCase()) &&
      (pattern === null || pattern.test(request.path));
    const seen = nth === undefined ? [] : past.filter(fits);
    const found = nth === undefined ? undefined : seen[nth - 1];
    if (found !== undefined) return Promise.resolve({ ...found });
    return new Promise((resolve) => {
      this.#waiting.push({ fits, left: nth === undefined ? 1 : nth - seen.length, resolve });
    });
  }
}

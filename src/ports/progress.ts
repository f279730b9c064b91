/** What a workflow tells while it works. Goes to stderr or nowhere; never part of a result. */
export interface Progress {
  /** Starts a visible step. `total` unknown: `null`. */
  step(label: string, total: number | null): ProgressStep;
  /** Something a person must read now (also collected into the document's `warnings`). */
  warn(text: string): void;
  /** Shown with `-v`. */
  detail(text: string): void;
  /** Every request, without its secrets. Shown with `-vv`. */
  request?(text: string): void;
  /** Shown while the tool waits, with the reason, such as `rate limit, 12 s`; `null` when it goes on. */
  waiting(reason: string | null): void;
}

export interface ProgressStep {
  advance(by?: number): void;
  total(total: number): void;
  done(summary?: string): void;
}

export const silentProgress: Progress = {
  step: () => ({ advance: () => {}, total: () => {}, done: () => {} }),
  warn: () => {},
  detail: () => {},
  waiting: () => {},
};

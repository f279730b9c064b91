import type { ProgressStep } from '../ports/progress.js';
import type { ListsTold } from '../ports/setup.js';

/** How many of a system's lists have come, shown while it is read. */
export class ListProgress {
  readonly #step: ProgressStep;
  #of = 0;

  constructor(step: ProgressStep) {
    this.#step = step;
  }

  expect(lists: number): void {
    this.#of += lists;
    this.#step.total(this.#of);
  }

  /** The answer, counted once it is there. */
  async arrived<T>(list: Promise<T> | T): Promise<T> {
    const answer = await list;
    this.#step.advance();
    return answer;
  }

  /** Follows a lister that tells of its own lists. */
  following(): ListsTold {
    let before = 0;
    let known = false;
    return (settled, of) => {
      if (!known) this.expect(of);
      known = true;
      this.#step.advance(settled - before);
      before = settled;
    };
  }
}

/** A queue of one: whoever asks gets the connection when everybody before has let go of it. */
export class Turns {
  #last: Promise<void> = Promise.resolve();

  /** Resolves with the function that ends this turn; calling it twice does no harm. */
  async take(): Promise<() => void> {
    const before = this.#last;
    let end = (): void => {};
    this.#last = new Promise<void>((resolve) => {
      end = resolve;
    });
    await before;
    return end;
  }

  async run<T>(work: () => Promise<T>): Promise<T> {
    const end = await this.take();
    try {
      return await work();
    } finally {
      end();
    }
  }
}

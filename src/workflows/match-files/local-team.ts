import { type Block, type Opening, Part } from './part.js';
import type { ByteSink, Step, Team } from './team.js';

/** Does everything in this thread: enough for small files, and where no worker can be started. */
export class LocalTeam implements Team {
  readonly size = 1;
  #part: Part | null = null;

  async open(opening: Opening): Promise<void> {
    this.#part = new Part(opening);
  }

  async run<S extends Step>(
    step: S,
    args: (member: number) => Parameters<Part[S]>,
  ): Promise<ReturnType<Part[S]>[]> {
    const part = this.#opened() as unknown as Record<
      S,
      (...args: Parameters<Part[S]>) => ReturnType<Part[S]>
    >;
    return [part[step](...args(0))];
  }

  async write(blocks: readonly Block[], sink: ByteSink): Promise<void> {
    const linesOf = this.#opened().writer();
    for (const block of blocks) await sink(linesOf(block));
  }

  async close(): Promise<void> {
    this.#part?.close();
    this.#part = null;
  }

  #opened(): Part {
    if (!this.#part) throw new Error('The files are not open');
    return this.#part;
  }
}

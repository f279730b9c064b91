import { Worker } from 'node:worker_threads';
import { makeSlots, type Reply, type Request, type Slots, slotBytes } from './messages.js';
import type { Block, Opening, Part } from './part.js';
import type { ByteSink, Step, Team } from './team.js';

/** Young objects a worker may hold, in MB. It makes few, and memory is what large files are short of. */
const YOUNG_GENERATION_MB = 4;

/** Does the work in threads of their own, over memory that they share. */
export class WorkerTeam implements Team {
  readonly size: number;
  readonly #members: Member[];

  /** `url`: the bundled worker. */
  constructor(url: URL, size: number) {
    this.size = size;
    this.#members = Array.from({ length: size }, () => new Member(url));
  }

  async open(opening: Opening): Promise<void> {
    await Promise.all(this.#members.map((member) => member.ask({ ask: 'open', opening })));
  }

  async run<S extends Step>(
    step: S,
    args: (member: number) => Parameters<Part[S]>,
  ): Promise<ReturnType<Part[S]>[]> {
    const asked = this.#members.map((member, i) => member.ask({ ask: 'step', step, args: args(i) }));
    return (await Promise.all(asked)) as ReturnType<Part[S]>[];
  }

  /** Blocks go to the members in turn, so that all of them are busy and none gets far ahead. */
  async write(blocks: readonly Block[], sink: ByteSink): Promise<void> {
    const { size } = this;
    const finished = this.#members.map((member, i) =>
      member.startWriting(blocks.filter((_, at) => at % size === i)),
    );
    const writing = (async () => {
      for (let at = 0; at < blocks.length; at++) await this.#members[at % size]?.emptyBlock(sink);
    })();
    await Promise.all([writing, ...finished]);
  }

  async close(): Promise<void> {
    await Promise.all(this.#members.map((member) => member.close()));
  }
}

/** One worker, asked one thing at a time. */
class Member {
  readonly #worker: Worker;
  readonly #slots: Slots = makeSlots();
  readonly #pieces: Extract<Reply, { say: 'piece' }>[] = [];
  #answer: { resolve: (value: unknown) => void; reject: (error: unknown) => void } | null = null;
  #wake: (() => void) | null = null;
  #failure: unknown = null;

  constructor(url: URL) {
    this.#worker = new Worker(url, { resourceLimits: { maxYoungGenerationSizeMb: YOUNG_GENERATION_MB } });
    this.#worker.on('message', (reply: Reply) => this.#hear(reply));
    this.#worker.on('error', (error) => this.#fail(error));
  }

  ask(request: Request): Promise<unknown> {
    if (this.#failure !== null) return Promise.reject(this.#failure);
    const answer = new Promise((resolve, reject) => {
      this.#answer = { resolve, reject };
    });
    this.#worker.postMessage(request);
    return answer;
  }

  startWriting(blocks: readonly Block[]): Promise<unknown> {
    return this.ask({ ask: 'write', blocks, slots: this.#slots });
  }

  /** Hands the pieces of the member's next block to the sink. */
  async emptyBlock(sink: ByteSink): Promise<void> {
    for (;;) {
      const piece = this.#pieces.shift();
      if (!piece) {
        if (this.#failure !== null) throw this.#failure;
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
        continue;
      }
      await sink(slotBytes(this.#slots, piece.slot, piece.length));
      Atomics.store(this.#slots.full, piece.slot, 0);
      Atomics.notify(this.#slots.full, piece.slot);
      if (piece.last) return;
    }
  }

  async close(): Promise<void> {
    await this.#worker.terminate();
  }

  #hear(reply: Reply): void {
    if (reply.say === 'piece') {
      this.#pieces.push(reply);
      this.#wake?.();
    } else if (reply.say === 'done') this.#answer?.resolve(reply.value);
    else this.#fail(reply.error);
  }

  #fail(error: unknown): void {
    this.#failure = error;
    this.#answer?.reject(error);
    this.#wake?.();
  }
}

import { parentPort } from 'node:worker_threads';
import { type Reply, type Request, type Slots, slotBytes } from './messages.js';
import { type Block, Part } from './part.js';

/** One thread of the matching of files. Started by `WorkerTeam`, bundled as an entry point of its own. */
class WorkerPart {
  #part: Part | null = null;
  #slot = 0;

  /** Does what was asked; answers what there is to say. */
  answer(request: Request, say: (reply: Reply) => void): unknown {
    switch (request.ask) {
      case 'open':
        this.#part = new Part(request.opening);
        return null;
      case 'step': {
        const part = this.#opened() as unknown as Record<string, (...args: readonly unknown[]) => unknown>;
        return part[request.step]?.(...request.args);
      }
      case 'write':
        return this.#write(request.blocks, request.slots, say);
      case 'close':
        this.#part?.close();
        return null;
    }
  }

  #write(blocks: readonly Block[], slots: Slots, say: (reply: Reply) => void): null {
    const linesOf = this.#opened().writer();
    for (const block of blocks) {
      const lines = linesOf(block);
      for (let from = 0; from === 0 || from < lines.length; from += slots.size) {
        const piece = lines.subarray(from, from + slots.size);
        const slot = this.#freeSlot(slots);
        slotBytes(slots, slot, piece.length).set(piece);
        Atomics.store(slots.full, slot, 1);
        say({ say: 'piece', slot, length: piece.length, last: from + slots.size >= lines.length });
      }
    }
    return null;
  }

  /** Waits until the main thread has emptied the next slot. */
  #freeSlot(slots: Slots): number {
    const slot = this.#slot;
    Atomics.wait(slots.full, slot, 1);
    this.#slot = (slot + 1) % slots.full.length;
    return slot;
  }

  #opened(): Part {
    if (!this.#part) throw new Error('The files are not open');
    return this.#part;
  }
}

const port = parentPort;
if (port) {
  const part = new WorkerPart();
  const say = (reply: Reply) => port.postMessage(reply);
  port.on('message', (request: Request) => {
    try {
      say({ say: 'done', value: part.answer(request, say) });
    } catch (error) {
      say({ say: 'failed', error });
    }
    if (request.ask === 'close') port.close();
  });
}

import fs from 'node:fs';

/** Bytes that can be read anywhere and more than once: a file, or text that was made from one. */
export interface ByteInput {
  readonly size: number;
  /** Fills `into` from `position` on as far as there are bytes; answers how many came. */
  read(into: Uint8Array, position: number): number;
  close(): void;
}

/** What another thread needs to open the same input. */
export type InputSource = { readonly path: string } | { readonly bytes: Uint8Array };

export function openInput(source: InputSource): ByteInput {
  return 'path' in source ? new FileInput(source.path) : new MemoryInput(source.bytes);
}

class FileInput implements ByteInput {
  readonly size: number;
  readonly #file: number;

  constructor(path: string) {
    this.#file = fs.openSync(path, 'r');
    this.size = fs.fstatSync(this.#file).size;
  }

  read(into: Uint8Array, position: number): number {
    let filled = 0;
    while (filled < into.length) {
      const came = fs.readSync(this.#file, into, filled, into.length - filled, position + filled);
      if (came === 0) break;
      filled += came;
    }
    return filled;
  }

  close(): void {
    fs.closeSync(this.#file);
  }
}

class MemoryInput implements ByteInput {
  readonly size: number;
  readonly #bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.size = bytes.length;
  }

  read(into: Uint8Array, position: number): number {
    const part = this.#bytes.subarray(position, Math.min(this.size, position + into.length));
    into.set(part);
    return part.length;
  }

  close(): void {
    // Nothing is open.
  }
}

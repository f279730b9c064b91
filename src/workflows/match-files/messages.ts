import type { Block, Opening } from './part.js';
import type { Step } from './team.js';

/** What the main thread asks of a worker. */
export type Request =
  | { readonly ask: 'open'; readonly opening: Opening }
  | { readonly ask: 'step'; readonly step: Step; readonly args: readonly unknown[] }
  | { readonly ask: 'write'; readonly blocks: readonly Block[]; readonly slots: Slots }
  | { readonly ask: 'close' };

/** What a worker answers: one `done` to each request, and pieces of blocks while it writes. */
export type Reply =
  | { readonly say: 'done'; readonly value: unknown }
  | { readonly say: 'failed'; readonly error: unknown }
  | { readonly say: 'piece'; readonly slot: number; readonly length: number; readonly last: boolean };

/** Room that a worker fills and the main thread empties: slots of one size, each with a word that says whether it is full. */
export interface Slots {
  readonly full: Int32Array;
  readonly bytes: Uint8Array;
  readonly size: number;
}

const SLOTS = 2;
const SLOT_SIZE = 1 << 20;

export function makeSlots(): Slots {
  return {
    full: new Int32Array(new SharedArrayBuffer(SLOTS * 4)),
    bytes: new Uint8Array(new SharedArrayBuffer(SLOTS * SLOT_SIZE)),
    size: SLOT_SIZE,
  };
}

export function slotBytes(slots: Slots, slot: number, length: number): Uint8Array {
  return slots.bytes.subarray(slot * slots.size, slot * slots.size + length);
}

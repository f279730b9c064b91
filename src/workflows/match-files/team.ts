import type { Block, Opening, Part } from './part.js';

/** Steps that every thread does at the same time, each with its own share. */
export type Step = 'countLines' | 'scan' | 'repeatedIds' | 'markStale' | 'count' | 'decide';

/** Takes bytes in order. They are good until its promise is kept. */
export type ByteSink = (chunk: Uint8Array) => void | Promise<void>;

/** Threads that do the work together. */
export interface Team {
  readonly size: number;
  open(opening: Opening): Promise<void>;
  /** Does one step in every thread; `args` are what a thread is given. Answers what each said, in order. */
  run<S extends Step>(step: S, args: (member: number) => Parameters<Part[S]>): Promise<ReturnType<Part[S]>[]>;
  /** Writes the decisions of all blocks, in their order. */
  write(blocks: readonly Block[], sink: ByteSink): Promise<void>;
  close(): Promise<void>;
}

import type { Role } from './name-word.js';
import type { Kind } from './vocabulary.js';

/** A word as alignment sees it, on either side. */
export interface AlignWord {
  /** The pool's id of the word, or -1 when the pool has no such word. */
  readonly id: number;
  /** Abbreviations spelled out. */
  readonly text: string;
  /** As written, folded. */
  readonly raw: string;
  readonly kind: Kind;
  readonly role: Role;
  /** Decibans. */
  readonly weight: number;
}

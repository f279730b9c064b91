import { fullWord, Trait, traitsOf } from './lexicon.js';
import type { SplitWord } from './split.js';

/** What a word does in its name. `main`: it names; the others are set apart and count less. */
export const Role = {
  main: 0,
  /** A sorting mark or number before the name (`ZZ -`, `[Managed]`, `001 -`). */
  mark: 1,
  /**
   * A part behind a dash, slash, comma or in brackets that only says where or what stands there. In brackets within a
   * legal name a place tells one subsidiary from another, and is an `aside`; so is a bare number.
   */
  place: 2,
  /** A bracketed or `dba` part that repeats the name: its initials or its beginning. */
  echo: 3,
  /** Another part whose meaning is unknown. */
  aside: 4,
} as const;
export type Role = (typeof Role)[keyof typeof Role];

export interface NameWord {
  /** Folded, abbreviations spelled out. */
  readonly text: string;
  /** Folded as written. */
  readonly raw: string;
  readonly traits: number;
  readonly role: Role;
  /** Number of the part it stands in, from 0. */
  readonly part: number;
}

export function toWord(word: SplitWord, role: Role, part: number): NameWord {
  const text = fullWord(trimZeros(word.text));
  return { text, raw: word.text, traits: traitsIn(word, text, role), role, part };
}

/** A single letter at a hyphen is no small word (`A-Max`); the number of a site (`Site 2`) is part of the place. */
function traitsIn(word: SplitWord, text: string, role: Role): number {
  if (word.hyphened && text.length === 1) return 0;
  const traits = traitsOf(text);
  return role === Role.place && (traits & Trait.number) !== 0 ? Trait.site : traits;
}

/** `007` is `7`, `L03` is `l3`. */
function trimZeros(word: string): string {
  return word.charCodeAt(0) === 0x30 || word.charCodeAt(1) === 0x30
    ? word.replace(/^([a-z]?)0+(?=\d)/, '$1')
    : word;
}

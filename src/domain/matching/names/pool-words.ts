import type { AlignWord } from './align-word.js';
import { traitsOf } from './lexicon.js';
import type { NameWord, Role } from './name-word.js';
import { type Kind, kindOf, rarity, stem } from './vocabulary.js';

/**
 * The words of a pool. A stem is what words are compared by; a spelling is a word as written. A token is a spelling
 * with its kind and role in one integer, from which the word is made again when it is needed.
 */
export class Vocabulary {
  readonly #stemIds = new Map<string, number>();
  readonly #stems: string[] = [];
  readonly #carriers: number[] = [];
  readonly #lastCarrier: number[] = [];
  readonly #lastRow: number[] = [];
  #weights = new Int32Array(0);
  readonly #spellingIds = new Map<string, number>();
  readonly #spellings: string[] = [];
  readonly #texts: string[] = [];
  readonly #stemOfSpelling: number[] = [];
  readonly #words = new Map<number, AlignWord>();
  #size = 0;

  /** The token of a word, which is now known. */
  add(word: NameWord): number {
    let spelling = this.#spellingIds.get(word.raw);
    if (spelling === undefined) {
      spelling = this.#spellings.length;
      this.#spellingIds.set(word.raw, spelling);
      this.#spellings.push(word.raw);
      this.#texts.push(word.text);
      this.#stemOfSpelling.push(this.#stemFor(stem(word.text)));
    }
    return (spelling << 6) | (kindOf(word.traits) << 3) | word.role;
  }

  #stemFor(text: string): number {
    let id = this.#stemIds.get(text);
    if (id !== undefined) return id;
    id = this.#stems.length;
    this.#stemIds.set(text, id);
    this.#stems.push(text);
    this.#carriers.push(0);
    this.#lastCarrier.push(-1);
    this.#lastRow.push(-1);
    return id;
  }

  /** The stem of a word that was added. */
  stemOf(word: NameWord): number {
    return this.#stemOfSpelling[this.#spellingIds.get(word.raw) ?? -1] ?? -1;
  }

  /** Counts an organization as a carrier of a stem; whether this is the stem's first time in that row. */
  carry(id: number, organization: number, row: number): boolean {
    if (this.#lastRow[id] === row) return false;
    this.#lastRow[id] = row;
    if (this.#lastCarrier[id] === organization) return true;
    this.#lastCarrier[id] = organization;
    this.#carriers[id] = (this.#carriers[id] ?? 0) + 1;
    return true;
  }

  /** Fixes how much each stem tells, once all carriers are counted. */
  weigh(size: number): void {
    this.#size = size;
    this.#weights = Int32Array.from(this.#stems, (text, id) =>
      rarity(text, traitsOfStem(text), this.#carriers[id] ?? 0, size),
    );
  }

  get stemCount(): number {
    return this.#stems.length;
  }

  /** The id of a stem, or -1. */
  idOf(text: string): number {
    return this.#stemIds.get(text) ?? -1;
  }

  weightOf(id: number): number {
    return this.#weights[id] ?? 0;
  }

  /** The word that a token stands for. */
  wordOf(token: number): AlignWord {
    const known = this.#words.get(token);
    if (known) return known;
    const spelling = token >> 6;
    const id = this.#stemOfSpelling[spelling] ?? -1;
    const word: AlignWord = {
      id,
      text: this.#texts[spelling] ?? '',
      raw: this.#spellings[spelling] ?? '',
      kind: ((token >> 3) & 7) as Kind,
      role: (token & 7) as Role,
      weight: this.weightOf(id),
    };
    this.#words.set(token, word);
    return word;
  }

  /** A word of any name, known to the pool or not. */
  wordFor(word: NameWord): AlignWord {
    const text = stem(word.text);
    const id = this.idOf(text);
    const weight = id < 0 ? rarity(text, traitsOfStem(text), 0, this.#size) : this.weightOf(id);
    return { id, text: word.text, raw: word.raw, kind: kindOf(word.traits), role: word.role, weight };
  }
}

/** Traits of the singular, or else of the plural. */
function traitsOfStem(text: string): number {
  const traits = traitsOf(text);
  return traits === 0 ? traitsOf(`${text}s`) : traits;
}

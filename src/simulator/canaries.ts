import type { Random } from './estate/random.js';

/** Recognisable texts for fields that hold secrets: wherever one turns up later, a secret has leaked. */
export class Canaries {
  readonly #random: Random;
  readonly #enabled: boolean;
  readonly #given = new Set<string>();

  constructor(enabled: boolean, random: Random) {
    this.#enabled = enabled;
    this.#random = random;
  }

  /** A new text for `what`, or `null` when canaries are off. */
  readonly make = (what: string): string | null => {
    if (!this.#enabled) return null;
    const text = `CANARY-${what}-${this.#random.hex(12)}`;
    this.#given.add(text);
    return text;
  };

  /** Counts `text` (a key, say) among the secrets as well. */
  watch(text: string): void {
    if (this.#enabled) this.#given.add(text);
  }

  list(): string[] {
    return [...this.#given];
  }
}

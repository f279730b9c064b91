import type { Progress } from '../../ports/progress.js';
import type { Row } from './row.js';
import { udfsOf } from './udf-values.js';

/**
 * Remembers which mapped user-defined fields read as stars. Their values are never compared and never written; that a
 * right is missing is said once for each.
 */
export class MaskedUdfs {
  readonly #mapped: () => readonly string[];
  readonly #progress: Progress;
  readonly #names = new Set<string>();

  constructor(mapped: () => readonly string[], progress: Progress) {
    this.#mapped = mapped;
    this.#progress = progress;
  }

  has(name: string): boolean {
    return this.#names.has(name.toLowerCase());
  }

  note(rows: readonly Row[]): void {
    const mapped = new Set(this.#mapped().map((name) => name.toLowerCase()));
    if (mapped.size === 0) return;
    for (const row of rows) {
      for (const { name, masked } of udfsOf(row)) {
        if (!masked || !mapped.has(name.toLowerCase()) || this.has(name)) continue;
        this.#names.add(name.toLowerCase());
        this.#progress.warn(`In Autotask ${protectedText(name)}`);
      }
    }
  }
}

/** What to do about a value that our user may not see. */
export const protectedHint =
  'grant this API user the Protected Data Permission (Admin > Resources/Users > Security)';

/** What to say when a value is hidden from our user. */
export function protectedText(name: string): string {
  return `the user-defined field "${name}" is protected and its value is hidden: ${protectedHint}`;
}

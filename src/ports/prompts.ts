/** Questions to a person. Without a terminal every question throws a UsageError that names the flag with the answer. */
export interface Prompts {
  /** Whether a person can be asked: stdin and stderr are terminals, no CI, no `--no-input`. */
  readonly available: boolean;
  confirm(question: string, options: { flag: string; initial?: boolean }): Promise<boolean>;
  /** A name typed to confirm something dangerous. */
  typed(question: string, expected: string, options: { flag: string }): Promise<boolean>;
  text(
    question: string,
    options: { flag: string; initial?: string; validate?: (text: string) => string | true },
  ): Promise<string>;
  /** Never echoed. */
  secret(question: string, options: { flag: string }): Promise<string>;
  /** `until` takes the question back: it then rejects with the signal's reason. */
  select<T>(
    question: string,
    choices: readonly Choice<T>[],
    options: { flag: string; initial?: T; until?: AbortSignal },
  ): Promise<T>;
  /** Type-ahead over `find`, which answers for what was typed so far; `typed` stands there from the start. */
  search<T>(
    question: string,
    find: (typed: string) => readonly Choice<T>[],
    options: { flag: string; typed?: string; until?: AbortSignal },
  ): Promise<T>;
}

export interface Choice<T> {
  readonly value: T;
  readonly label: string;
  /** Shown while the choice is under the cursor. */
  readonly preview?: string;
  readonly key?: string;
}

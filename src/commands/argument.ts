import { Argument } from 'commander';
import type { Reader } from './flag.js';
import { Invalid } from './invalid.js';

/** One argument, `<must>`, `[may]` or `[several...]`. Bad values are told together with the flags' (see `Invalid`). */
export class Word extends Argument {
  /** Where completion finds words: what `__complete` is asked for. */
  completes: 'sites' | null = null;

  /** Only these words. Completion offers them. */
  oneOf(words: readonly string[]): this {
    this.argChoices = [...words];
    return this.read(`one of ${words.join(', ')}`, words[0] ?? '', (typed) =>
      words.includes(typed) ? typed : null,
    );
  }

  /** Words that completion offers; others are fine too. */
  suggests(words: readonly string[]): this {
    this.argChoices = [...words];
    return this;
  }

  completed(what: 'sites'): this {
    this.completes = what;
    return this;
  }

  read<T>(allowed: string, example: string, reader: Reader<T>): this {
    const one = (typed: string) => reader(typed) ?? new Invalid(this.name(), typed, allowed, example);
    this.parseArg = ((typed: string, previous: unknown) =>
      this.variadic ? [...(Array.isArray(previous) ? previous : []), one(typed)] : one(typed)) as never;
    return this;
  }
}

export function word(name: string, description: string): Word {
  return new Word(name, description);
}

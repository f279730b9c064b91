import { Option } from 'commander';
import { Invalid } from './invalid.js';

/** Turns what was typed into a value; `null` when it cannot be one. */
export type Reader<T> = (typed: string) => T | null;

/**
 * One flag. Values are read so that all bad ones of a command line are told at once (see `Invalid`), and repeatable
 * flags collect a list, with an empty one as default.
 */
export class Flag extends Option {
  /** Where completion finds further values: what `__complete` is asked for. */
  completes: 'profiles' | 'sites' | 'files' | null = null;

  /** Only these words. Completion offers them. */
  oneOf(words: readonly string[]): this {
    this.argChoices = [...words];
    return this.read(`one of ${words.join(', ')}`, words[0] ?? '', (typed) =>
      words.includes(typed) ? typed : null,
    );
  }

  read<T>(allowed: string, example: string, reader: Reader<T>): this {
    this.parseArg = ((typed: string) =>
      reader(typed) ?? new Invalid(this.long ?? this.flags, typed, allowed, example)) as never;
    return this;
  }

  /** May be given several times; the command receives a list. */
  repeatable(): this {
    const one = this.parseArg as ((typed: string, previous: unknown) => unknown) | undefined;
    this.default([]);
    this.defaultValueDescription = '';
    this.parseArg = ((typed: string, previous: unknown) => [
      ...(Array.isArray(previous) ? previous : []),
      one ? one(typed, undefined) : typed,
    ]) as never;
    return this;
  }

  complete(what: 'profiles' | 'sites' | 'files'): this {
    this.completes = what;
    return this;
  }
}

export function flag(flags: string, description: string): Flag {
  return new Flag(flags, description);
}

export const wholeNumber: Reader<number> = (typed) => (/^\d{1,9}$/.test(typed) ? Number(typed) : null);

/** `7`, or `30%`: the limits of the guard. */
export const countOrShare: Reader<string> = (typed) => (/^\d{1,9}$|^\d{1,3}%$/.test(typed) ? typed : null);

/** 0 to 1. */
export const share: Reader<number> = (typed) => {
  const value = Number(typed);
  return typed.trim() !== '' && value >= 0 && value <= 1 ? value : null;
};

const unitMs: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** `30s`, `15m`, `2h`, `1d` in milliseconds. */
export const duration: Reader<number> = (typed) => {
  const [, count, unit] = /^(\d{1,6})([smhd])$/.exec(typed) ?? [];
  const ms = Number(count) * (unitMs[unit ?? ''] ?? Number.NaN);
  return ms > 0 ? ms : null;
};

import { UsageError } from '../errors.js';

/** A flag's or argument's value that cannot be used. It stands in the value's place until all of them are reported. */
export class Invalid {
  constructor(
    /** `--limit`, or an argument's name. */
    readonly flag: string,
    readonly value: string,
    /** What is allowed, as the end of a sentence: `a whole number from 1`. */
    readonly allowed: string,
    readonly example: string,
  ) {}

  get sentence(): string {
    return `${this.flag} cannot be "${this.value}": it takes ${this.allowed}, such as ${this.example}.`;
  }
}

/** Those of `values`, and of the lists among them, that cannot be used. */
export function invalidAmong(values: readonly unknown[]): readonly Invalid[] {
  return values.flat().filter((value): value is Invalid => value instanceof Invalid);
}

/** @throws {UsageError} naming every invalid value at once. */
export function refuseInvalid(values: readonly unknown[]): void {
  const found = invalidAmong(values);
  if (found.length === 0) return;
  throw new UsageError(found.map((invalid) => invalid.sentence).join('\n'), {
    code: 'bad-input',
    details: found.map(({ flag, value, allowed, example }) => ({ flag, value, allowed, example })),
  });
}

import type { Choice, Prompts } from '../../src/ports/prompts.js';

/** What was asked, and what could be answered. */
export interface Asked {
  readonly kind: 'confirm' | 'typed' | 'text' | 'secret' | 'select' | 'search';
  readonly question: string;
  readonly labels: readonly string[];
  /** The label that stood under the cursor. */
  readonly initial: string | undefined;
}

/**
 * A person with their answers ready: `true` or `false` to a confirmation, a text, the beginning of a choice's label, or
 * for a search `typed > beginning of the label`. Running out of answers fails the test.
 */
export class FakePrompts implements Prompts {
  readonly available = true;
  readonly asked: Asked[] = [];
  readonly #answers: (string | boolean)[];

  constructor(...answers: (string | boolean)[]) {
    this.#answers = answers;
  }

  get unused(): readonly (string | boolean)[] {
    return this.#answers;
  }

  async confirm(question: string, options: { flag: string; initial?: boolean }): Promise<boolean> {
    this.asked.push({ kind: 'confirm', question, labels: [], initial: String(options.initial) });
    return this.#next(question) === true;
  }

  async typed(question: string, expected: string): Promise<boolean> {
    this.asked.push({ kind: 'typed', question, labels: [], initial: undefined });
    return this.#next(question) === expected;
  }

  async text(
    question: string,
    options: { flag: string; initial?: string; validate?: (text: string) => string | true },
  ): Promise<string> {
    this.asked.push({ kind: 'text', question, labels: [], initial: options.initial });
    const answer = String(this.#next(question));
    const verdict = options.validate?.(answer) ?? true;
    if (verdict !== true) throw new Error(`"${answer}" is refused: ${verdict}`);
    return answer;
  }

  async secret(question: string): Promise<string> {
    this.asked.push({ kind: 'secret', question, labels: [], initial: undefined });
    return String(this.#next(question));
  }

  async select<T>(question: string, choices: readonly Choice<T>[], options: { flag: string; initial?: T }) {
    const initial = choices.find((choice) => choice.value === options.initial)?.label;
    this.asked.push({ kind: 'select', question, labels: choices.map(({ label }) => label), initial });
    return this.#choose(question, choices, String(this.#next(question)));
  }

  async search<T>(question: string, find: (typed: string) => readonly Choice<T>[]): Promise<T> {
    const [typed = '', label = ''] = String(this.#next(question)).split(' > ');
    const choices = find(typed);
    this.asked.push({
      kind: 'search',
      question,
      labels: choices.map((one) => one.label),
      initial: undefined,
    });
    return this.#choose(question, choices, label);
  }

  #next(question: string): string | boolean {
    const answer = this.#answers.shift();
    if (answer === undefined) throw new Error(`nobody answers: ${question}`);
    return answer;
  }

  #choose<T>(question: string, choices: readonly Choice<T>[], label: string): T {
    const found = choices.find((choice) => choice.label.startsWith(label));
    if (!found)
      throw new Error(`no "${label}" at: ${question}\n${choices.map((one) => one.label).join('\n')}`);
    return found.value;
  }
}

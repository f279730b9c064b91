import type { Readable, Writable } from 'node:stream';
import { AppError, Stopped, UsageError } from '../errors.js';
import type { Choice, Prompts } from '../ports/prompts.js';
import { plain, plainLines } from './plain.js';

export interface PromptNeeds {
  readonly stdin: Readable & { isTTY?: boolean };
  readonly stderr: Writable & { isTTY?: boolean };
  readonly env: Readonly<Record<string, string | undefined>>;
  /** False with `--no-input`. */
  readonly input: boolean;
  readonly signal: AbortSignal;
  /** Clears the spinner before a question. */
  readonly beforeAsking: () => void;
}

/** As many choices as fit below a card on a small screen; more are scrolled. */
const MOST_CHOICES = 12;

type Question = Readonly<Record<string, unknown>> & { readonly type: string; readonly message: string };

/** Questions through inquirer, on stderr. The library is loaded with the first one. */
export class TerminalPrompts implements Prompts {
  readonly #needs: PromptNeeds;

  constructor(needs: PromptNeeds) {
    this.#needs = needs;
  }

  get available(): boolean {
    const { stdin, stderr, env, input } = this.#needs;
    return Boolean(stdin.isTTY && stderr.isTTY && !env.CI && input);
  }

  confirm(question: string, options: { flag: string; initial?: boolean }): Promise<boolean> {
    return this.#ask({ type: 'confirm', message: question, default: options.initial ?? false }, options.flag);
  }

  async typed(question: string, expected: string, options: { flag: string }): Promise<boolean> {
    const answer = await this.#ask<string>(
      { type: 'input', message: `${question} Type "${expected}" to go on:` },
      options.flag,
    );
    return answer.trim() === expected;
  }

  text(
    question: string,
    options: { flag: string; initial?: string; validate?: (text: string) => string | true },
  ): Promise<string> {
    const { flag, initial, validate } = options;
    const optional = {
      ...(initial === undefined ? {} : { default: initial }),
      ...(validate ? { validate } : {}),
    };
    return this.#ask({ type: 'input', message: question, ...optional }, flag);
  }

  secret(question: string, options: { flag: string }): Promise<string> {
    return this.#ask({ type: 'password', message: question, mask: false }, options.flag);
  }

  select<T>(
    question: string,
    choices: readonly Choice<T>[],
    options: { flag: string; initial?: T; until?: AbortSignal },
  ): Promise<T> {
    const initial = options.initial === undefined ? {} : { default: options.initial };
    const page = { pageSize: MOST_CHOICES, loop: false };
    return this.#ask(
      { type: 'select', message: question, choices: choices.map(shown), ...page, ...initial },
      options.flag,
      options.until,
    );
  }

  search<T>(
    question: string,
    find: (typed: string) => readonly Choice<T>[],
    options: { flag: string; typed?: string; until?: AbortSignal },
  ): Promise<T> {
    const { source, validate } = listed(find);
    const typed = options.typed ? { initialValue: options.typed } : {};
    return this.#ask(
      { type: 'search', message: question, source, validate, ...typed },
      options.flag,
      options.until,
    );
  }

  async #ask<T>(question: Question, flag: string, until?: AbortSignal): Promise<T> {
    if (!this.available) throw cannotAsk(question.message, flag);
    this.#needs.beforeAsking();
    const { default: inquirer } = await import('inquirer');
    const { stdin, stderr } = this.#needs;
    const signal = until ? AbortSignal.any([this.#needs.signal, until]) : this.#needs.signal;
    const ask = inquirer.createPromptModule({ input: stdin, output: stderr, signal } as never);
    try {
      const answers = await ask([
        { ...question, message: plainLines(question.message), name: 'answer' },
      ] as never);
      return (answers as { answer: T }).answer;
    } catch (error) {
      throw until?.aborted ? until.reason : this.#stopped(error);
    }
  }

  /** Ctrl-C at a question reaches the library, not the process: it means the same. */
  #stopped(error: unknown): unknown {
    const { signal } = this.#needs;
    if (signal.aborted && signal.reason instanceof AppError) return signal.reason;
    const name = error instanceof Error ? error.name : '';
    return name === 'ExitPromptError' || name === 'AbortPromptError' ? new Stopped('SIGINT') : error;
  }
}

/**
 * What a search offers, and whether an answer is one that a person can have meant. Enter may overtake the list, as when
 * a name and a line end are pasted together: the library then answers with what stood under the cursor before. Such an
 * answer counts only when it is the first of the list that was on its way.
 */
function listed<T>(find: (typed: string) => readonly Choice<T>[]) {
  let offered: readonly T[] = [];
  let calls = 0;
  let settled = 0;
  const source = async (term: string | undefined) => {
    const choices = find(term ?? '');
    offered = choices.map((choice) => choice.value);
    const call = ++calls;
    setImmediate(() => {
      settled = call;
    });
    return choices.map(shown);
  };
  const validate = async (value: T) => {
    const wasSettled = calls === settled;
    const before = calls;
    await new Promise((resolve) => setImmediate(resolve));
    return wasSettled && calls === before ? offered.includes(value) : offered[0] === value;
  };
  return { source, validate };
}

function shown<T>(choice: Choice<T>): Record<string, unknown> {
  const { value, label, preview, key } = choice;
  return {
    value,
    name: plain(label),
    ...(preview === undefined ? {} : { description: preview.split('\n').map(plain).join('\n') }),
    ...(key === undefined ? {} : { key }),
  };
}

function cannotAsk(question: string, flag: string): UsageError {
  return new UsageError(`This needs an answer, and there is no terminal to ask at: ${question}`, {
    code: 'no-terminal',
    hint: `Give the answer with ${flag}`,
    details: { flag },
  });
}

import type { Writable } from 'node:stream';
import { plain } from './plain.js';

export interface NoticeFlags {
  readonly json: boolean;
  readonly quiet: boolean;
  readonly verbose: number;
}

/** Something on stderr that must make room before a line is written and may come back after it. */
export interface Underline {
  clear(): void;
  redraw(): void;
}

/**
 * Every line for a person that is not the result. Goes to stderr: warnings, what is done (`-v`), what usually comes
 * next. With `--json` nothing but an error may stand there, unless `-v`.
 */
export class Notices {
  readonly #stream: Writable & { isTTY?: boolean };
  readonly #flags: NoticeFlags;
  readonly #warnings = new Set<string>();
  #underline: Underline | null = null;

  constructor(stream: Writable & { isTTY?: boolean }, flags: NoticeFlags) {
    this.#stream = stream;
    this.#flags = flags;
  }

  /** Every warning so far, in order, each once: for the document. */
  get warnings(): readonly string[] {
    return [...this.#warnings];
  }

  warn(text: string): void {
    if (this.#warnings.has(text)) return;
    this.#warnings.add(text);
    if (!this.#flags.quiet && this.#mayTalk) this.#line(`! warning: ${plain(text)}`);
  }

  detail(text: string): void {
    if (this.#flags.verbose > 0) this.#line(`  ${plain(text)}`);
  }

  request(text: string): void {
    if (this.#flags.verbose > 1) this.#line(`  ${plain(text)}`);
  }

  /** Only a person at a terminal is told what usually comes next. */
  next(text: string): void {
    if (this.#stream.isTTY && !this.#flags.quiet && !this.#flags.json) this.#line(`> ${plain(text)}`);
  }

  /** Said even where nobody watches, unless `--quiet` or `--json`. */
  say(text: string): void {
    if (!this.#flags.quiet && this.#mayTalk) this.#line(plain(text));
  }

  share(underline: Underline | null): void {
    this.#underline = underline;
  }

  get #mayTalk(): boolean {
    return !this.#flags.json || this.#flags.verbose > 0;
  }

  #line(text: string): void {
    this.#underline?.clear();
    this.#stream.write(`${text}\n`);
    this.#underline?.redraw();
  }
}

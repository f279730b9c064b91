import type { Writable } from 'node:stream';
import type { Ora } from 'ora';
import type { Clock } from '../ports/clock.js';
import type { Progress, ProgressStep } from '../ports/progress.js';
import type { Notices } from './notices.js';
import { plain } from './plain.js';
import { span } from './time.js';

export interface ProgressNeeds {
  readonly stream: Writable;
  readonly clock: Clock;
  readonly notices: Notices;
  /** A spinner that moves: a terminal that is not `dumb`, neither `--quiet` nor `--json`. */
  readonly animated: boolean;
  readonly unicode: boolean;
  readonly color: boolean;
}

/** One step under way, as the spinner tells of it. Times in epoch ms. */
export interface Running {
  readonly label: string;
  readonly count: number;
  readonly total: number | null;
  readonly startedAt: number;
}

const REDRAW_MS = 100;
const CLEAR_LINE = '\u001b[2K\r';
/** What surely stays on one line of any terminal. */
const ROOM = 72;
/** A rate out of less than this says nothing. */
const RATE_AFTER_MS = 1_000;

/** What a workflow tells while it works: a spinner on stderr at a terminal, otherwise only warnings and, with `-v`, details. */
export class TerminalProgress implements Progress {
  readonly #needs: ProgressNeeds;
  readonly #running = new Set<Running>();
  #spinner: Ora | null = null;
  #loading = false;
  /** The first words stand on the screen without a spinner. */
  #bare = false;
  #waiting: string | null = null;
  #drawnAt = 0;

  constructor(needs: ProgressNeeds) {
    this.#needs = needs;
    needs.notices.share({ clear: () => this.#hide(), redraw: () => this.#show() });
  }

  /** Shows that something goes on, before there is a step to tell of. */
  hello(): void {
    if (!this.#needs.animated) return;
    this.#bare = true;
    this.#needs.stream.write('  ...\r');
  }

  step(label: string, total: number | null): ProgressStep {
    const running = { label, count: 0, total, startedAt: this.#needs.clock.now() };
    this.#running.add(running);
    this.#begin(label);
    return {
      advance: (by = 1) => {
        running.count += by;
        this.#draw(false);
      },
      total: (known) => {
        running.total = known;
        this.#draw(true);
      },
      done: (summary) => this.#end(running, summary),
    };
  }

  warn(text: string): void {
    this.#needs.notices.warn(text);
  }

  detail(text: string): void {
    this.#needs.notices.detail(text);
  }

  request(text: string): void {
    this.#needs.notices.request(text);
  }

  waiting(reason: string | null): void {
    this.#waiting = reason;
    this.#draw(true);
  }

  /** Takes the spinner off the screen, as before a question and at the end. */
  stop(): void {
    this.#running.clear();
    this.#hide();
  }

  #begin(label: string): void {
    if (!this.#needs.animated) {
      this.detail(`${label} ...`);
      return;
    }
    if (this.#spinner) this.#show();
    else if (!this.#loading) void this.#load(label);
  }

  /** The spinner's library takes longer to load than a person should look at nothing, so the words come first. */
  async #load(label: string): Promise<void> {
    this.#loading = true;
    this.#bare = true;
    this.#needs.stream.write(`  ${plain(label).slice(0, ROOM)}\r`);
    const { default: ora } = await import('ora');
    this.#spinner = ora({
      stream: this.#needs.stream,
      spinner: this.#needs.unicode ? 'dots' : 'line',
      color: this.#needs.color ? 'cyan' : false,
      isEnabled: true,
      discardStdin: false,
    });
    this.#show();
  }

  #end(running: Running, summary: string | undefined): void {
    if (!this.#running.delete(running)) return;
    const told = summary === undefined ? running.label : `${running.label}: ${summary}`;
    if (!this.#needs.animated) {
      this.detail(told);
      return;
    }
    this.#hide();
    this.#needs.stream.write(`${this.#needs.unicode ? '✔' : 'ok'} ${plain(told)}\n`);
    this.#show();
  }

  #draw(now: boolean): void {
    const at = this.#needs.clock.now();
    if (!this.#spinner || (!now && at - this.#drawnAt < REDRAW_MS)) return;
    this.#drawnAt = at;
    this.#spinner.text = plain(runningText([...this.#running], this.#waiting, at));
  }

  #show(): void {
    if (!this.#spinner || this.#running.size === 0) return;
    if (this.#bare) this.#needs.stream.write(CLEAR_LINE);
    this.#bare = false;
    this.#draw(true);
    this.#spinner.start();
  }

  #hide(): void {
    if (this.#bare) this.#needs.stream.write(CLEAR_LINE);
    this.#bare = false;
    this.#spinner?.stop();
  }
}

/** `Reading devices 120/4000, 35/s, 1 min left (rate limit, 12 s)`; several steps are joined. */
export function runningText(steps: readonly Running[], waiting: string | null, now: number): string {
  const text = steps.map((step) => stepText(step, now)).join(' | ');
  return waiting === null ? text : `${text} (${waiting})`;
}

function stepText({ label, count, total, startedAt }: Running, now: number): string {
  const ofTotal = total === null ? `${count}` : `${count}/${total}`;
  const parts = [count === 0 && total === null ? label : `${label} ${ofTotal}`];
  const elapsed = now - startedAt;
  if (count > 0 && elapsed >= RATE_AFTER_MS) {
    const perMs = count / elapsed;
    parts.push(rate(perMs * 1000));
    if (total !== null && count < total) parts.push(`${span((total - count) / perMs)} left`);
  }
  return parts.join(', ');
}

function rate(perSecond: number): string {
  return perSecond >= 10 ? `${Math.round(perSecond)}/s` : `${perSecond.toFixed(1)}/s`;
}

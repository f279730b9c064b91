import { Command as Commander } from 'commander';
import type { OutputFormat } from '../context.js';
import { type Flag, flag } from './flag.js';

export interface Example {
  readonly line: string;
  readonly what: string;
}

/** A command with what its help, its completion and the check of its output format need to know. */
export class Command extends Commander {
  readonly examples: Example[] = [];
  outputs: readonly OutputFormat[] = ['table', 'json'];
  /** Runs until it is stopped: no deadline without a terminal. */
  endless = false;
  hidden = false;

  constructor(name?: string) {
    super(name);
    this.exitOverride();
    this.configureOutput({ writeOut: () => {}, writeErr: () => {} });
    this.helpOption(false).helpCommand(false).allowExcessArguments(false);
  }

  override createCommand(name?: string): Command {
    return new Command(name);
  }

  /** Adds a flag under the heading that was set last. */
  flag(definition: Flag): this {
    return this.addOption(definition);
  }

  /** A yes-or-no flag. */
  switch(flags: string, description: string): this {
    return this.addOption(flag(flags, description));
  }

  /** A line that works as it stands. At least two a command. */
  example(line: string, what: string): this {
    this.examples.push({ line, what });
    return this;
  }

  /** The formats that `--format` may ask of it. */
  prints(...formats: OutputFormat[]): this {
    this.outputs = formats;
    return this;
  }

  /** A list: every format there is. */
  printsList(): this {
    return this.prints('table', 'json', 'ndjson', 'csv', 'markdown', 'html');
  }

  runsUntilStopped(): this {
    this.endless = true;
    return this;
  }

  /** Left out of help and completion: for the program's own use. */
  internal(): this {
    this.hidden = true;
    return this;
  }

  get children(): readonly Command[] {
    return (this.commands as readonly Command[]).filter((child) => !child.hidden);
  }

  /** Page and anchor below the documentation's folder; a group has the page alone. */
  get page(): string {
    return this.children.length > 0 ? 'commands.md' : `commands.md#${this.path.replaceAll(' ', '-')}`;
  }

  /** Its name with its parents': `trilink sync plan`. */
  get path(): string {
    const parent = this.parent as Command | null;
    return parent ? `${parent.path} ${this.name()}` : this.name();
  }
}

/** A command that only holds others. */
export function group(name: string, summary: string, children: readonly Command[]): Command {
  const parent = new Command(name).summary(summary);
  for (const child of children) parent.addCommand(child, { hidden: child.hidden });
  return parent;
}

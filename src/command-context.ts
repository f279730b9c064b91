import type { Command } from './commands/command.js';
import { duration } from './commands/flag.js';
import type {
  Compose,
  ConnectionDesk,
  Context,
  Files,
  GlobalFlags,
  Io,
  OutputFormat,
  Services,
} from './context.js';
import { type ExitCode, UsageError, worstOf } from './errors.js';
import type { Clock } from './ports/clock.js';
import type { Progress } from './ports/progress.js';
import type { SimulatorOptions, Simulators } from './simulator/index.js';
import type { StopControl } from './stop.js';
import { colourLevel, speaksUnicode } from './terminal/colour.js';
import { type NamedFiles, namedFiles } from './terminal/files.js';
import { Notices } from './terminal/notices.js';
import { TerminalProgress } from './terminal/progress.js';
import { TerminalPrompts } from './terminal/prompts.js';
import type { Screen } from './terminal/screen.js';
import type { View } from './terminal/view.js';
import { write } from './terminal/write.js';

const WITHOUT_TERMINAL_MS = 4 * 3_600_000;

export interface ContextNeeds {
  readonly io: Io;
  readonly clock: Clock;
  readonly stop: StopControl;
  readonly compose: () => Promise<Compose>;
  /** Programs that lie beside this one once they are built; `null` from the sources: then this process does their work. */
  readonly programs: { readonly simulators: string; readonly matchFilesWorker: URL } | null;
}

/**
 * What a command receives. The command tree is built around it before any flag is read; `begin` then tells the flags,
 * and everything that depends on them is made on first use.
 */
export class CommandContext implements Context {
  readonly io: Io;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly #needs: ContextNeeds;
  readonly #codes: ExitCode[] = [];
  readonly #closing: (() => Promise<void>)[] = [];
  readonly #files: NamedFiles;
  #flags: GlobalFlags = {};
  #notices: Notices | null = null;
  #progress: TerminalProgress | null = null;
  #prompts: TerminalPrompts | null = null;
  #services: Promise<Services> | null = null;

  constructor(needs: ContextNeeds) {
    this.#needs = needs;
    this.io = needs.io;
    this.clock = needs.clock;
    this.signal = needs.stop.signal;
    this.#files = namedFiles(needs.io);
  }

  /** Takes the flags of the command that is about to run, and starts its deadline. */
  begin(flags: GlobalFlags, command: Command): void {
    this.#flags = flags;
    checkFormat(flags, command);
    const { stdin, stdout, stderr } = this.io;
    const atTerminal = Boolean(stdin.isTTY || stdout.isTTY || stderr.isTTY);
    const given = flags.timeout === undefined ? null : duration(flags.timeout);
    if (given !== null) this.#needs.stop.deadline(given);
    else if (!atTerminal && !command.endless) this.#needs.stop.deadline(WITHOUT_TERMINAL_MS);
    this.progress.hello();
  }

  get matchFilesWorker(): URL | null {
    return this.#needs.programs?.matchFilesWorker ?? null;
  }

  get files(): Files {
    return this.#files;
  }

  get flags(): GlobalFlags {
    return this.#flags;
  }

  get notices(): Notices {
    this.#notices ??= new Notices(this.io.stderr, {
      json: this.format === 'json',
      quiet: this.#flags.quiet === true,
      verbose: this.#flags.verbose ?? 0,
    });
    return this.#notices;
  }

  get progress(): TerminalProgress {
    const { stderr, env, platform } = this.io;
    const { quiet } = this.#flags;
    this.#progress ??= new TerminalProgress({
      stream: stderr,
      clock: this.clock,
      notices: this.notices,
      animated: stderr.isTTY === true && env.TERM !== 'dumb' && !quiet && this.format !== 'json',
      unicode: speaksUnicode(platform, env),
      color: colourLevel(stderr.isTTY === true, env, this.#flags.color !== false) > 0,
    });
    return this.#progress;
  }

  get prompts(): TerminalPrompts {
    this.#prompts ??= new TerminalPrompts({
      stdin: this.io.stdin,
      stderr: this.io.stderr,
      env: this.io.env,
      input: this.#flags.input !== false,
      signal: this.signal,
      beforeAsking: () => this.progress.stop(),
    });
    return this.#prompts;
  }

  async open(profile?: string) {
    return (await this.#composed()).open(profile ?? this.#flags.profile);
  }

  async settings() {
    return (await this.#composed()).settings();
  }

  async connections(): Promise<ConnectionDesk> {
    const { openConnectionDesk } = await import('./connection-desk.js');
    return openConnectionDesk(this, await this.settings());
  }

  async startSimulators(options: SimulatorOptions): Promise<Simulators> {
    const { startSimulators, spawnSimulators } = await (await this.#composed()).simulators();
    const entry = this.#needs.programs?.simulators ?? null;
    const started =
      entry === null
        ? startSimulators(options)
        : spawnSimulators(options, { execPath: this.io.execPath, entry });
    const simulators = await started;
    this.#closing.push(() => simulators.close());
    return simulators;
  }

  async elsewhere(env: Io['env'], progress: Progress = this.progress): Promise<Services> {
    const compose = await this.#needs.compose();
    const { clock, signal, prompts } = this;
    const services = compose({ io: { ...this.io, env }, clock, signal, progress, prompts });
    this.#closing.push(() => services.close());
    return services;
  }

  async storeSchema(): Promise<number> {
    return (await this.#composed()).storeSchema();
  }

  async show<T>(value: T, view: View<T>): Promise<void> {
    const { render } = await import('./terminal/show.js');
    this.#progress?.stop();
    const text = await render(
      value,
      view,
      this.format,
      () => this.#screen(this.io.stdout),
      this.notices.warnings,
    );
    await this.print(text);
  }

  async tell<T>(value: T, view: View<T>): Promise<void> {
    const { render } = await import('./terminal/show.js');
    this.#progress?.stop();
    await write(this.io.stderr, await render(value, view, 'table', () => this.#screen(this.io.stderr), []));
  }

  async #screen(stream: Io['stdout']): Promise<Screen> {
    const { openScreen } = await import('./terminal/screen.js');
    const { color, utc } = this.#flags;
    const { env, platform } = this.io;
    return openScreen({ stream, env, platform, color: color !== false, utc: utc === true });
  }

  print(text: string): Promise<void> {
    this.#progress?.stop();
    return write(this.io.stdout, text);
  }

  printBytes(bytes: Uint8Array): Promise<void> {
    return write(this.io.stdout, bytes);
  }

  next(line: string): void {
    this.notices.next(line);
  }

  finish(code: ExitCode): void {
    this.#codes.push(code);
  }

  get exitCode(): ExitCode {
    return worstOf(this.#codes);
  }

  /** Tells a person that the stop was heard. */
  stopping(): void {
    this.progress.stop();
    this.notices.say('Stopping after the write under way. Ctrl-C again leaves at once.');
  }

  async close(): Promise<void> {
    this.#progress?.stop();
    // What was opened last is closed first: sessions before the vendors they talk to.
    for (const close of this.#closing.reverse()) await close();
    await this.#files.close();
  }

  get format(): OutputFormat {
    return this.#flags.format ?? (this.#flags.json ? 'json' : 'table');
  }

  #composed(): Promise<Services> {
    this.#services ??= this.#needs.compose().then((compose) => {
      const { io, clock, signal, progress, prompts } = this;
      const services = compose({ io, clock, signal, progress, prompts });
      this.#closing.push(() => services.close());
      return services;
    });
    return this.#services;
  }
}

function checkFormat(flags: GlobalFlags, command: Command): void {
  const { format, json } = flags;
  if (format === undefined) return;
  if (json && format !== 'json') {
    throw new UsageError(`--json and --format ${format} ask for two formats.`, {
      code: 'bad-input',
      hint: 'Leave one out.',
    });
  }
  if (!command.outputs.includes(format)) {
    throw new UsageError(`${command.path} cannot print ${format}: it prints ${command.outputs.join(', ')}.`, {
      code: 'bad-input',
      hint: `For example: ${command.path} --format ${command.outputs[0] ?? 'table'}`,
    });
  }
}

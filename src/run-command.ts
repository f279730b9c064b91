import { CommanderError } from 'commander';
import { CommandContext, type ContextNeeds } from './command-context.js';
import type { Command } from './commands/command.js';
import { findCommand } from './commands/find-command.js';
import { helpText, shortHelp } from './commands/help.js';
import { unknownCommand, usageError } from './commands/usage.js';
import type { Compose, Io } from './context.js';
import { AppError, type ExitCode } from './errors.js';
import type { Clock } from './ports/clock.js';
import { buildProgram, notInThisVersion } from './program.js';
import { stopControl } from './stop.js';
import { columnsOf } from './terminal/screen-width.js';

export interface Parts {
  readonly clock: Clock;
  readonly compose: () => Promise<Compose>;
  readonly programs: ContextNeeds['programs'];
}

export interface Ending {
  /** What the command itself said that it ends with. */
  readonly exitCode: ExitCode;
  /** What `main` turns into words; `null` when nothing failed. */
  readonly failure: unknown;
}

/** Runs one command line. */
export async function runCommand(argv: readonly string[], io: Io, parts: Parts): Promise<Ending> {
  let context: CommandContext | null = null;
  const stop = stopControl(io, parts.clock, () => context?.stopping());
  try {
    const ctx = new CommandContext({ io, stop, ...parts });
    context = ctx;
    const failure = await failureOf(() => answer(ctx, argv, stop.signal));
    return { exitCode: ctx.exitCode, failure };
  } finally {
    stop.dispose();
    await context?.close();
  }
}

async function answer(ctx: CommandContext, argv: readonly string[], signal: AbortSignal): Promise<void> {
  const program = buildProgram(ctx, (flags, command) => ctx.begin(flags, command));
  const help = helpFor(program, argv, ctx.io);
  if (help === null) await parse(program, argv, signal);
  else await ctx.print(help);
}

async function failureOf(work: () => Promise<void>): Promise<unknown> {
  try {
    await work();
    return null;
  } catch (error) {
    return error;
  }
}

/** What to print when the line asks for help, or names no command; `null` when there is a command to run. */
function helpFor(program: Command, argv: readonly string[], io: Io): string | null {
  const { command, wantsHelp, unknown } = findCommand(program, argv);
  if (unknown !== null) throw unknownCommand(command, unknown, notInThisVersion);
  const columns = columnsOf(io.stdout, io.env);
  if (wantsHelp) return helpText(command, columns);
  if (command.children.length === 0) return null;
  return command === program ? shortHelp(columns) : helpText(command, columns);
}

async function parse(program: Command, argv: readonly string[], signal: AbortSignal): Promise<void> {
  try {
    await program.parseAsync([...argv], { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) throw usageError(error, findCommand(program, argv).command, argv);
    // What breaks off because we were told to stop is not a failure of its own.
    if (signal.aborted && !(error instanceof AppError)) throw signal.reason;
    throw error;
  }
}

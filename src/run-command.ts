import { CommanderError } from 'commander';
import { CommandContext } from './command-context.js';
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
import { write } from './terminal/write.js';

export interface Parts {
  readonly clock: Clock;
  readonly compose: () => Promise<Compose>;
}

/** Runs one command line. Answers its exit code, or throws what `main` turns into words. */
export async function runCommand(argv: readonly string[], io: Io, parts: Parts): Promise<ExitCode> {
  let context: CommandContext | null = null;
  const stop = stopControl(io, parts.clock, () => context?.stopping());
  try {
    const ctx = new CommandContext({ io, stop, ...parts });
    context = ctx;
    const program = buildProgram(ctx, (flags, command) => ctx.begin(flags, command));
    const help = helpFor(program, argv, io);
    if (help === null) await parse(program, argv, stop.signal);
    else await write(io.stdout, help);
    return ctx.exitCode;
  } finally {
    stop.dispose();
    await context?.close();
  }
}

/** What to print when the line asks for help, or names no command; `null` when there is a command to run. */
function helpFor(program: Command, argv: readonly string[], io: Io): string | null {
  const { command, wantsHelp, unknown } = findCommand(program, argv);
  if (unknown !== null) throw unknownCommand(command, unknown, notInThisVersion);
  const columns = columnsOf(io.stdout, io.env);
  if (wantsHelp) return helpText(command, columns);
  if (command.children.length === 0) return null;
  refuseUnknownFlags(command, argv);
  return command === program ? shortHelp(columns) : helpText(command, columns);
}

/** `trilink --fornat` names no command, and is still a mistake. */
function refuseUnknownFlags(command: Command, argv: readonly string[]): void {
  const { unknown } = command.parseOptions([...argv]);
  const flag = unknown.find((word) => word.startsWith('-'));
  if (flag !== undefined) {
    throw usageError(
      new CommanderError(2, 'commander.unknownOption', `error: unknown option '${flag}'`),
      command,
    );
  }
}

async function parse(program: Command, argv: readonly string[], signal: AbortSignal): Promise<void> {
  try {
    await program.parseAsync([...argv], { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) throw usageError(error, findCommand(program, argv).command);
    // What breaks off because we were told to stop is not a failure of its own.
    if (signal.aborted && !(error instanceof AppError)) throw signal.reason;
    throw error;
  }
}

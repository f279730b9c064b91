import { fileURLToPath } from 'node:url';
import type { Io } from './context.js';
import { ExitCode, worstOf } from './errors.js';
import type { Parts } from './run-command.js';
import { systemClock } from './system-clock.js';
import { ignoreClosedPipe, write } from './terminal/write.js';
import { version } from './version.js';

export { processIo } from './process-io.js';

/** Beside this file once both are built; a run from the sources has none. */
const simulatorEntry = import.meta.url.endsWith('/main.js')
  ? fileURLToPath(new URL('./simulator-child.js', import.meta.url))
  : null;

/**
 * Runs one command line and answers its exit code. The one place where errors become words and numbers.
 *
 * Nothing is loaded here that `--version` does not need: this file decides how fast the program answers.
 *
 * @param argv the words after the program's name.
 * @param parts a clock and a composition root of a test's own.
 */
export async function run(argv: readonly string[], io: Io, parts: Partial<Parts> = {}): Promise<ExitCode> {
  ignoreClosedPipe(io.stdout);
  ignoreClosedPipe(io.stderr);
  const words = argv.slice(0, argv.includes('--') ? argv.indexOf('--') : argv.length);
  const has = (...flags: string[]) => words.some((word) => flags.includes(word));

  if (has('--version', '-V') && !has('--help', '-h')) {
    await write(io.stdout, `trilink ${version}\n`);
    return ExitCode.ok;
  }
  const { runCommand } = await import('./run-command.js');
  const clock = parts.clock ?? systemClock;
  const { exitCode, failure } = await runCommand(argv, io, {
    compose: loadCompose,
    simulatorEntry,
    ...parts,
    clock,
  });
  if (failure === null) return exitCode;
  const { tellFailure } = await import('./failure.js');
  const json = has('--json', '--format=json') || words[words.indexOf('--format') + 1] === 'json';
  return worstOf([
    exitCode,
    await tellFailure(failure, io, { json, debug: has('--debug'), now: clock.now() }),
  ]);
}

async function loadCompose() {
  return (await import('./compose.js')).compose;
}

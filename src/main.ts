import { fileURLToPath } from 'node:url';
import type { Io } from './context.js';
import { ExitCode, worstOf } from './errors.js';
import type { Ending, Parts } from './run-command.js';
import { systemClock } from './system-clock.js';
import { listenForErrors, write } from './terminal/write.js';
import { version } from './version.js';

export { processIo } from './process-io.js';

/** What lies beside this file once it is built; a run from the sources has none. */
const beside = (name: string) => new URL(`./${name}`, import.meta.url);
const programs = import.meta.url.endsWith('/main.js')
  ? {
      simulators: fileURLToPath(beside('simulator-child.js')),
      matchFilesWorker: beside('match-files-worker.js'),
    }
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
  listenForErrors(io.stdout);
  listenForErrors(io.stderr);
  const words = argv.slice(0, argv.includes('--') ? argv.indexOf('--') : argv.length);
  const has = (...flags: string[]) => words.some((word) => flags.includes(word));

  const clock = parts.clock ?? systemClock;
  const asksVersion = has('--version', '-V') && !has('--help', '-h');
  const ending = asksVersion
    ? await tellVersion(io)
    : await (await import('./run-command.js')).runCommand(argv, io, {
        compose: loadCompose,
        programs,
        ...parts,
        clock,
      });
  if (ending.failure === null) return ending.exitCode;
  const { tellFailure } = await import('./failure.js');
  const format = words[words.indexOf('--format') + 1];
  const json = has('--json', '--format=json') || (has('--format') && format === 'json');
  const told = await tellFailure(ending.failure, io, { json, debug: has('--debug'), now: clock.now() });
  return worstOf([ending.exitCode, told]);
}

async function tellVersion(io: Io): Promise<Ending> {
  const failure: unknown = await write(io.stdout, `trilink ${version}\n`).then(
    () => null,
    (error) => error,
  );
  return { exitCode: ExitCode.ok, failure };
}

async function loadCompose() {
  return (await import('./compose.js')).compose;
}

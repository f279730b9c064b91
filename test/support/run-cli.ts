import type { ExitCode } from '../../src/errors.js';
import { run } from '../../src/main.js';
import type { Parts } from '../../src/run-command.js';
import { type FakeIoOptions, fakeIo } from './fake-io.js';

export interface CliOutcome {
  /** The line, what it said on both streams in order, and its exit code. Folders of the test are written `~`. */
  readonly transcript: string;
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: ExitCode;
}

export interface CliOptions extends FakeIoOptions {
  readonly parts?: Partial<Parts>;
}

/** Runs the program in this process, as `trilink ...argv` without a terminal. */
export function runCli(...argv: string[]): Promise<CliOutcome> {
  return runCliWith({}, ...argv);
}

export async function runCliWith(options: CliOptions, ...argv: string[]): Promise<CliOutcome> {
  const fake = fakeIo(options);
  try {
    const exitCode = await run(argv, fake.io, options.parts);
    const of = (stream: string) =>
      fake.said
        .filter((one) => one.stream === stream)
        .map((one) => one.text)
        .join('');
    const all = fake.said.map((one) => one.text).join('');
    return {
      transcript: `$ trilink ${argv.map(quoted).join(' ')}\n${all}[exit ${exitCode}]\n`.replaceAll(
        fake.home,
        '~',
      ),
      stdout: of('stdout'),
      stderr: of('stderr'),
      exitCode,
    };
  } finally {
    fake.remove();
  }
}

function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word}'`;
}

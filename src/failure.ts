import type { Io } from './context.js';
import { AppError, ExitCode } from './errors.js';
import { redact } from './redact.js';
import { plain, plainJson } from './terminal/plain.js';
import { write } from './terminal/write.js';

export interface FailureFlags {
  /** Epoch ms. */
  readonly now: number;
  readonly json: boolean;
  readonly debug: boolean;
}

/** Tells what went wrong on stderr, as words or as one JSON object, and answers the exit code. */
export async function tellFailure(error: unknown, io: Io, flags: FailureFlags): Promise<ExitCode> {
  const failure = error instanceof AppError ? error : await unexpected(error, io, flags.now);
  const told = flags.json ? asJson(failure) : asLines(failure);
  const stack =
    flags.debug && !flags.json && error instanceof Error ? `${redact(error.stack ?? '', io.env)}\n` : '';
  // Where even this cannot be said, the number still tells.
  await write(io.stderr, told + stack).catch(() => {});
  return failure.exitCode;
}

function asJson(failure: AppError): string {
  const { code, message, hint = null, details = null, runId = null } = failure;
  return `${plainJson(JSON.stringify({ code, message, hint, details, runId }))}\n`;
}

function asLines(failure: AppError): string {
  const [first = '', ...rest] = failure.message.split('\n');
  const lines = [`! error: ${plain(first)}`, ...rest.map((line) => `         ${plain(line)}`)];
  if (failure.hint) lines.push(...failure.hint.split('\n').map((line) => `! hint: ${plain(line)}`));
  return `${lines.join('\n')}\n`;
}

/** A bug of ours: short words for the person, everything else in a file. */
async function unexpected(error: unknown, io: Io, now: number): Promise<AppError> {
  const { saveDebugFile } = await import('./debug-file.js');
  const { id, path } = await saveDebugFile(error, io, now);
  const where =
    path === null ? 'The details could not be saved; run it again with --debug.' : `Details: ${path}`;
  const [message = ''] = redact(error instanceof Error ? error.message : String(error), io.env).split('\n');
  return new AppError(`Unexpected: ${message} (this is a fault of trilink)`, {
    exitCode: ExitCode.bug,
    code: 'bug',
    hint: where,
    details: { debugFile: path },
    runId: id,
    cause: error,
  });
}

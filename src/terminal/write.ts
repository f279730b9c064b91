import type { Writable } from 'node:stream';
import { UsageError } from '../errors.js';

/**
 * Writes and waits until the stream has taken it. A reader that has gone away is no failure: the rest is dropped.
 * @throws {UsageError} when it cannot be written, as to a full disk.
 */
export function write(stream: Writable, text: string | Uint8Array): Promise<void> {
  return new Promise((resolve, reject) => {
    if (stream.destroyed || !stream.writable) {
      resolve();
      return;
    }
    stream.write(text, (error) => {
      if (error && !isClosedPipe(error)) reject(cannotWrite(error));
      else resolve();
    });
  });
}

function isClosedPipe(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return code === 'EPIPE' || code === 'ERR_STREAM_DESTROYED' || code === 'EOF';
}

function cannotWrite(error: Error): UsageError {
  const code = 'code' in error ? String(error.code) : error.message;
  return new UsageError(`The output could not be written: ${code}.`, { code: 'output', cause: error });
}

/**
 * A stream tells an error twice: to the one who wrote, and by an event, which would end the program with a stack
 * trace if nobody listened.
 */
export function listenForErrors(stream: Writable): void {
  stream.on('error', () => {});
}

import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { UsageError } from '../errors.js';

/** Writes a file that is this user's alone (0600 in 0700): a new one, flushed, then put in the old one's place. */
export async function writePrivate(file: string, content: string): Promise<void> {
  try {
    await mkdir(dirname(file), { recursive: true, mode: 0o700 });
    const { default: writeFileAtomic } = await import('write-file-atomic');
    await writeFileAtomic(file, content, { mode: 0o600, fsync: true });
  } catch (cause) {
    throw cannotWrite(file, cause);
  }
}

export function cannotWrite(file: string, cause: unknown): UsageError {
  return new UsageError(`${file} cannot be written; it is as it was before`, {
    code: 'file-unwritable',
    hint: 'Check free space, owner and mode of the file and its folder',
    cause,
  });
}

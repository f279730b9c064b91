import { UsageError } from '../../errors.js';

/** A file cannot be read: the reader's to mend. `cause` is what the system said, or why in words. */
export function cannotRead(file: string, cause: unknown): UsageError {
  return new UsageError(`Cannot read ${file}: ${why(cause)}`, {
    code: 'bad-file',
    hint: 'Check the path.',
    cause,
  });
}

/** A file cannot be written: the reader's to mend. */
export function cannotWrite(file: string, cause: unknown): UsageError {
  return new UsageError(`Cannot write ${file}: ${why(cause)}`, { code: 'bad-file', cause });
}

const words: Readonly<Record<string, string>> = {
  ENOENT: 'it does not exist',
  ENOTDIR: 'part of its path is no folder',
  EACCES: 'permission is denied',
  EPERM: 'permission is denied',
  EISDIR: 'it is a folder',
  ENOSPC: 'the disk is full',
  EROFS: 'the disk is read-only',
  EMFILE: 'too many files are open',
};

function why(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  const code = 'code' in cause ? String(cause.code) : '';
  return words[code] ?? cause.message;
}

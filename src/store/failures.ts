import { Locked, UsageError } from '../errors.js';

function codeOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : '';
}

/** Whether another connection held the lock, so that the same transaction may be tried again. */
export function isBusy(error: unknown): boolean {
  const code = codeOf(error);
  return code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED');
}

interface Explanation {
  readonly when: readonly string[];
  readonly code: string;
  readonly says: (file: string) => string;
  readonly hint: (file: string) => string;
}

const explanations: readonly Explanation[] = [
  {
    when: ['SQLITE_CORRUPT', 'SQLITE_NOTADB'],
    code: 'store-damaged',
    says: (file) => `The store ${file} is damaged`,
    hint: (file) =>
      `Put a backup in its place, or move it away and start anew: mv ${file} ${file}.damaged (export decisions with trilink match export first, if that still works)`,
  },
  {
    when: ['SQLITE_FULL', 'SQLITE_IOERR_SHMSIZE', 'ENOSPC', 'EDQUOT', 'EFBIG'],
    code: 'store-full',
    says: (file) =>
      `There is no room left for the store ${file}; the last step was not stored, all before it was`,
    hint: () => 'Make room on that disk, then run the same command again: it carries on where it stopped',
  },
  {
    when: [
      'SQLITE_READONLY',
      'SQLITE_PERM',
      'SQLITE_CANTOPEN',
      'SQLITE_AUTH',
      'EACCES',
      'EPERM',
      'EROFS',
      'ENOTDIR',
      'EISDIR',
      'ENOENT',
      'EEXIST',
      'ELOOP',
      'ENAMETOOLONG',
    ],
    code: 'store-unwritable',
    says: (file) => `The store ${file} cannot be opened for writing`,
    hint: () =>
      'Check the owner and the mode of the file and its folder, or name another place with TRILINK_HOME or TRILINK_STORE',
  },
  {
    when: ['SQLITE_IOERR', 'EIO'],
    code: 'store-io',
    says: (file) =>
      `The disk failed while the store ${file} was read or written; the last step may not be stored`,
    hint: () => 'Check the disk and its free space, then run the same command again',
  },
];

/** Turns the engine's failures into words with a way out; anything unforeseen stays as it is. */
export function explained(error: unknown, file: string): unknown {
  const code = codeOf(error);
  if (isBusy(error)) return storeBusy(file, error);
  const found = explanations.find(({ when }) => when.some((prefix) => code.startsWith(prefix)));
  if (!found) return error;
  return new UsageError(found.says(file), {
    code: found.code,
    hint: found.hint(file),
    details: { file, engine: code },
    cause: error,
  });
}

export function storeBusy(file: string, cause: unknown): Locked {
  return new Locked(`Another process kept the store ${file} busy for too long`, {
    code: 'store-busy',
    hint: 'Wait for the other trilink command to end, then try again',
    cause,
  });
}

export function storeTooNew(file: string, found: number, known: number): UsageError {
  return new UsageError(
    `The store ${file} was written by a newer trilink (schema ${found}; this version knows ${known})`,
    {
      code: 'store-newer',
      hint: 'Update trilink, or name another store with TRILINK_STORE=sqlite:PATH',
      details: { found, known },
    },
  );
}

export function storeEmptied(file: string): UsageError {
  return new UsageError(`The store ${file} is empty, though it has held a history`, {
    code: 'store-damaged',
    hint: `Put a backup in its place, or move it away and start anew, without matches, decisions and undo: mv ${file} ${file}.damaged`,
    details: { file },
  });
}

export function notOurs(file: string): UsageError {
  return new UsageError(`${file} is a database of another program`, {
    code: 'store-foreign',
    hint: 'Name another file with TRILINK_STORE=sqlite:PATH; it is made when it is not there',
  });
}

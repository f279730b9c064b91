import { createReadStream } from 'node:fs';
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { UsageError } from '../errors.js';
import { write } from './write.js';

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file or folder',
  EISDIR: 'it is a folder',
  ENOTDIR: 'a part of its path is no folder',
  EACCES: 'you may not',
  EPERM: 'you may not',
  EROFS: 'the disk is read-only',
  ENOSPC: 'there is no room left on the disk',
};

/** No file that a person names is larger, be it a plan or decisions of the largest estate. */
const LARGEST_BYTES = 128 * 1024 * 1024;

/** What a command does with files; `close` deletes the temporary folders. */
export interface NamedFiles {
  read(path: string): Promise<string>;
  write(path: string, text: string): Promise<void>;
  temporaryFolder(): Promise<string>;
  close(): Promise<void>;
}

/** Files that a person named on the command line; `-` is stdin or stdout. Relative to `cwd`. */
export function namedFiles(io: {
  readonly stdin: Readable;
  readonly stdout: Writable;
  readonly cwd: string;
}): NamedFiles {
  const temporary: string[] = [];
  return {
    /** @throws {UsageError} when the file cannot be read, or is too large to be what it should. */
    async read(path: string): Promise<string> {
      if (path === '-') return readAll(io.stdin, 'stdin');
      const file = resolve(io.cwd, path);
      try {
        const { size } = await stat(file);
        if (size > LARGEST_BYTES) throw tooLarge(path);
        return await readAll(createReadStream(file), path);
      } catch (error) {
        throw cannot('read', path, error);
      }
    },

    /** Written whole or not at all: a new file, flushed, then renamed. Readable by its owner only. */
    async write(path: string, text: string): Promise<void> {
      if (path === '-') return write(io.stdout, text);
      const file = resolve(io.cwd, path);
      try {
        if (await isPipeOrDevice(file)) return await writeFile(file, text);
        const { default: writeFileAtomic } = await import('write-file-atomic');
        await writeFileAtomic(file, text, { mode: 0o600 });
      } catch (error) {
        throw cannot('write', path, error);
      }
    },

    async temporaryFolder(): Promise<string> {
      const folder = await mkdtemp(join(tmpdir(), 'trilink-'));
      temporary.push(folder);
      return folder;
    },

    async close(): Promise<void> {
      for (const folder of temporary) await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A pipe or a device is written to; renaming over it would put a file in its place. */
async function isPipeOrDevice(path: string): Promise<boolean> {
  const there = await stat(path).catch(() => null);
  return there !== null && !there.isFile() && !there.isDirectory();
}

/** A pipe or a device tells no size: counted as it comes. */
async function readAll(stream: Readable, name: string): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size > LARGEST_BYTES) throw tooLarge(name);
    chunks.push(bytes);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function tooLarge(path: string): UsageError {
  return new UsageError(`${path} is larger than ${LARGEST_BYTES / 1024 / 1024} MB: nothing of it was used.`, {
    code: 'file-too-large',
    hint: 'No plan and no file of decisions is that large. Check which file was named.',
    details: { path, largestBytes: LARGEST_BYTES },
  });
}

/** Only what the system says about a file is the reader's; anything else is ours and stays what it is. */
function cannot(verb: string, path: string, error: unknown): unknown {
  if (error instanceof UsageError) return error;
  const code = error instanceof Error && 'code' in error ? String(error.code) : null;
  if (code === null) return error;
  const why = reasons[code] ?? code;
  return new UsageError(`Cannot ${verb} ${path}: ${why}.`, { code: 'file', details: { path }, cause: error });
}

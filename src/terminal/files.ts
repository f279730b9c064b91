import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { UsageError } from '../errors.js';
import { write } from './write.js';

const NOT_FOUND = 'ENOENT';

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
    /** @throws {UsageError} when the file cannot be read. */
    async read(path: string): Promise<string> {
      if (path === '-') return readAll(io.stdin);
      try {
        return await readFile(resolve(io.cwd, path), 'utf8');
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

async function readAll(stream: Readable): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString('utf8');
}

/** Only what the system says about a file is the reader's; anything else is ours and stays what it is. */
function cannot(verb: string, path: string, error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : null;
  if (code === null) return error;
  const why = code === NOT_FOUND ? 'there is no such file or folder' : code;
  return new UsageError(`Cannot ${verb} ${path}: ${why}.`, { code: 'file', details: { path }, cause: error });
}
